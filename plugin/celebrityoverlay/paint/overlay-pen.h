/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritydraw: draws the small pictures that overlays are made of, with
 * Cairo and Pango.
 */

#pragma once

#include <gst/video/video.h>

#include "paint/overlay-sizes.h"
#include "paint/overlay-rotation.h"

G_BEGIN_DECLS

/**
 * CelebrityShape:
 * @CELEBRITY_SHAPE_PLATE: a name plate
 * @CELEBRITY_SHAPE_TOP_LEFT: a corner's horizontal bar, the corner included;
 *   so the next three
 * @CELEBRITY_SHAPE_DOWN: a corner's vertical bar, from the corner down
 * @CELEBRITY_SHAPE_UP: a corner's vertical bar, from the corner up
 * @CELEBRITY_SHAPE_TOP: a rectangle's upper bar, both corners included
 * @CELEBRITY_SHAPE_BOTTOM: a rectangle's lower bar, both corners included
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
 * @shape: what it shows
 * @color: 0xAARRGGBB
 * @is_faint: whether it is half transparent
 * @width: pixels, even or not; a plate finds its own size
 * @height: pixels
 * @label: (nullable): a plate's name, UTF-8
 * @note: (nullable): what stands beside the name in lighter letters, UTF-8
 *
 * All that makes one picture differ from another with the same pen.
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
 * Fonts and sizes to draw with.
 */
typedef struct _CelebrityPen CelebrityPen;

/**
 * celebrity_pen_new:
 * @measures: sizes
 * @font_desc: (nullable): Pango font description; NULL: the default; without a
 *   size that of @measures
 * @orientation: what is done to frames to turn them upright
 *
 * Fonts are first looked for when there is something to write.
 *
 * Returns: (transfer full): a pen
 */
CelebrityPen *celebrity_pen_new (const CelebrityMeasures *measures,
    const char *font_desc, GstVideoOrientationMethod orientation);

void celebrity_pen_free (CelebrityPen *pen);

/**
 * celebrity_pen_draw:
 *
 * Returns: (transfer full): pixels for a GstVideoOverlayRectangle, with
 *   premultiplied alpha; turned so that @picture is upright once the frame is
 */
GstBuffer *celebrity_pen_draw (CelebrityPen *pen,
    const CelebrityPicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityPen, celebrity_pen_free)

G_END_DECLS
