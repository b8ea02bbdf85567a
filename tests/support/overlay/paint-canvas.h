/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * paint-canvas: an empty frame that a composition is blended onto, to read its
 * pixels.
 */

#pragma once

#include "paint/overlay-plate-layout.h"
#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * PaintCanvas:
 * @pixels: 0xAARRGGBB, premultiplied
 */
typedef struct {
  gint width;
  gint height;
  guint32 *pixels;
} PaintCanvas;

/**
 * paint_canvas_init:
 * @composition: (nullable): the composition; asserts that it is inside the frame
 *   and premultiplied
 */
void paint_canvas_init (PaintCanvas *canvas, gint width, gint height,
    GstVideoOverlayComposition *composition);

void paint_canvas_clear (PaintCanvas *canvas);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PaintCanvas, paint_canvas_clear)

guint32 paint_canvas_get (const PaintCanvas *canvas, gint x, gint y);

/**
 * paint_canvas_count:
 *
 * Returns: the number of pixels in @rect that are not transparent
 */
guint paint_canvas_count (const PaintCanvas *canvas, const CelebrityRect *rect);

/**
 * paint_canvas_rectangle:
 *
 * Returns: the position and size of the @i-th rectangle of @composition
 */
CelebrityRect paint_canvas_rectangle (GstVideoOverlayComposition *composition,
    guint i);

/**
 * paint_canvas_pixels:
 *
 * Returns: (transfer none): the picture of the @i-th rectangle
 */
GstBuffer *paint_canvas_pixels (GstVideoOverlayComposition *composition,
    guint i);

G_END_DECLS
