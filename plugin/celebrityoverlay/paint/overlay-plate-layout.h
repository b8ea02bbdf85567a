/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylayout: where the name plates go. Pure geometry, in pixels.
 *
 * A plate goes above its box, else below, beside or into it, else to the
 * nearest free place; inside the frame, off its own person's face, off other
 * plates and, as far as there is room, off other faces. It stays on the side
 * where it was the last time as long as that is free, and returns from farther
 * away as soon as a side is.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  gint x;
  gint y;
  gint w;
  gint h;
} CelebrityRect;

/**
 * CelebritySide:
 * @CELEBRITY_SIDE_NONE: not placed yet
 * @CELEBRITY_SIDE_BOTTOM: in the box, at its lower edge
 * @CELEBRITY_SIDE_TOP: in the box, at its upper edge
 * @CELEBRITY_SIDE_FREE: wherever there was room
 */
typedef enum {
  CELEBRITY_SIDE_NONE,
  CELEBRITY_SIDE_ABOVE,
  CELEBRITY_SIDE_BELOW,
  CELEBRITY_SIDE_RIGHT,
  CELEBRITY_SIDE_LEFT,
  CELEBRITY_SIDE_BOTTOM,
  CELEBRITY_SIDE_TOP,
  CELEBRITY_SIDE_FREE,
} CelebritySide;

/**
 * CelebrityPlace:
 * @side: of the box
 * @dx: with CELEBRITY_SIDE_FREE: from the box's left edge to the plate's
 * @dy: with CELEBRITY_SIDE_FREE: from the box's upper edge to the plate's
 */
typedef struct {
  CelebritySide side;
  gint dx;
  gint dy;
} CelebrityPlace;

/**
 * CelebrityLayoutItem:
 * @box: what the plate belongs to, in the frame
 * @face: what no plate should cover; no width: there is none
 * @plate: its size is given, its position found; no width: there is none
 * @place: (inout): where the plate was the last time, and is now
 */
typedef struct {
  CelebrityRect box;
  CelebrityRect face;
  CelebrityRect plate;
  CelebrityPlace place;
} CelebrityLayoutItem;

/**
 * celebrity_layout_place:
 * @items: (array length=n_items) (inout): the earlier ones choose first
 * @width: of the frame; no plate is wider
 * @height: of the frame; no plate is higher
 * @gap: between a box and its plate
 */
void celebrity_layout_place (CelebrityLayoutItem *items, guint n_items,
    gint width, gint height, gint gap);

/**
 * celebrity_rect_get_overlap:
 *
 * Returns: the area that both cover
 */
gint64 celebrity_rect_get_overlap (const CelebrityRect *a,
    const CelebrityRect *b);

G_END_DECLS
