/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define WAIT_US (G_USEC_PER_SEC / 2)
#define FIRST_CAPACITY 4096
#define SECRET_MODE 0600

/* The bytes read so far. There is always room for a NUL. */
typedef struct {
  char *data;
  gsize size;
  gsize capacity;
} Buffer;

static void
buffer_clear (Buffer *buffer)
{
  rekutil_secret_wipe (buffer->data, buffer->size);
  g_free (buffer->data);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Buffer, buffer_clear)

/* Unlike g_realloc(), leaves no copy of the data in freed memory. */
static void
buffer_make_room (Buffer *buffer)
{
  Buffer larger = { .size = buffer->size };

  if (buffer->data != NULL && buffer->size < buffer->capacity)
    return;

  larger.capacity = MAX (FIRST_CAPACITY, 2 * buffer->capacity);
  larger.data = g_malloc (larger.capacity + 1);
  if (buffer->data != NULL)
    memcpy (larger.data, buffer->data, buffer->size);
  buffer_clear (buffer);
  *buffer = larger;
}

static void
set_error (const char *path, int code, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
      "%s: %s", name, g_strerror (code));
}

/* Returns: 0, or an errno */
static int
wait_for_data (int fd, gint64 end_us)
{
  GPollFD poll_fd = { .fd = fd, .events = G_IO_IN };
  gint64 left_us = end_us - g_get_monotonic_time ();

  if (g_poll (&poll_fd, 1, (int) (MAX (left_us, 0) / 1000)) > 0)
    return 0;
  return ETIMEDOUT;
}

/* Returns: 0, or an errno */
static int
read_all (int fd, Buffer *buffer)
{
  gint64 end_us = g_get_monotonic_time () + WAIT_US;

  while (TRUE) {
    gssize size;
    int code = wait_for_data (fd, end_us);

    if (code != 0)
      return code;
    buffer_make_room (buffer);
    size =
        read (fd, buffer->data + buffer->size, buffer->capacity - buffer->size);
    if (size == 0)
      return 0;
    if (size < 0 && errno != EAGAIN && errno != EINTR)
      return errno;
    if (size > 0)
      buffer->size += (gsize) size;
    if (buffer->size > UTIL_FILE_MAX_SIZE)
      return EFBIG;
  }
}

UtilSecret *
rekutil_file_read (const char *path, gsize *size, GError **error)
{
  g_auto (Buffer) buffer = { NULL, 0, 0 };
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0);
  int code;

  if (fd < 0) {
    set_error (path, errno, error);
    return NULL;
  }
  code = read_all (fd, &buffer);
  close (fd);
  if (code != 0) {
    set_error (path, code, error);
    return NULL;
  }

  buffer.data[buffer.size] = '\0';
  if (size != NULL)
    *size = buffer.size;
  return g_steal_pointer (&buffer.data);
}

int
rekutil_file_write (int fd, const char *data, gsize size)
{
  while (size > 0) {
    gssize n = write (fd, data, size);

    if (n < 0 && errno != EINTR)
      return errno;
    if (n > 0) {
      data += n;
      size -= (gsize) n;
    }
  }
  return 0;
}

void
rekutil_file_sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Not g_file_set_contents_full(): newer versions of GLib keep the mode of the
 * old file, or of the target of a symbolic link. */
gboolean
rekutil_file_replace (const char *path, const char *data, gsize size)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, SECRET_MODE);
  gboolean is_written;

  if (fd < 0)
    return FALSE;
  is_written = rekutil_file_write (fd, data, size) == 0 && fsync (fd) == 0;
  is_written = close (fd) == 0 && is_written;
  if (!is_written || g_rename (temporary, path) != 0) {
    g_unlink (temporary);
    return FALSE;
  }
  rekutil_file_sync_folder (folder);
  return TRUE;
}
