/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogfile: the file that the log goes to, or standard output; and
 * what to tell people when it can't.
 */

#pragma once

#include <gst/gst.h>

#include "output/log-write-turn.h"

G_BEGIN_DECLS

/**
 * CelebrityLogFile:
 * @fd: to write to
 * @is_standard_output: which is not closed
 * @is_regular: whether writing to it does not wait for a reader
 * @is_shared: whether other logs of this process may write to it at the same
 *   time, to the same place in it
 * @place: what it is, for celebrity_log_write_turn_take()
 * @is_continuing: whether there was something in it that is kept
 * @tail: (nullable): the end of what was in it; NULL if it is not continuing,
 *   or can't be read
 * @can_rewind: whether all of it is ours, and may be written anew
 */
typedef struct {
  int fd;
  gboolean is_standard_output;
  gboolean is_regular;
  gboolean is_shared;
  CelebrityLogFileId place;
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
 * @append: whether to keep what is in it
 * @error: GST_RESOURCE_ERROR
 *
 * Does not wait for a reader of a named pipe.
 */
gboolean celebrity_log_file_open (CelebrityLogFile *file, const char *location,
    gboolean append, GError **error);

/**
 * celebrity_log_file_close:
 *
 * Returns: FALSE with errno set where that failed
 */
gboolean celebrity_log_file_close (CelebrityLogFile *file);

/**
 * celebrity_log_file_create_error:
 * @location: (nullable): as above
 * @code: of errno
 * @action: what failed
 *
 * Returns: (transfer full): a GST_RESOURCE_ERROR
 */
GError *celebrity_log_file_create_error (const char *location, int code,
    CelebrityLogFileAction action);

G_END_DECLS
