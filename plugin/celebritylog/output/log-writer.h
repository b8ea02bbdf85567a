/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-writer: writes bytes to a file from a thread of its own, so that a slow
 * disk blocks nobody until a few megabytes wait.
 *
 * Errors are GST_RESOURCE_ERROR, with a message for users. After the first
 * error nothing more is written; what was written stays.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * CELEBRITY_LOG_WRITER_BOUND:
 *
 * How many bytes may wait to be written.
 */
#define CELEBRITY_LOG_WRITER_BOUND (4 * 1024 * 1024)

/**
 * CelebrityLogWriterError:
 *
 * Called at most once, from the writer's thread or from
 * celebrity_log_writer_close().
 */
typedef void (
    *CelebrityLogWriterError) (const GError *error, gpointer user_data);

/**
 * CelebrityLogWriterSettings:
 * @location: (nullable): the file; NULL or "-": standard output
 * @append: whether to keep the content of the file
 * @flush: whether everything pushed is written at once rather than in blocks
 * @on_error: called when writing fails
 * @user_data: for @on_error
 */
typedef struct {
  const char *location;
  gboolean append;
  gboolean flush;
  CelebrityLogWriterError on_error;
  gpointer user_data;
} CelebrityLogWriterSettings;

typedef struct _CelebrityLogWriter CelebrityLogWriter;

/**
 * celebrity_log_writer_new:
 *
 * Opens the file and starts a thread.
 *
 * Returns: (transfer full) (nullable): NULL if one of them failed
 */
CelebrityLogWriter *celebrity_log_writer_new (
    const CelebrityLogWriterSettings *settings, GError **error);

/**
 * celebrity_log_writer_close:
 *
 * Writes what waits and closes the file. If it is a pipe, and its reader takes
 * nothing for a second, the rest is discarded. Nothing may be pushed afterwards.
 *
 * Returns: how many bytes were written since the file was opened
 */
guint64 celebrity_log_writer_close (CelebrityLogWriter *self);

/**
 * celebrity_log_writer_free:
 *
 * Closes the file, if it is not closed yet, and frees the writer.
 */
void celebrity_log_writer_free (CelebrityLogWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityLogWriter, celebrity_log_writer_free)

/**
 * celebrity_log_writer_is_continuing:
 *
 * Returns: whether the file had content, which is kept
 */
gboolean celebrity_log_writer_is_continuing (const CelebrityLogWriter *self);

/**
 * celebrity_log_writer_get_tail:
 *
 * Returns: (nullable): the end of the content that is kept; NULL if there is
 *   none, or it cannot be read
 */
const char *celebrity_log_writer_get_tail (const CelebrityLogWriter *self);

/**
 * celebrity_log_writer_can_rewind:
 *
 * Returns: whether celebrity_log_writer_rewind() may be called
 */
gboolean celebrity_log_writer_can_rewind (const CelebrityLogWriter *self);

/**
 * celebrity_log_writer_push:
 * @bytes: (array length=length): copied; whole lines, which stay whole if
 *   several logs write to one pipe or to standard output
 *
 * Blocks while CELEBRITY_LOG_WRITER_BOUND bytes wait to be written, unless
 * nonblocking.
 */
void celebrity_log_writer_push (CelebrityLogWriter *self, const char *bytes,
    gsize length);

/**
 * celebrity_log_writer_rewind:
 *
 * What is pushed from now on replaces everything before; it must not be
 * shorter.
 */
void celebrity_log_writer_rewind (CelebrityLogWriter *self);

/**
 * celebrity_log_writer_drain:
 *
 * Blocks until everything that was pushed is written, unless nonblocking.
 */
void celebrity_log_writer_drain (CelebrityLogWriter *self);

/**
 * celebrity_log_writer_set_nonblocking:
 *
 * While nonblocking, push and drain do not block; those that do are woken. May
 * be called from any thread.
 */
void celebrity_log_writer_set_nonblocking (CelebrityLogWriter *self,
    gboolean is_nonblocking);

/**
 * celebrity_log_writer_has_failed:
 *
 * Returns: whether writing failed. May be called from any thread
 */
gboolean celebrity_log_writer_has_failed (CelebrityLogWriter *self);

G_END_DECLS
