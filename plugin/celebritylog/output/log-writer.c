/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "output/log-writer.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "output/log-file.h"

/* Without flush, lines are written in blocks of this size. */
#define BLOCK_SIZE (64 * 1024)
#define POLL_MS 50
#define PATIENCE G_TIME_SPAN_SECOND

struct _CelebrityLogWriter {
  char *location;
  gboolean flush;
  CelebrityLogWriterError on_error;
  gpointer user_data;
  CelebrityLogFile file;
  GThread *thread;

  GMutex mutex;
  GCond changed;
  /* guarded by the mutex */
  GString *waiting;
  gboolean must_rewind;
  gboolean is_busy;
  gboolean is_draining;
  gboolean is_closing;
  gboolean is_nonblocking;

  /* the writing thread's, then that of close */
  guint64 n_written;

  /* atomic */
  gint has_failed;
};

static void
fail (CelebrityLogWriter *self, GError *error)
{
  /* Reported before it is set: whoever then sees it finds it on the bus. */
  if (!celebrity_log_writer_has_failed (self))
    self->on_error (error, self->user_data);
  g_atomic_int_set (&self->has_failed, TRUE);
  g_error_free (error);
}

static gboolean
is_closing (CelebrityLogWriter *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->mutex);

  return self->is_closing;
}

/* Whether to go on waiting: at the end, only for PATIENCE. @deadline is 0 at
 * first. */
static gboolean
has_patience (CelebrityLogWriter *self, gint64 *deadline)
{
  if (!is_closing (self))
    return TRUE;
  if (*deadline == 0)
    *deadline = g_get_monotonic_time () + PATIENCE;
  return g_get_monotonic_time () <= *deadline;
}

static gboolean
wait_for_room (CelebrityLogWriter *self)
{
  struct pollfd fd = { .fd = self->file.fd, .events = POLLOUT };
  gint64 deadline = 0;

  while (poll (&fd, 1, POLL_MS) <= 0) {
    if (!has_patience (self, &deadline))
      return FALSE;
  }
  return TRUE;
}

static gboolean
wait_for_turn (CelebrityLogWriter *self)
{
  gint64 deadline = 0;

  while (!celebrity_log_write_turn_take (&self->file.id,
      g_get_monotonic_time () + POLL_MS * G_TIME_SPAN_MILLISECOND)) {
    if (!has_patience (self, &deadline))
      return FALSE;
  }
  return TRUE;
}

/* A pipe that has room at all takes PIPE_BUF bytes without blocking. */
static gboolean
write_some (CelebrityLogWriter *self, const char *bytes, gsize length,
    gsize *n_written)
{
  gssize n;

  *n_written = 0;
  if (!self->file.is_regular && !wait_for_room (self)) {
    errno = ETIMEDOUT;
    return FALSE;
  }
  n = write (self->file.fd, bytes,
      self->file.is_regular ? length : MIN (length, PIPE_BUF));
  if (n < 0)
    return errno == EINTR || errno == EAGAIN;
  *n_written = (gsize) n;
  self->n_written += (guint64) n;
  return TRUE;
}

/* Returns FALSE with errno set if it cannot be written. */
static gboolean
write_part (CelebrityLogWriter *self, const char *bytes, gsize length)
{
  gsize done = 0;
  gsize n;

  while (done < length) {
    if (!write_some (self, bytes + done, length - done, &n))
      return FALSE;
    done += n;
  }
  return TRUE;
}

/* How much is written in one turn: whole lines that a pipe takes at once, so
 * that they do not tear those of others; or one line that is longer. */
static gsize
get_part (const char *bytes, gsize length)
{
  const char *end;

  if (length <= PIPE_BUF)
    return length;
  end = g_strrstr_len (bytes, PIPE_BUF, "\n");
  if (end == NULL)
    end = memchr (bytes, '\n', length);
  return end != NULL ? (gsize) (end + 1 - bytes) : length;
}

static gboolean
write_in_turns (CelebrityLogWriter *self, const GString *text)
{
  gsize done = 0;

  while (done < text->len) {
    gsize n = get_part (text->str + done, text->len - done);
    gboolean is_written;
    int code;

    if (!wait_for_turn (self)) {
      errno = ETIMEDOUT;
      return FALSE;
    }
    is_written = write_part (self, text->str + done, n);
    code = errno;
    celebrity_log_write_turn_end (&self->file.id);
    errno = code;
    if (!is_written)
      return FALSE;
    done += n;
  }
  return TRUE;
}

static void
write_all (CelebrityLogWriter *self, const GString *text)
{
  gboolean is_written = self->file.is_shared
      ? write_in_turns (self, text)
      : write_part (self, text->str, text->len);

  if (!is_written)
    fail (self,
        celebrity_log_file_create_error (self->location, errno,
            CELEBRITY_LOG_FILE_WRITE));
}

static gboolean
has_work (const CelebrityLogWriter *self)
{
  if (self->waiting->len == 0)
    return FALSE;
  return self->flush || self->is_draining || self->is_closing ||
      self->waiting->len >= BLOCK_SIZE;
}

/* Steals the waiting text into @text; returns FALSE at the end. */
static gboolean
take_work (CelebrityLogWriter *self, GString **text, gboolean *must_rewind)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->mutex);
  GString *empty = *text;

  self->is_busy = FALSE;
  g_cond_broadcast (&self->changed);
  while (!has_work (self) && !self->is_closing)
    g_cond_wait (&self->changed, &self->mutex);
  if (!has_work (self))
    return FALSE;

  g_string_truncate (empty, 0);
  *text = self->waiting;
  self->waiting = empty;
  *must_rewind = self->must_rewind;
  self->must_rewind = FALSE;
  self->is_busy = TRUE;
  g_cond_broadcast (&self->changed);
  return TRUE;
}

/* A reader that went away is an error, not the end of the process; its signal
 * goes to the thread that writes. */
static void
block_sigpipe (void)
{
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
}

static gpointer
write_thread (gpointer user_data)
{
  CelebrityLogWriter *self = user_data;
  GString *text = g_string_new (NULL);
  gboolean must_rewind;

  block_sigpipe ();
  while (take_work (self, &text, &must_rewind)) {
    if (celebrity_log_writer_has_failed (self))
      continue;
    if (must_rewind && lseek (self->file.fd, 0, SEEK_SET) != 0)
      fail (self,
          celebrity_log_file_create_error (self->location, errno,
              CELEBRITY_LOG_FILE_WRITE));
    else
      write_all (self, text);
  }
  g_string_free (text, TRUE);
  return NULL;
}

static void
clear (CelebrityLogWriter *self)
{
  g_string_free (self->waiting, TRUE);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->location);
  g_free (self);
}

CelebrityLogWriter *
celebrity_log_writer_new (const CelebrityLogWriterSettings *settings,
    GError **error)
{
  CelebrityLogFile file;
  CelebrityLogWriter *self;
  g_autoptr (GError) cause = NULL;

  if (!celebrity_log_file_open (&file, settings->location, settings->append,
          error))
    return NULL;

  self = g_new0 (CelebrityLogWriter, 1);
  self->location = g_strdup (settings->location);
  self->flush = settings->flush;
  self->on_error = settings->on_error;
  self->user_data = settings->user_data;
  self->file = file;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->waiting = g_string_new (NULL);
  self->thread = g_thread_try_new ("celebritylog", write_thread, self, &cause);
  if (self->thread != NULL)
    return self;

  g_set_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_FAILED,
      "The thread that writes the log can't be started: %s.", cause->message);
  celebrity_log_file_close (&self->file);
  clear (self);
  return NULL;
}

guint64
celebrity_log_writer_close (CelebrityLogWriter *self)
{
  if (self->thread == NULL)
    return self->n_written;

  g_mutex_lock (&self->mutex);
  self->is_closing = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));

  /* Some file systems report only now that there was no room. */
  if (!celebrity_log_file_close (&self->file))
    fail (self,
        celebrity_log_file_create_error (self->location, errno,
            CELEBRITY_LOG_FILE_WRITE));
  return self->n_written;
}

void
celebrity_log_writer_free (CelebrityLogWriter *self)
{
  celebrity_log_writer_close (self);
  clear (self);
}

gboolean
celebrity_log_writer_is_continuing (const CelebrityLogWriter *self)
{
  return self->file.is_continuing;
}

const char *
celebrity_log_writer_get_tail (const CelebrityLogWriter *self)
{
  return self->file.tail;
}

gboolean
celebrity_log_writer_can_rewind (const CelebrityLogWriter *self)
{
  return self->file.can_rewind;
}

void
celebrity_log_writer_push (CelebrityLogWriter *self, const char *bytes,
    gsize length)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->mutex);

  while (self->waiting->len >= CELEBRITY_LOG_WRITER_BOUND &&
      !self->is_nonblocking && !celebrity_log_writer_has_failed (self))
    g_cond_wait (&self->changed, &self->mutex);
  if (celebrity_log_writer_has_failed (self))
    return;
  g_string_append_len (self->waiting, bytes, (gssize) length);
  /* A busy thread checks by itself; each wake-up costs a system call. */
  if (!self->is_busy && has_work (self))
    g_cond_broadcast (&self->changed);
}

void
celebrity_log_writer_rewind (CelebrityLogWriter *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->mutex);

  g_return_if_fail (self->file.can_rewind);
  g_string_truncate (self->waiting, 0);
  self->must_rewind = TRUE;
}

void
celebrity_log_writer_drain (CelebrityLogWriter *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->mutex);

  self->is_draining = TRUE;
  g_cond_broadcast (&self->changed);
  while ((self->waiting->len > 0 || self->is_busy) && !self->is_nonblocking &&
      !celebrity_log_writer_has_failed (self))
    g_cond_wait (&self->changed, &self->mutex);
  self->is_draining = FALSE;
}

void
celebrity_log_writer_set_nonblocking (CelebrityLogWriter *self,
    gboolean is_nonblocking)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->mutex);

  self->is_nonblocking = is_nonblocking;
  g_cond_broadcast (&self->changed);
}

gboolean
celebrity_log_writer_has_failed (CelebrityLogWriter *self)
{
  return g_atomic_int_get (&self->has_failed);
}
