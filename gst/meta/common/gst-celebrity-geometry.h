/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-geometry: boxes on a frame, as ratios and as pixels.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GstCelebrityRatios:
 *
 * A box in ratios of the frame's width and height; it may lie partly outside
 * the frame.
 */
typedef struct {
  double left;
  double top;
  double width;
  double height;
} GstCelebrityRatios;

/**
 * GstCelebrityRectangle:
 *
 * A rectangle in whole pixels, inside the frame.
 */
typedef struct {
  guint x;
  guint y;
  guint w;
  guint h;
} GstCelebrityRectangle;

/**
 * GstCelebrityPixels:
 * @x: left edge, pixels; may be negative
 * @y: top edge, pixels; may be negative
 * @w: width, pixels; 0 if there is no such box
 * @h: height, pixels
 */
typedef struct {
  double x;
  double y;
  double w;
  double h;
} GstCelebrityPixels;

/**
 * gst_celebrity_ratios_to_rectangle:
 * @ratios: a box
 * @width: of the frame, pixels
 * @height: of the frame, pixels
 * @rectangle: (out): the box in pixels, clamped so that its right and bottom
 *   edges do not touch the frame's: x + w <= width - 1, y + h <= height - 1
 *   (GStreamer 1.28 drops a region that touches them when it crops or flips)
 *
 * Returns: FALSE if less than a pixel of the box is in the frame
 */
gboolean gst_celebrity_ratios_to_rectangle (const GstCelebrityRatios *ratios,
    guint width, guint height, GstCelebrityRectangle *rectangle);

/**
 * gst_celebrity_pixels_set:
 * @pixels: (out): the box; unchanged on failure
 * @x: left edge, pixels
 * @y: top edge, pixels
 * @w: width, pixels
 * @h: height, pixels
 *
 * Returns: FALSE if the box is empty, absurdly large, or not finite
 */
gboolean gst_celebrity_pixels_set (GstCelebrityPixels *pixels, double x,
    double y, double w, double h);

G_END_DECLS
