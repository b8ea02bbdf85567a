/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-time: from when on a buffer is on screen.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * gst_celebrity_time_get_start:
 * @segment: what the buffer is in, of any format
 * @frame_duration: how long it lasts where it does not say, ns
 *
 * A buffer that begins before its segment and lasts into it is shown from the
 * segment's start on, as that after an accurate seek in uncompressed video.
 *
 * Returns: a time that the segment makes a stream time and a running time of:
 *   the PTS, or the segment's start; GST_CLOCK_TIME_NONE where the buffer has
 *   no PTS, is outside its segment, or that is not in time
 */
GstClockTime gst_celebrity_time_get_start (const GstSegment *segment,
    GstBuffer *buffer, GstClockTime frame_duration);

G_END_DECLS
