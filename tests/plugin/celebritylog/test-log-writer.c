/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The writing thread: what reaches a file and when, and what happens if it
 * cannot. */

#include "output/log-write-turn.h"
#include "output/log-writer.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/common/unprivileged.h"

#define PATIENCE_US (20 * G_TIME_SPAN_SECOND)
#define POLL_US (G_TIME_SPAN_MILLISECOND)

typedef struct {
  char *folder;
  char *path;
  GMutex mutex;
  GError *error;
  guint n_errors;
} Rig;

static void
note_error (const GError *error, gpointer user_data)
{
  Rig *rig = user_data;

  g_mutex_lock (&rig->mutex);
  rig->n_errors++;
  g_clear_error (&rig->error);
  rig->error = g_error_copy (error);
  g_mutex_unlock (&rig->mutex);
}

static void
rig_init (Rig *rig)
{
  g_autoptr (GError) error = NULL;

  g_mutex_init (&rig->mutex);
  rig->folder = g_dir_make_tmp ("celebrity-log-XXXXXX", &error);
  g_assert_no_error (error);
  rig->path = g_build_filename (rig->folder, "log", NULL);
}

static void
rig_clear (Rig *rig)
{
  g_remove (rig->path);
  g_assert_cmpint (g_rmdir (rig->folder), ==, 0);
  g_clear_error (&rig->error);
  g_mutex_clear (&rig->mutex);
  g_free (rig->folder);
  g_free (rig->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rig, rig_clear)

static CelebrityLogWriter *
rig_open (Rig *rig, const char *location, gboolean append, gboolean flush)
{
  const CelebrityLogWriterSettings settings = { location, append, flush,
    note_error, rig };
  g_autoptr (GError) error = NULL;
  CelebrityLogWriter *writer = celebrity_log_writer_new (&settings, &error);

  g_assert_no_error (error);
  return writer;
}

static void
push (CelebrityLogWriter *writer, const char *text)
{
  celebrity_log_writer_push (writer, text, strlen (text));
}

static void
assert_contents (const Rig *rig, const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (rig->path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_writes_in_order (void)
{
  g_auto (Rig) rig = { 0 };
  g_autoptr (GString) expected = g_string_new (NULL);
  CelebrityLogWriter *writer;

  rig_init (&rig);
  writer = rig_open (&rig, rig.path, FALSE, TRUE);
  g_assert_false (celebrity_log_writer_is_continuing (writer));
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *line = g_strdup_printf ("line %u\n", i);

    push (writer, line);
    g_string_append (expected, line);
  }
  celebrity_log_writer_free (writer);
  assert_contents (&rig, expected->str);
  g_assert_cmpuint (rig.n_errors, ==, 0);
}

static gsize
get_size (const Rig *rig)
{
  GStatBuf status;

  return g_stat (rig->path, &status) == 0 ? (gsize) status.st_size : 0;
}

static void
wait_for_size (const Rig *rig, gsize size)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (get_size (rig) != size) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_usleep (POLL_US);
  }
}

/* Each line is written before the writer is closed or drained. */
static void
test_flush (void)
{
  g_auto (Rig) rig = { 0 };
  g_autoptr (CelebrityLogWriter) writer = NULL;

  rig_init (&rig);
  writer = rig_open (&rig, rig.path, FALSE, TRUE);
  push (writer, "one\n");
  wait_for_size (&rig, 4);
  push (writer, "two\n");
  wait_for_size (&rig, 8);
  g_clear_pointer (&writer, celebrity_log_writer_free);
}

static void
test_blocks (void)
{
  g_auto (Rig) rig = { 0 };
  g_autofree char *block = g_strnfill (100 * 1024, 'x');
  g_autoptr (CelebrityLogWriter) writer = NULL;

  rig_init (&rig);
  writer = rig_open (&rig, rig.path, FALSE, FALSE);
  push (writer, "one\n");
  celebrity_log_writer_drain (writer);
  assert_contents (&rig, "one\n");
  push (writer, block);
  wait_for_size (&rig, 4 + strlen (block));
  push (writer, "two\n");
  g_clear_pointer (&writer, celebrity_log_writer_free);
  g_assert_cmpuint (get_size (&rig), ==, 8 + strlen (block));
}

static void
test_append (void)
{
  g_auto (Rig) rig = { 0 };

  rig_init (&rig);
  for (guint i = 0; i < 3; i++) {
    CelebrityLogWriter *writer = rig_open (&rig, rig.path, TRUE, TRUE);

    g_assert_cmpint (celebrity_log_writer_is_continuing (writer), ==, i > 0);
    g_assert_false (celebrity_log_writer_can_rewind (writer));
    push (writer, "x");
    celebrity_log_writer_free (writer);
  }
  assert_contents (&rig, "xxx");
  celebrity_log_writer_free (rig_open (&rig, rig.path, FALSE, TRUE));
  assert_contents (&rig, "");
}

/* The end of the content that is kept can be read. */
static void
test_tail (void)
{
  g_autofree char *much = g_strnfill (1024 * 1024, 'x');
  g_auto (Rig) rig = { 0 };
  CelebrityLogWriter *writer;
  const char *tail;
  g_autoptr (GError) error = NULL;

  rig_init (&rig);
  writer = rig_open (&rig, rig.path, TRUE, TRUE);
  g_assert_null (celebrity_log_writer_get_tail (writer));
  push (writer, "a\nb");
  celebrity_log_writer_free (writer);

  writer = rig_open (&rig, rig.path, TRUE, TRUE);
  g_assert_cmpstr (celebrity_log_writer_get_tail (writer), ==, "a\nb");
  push (writer, much);
  push (writer, "end");
  celebrity_log_writer_free (writer);

  writer = rig_open (&rig, rig.path, TRUE, TRUE);
  tail = celebrity_log_writer_get_tail (writer);
  g_assert_cmpuint (strlen (tail), <=, 64 * 1024);
  g_assert_true (g_str_has_suffix (tail, "xend"));
  celebrity_log_writer_free (writer);

  g_file_set_contents (rig.path, "a\0b\n", 4, &error);
  g_assert_no_error (error);
  writer = rig_open (&rig, rig.path, TRUE, TRUE);
  g_assert_cmpstr (celebrity_log_writer_get_tail (writer), ==, "b\n");
  celebrity_log_writer_free (writer);
}

static void
test_rewind (void)
{
  g_auto (Rig) rig = { 0 };
  CelebrityLogWriter *writer;

  rig_init (&rig);
  writer = rig_open (&rig, rig.path, FALSE, FALSE);
  g_assert_true (celebrity_log_writer_can_rewind (writer));
  push (writer, "written");
  celebrity_log_writer_drain (writer);
  push (writer, " and waiting");
  celebrity_log_writer_rewind (writer);
  push (writer, "all of it anew");
  celebrity_log_writer_free (writer);
  assert_contents (&rig, "all of it anew");
}

static const struct {
  const char *location;
  GstResourceError code;
  const char *text;
} open_cases[] = {
  { "/nonexistent/folder/log", GST_RESOURCE_ERROR_OPEN_WRITE, "folder" },
  { "/", GST_RESOURCE_ERROR_OPEN_WRITE, "it is a folder" },
  { "", GST_RESOURCE_ERROR_OPEN_WRITE, "can't be written to \"\"" },
};

static void
test_open_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_cases); i++) {
    const CelebrityLogWriterSettings settings = {
      .location = open_cases[i].location,
    };
    g_autoptr (GError) error = NULL;

    g_assert_null (celebrity_log_writer_new (&settings, &error));
    g_assert_error (error, GST_RESOURCE_ERROR, (gint) open_cases[i].code);
    g_assert_nonnull (strstr (error->message, open_cases[i].text));
    g_assert_nonnull (strstr (error->message, open_cases[i].location));
  }
}

static void
test_read_only (void)
{
  g_auto (Rig) rig = { 0 };
  CelebrityLogWriterSettings settings = { 0 };
  g_autoptr (GError) error = NULL;

  rig_init (&rig);
  settings.location = rig.path;
  g_assert_cmpint (g_chmod (rig.folder, 0555), ==, 0);
  if (!unprivileged_enter ())
    return;
  g_assert_null (celebrity_log_writer_new (&settings, &error));
  unprivileged_leave ();
  g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_WRITE);
  g_assert_nonnull (strstr (error->message, "permission"));
}

/* One error, however often writing fails. */
static void
test_full_disk (void)
{
  g_auto (Rig) rig = { 0 };
  CelebrityLogWriter *writer;

  rig_init (&rig);
  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip ("there is no /dev/full");
    return;
  }
  writer = rig_open (&rig, "/dev/full", FALSE, TRUE);
  for (guint i = 0; i < 10; i++) {
    push (writer, "line\n");
    celebrity_log_writer_drain (writer);
    g_assert_true (celebrity_log_writer_has_failed (writer));
  }
  celebrity_log_writer_free (writer);
  g_assert_cmpuint (rig.n_errors, ==, 1);
  g_assert_error (rig.error, GST_RESOURCE_ERROR,
      GST_RESOURCE_ERROR_NO_SPACE_LEFT);
}

static int
open_reader (const Rig *rig)
{
  int fd;

  g_assert_cmpint (mkfifo (rig->path, 0600), ==, 0);
  fd = open (rig->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static void
test_pipe_without_reader (void)
{
  g_auto (Rig) rig = { 0 };
  CelebrityLogWriterSettings settings = { 0 };
  g_autoptr (GError) error = NULL;

  rig_init (&rig);
  g_assert_cmpint (mkfifo (rig.path, 0600), ==, 0);
  settings.location = rig.path;
  g_assert_null (celebrity_log_writer_new (&settings, &error));
  g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_WRITE);
}

/* An error of the writer, not the end of the process. */
static void
test_reader_goes_away (void)
{
  g_auto (Rig) rig = { 0 };
  CelebrityLogWriter *writer;
  int fd;

  rig_init (&rig);
  fd = open_reader (&rig);
  writer = rig_open (&rig, rig.path, FALSE, TRUE);
  push (writer, "one\n");
  celebrity_log_writer_drain (writer);
  close (fd);
  push (writer, "two\n");
  celebrity_log_writer_drain (writer);
  celebrity_log_writer_free (writer);
  g_assert_cmpuint (rig.n_errors, ==, 1);
  g_assert_error (rig.error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_WRITE);
}

#define N_BLOCKS 3

typedef struct {
  CelebrityLogWriter *writer;
  gint is_done;
} Pusher;

/* One may be being written, one waits; the third exceeds the bound. */
static gpointer
push_too_much (gpointer user_data)
{
  Pusher *pusher = user_data;
  g_autofree char *block = g_strnfill (CELEBRITY_LOG_WRITER_BOUND, 'x');

  for (guint i = 0; i < N_BLOCKS; i++)
    push (pusher->writer, block);
  g_atomic_int_set (&pusher->is_done, TRUE);
  return NULL;
}

/* Reads to the end. */
static gsize
read_all (int fd, gsize expected)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  gsize total = 0;
  char buffer[64 * 1024];

  while (total < expected && g_get_monotonic_time () < deadline) {
    gssize n = read (fd, buffer, sizeof buffer);

    if (n > 0)
      total += (gsize) n;
    else
      g_usleep (POLL_US);
  }
  return total;
}

/* A reader that sleeps blocks nobody up to the bound; beyond it, push blocks
 * until it reads. */
static void
test_bound (void)
{
  static const gsize few = CELEBRITY_LOG_WRITER_BOUND / 4;
  g_autofree char *more_than_a_pipe = g_strnfill (256 * 1024, 'y');
  g_auto (Rig) rig = { 0 };
  Pusher pusher = { NULL, FALSE };
  GThread *thread;
  gsize n_read;
  gsize total;
  int fd;

  rig_init (&rig);
  fd = open_reader (&rig);
  pusher.writer = rig_open (&rig, rig.path, FALSE, TRUE);
  push (pusher.writer, more_than_a_pipe);
  total = strlen (more_than_a_pipe) + N_BLOCKS * CELEBRITY_LOG_WRITER_BOUND;

  thread = g_thread_new ("push", push_too_much, &pusher);
  n_read = read_all (fd, few);
  g_assert_cmpuint (n_read, >=, few);
  g_assert_false (g_atomic_int_get (&pusher.is_done));
  n_read += read_all (fd, total - n_read);
  g_assert_cmpuint (n_read, ==, total);
  g_thread_join (thread);
  close (fd);
  celebrity_log_writer_free (pusher.writer);
  g_assert_cmpuint (rig.n_errors, ==, 0);
}

/* Blocked calls are woken, and in the end the rest is discarded. */
static void
test_nonblocking (void)
{
  g_auto (Rig) rig = { 0 };
  Pusher pusher = { NULL, FALSE };
  GThread *thread;
  gint64 start;
  int fd;

  rig_init (&rig);
  fd = open_reader (&rig);
  pusher.writer = rig_open (&rig, rig.path, FALSE, TRUE);
  thread = g_thread_new ("push", push_too_much, &pusher);
  celebrity_log_writer_set_nonblocking (pusher.writer, TRUE);
  g_thread_join (thread);
  celebrity_log_writer_drain (pusher.writer);
  start = g_get_monotonic_time ();
  celebrity_log_writer_free (pusher.writer);
  g_assert_cmpint (g_get_monotonic_time () - start, <, PATIENCE_US);
  g_assert_cmpuint (rig.n_errors, ==, 1);
  g_assert_error (rig.error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_WRITE);
  close (fd);
}

#define N_WRITERS 4
#define N_LINES 60
/* Longer than a pipe takes atomically. */
#define LONG_LINE (3 * 4096 + 100)
#define SHORT_LINE 700

typedef struct {
  CelebrityLogWriter *writer;
  char letter;
} LineWriter;

static gsize
get_line_length (guint number)
{
  return number % 3 == 0 ? LONG_LINE : SHORT_LINE;
}

static gpointer
push_lines (gpointer user_data)
{
  const LineWriter *line_writer = user_data;

  for (guint i = 0; i < N_LINES; i++) {
    g_autofree char *line =
        g_strnfill (get_line_length (i) + 1, line_writer->letter);

    line[get_line_length (i)] = '\n';
    push (line_writer->writer, line);
  }
  return NULL;
}

typedef struct {
  int fd;
  char *text;
  gsize length;
} Reader;

static gpointer
read_text (gpointer user_data)
{
  const Reader *reader = user_data;
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  gsize done = 0;

  while (done < reader->length && g_get_monotonic_time () < deadline) {
    gssize n = read (reader->fd, reader->text + done, reader->length - done);

    if (n > 0)
      done += (gsize) n;
    else
      g_usleep (POLL_US);
  }
  return NULL;
}

/* Each line repeats one letter, and has the length of a line written. */
static void
assert_whole_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (; lines[n + 1] != NULL; n++) {
    gsize length = strlen (lines[n]);

    g_assert_true (length == LONG_LINE || length == SHORT_LINE);
    for (gsize i = 1; i < length; i++)
      g_assert_cmpint (lines[n][i], ==, lines[n][0]);
  }
  g_assert_cmpuint (n, ==, N_WRITERS * N_LINES);
}

/* Several logs write to @location at once; @fd is its reading end. */
static void
write_from_several (Rig *rig, const char *location, int fd)
{
  LineWriter writers[N_WRITERS];
  GThread *threads[N_WRITERS];
  Reader reader = { fd, NULL, 0 };
  GThread *reading;

  for (guint i = 0; i < N_LINES; i++)
    reader.length += N_WRITERS * (get_line_length (i) + 1);
  reader.text = g_malloc0 (reader.length + 1);
  reading = g_thread_new ("read", read_text, &reader);
  for (guint i = 0; i < N_WRITERS; i++) {
    writers[i].letter = (char) ('a' + (gint) i);
    /* Also in blocks, which are split at ends of lines. */
    writers[i].writer = rig_open (rig, location, FALSE, i % 2 == 0);
  }
  for (guint i = 0; i < N_WRITERS; i++)
    threads[i] = g_thread_new ("push", push_lines, &writers[i]);
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < N_WRITERS; i++)
    celebrity_log_writer_free (writers[i].writer);
  g_thread_join (reading);
  assert_whole_lines (reader.text);
  g_free (reader.text);
  g_assert_cmpuint (rig->n_errors, ==, 0);
}

static void
test_several_to_a_pipe (void)
{
  g_auto (Rig) rig = { 0 };
  int fd;

  rig_init (&rig);
  fd = open_reader (&rig);
  write_from_several (&rig, rig.path, fd);
  close (fd);
}

static void
test_several_to_standard_output (void)
{
  g_auto (Rig) rig = { 0 };
  int fds[2];
  int kept;

  rig_init (&rig);
  fflush (stdout);
  kept = dup (STDOUT_FILENO);
  g_assert_cmpint (kept, >=, 0);
  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_cmpint (fcntl (fds[0], F_SETFL, O_NONBLOCK), ==, 0);
  g_assert_cmpint (dup2 (fds[1], STDOUT_FILENO), ==, STDOUT_FILENO);
  write_from_several (&rig, NULL, fds[0]);
  g_assert_cmpint (dup2 (kept, STDOUT_FILENO), ==, STDOUT_FILENO);
  close (fds[0]);
  close (fds[1]);
  close (kept);
}

/* Logs that write to other files need not wait. */
static void
test_turns (void)
{
  const CelebrityLogFileId one = { 1, 1 };
  const CelebrityLogFileId again = { 1, 1 };
  const CelebrityLogFileId other = { 1, 2 };
  const CelebrityLogFileId elsewhere = { 2, 1 };

  g_assert_true (celebrity_log_write_turn_take (&one, 0));
  g_assert_true (celebrity_log_write_turn_take (&other, 0));
  g_assert_true (celebrity_log_write_turn_take (&elsewhere, 0));
  g_assert_false (celebrity_log_write_turn_take (&again, 0));
  celebrity_log_write_turn_end (&other);
  g_assert_false (celebrity_log_write_turn_take (&again, 0));
  celebrity_log_write_turn_end (&one);
  g_assert_true (celebrity_log_write_turn_take (&again, 0));
  celebrity_log_write_turn_end (&again);
  celebrity_log_write_turn_end (&elsewhere);
}

int
main (int argc, char **argv)
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/log-writer/writes-in-order", test_writes_in_order);
  g_test_add_func ("/log-writer/flush", test_flush);
  g_test_add_func ("/log-writer/blocks", test_blocks);
  g_test_add_func ("/log-writer/append", test_append);
  g_test_add_func ("/log-writer/tail", test_tail);
  g_test_add_func ("/log-writer/rewind", test_rewind);
  g_test_add_func ("/log-writer/open-errors", test_open_errors);
  g_test_add_func ("/log-writer/read-only", test_read_only);
  g_test_add_func ("/log-writer/full-disk", test_full_disk);
  g_test_add_func ("/log-writer/pipe-without-reader", test_pipe_without_reader);
  g_test_add_func ("/log-writer/reader-goes-away", test_reader_goes_away);
  g_test_add_func ("/log-writer/bound", test_bound);
  g_test_add_func ("/log-writer/nonblocking", test_nonblocking);
  g_test_add_func ("/log-writer/several-to-a-pipe", test_several_to_a_pipe);
  g_test_add_func ("/log-writer/several-to-standard-output",
      test_several_to_standard_output);
  g_test_add_func ("/log-writer/turns", test_turns);
  return g_test_run ();
}
