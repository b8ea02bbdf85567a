/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogtime: when something is in the film.
 *
 * A record has the time that its frame had where the people were looked up. In
 * another process, or behind elements that set times anew, buffers have other
 * times: then the record's count, and frames without one, which have nobody on
 * them, are taken to go on from the last record at the pace of the buffers.
 */

#pragma once

#include <gst/gst.h>

#include "log-appearance.h"

G_BEGIN_DECLS

/**
 * CelebrityLogTimeMap:
 * @is_other: whether the last record had another time than its buffer
 * @is_backward: whether those records come in reverse
 * @buffer: that buffer's stream time, ns
 * @record: that record's stream time, ns
 *
 * What is to be remembered of one stream; all zero at first.
 */
typedef struct {
  gboolean is_other;
  gboolean is_backward;
  guint64 buffer;
  guint64 record;
} CelebrityLogTimeMap;

/**
 * celebrity_log_interval_from_buffer:
 * @segment: what the buffer is in
 * @frame_duration: how long it lasts where it does not say, ns
 * @interval: (out): when it is
 *
 * Returns: FALSE where that is not known
 */
gboolean celebrity_log_interval_from_buffer (CelebrityLogTimeMap *time,
    GstBuffer *buffer, const GstSegment *segment, guint64 frame_duration,
    CelebrityInterval *interval);

/**
 * celebrity_log_interval_from_gap:
 * @event: a GAP event
 * @interval: (out): when it is over, without length
 *
 * Returns: FALSE where that is not known
 */
gboolean celebrity_log_interval_from_gap (const CelebrityLogTimeMap *time,
    GstEvent *event, const GstSegment *segment, CelebrityInterval *interval);

G_END_DECLS
