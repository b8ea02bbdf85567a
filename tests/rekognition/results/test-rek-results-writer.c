/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/common/unprivileged.h"
#include "rek-error.h"
#include "results/rek-results-file.h"
#include "results/rek-results-writer.h"
#include "support/common/temporary-folder.h"

#define JOB "job-1"
#define GOOD "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"job-1\"}"

typedef struct {
  const char *name;
  const char *body;
  const char *line;
} Row;

/* @line has a JobId: @body's, else job-1. */
static const Row rows[] = {
  { "as-it-is", GOOD, GOOD },
  { "lines", "{\n  \"JobId\": \"job-1\",\r\n  \"a\": [\n1,\n2]\n}\n",
      "{  \"JobId\": \"job-1\",  \"a\": [1,2]}" },
  { "escaped-line-break", "{\"JobId\":\"job-1\",\"a\":\"\\n\\r\"}",
      "{\"JobId\":\"job-1\",\"a\":\"\\n\\r\"}" },
  { "byte-order-mark", "\xef\xbb\xbf" GOOD, GOOD },
  { "no-job", "{\"a\":{}}", "{\"a\":{},\"JobId\":\"job-1\"}" },
  { "no-job-lines", "{\n \"a\": 1\n}\n \n", "{ \"a\": 1,\"JobId\":\"job-1\"}" },
  { "nothing", "{ }", "{\"JobId\":\"job-1\"}" },
  { "null-job", "{\"JobId\":null}", "{\"JobId\":null,\"JobId\":\"job-1\"}" },
  { "empty-job", "{\"JobId\":\"\"}", "{\"JobId\":\"\",\"JobId\":\"job-1\"}" },
  { "job-deeper", "{\"a\":{\"JobId\":\"x\"}}",
      "{\"a\":{\"JobId\":\"x\"},\"JobId\":\"job-1\"}" },
};

static guint n_synced_files;
static guint n_synced_folders;

/* Instead of the C library's. */
int
fsync (int fd)
{
  struct stat status;

  if (fstat (fd, &status) == 0 && S_ISDIR (status.st_mode))
    n_synced_folders++;
  else
    n_synced_files++;
  return (int) syscall (SYS_fsync, fd);
}

static void
add (RekResultsWriter *writer, const char *body, gboolean is_first)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));

  rek_results_writer_add (writer, bytes, is_first);
}

static char *
read_text (const char *filename)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (filename, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_text (const char *filename, const char *expected)
{
  g_autofree char *text = read_text (filename);

  g_assert_cmpstr (text, ==, expected);
}

static RekResultsWriter *
writer_new (const char *filename)
{
  g_autoptr (GError) error = NULL;
  RekResultsWriter *writer = rek_results_writer_new (filename, JOB, &error);

  g_assert_no_error (error);
  g_assert_nonnull (writer);
  return writer;
}

static void
commit (RekResultsWriter *writer)
{
  g_autoptr (GError) error = NULL;

  rek_results_writer_commit (writer, &error);
  g_assert_no_error (error);
}

/* The folder contains only @name. */
static void
assert_folder (const TemporaryFolder *folder, const char *name)
{
  g_autofree char *names = temporary_folder_list (folder);

  g_assert_cmpstr (names, ==, name);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  g_autofree char *expected = g_strdup_printf ("%s\n" GOOD "\n", row->line);
  g_autoptr (RekResultsWriter) writer = writer_new (filename);

  add (writer, row->body, TRUE);
  add (writer, GOOD, FALSE);
  commit (writer);
  assert_text (filename, expected);
  assert_folder (folder, "f");
}

/* The file appears when it is complete and on the disk, and not before. */
static void
test_never_half (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  g_autoptr (RekResultsWriter) writer = writer_new (filename);

  add (writer, "{\"JobStatus\":\"SUCCEEDED\",\"NextToken\":\"t\"}", TRUE);
  g_assert_false (g_file_test (filename, G_FILE_TEST_EXISTS));
  add (writer, GOOD, FALSE);
  g_assert_false (g_file_test (filename, G_FILE_TEST_EXISTS));

  n_synced_files = 0;
  n_synced_folders = 0;
  commit (writer);
  g_assert_cmpuint (n_synced_files, ==, 1);
  g_assert_cmpuint (n_synced_folders, ==, 1);
  assert_folder (folder, "f");
}

static void
test_given_up (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  RekResultsWriter *writer = writer_new (filename);

  add (writer, GOOD, TRUE);
  rek_results_writer_free (writer);
  assert_folder (folder, "");
}

static void
test_start_again (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  g_autoptr (RekResultsWriter) writer = writer_new (filename);

  add (writer, "{\"JobId\":\"job-1\",\"JobStatus\":\"IN_PROGRESS\"}", TRUE);
  add (writer, "{\"JobId\":\"job-1\",\"NextToken\":\"refused later\"}", TRUE);
  add (writer, GOOD, TRUE);
  add (writer, GOOD, FALSE);
  commit (writer);
  assert_text (filename, GOOD "\n" GOOD "\n");
}

static void
test_read_back (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  g_autoptr (RekResultsWriter) writer = writer_new (filename);
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_bytes;

  add (writer,
      "{\n\"JobStatus\": \"SUCCEEDED\", \"JobId\": null, \"NextToken\":"
      "\"t\"\n}\n",
      TRUE);
  add (writer, "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[]}", FALSE);
  commit (writer);
  results =
      rek_results_file_read (filename, JOB, NULL, NULL, NULL, &n_bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->n_pages, ==, 2);
  g_assert_cmpstr (results->info.job_id, ==, JOB);
}

static void
test_umask (void)
{
  static const mode_t masks[] = { 0022, 0077, 0002, 0000 };

  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++) {
    g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
    g_autofree char *filename = temporary_folder_get_path (folder, "f");
    g_autoptr (RekResultsWriter) writer = NULL;
    mode_t old = umask (masks[i]);
    struct stat status;

    writer = writer_new (filename);
    add (writer, GOOD, TRUE);
    commit (writer);
    umask (old);
    g_assert_cmpint (stat (filename, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0666 & ~masks[i]);
  }
}

static void
assert_fails (RekResultsWriter *writer, RekError code, int reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rek_results_writer_commit (writer, &error));
  g_assert_error (error, REK_ERROR, (gint) code);
  g_assert_nonnull (strstr (error->message, g_strerror (reason)));
  g_assert_nonnull (strstr (error->message, "\"" JOB "\""));
}

/* A file that was created in the meantime stays, unless it is empty. */
static void
test_taken (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  RekResultsWriter *writer = writer_new (filename);
  g_autofree char *other = temporary_folder_write (folder, "f", "other");

  add (writer, GOOD, TRUE);
  assert_fails (writer, REK_ERROR_FILE_EXISTS, EEXIST);
  rek_results_writer_free (writer);
  assert_text (other, "other");
  assert_folder (folder, "f");
}

/* A link is not followed, wherever it leads. */
static void
test_links (void)
{
  static const char *const targets[] = { "nowhere", "other", "empty" };
  g_autoptr (TemporaryFolder) elsewhere = temporary_folder_new ();
  g_autofree char *other = temporary_folder_write (elsewhere, "other", "other");
  g_autofree char *empty = temporary_folder_write (elsewhere, "empty", "");

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++) {
    g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
    g_autofree char *filename = temporary_folder_get_path (folder, "f");
    g_autofree char *target = temporary_folder_get_path (elsewhere, targets[i]);
    g_autoptr (RekResultsWriter) writer = writer_new (filename);

    g_assert_cmpint (symlink (target, filename), ==, 0);
    add (writer, GOOD, TRUE);
    if (g_str_equal (targets[i], "empty")) {
      commit (writer);
      assert_text (filename, GOOD "\n");
    } else {
      assert_fails (writer, REK_ERROR_FILE_EXISTS, EEXIST);
    }
    assert_text (other, "other");
    assert_text (empty, "");
    g_assert_cmpint (g_file_test (target, G_FILE_TEST_EXISTS), ==,
        !g_str_equal (targets[i], "nowhere"));
  }
}

static void
test_empty (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_write (folder, "f", "");
  g_autoptr (RekResultsWriter) writer = writer_new (filename);

  add (writer, GOOD, TRUE);
  commit (writer);
  assert_text (filename, GOOD "\n");
}

static void
test_no_folder (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *below = temporary_folder_get_path (folder, "no/f");
  g_autoptr (GError) error = NULL;

  g_assert_null (rek_results_writer_new (below, JOB, &error));
  g_assert_error (error, REK_ERROR, REK_ERROR_FILE_UNWRITABLE);
  g_assert_nonnull (strstr (error->message, g_strerror (ENOENT)));
  g_assert_nonnull (strstr (error->message, below));
}

static void
test_no_permission (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  g_autoptr (GError) error = NULL;

  g_chmod (temporary_folder_get_name (folder), 0555);
  if (!unprivileged_enter ())
    return;
  g_assert_null (rek_results_writer_new (filename, JOB, &error));
  unprivileged_leave ();
  g_chmod (temporary_folder_get_name (folder), 0755);
  g_assert_error (error, REK_ERROR, REK_ERROR_FILE_UNWRITABLE);
  g_assert_nonnull (strstr (error->message, g_strerror (EACCES)));
}

static void
test_is_folder (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  g_autoptr (RekResultsWriter) writer = writer_new (filename);

  g_assert_cmpint (g_mkdir (filename, 0755), ==, 0);
  add (writer, GOOD, TRUE);
  assert_fails (writer, REK_ERROR_FILE_EXISTS, EEXIST);
}

/* Adds a page that does not fit, as on a full disk, and one that would. */
static RekResultsWriter *
write_too_much (const char *filename)
{
  RekResultsWriter *writer = writer_new (filename);
  g_autofree char *large = g_strnfill (1000, 'x');
  struct rlimit old;
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  limit = old;
  limit.rlim_cur = 500;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  add (writer, large, TRUE);
  add (writer, GOOD, FALSE);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  return writer;
}

static void
test_limit (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  RekResultsWriter *writer = write_too_much (filename);

  assert_fails (writer, REK_ERROR_FILE_NOT_WRITTEN, EFBIG);
  rek_results_writer_free (writer);
  assert_folder (folder, "");
}

/* The page that did not fit no longer counts. */
static void
test_limit_start_again (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "f");
  g_autoptr (RekResultsWriter) writer = write_too_much (filename);

  add (writer, GOOD, TRUE);
  commit (writer);
  assert_text (filename, GOOD "\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Otherwise a signal reports that a file is too large. */
  signal (SIGXFSZ, SIG_IGN);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/rek-results-writer/line/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/rek-results-writer/never-half", test_never_half);
  g_test_add_func ("/rek-results-writer/given-up", test_given_up);
  g_test_add_func ("/rek-results-writer/start-again", test_start_again);
  g_test_add_func ("/rek-results-writer/read-back", test_read_back);
  g_test_add_func ("/rek-results-writer/umask", test_umask);
  g_test_add_func ("/rek-results-writer/taken", test_taken);
  g_test_add_func ("/rek-results-writer/links", test_links);
  g_test_add_func ("/rek-results-writer/empty", test_empty);
  g_test_add_func ("/rek-results-writer/no-folder", test_no_folder);
  g_test_add_func ("/rek-results-writer/no-permission", test_no_permission);
  g_test_add_func ("/rek-results-writer/is-folder", test_is_folder);
  g_test_add_func ("/rek-results-writer/limit", test_limit);
  g_test_add_func ("/rek-results-writer/limit-start-again",
      test_limit_start_again);
  return g_test_run ();
}
