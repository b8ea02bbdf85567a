/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-time: from when on and for how long a buffer is on screen.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * gst_celebrity_time_get_duration:
 * @frame_duration: of a frame, as the caps have it, ns
 *
 * Returns: the buffer's duration; @frame_duration where it has none, or one of
 *   no length
 */
GstClockTime gst_celebrity_time_get_duration (GstBuffer *buffer,
    GstClockTime frame_duration);

/**
 * gst_celebrity_time_get_start:
 * @segment: what the buffer is in, of any format
 * @duration: how long it lasts, ns
 *
 * A buffer that begins before its segment and lasts into it is shown from the
 * segment's start on, as that after an accurate seek in uncompressed video.
 *
 * Returns: a time that the segment makes a stream time and a running time of:
 *   the PTS, or the segment's start; GST_CLOCK_TIME_NONE where the buffer has
 *   no PTS, is outside its segment, or that is not in time
 */
GstClockTime gst_celebrity_time_get_start (const GstSegment *segment,
    GstBuffer *buffer, GstClockTime duration);

G_END_DECLS
