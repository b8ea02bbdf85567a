/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogrun: one log from its start to its stop.
 */

#pragma once

#include <gst/gst.h>

#include "log-settings.h"
#include "output/log-writer.h"
#include "gst-celebrity-stream-info.h"

G_BEGIN_DECLS

typedef struct _CelebrityLogRun CelebrityLogRun;

/**
 * celebrity_log_run_new:
 * @on_error: called at most once, from any thread
 * @user_data: for @on_error
 * @error: GST_RESOURCE_ERROR, with a text for people
 *
 * Opens the file and writes what the format begins with.
 *
 * Returns: (transfer full) (nullable): NULL where the settings contradict each
 *   other, or the file can't be opened
 */
CelebrityLogRun *celebrity_log_run_new (const CelebrityLogSettings *settings,
    CelebrityLogWriterError on_error, gpointer user_data, GError **error);

/**
 * celebrity_log_run_free:
 *
 * Writes who is still on screen, and closes the file.
 */
void celebrity_log_run_free (CelebrityLogRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityLogRun, celebrity_log_run_free)

/**
 * celebrity_log_run_look:
 * @stream: what the caps say of @buffer
 * @segment: what @buffer is in
 */
void celebrity_log_run_look (CelebrityLogRun *self, GstBuffer *buffer,
    const CelebrityStream *stream, const GstSegment *segment);

/**
 * celebrity_log_run_pass:
 * @event: a GAP event
 * @segment: what it is in
 *
 * Nobody is on screen until the gap is over.
 */
void celebrity_log_run_pass (CelebrityLogRun *self, GstEvent *event,
    const GstSegment *segment);

/**
 * celebrity_log_run_begin_segment:
 *
 * Another segment begins, in the same film.
 */
void celebrity_log_run_begin_segment (CelebrityLogRun *self);

/**
 * celebrity_log_run_flush:
 *
 * What comes does not continue what came. Drops who is on screen if all that
 * came was a preroll: less than a second of film in the first segment.
 * GStreamer Editing Services decode the beginning of a file, with the times of
 * the clip on it, before they seek to the clip. Else writes who is on screen.
 */
void celebrity_log_run_flush (CelebrityLogRun *self);

/**
 * celebrity_log_run_begin_stream:
 * @id: of the stream
 * @group_id: of its group, or GST_GROUP_ID_INVALID
 *
 * Another film begins if both are new. An element that is linked anew sends the
 * stream that it was in once more, and another quality of a film is another
 * stream in the same group.
 */
void celebrity_log_run_begin_stream (CelebrityLogRun *self, const char *id,
    guint group_id);

/**
 * celebrity_log_run_break:
 *
 * What comes does not continue what came: writes who is on screen.
 */
void celebrity_log_run_break (CelebrityLogRun *self);

/**
 * celebrity_log_run_end:
 *
 * Writes all there is, and waits until it is written, unless hurried. More may
 * come.
 */
void celebrity_log_run_end (CelebrityLogRun *self);

/**
 * celebrity_log_run_set_hurried:
 *
 * While hurried nobody waits for the disk. May be called from any thread.
 */
void celebrity_log_run_set_hurried (CelebrityLogRun *self, gboolean hurried);

/**
 * celebrity_log_run_has_failed:
 *
 * Returns: whether writing failed
 */
gboolean celebrity_log_run_has_failed (CelebrityLogRun *self);

G_END_DECLS
