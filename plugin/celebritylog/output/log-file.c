/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "output/log-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STANDARD_OUTPUT "-"
#define STANDARD_OUTPUT_PATH "/dev/stdout"
#define PERMISSIONS 0666

/* Longer than any line, except for those of crowds. */
#define MAX_TAIL (64 * 1024)

static const char *
get_reason (int code)
{
  switch (code) {
    case ENOENT:
      return "there is no such folder";
    case EISDIR:
      return "it is a folder";
    case EACCES:
    case EPERM:
      return "permission denied";
    case EROFS:
      return "it is on a read-only file system";
    case ENOSPC:
      return "no space is left on the device";
    case EDQUOT:
      return "the disk quota is used up";
    case ENXIO:
      return "it is a pipe that nobody reads; start its reader first";
    case EPIPE:
      return "its reader went away";
    case ETIMEDOUT:
      return "its reader does not take the rest";
    default:
      return g_strerror (code);
  }
}

static GstResourceError
get_error_code (int code, CelebrityLogFileAction action)
{
  if (code == ENOSPC || code == EDQUOT)
    return GST_RESOURCE_ERROR_NO_SPACE_LEFT;
  return action == CELEBRITY_LOG_FILE_OPEN ? GST_RESOURCE_ERROR_OPEN_WRITE
                                           : GST_RESOURCE_ERROR_WRITE;
}

static gboolean
is_standard_output (const char *location)
{
  return location == NULL || g_str_equal (location, STANDARD_OUTPUT);
}

GError *
celebrity_log_file_create_error (const char *location, int code,
    CelebrityLogFileAction action)
{
  g_autofree char *target = is_standard_output (location)
      ? g_strdup ("standard output")
      : g_strdup_printf ("\"%s\"", location);

  return g_error_new (GST_RESOURCE_ERROR, (gint) get_error_code (code, action),
      "The log can't be written to %s: %s.", target, get_reason (code));
}

/* With O_NONBLOCK, open() does not wait for the reader of a named pipe. Writing
 * must wait, so the flag is cleared afterwards. */
static int
open_path (const char *path, gboolean append)
{
  int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK |
      (append ? O_APPEND : O_TRUNC);
  int fd = open (path, flags, PERMISSIONS);

  if (fd >= 0)
    fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

/* Opens the file again, since the log's descriptor may be write-only. A log has
 * no NUL bytes; whatever precedes the last one is ignored. */
static char *
read_tail (const char *path, off_t size)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  off_t length = MIN (size, MAX_TAIL);
  char *tail;
  gssize n;

  if (fd < 0)
    return NULL;
  tail = g_malloc0 ((gsize) length + 1);
  n = pread (fd, tail, (gsize) length, size - length);
  close (fd);
  if (n != length) {
    g_free (tail);
    return NULL;
  }
  for (off_t i = length; i > 0; i--) {
    if (tail[i - 1] == '\0') {
      memmove (tail, tail + i, (gsize) (length - i) + 1);
      break;
    }
  }
  return tail;
}

gboolean
celebrity_log_file_open (CelebrityLogFile *file, const char *location,
    gboolean append, GError **error)
{
  struct stat status;

  *file = (CelebrityLogFile){ .fd = -1 };
  file->is_standard_output = is_standard_output (location);
  file->fd =
      file->is_standard_output ? STDOUT_FILENO : open_path (location, append);
  if (file->fd < 0 || fstat (file->fd, &status) != 0) {
    g_propagate_error (error,
        celebrity_log_file_create_error (location, errno,
            CELEBRITY_LOG_FILE_OPEN));
    if (file->fd >= 0)
      celebrity_log_file_close (file);
    return FALSE;
  }

  file->is_regular = S_ISREG (status.st_mode);
  file->is_shared = !file->is_regular || file->is_standard_output;
  file->id = (CelebrityLogFileId){ status.st_dev, status.st_ino };
  file->is_continuing = append && file->is_regular && status.st_size > 0;
  if (file->is_continuing)
    file->tail =
        read_tail (file->is_standard_output ? STANDARD_OUTPUT_PATH : location,
            status.st_size);
  file->can_rewind = file->is_regular && !append && !file->is_standard_output;
  return TRUE;
}

gboolean
celebrity_log_file_close (CelebrityLogFile *file)
{
  g_clear_pointer (&file->tail, g_free);
  /* Not retried after EINTR: on Linux the descriptor is closed regardless. */
  return file->is_standard_output || close (file->fd) == 0 || errno == EINTR;
}
