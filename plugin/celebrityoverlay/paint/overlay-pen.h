/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-pen: renders the small pictures that overlays consist of, with Cairo
 * and Pango.
 */

#pragma once

#include <gst/video/video.h>

#include "paint/overlay-sizes.h"
#include "paint/overlay-rotation.h"

G_BEGIN_DECLS

/**
 * CelebrityShape:
 * @CELEBRITY_SHAPE_PLATE: a name plate
 * @CELEBRITY_SHAPE_TOP_LEFT: a corner's horizontal bar, including the corner
 * @CELEBRITY_SHAPE_TOP_RIGHT: likewise
 * @CELEBRITY_SHAPE_BOTTOM_LEFT: likewise
 * @CELEBRITY_SHAPE_BOTTOM_RIGHT: likewise
 * @CELEBRITY_SHAPE_DOWN: a corner's vertical bar, from the corner down
 * @CELEBRITY_SHAPE_UP: a corner's vertical bar, from the corner up
 * @CELEBRITY_SHAPE_TOP: a rectangle's upper bar, including both corners
 * @CELEBRITY_SHAPE_BOTTOM: a rectangle's lower bar, including both corners
 * @CELEBRITY_SHAPE_SIDE: a rectangle's left or right bar, without corners
 * @CELEBRITY_SHAPE_DOT: a landmark
 */
typedef enum {
  CELEBRITY_SHAPE_PLATE,
  CELEBRITY_SHAPE_TOP_LEFT,
  CELEBRITY_SHAPE_TOP_RIGHT,
  CELEBRITY_SHAPE_BOTTOM_LEFT,
  CELEBRITY_SHAPE_BOTTOM_RIGHT,
  CELEBRITY_SHAPE_DOWN,
  CELEBRITY_SHAPE_UP,
  CELEBRITY_SHAPE_TOP,
  CELEBRITY_SHAPE_BOTTOM,
  CELEBRITY_SHAPE_SIDE,
  CELEBRITY_SHAPE_DOT,
} CelebrityShape;

/**
 * CelebrityPicture:
 * @shape: what the picture shows
 * @color: 0xAARRGGBB
 * @is_faint: whether it is half transparent
 * @width: pixels; ignored for a plate, whose size follows its text
 * @height: pixels; ignored for a plate
 * @label: (nullable): the name on a plate, UTF-8
 * @note: (nullable): text beside the name in lighter letters, UTF-8
 *
 * Everything that distinguishes one picture from another of the same pen.
 */
typedef struct {
  CelebrityShape shape;
  guint32 color;
  gboolean is_faint;
  gint width;
  gint height;
  const char *label;
  const char *note;
} CelebrityPicture;

/**
 * CelebrityPen:
 *
 * Fonts and sizes that pictures are drawn with.
 */
typedef struct _CelebrityPen CelebrityPen;

/**
 * celebrity_pen_new:
 * @sizes: copied
 * @font_desc: (nullable): Pango font description; NULL: the default font. If it
 *   has no size, that of @sizes is used
 * @orientation: how downstream transforms frames to show them upright
 *
 * Fonts are loaded when the first plate is drawn.
 *
 * Returns: (transfer full): a pen
 */
CelebrityPen *celebrity_pen_new (const CelebritySizes *sizes,
    const char *font_desc, GstVideoOrientationMethod orientation);

void celebrity_pen_free (CelebrityPen *pen);

/**
 * celebrity_pen_draw:
 *
 * Returns: (transfer full): pixels for a GstVideoOverlayRectangle, with
 *   premultiplied alpha, oriented such that @picture is upright on the upright
 *   frame
 */
GstBuffer *celebrity_pen_draw (CelebrityPen *pen,
    const CelebrityPicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityPen, celebrity_pen_free)

G_END_DECLS
