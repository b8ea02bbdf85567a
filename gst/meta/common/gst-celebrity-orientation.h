/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-orientation: how the frames of a stream must be turned to be
 * upright, according to its image-orientation tag (GST_TAG_IMAGE_ORIENTATION),
 * and the positions on a frame before and after it is turned.
 *
 * A tag of the stream takes precedence over a global one, whichever came first.
 * Tags without an image-orientation, or with an unknown value, are ignored, as
 * in GStreamer's sinks. STREAM_START resets both.
 */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * GstCelebrityOrientation:
 *
 * The tags of one stream so far. All zeros for a stream without tags. The
 * fields are private.
 */
typedef struct {
  GstVideoOrientationMethod stream;
  GstVideoOrientationMethod global;
  gboolean has_stream;
  gboolean has_global;
} GstCelebrityOrientation;

/**
 * gst_celebrity_orientation_take_event:
 * @orientation: (inout): of the stream that @event belongs to
 * @event: (transfer none): any event; events other than TAG and STREAM_START are
 *   ignored
 *
 * Returns: whether gst_celebrity_orientation_get() changed
 */
gboolean gst_celebrity_orientation_take_event (
    GstCelebrityOrientation *orientation, GstEvent *event);

/**
 * gst_celebrity_orientation_get:
 *
 * Returns: how a frame must be turned to be upright; never AUTO or CUSTOM;
 *   IDENTITY if it is not known
 */
GstVideoOrientationMethod gst_celebrity_orientation_get (
    const GstCelebrityOrientation *orientation);

/**
 * gst_celebrity_orientation_swaps:
 * @method: any method but AUTO and CUSTOM
 *
 * Returns: whether @method exchanges width and height
 */
gboolean gst_celebrity_orientation_swaps (GstVideoOrientationMethod method);

/**
 * GstCelebrityArea:
 * @x: left edge; may be negative
 * @y: top edge; may be negative
 * @w: width
 * @h: height
 *
 * A part of a frame, in pixels or in ratios of the frame (whose width and height
 * are then 1). The width and height of a point are 0.
 */
typedef struct {
  double x;
  double y;
  double w;
  double h;
} GstCelebrityArea;

/**
 * gst_celebrity_orientation_turn:
 * @method: any method but AUTO and CUSTOM
 * @width: of the frame as it is in the buffer
 * @height: of the frame as it is in the buffer
 * @area: (inout): of the frame as it is in the buffer; becomes the same part
 *   of the upright frame
 */
void gst_celebrity_orientation_turn (GstVideoOrientationMethod method,
    double width, double height, GstCelebrityArea *area);

/**
 * gst_celebrity_orientation_turn_back:
 * @method: any method but AUTO and CUSTOM
 * @width: of the frame as it is in the buffer
 * @height: of the frame as it is in the buffer
 * @area: (inout): of the upright frame; becomes the same part of the frame as
 *   it is in the buffer
 */
void gst_celebrity_orientation_turn_back (GstVideoOrientationMethod method,
    double width, double height, GstCelebrityArea *area);

G_END_DECLS
