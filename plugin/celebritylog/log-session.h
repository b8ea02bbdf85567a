/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-session: one log, from the start of the element to its stop.
 */

#pragma once

#include <gst/gst.h>

#include "log-settings.h"
#include "output/log-writer.h"
#include "gst-celebrity-frame-info.h"

G_BEGIN_DECLS

typedef struct _CelebrityLogSession CelebrityLogSession;

/**
 * celebrity_log_session_new:
 * @element: (transfer none): the element; must outlive the session
 * @on_error: called with @element, at most once, from any thread
 * @error: GST_RESOURCE_ERROR, with a message for users
 *
 * Opens the file and writes the header of the format.
 *
 * Returns: (transfer full) (nullable): NULL if the settings contradict each
 *   other, or the file cannot be opened
 */
CelebrityLogSession *celebrity_log_session_new (
    const CelebrityLogSettings *settings, GstElement *element,
    CelebrityLogWriterError on_error, GError **error);

/**
 * celebrity_log_session_free:
 *
 * Writes the appearances that are still open, and closes the file.
 */
void celebrity_log_session_free (CelebrityLogSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityLogSession, celebrity_log_session_free)

/**
 * celebrity_log_session_add_buffer:
 * @info: what the caps say about @buffer
 * @segment: the segment of @buffer
 *
 * Logs the people on @buffer.
 */
void celebrity_log_session_add_buffer (CelebrityLogSession *self,
    GstBuffer *buffer, const GstCelebrityFrameInfo *info,
    const GstSegment *segment);

/**
 * celebrity_log_session_add_gap:
 * @event: a GAP event
 * @segment: the segment of @event
 *
 * Nobody is on screen until the gap is over.
 */
void celebrity_log_session_add_gap (CelebrityLogSession *self, GstEvent *event,
    const GstSegment *segment);

/**
 * celebrity_log_session_begin_segment:
 * @segment: the segment that begins, in the same film
 */
void celebrity_log_session_begin_segment (CelebrityLogSession *self,
    const GstSegment *segment);

/**
 * celebrity_log_session_flush:
 *
 * What follows does not continue what came before. If all that came was a
 * preroll (less than a second of film in the first segment), the open
 * appearances are dropped: GStreamer Editing Services decode the beginning of a
 * file, with the times of the clip, before they seek to the clip. Otherwise
 * they are written.
 */
void celebrity_log_session_flush (CelebrityLogSession *self);

/**
 * celebrity_log_session_begin_stream:
 * @event: STREAM_START; open appearances end if the stream is of another film
 */
void celebrity_log_session_begin_stream (CelebrityLogSession *self,
    GstEvent *event);

/**
 * celebrity_log_session_end_appearances:
 *
 * What follows does not continue what came before: writes the open appearances.
 */
void celebrity_log_session_end_appearances (CelebrityLogSession *self);

/**
 * celebrity_log_session_finish:
 *
 * Writes everything, and blocks until it is written, unless nonblocking. More
 * may follow.
 */
void celebrity_log_session_finish (CelebrityLogSession *self);

/**
 * celebrity_log_session_set_nonblocking:
 *
 * While nonblocking, no call blocks on the disk; those that do are woken. May
 * be called from any thread.
 */
void celebrity_log_session_set_nonblocking (CelebrityLogSession *self,
    gboolean is_nonblocking);

/**
 * celebrity_log_session_has_failed:
 *
 * Returns: whether writing failed
 */
gboolean celebrity_log_session_has_failed (CelebrityLogSession *self);

G_END_DECLS
