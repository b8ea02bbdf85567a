/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-interval: when a buffer or a gap is on screen, in the time of the film.
 *
 * A record has the stream time that its frame had when the people were looked
 * up. In another process, or behind elements that set new timestamps, buffers
 * have other times. The record's time is then used, and frames without a record,
 * which have nobody on them, continue from the last record at the pace of the
 * buffers.
 */

#pragma once

#include <gst/gst.h>

#include "log-appearance.h"

G_BEGIN_DECLS

/**
 * CelebrityLogTimeMap:
 * @is_other: whether the time of the last record differed from its buffer's
 * @is_backward: whether such records arrive in reverse
 * @buffer: stream time of that buffer, ns
 * @record: stream time of that record, ns
 *
 * Maps the buffers' stream time to the film's. All zeros for a new stream.
 */
typedef struct {
  gboolean is_other;
  gboolean is_backward;
  guint64 buffer;
  guint64 record;
} CelebrityLogTimeMap;

/**
 * celebrity_log_interval_from_buffer:
 * @time: (inout): of the stream
 * @segment: the segment of @buffer
 * @frame_duration: duration of a buffer without one, ns
 * @interval: (out): when @buffer is on screen
 *
 * Returns: FALSE if that is not known
 */
gboolean celebrity_log_interval_from_buffer (CelebrityLogTimeMap *time,
    GstBuffer *buffer, const GstSegment *segment, guint64 frame_duration,
    CelebrityInterval *interval);

/**
 * celebrity_log_interval_from_gap:
 * @event: a GAP event
 * @segment: the segment of @event
 * @interval: (out): the end of the gap, an interval without length
 *
 * Returns: FALSE if that is not known
 */
gboolean celebrity_log_interval_from_gap (const CelebrityLogTimeMap *time,
    GstEvent *event, const GstSegment *segment, CelebrityInterval *interval);

G_END_DECLS
