/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-file: the file of a log, or standard output; and the error if it cannot
 * be written.
 */

#pragma once

#include <gst/gst.h>

#include "output/log-write-turn.h"

G_BEGIN_DECLS

/**
 * CelebrityLogFile:
 * @fd: file descriptor for writing
 * @is_standard_output: whether @fd must not be closed
 * @is_regular: whether it is a regular file, which has no reader to wait for
 * @is_shared: whether other logs of this process may write to the same end of
 *   it at the same time
 * @id: identifies it for celebrity_log_write_turn_take()
 * @is_continuing: whether it had content, which is kept
 * @tail: (nullable): the end of that content; NULL if there is none, or it
 *   cannot be read
 * @can_rewind: whether all of its content is this log's and may be rewritten
 */
typedef struct {
  int fd;
  gboolean is_standard_output;
  gboolean is_regular;
  gboolean is_shared;
  CelebrityLogFileId id;
  gboolean is_continuing;
  char *tail;
  gboolean can_rewind;
} CelebrityLogFile;

typedef enum {
  CELEBRITY_LOG_FILE_OPEN,
  CELEBRITY_LOG_FILE_WRITE,
} CelebrityLogFileAction;

/**
 * celebrity_log_file_open:
 * @file: (out caller-allocates): the file
 * @location: (nullable): path; NULL or "-": standard output
 * @append: whether to keep its content
 * @error: GST_RESOURCE_ERROR
 *
 * Does not wait for the reader of a named pipe.
 */
gboolean celebrity_log_file_open (CelebrityLogFile *file, const char *location,
    gboolean append, GError **error);

/**
 * celebrity_log_file_close:
 *
 * Returns: FALSE with errno set if that failed
 */
gboolean celebrity_log_file_close (CelebrityLogFile *file);

/**
 * celebrity_log_file_create_error:
 * @location: (nullable): as above
 * @code: value of errno
 * @action: what failed
 *
 * Returns: (transfer full): a GST_RESOURCE_ERROR
 */
GError *celebrity_log_file_create_error (const char *location, int code,
    CelebrityLogFileAction action);

G_END_DECLS
