/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-plate-layout: where the name plates go. Pure geometry, in pixels.
 *
 * A plate goes above its box, else below, beside or into it, else to the
 * nearest free position. It is always inside the frame, and does not cover its
 * own person's face, other plates or, if there is room, other faces. It stays
 * on the side of the previous frame while that is free. From a position that is
 * not at the box it returns as soon as a side of the box is free.
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
 * @CELEBRITY_SIDE_NONE: not known yet
 * @CELEBRITY_SIDE_ABOVE: above the box
 * @CELEBRITY_SIDE_BELOW: below the box
 * @CELEBRITY_SIDE_RIGHT: to the right of the box
 * @CELEBRITY_SIDE_LEFT: to the left of the box
 * @CELEBRITY_SIDE_BOTTOM: inside the box, at its lower edge
 * @CELEBRITY_SIDE_TOP: inside the box, at its upper edge
 * @CELEBRITY_SIDE_FREE: anywhere else
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
 * CelebrityPlateAnchor:
 * @side: side of the box that the plate is on
 * @dx: with CELEBRITY_SIDE_FREE: from the box's left edge to the plate's
 * @dy: with CELEBRITY_SIDE_FREE: from the box's upper edge to the plate's
 *
 * Where a plate is, relative to its box.
 */
typedef struct {
  CelebritySide side;
  gint dx;
  gint dy;
} CelebrityPlateAnchor;

/**
 * CelebrityPlateItem:
 * @box: the outline that the plate belongs to, inside the frame
 * @face: the area that no plate should cover; width 0: none
 * @plate: the size is an input, the position an output; width 0: no plate
 * @anchor: (inout): where the plate was on the previous frame, and is now
 */
typedef struct {
  CelebrityRect box;
  CelebrityRect face;
  CelebrityRect plate;
  CelebrityPlateAnchor anchor;
} CelebrityPlateItem;

/**
 * celebrity_plate_layout_run:
 * @items: (array length=n_items) (inout): people; earlier ones have priority
 * @width: width of the frame; no plate may be wider
 * @height: height of the frame; no plate may be higher
 * @gap: distance between a box and its plate
 *
 * Sets the position and the anchor of each plate.
 */
void celebrity_plate_layout_run (CelebrityPlateItem *items, guint n_items,
    gint width, gint height, gint gap);

/**
 * celebrity_rect_get_overlap:
 *
 * Returns: the area of the intersection, square pixels
 */
gint64 celebrity_rect_get_overlap (const CelebrityRect *a,
    const CelebrityRect *b);

G_END_DECLS
