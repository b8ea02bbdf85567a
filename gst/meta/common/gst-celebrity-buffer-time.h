/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-buffer-time: when a buffer is on screen, and for how long.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * gst_celebrity_time_get_duration:
 * @frame_duration: duration of a frame according to the caps, ns
 *
 * Returns: the duration of @buffer, ns; @frame_duration if it has none, or 0
 */
GstClockTime gst_celebrity_time_get_duration (GstBuffer *buffer,
    GstClockTime frame_duration);

/**
 * gst_celebrity_time_get_start:
 * @segment: the segment of @buffer, in any format
 * @duration: duration of @buffer, ns
 *
 * A buffer that begins before its segment and lasts into it is shown from the
 * start of the segment, such as the first one after an accurate seek in
 * uncompressed video.
 *
 * Returns: a position in the segment: the PTS, or the start of the segment;
 *   GST_CLOCK_TIME_NONE if the buffer has no PTS, is outside its segment, or the
 *   segment is not in time format
 */
GstClockTime gst_celebrity_time_get_start (const GstSegment *segment,
    GstBuffer *buffer, GstClockTime duration);

G_END_DECLS
