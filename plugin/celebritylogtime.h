/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogtime: when something is in stream time.
 */

#pragma once

#include <gst/gst.h>

#include "celebritymoment.h"

G_BEGIN_DECLS

/**
 * celebrity_log_time_get_buffer:
 * @segment: what the buffer is in
 * @frame_duration: how long it lasts where it does not say, ns
 * @moment: (out): when it is: by its own time, else by that of its
 *   CelebrityMeta
 *
 * Returns: FALSE where that is not known
 */
gboolean celebrity_log_time_get_buffer (GstBuffer *buffer,
    const GstSegment *segment, guint64 frame_duration, CelebrityMoment *moment);

/**
 * celebrity_log_time_get_gap:
 * @event: a GAP event
 * @moment: (out): when it is over, without length
 *
 * Returns: FALSE where that is not known
 */
gboolean celebrity_log_time_get_gap (GstEvent *event, const GstSegment *segment,
    CelebrityMoment *moment);

G_END_DECLS
