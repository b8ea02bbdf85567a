/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-frame-info: what caps say about the frames of a stream.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GstCelebrityFrameInfo:
 * @width: pixels; 0: not known yet
 * @height: pixels
 * @pixel_width: numerator of the pixel-aspect-ratio
 * @pixel_height: its denominator
 * @frame_duration: of a frame whose buffer has no duration, ns: from the frame
 *   rate, or 40 ms if the caps have none
 */
typedef struct {
  gint width;
  gint height;
  gint pixel_width;
  gint pixel_height;
  GstClockTime frame_duration;
} GstCelebrityFrameInfo;

/**
 * gst_celebrity_frame_info_init:
 * @info: (out): no size, square pixels, 40 ms
 */
void gst_celebrity_frame_info_init (GstCelebrityFrameInfo *info);

/**
 * gst_celebrity_frame_info_set_caps:
 * @info: (inout): the description of @caps
 * @caps: fixed caps of raw video in any format
 *
 * Returns: FALSE if @caps have no size
 */
gboolean gst_celebrity_frame_info_set_caps (GstCelebrityFrameInfo *info,
    const GstCaps *caps);

G_END_DECLS
