/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogwriter: writes bytes to a file from a thread of its own, so that
 * a slow disk holds nobody up before a few megabytes wait.
 *
 * Errors are GST_RESOURCE_ERROR, with a text for people. After the first one
 * nothing more is written; what was, stays.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * CELEBRITY_LOG_WRITER_BOUND:
 *
 * How many bytes may wait.
 */
#define CELEBRITY_LOG_WRITER_BOUND (4 * 1024 * 1024)

/**
 * CelebrityLogWriterError:
 *
 * Called at most once, from the writer's thread or from
 * celebrity_log_writer_free().
 */
typedef void (
    *CelebrityLogWriterError) (const GError *error, gpointer user_data);

/**
 * CelebrityLogWriterSettings:
 * @location: (nullable): the file; NULL or "-": standard output
 * @append: whether to keep what is in it
 * @flush: whether all that is pushed is written at once, and not in blocks
 * @on_error: what to call when writing fails
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
 * Returns: (transfer full) (nullable): NULL where one of them failed
 */
CelebrityLogWriter *celebrity_log_writer_new (
    const CelebrityLogWriterSettings *settings, GError **error);

/**
 * celebrity_log_writer_free:
 *
 * Writes what waits and closes the file. Where it is a pipe, and its reader
 * takes nothing for a second, the rest is given up.
 */
void celebrity_log_writer_free (CelebrityLogWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityLogWriter, celebrity_log_writer_free)

/**
 * celebrity_log_writer_is_continuing:
 *
 * Returns: whether there was something in the file that is kept
 */
gboolean celebrity_log_writer_is_continuing (const CelebrityLogWriter *self);

/**
 * celebrity_log_writer_get_tail:
 *
 * Returns: (nullable): the end of what is kept; NULL if nothing is, or it can't
 *   be read
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
 * @bytes: (array length=length): copied; whole lines, which stay whole where
 *   several logs write to one pipe or to standard output
 *
 * Waits while too much waits to be written, unless hurried.
 */
void celebrity_log_writer_push (CelebrityLogWriter *self, const char *bytes,
    gsize length);

/**
 * celebrity_log_writer_rewind:
 *
 * What is pushed from now on replaces all that was; it must not be shorter.
 */
void celebrity_log_writer_rewind (CelebrityLogWriter *self);

/**
 * celebrity_log_writer_drain:
 *
 * Waits until all is written that was pushed, unless hurried.
 */
void celebrity_log_writer_drain (CelebrityLogWriter *self);

/**
 * celebrity_log_writer_set_hurried:
 *
 * While hurried nobody waits; wakes those who do. May be called from any
 * thread.
 */
void celebrity_log_writer_set_hurried (CelebrityLogWriter *self,
    gboolean hurried);

/**
 * celebrity_log_writer_has_failed:
 *
 * Returns: whether writing failed. May be called from any thread
 */
gboolean celebrity_log_writer_has_failed (CelebrityLogWriter *self);

G_END_DECLS
