/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rek-error.h"
#include "service/rek-page-fetch.h"
#include "results/rek-results-file.h"
#include "support/common/unprivileged.h"
#include "support/common/temporary-folder.h"

#define DETECTION(ms, id) \
  "{\"Timestamp\":" #ms ",\"Celebrity\":{\"Id\":\"" id "\"}}"
#define PAGE_1 \
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"job-1\",\"NextToken\":\"t1\"," \
  "\"Celebrities\":[" DETECTION (0, "a") "," DETECTION (500, "b") "]}"
#define PAGE_2 \
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"job-1\",\"NextToken\":\"t2\"," \
  "\"Celebrities\":[]}"
#define PAGE_3 \
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"job-1\"," \
  "\"Celebrities\":[" DETECTION (1000, "a") "]}"
#define PAGE_3_OF_NO_JOB \
  "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[" DETECTION (1000, "a") "]}"
/* As the AWS CLI prints it. */
#define PRETTY_3 \
  "{\n    \"JobStatus\": \"SUCCEEDED\",\n    \"JobId\": \"job-1\",\n" \
  "    \"Celebrities\": [\n        {\n            \"Timestamp\": 1000,\n" \
  "            \"Celebrity\": {\n                \"Id\": \"a\"\n            " \
  "}\n        }\n    ]\n}\n"

#define N_LARGE_PAGES 20
#define N_LARGE_DETECTIONS 5000

/* @job_id: the expected job; @n_pages: 0: can't be read. */
typedef struct {
  const char *name;
  const char *text;
  const char *job_id;
  guint n_pages;
  RekError code;
  const char *cause;
} Row;

static const Row good_rows[] = {
  { "one", PAGE_3, NULL, 1, 0, NULL },
  { "pretty", PRETTY_3, "job-1", 1, 0, NULL },
  { "concatenated", PAGE_1 PAGE_2 PAGE_3, "job-1", 3, 0, NULL },
  { "lines", PAGE_1 "\n" PAGE_2 "\n" PAGE_3 "\n", "job-1", 3, 0, NULL },
  { "lines-of-windows", PAGE_1 "\r\n" PAGE_2 "\r\n" PAGE_3 "\r\n", NULL, 3, 0,
      NULL },
  { "pretty-concatenated", PAGE_1 "\n" PAGE_2 "\n" PRETTY_3, "job-1", 3, 0,
      NULL },
  { "array", "[" PAGE_1 "," PAGE_2 "," PAGE_3 "]", "job-1", 3, 0, NULL },
  { "array-in-lines", "[\n" PAGE_1 ",\n" PAGE_2 ",\n" PRETTY_3 "]\n", NULL, 3,
      0, NULL },
  { "byte-order-mark", "\xef\xbb\xbf" PAGE_3, NULL, 1, 0, NULL },
  { "no-job-named", PAGE_3_OF_NO_JOB, "job-9", 1, 0, NULL },
  { "named-once", PAGE_1 PAGE_3_OF_NO_JOB, "job-1", 2, 0, NULL },
};

/* test-rek-results-kinds.c has other kinds of files. */
static const Row bad_rows[] = {
  { "text", "Hello", NULL, 0, REK_ERROR_FILE_BROKEN, "no JSON object" },
  { "number", "[1]", NULL, 0, REK_ERROR_FILE_BROKEN, "no JSON object" },
  { "cut-in-page", "{\"JobStatus\":\"SUCC", NULL, 0, REK_ERROR_FILE_BROKEN,
      "cut off" },
  { "cut-in-array", "[" PAGE_3, NULL, 0, REK_ERROR_FILE_BROKEN, "cut off" },
  { "bad-json", PAGE_1 "{\"JobStatus\":SUCCEEDED}", NULL, 0,
      REK_ERROR_FILE_BROKEN, "Page 2 of the results is broken: not JSON" },
  { "bad-member", "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":{}}", NULL, 0,
      REK_ERROR_FILE_BROKEN, "Page 1" },
};

static void
count_page (guint n_pages, guint n_detections G_GNUC_UNUSED, gpointer user_data)
{
  g_assert_cmpuint (n_pages, ==,
      (guint) g_atomic_int_add ((gint *) user_data, 1) + 1);
}

static RekResults *
read_file (const char *filename, const char *job_id, GCancellable *cancellable,
    GError **error)
{
  g_autoptr (RekResults) results = NULL;
  gint n_pages = 0;
  guint64 n_bytes;
  GStatBuf status;

  results = rek_results_file_read (filename, job_id, count_page, &n_pages,
      cancellable, &n_bytes, error);
  if (results == NULL)
    return NULL;
  g_assert_cmpuint (results->n_pages, ==, (guint) n_pages);
  g_assert_cmpint (g_stat (filename, &status), ==, 0);
  g_assert_cmpuint (n_bytes, ==, (guint64) status.st_size);
  return g_steal_pointer (&results);
}

static void
assert_unreadable (const char *filename, const char *job_id, RekError code,
    const char *cause)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = read_file (filename, job_id, NULL, &error);

  g_assert_error (error, REK_ERROR, (gint) code);
  g_assert_null (results);
  g_assert_nonnull (strstr (error->message, cause));
  g_assert_nonnull (strstr (error->message, filename));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_write (folder, "f", row->text);
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = NULL;

  if (row->n_pages == 0) {
    assert_unreadable (filename, row->job_id, row->code, row->cause);
    return;
  }
  results = read_file (filename, row->job_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->n_pages, ==, row->n_pages);
  g_assert_cmpuint (results->detections->len, ==, row->n_pages > 1 ? 3 : 1);
  if (strstr (row->text, "JobId") != NULL)
    g_assert_cmpstr (results->info.job_id, ==, "job-1");
}

static void
test_no_file (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *nothing = temporary_folder_get_path (folder, "nothing");
  g_autofree char *in_file = temporary_folder_write (folder, "f", PAGE_3);
  g_autofree char *below = g_build_filename (in_file, "g", NULL);
  g_autofree char *fifo = temporary_folder_get_path (folder, "fifo");

  assert_unreadable (nothing, NULL, REK_ERROR_FILE_NOT_FOUND,
      g_strerror (ENOENT));
  assert_unreadable (below, NULL, REK_ERROR_FILE_UNREADABLE,
      g_strerror (ENOTDIR));
  assert_unreadable (temporary_folder_get_name (folder), NULL,
      REK_ERROR_FILE_UNREADABLE, "is a directory");
  assert_unreadable ("/dev/null", NULL, REK_ERROR_FILE_UNREADABLE,
      "not a regular file");
  /* Nobody writes to it: the reader must not wait. */
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_unreadable (fifo, NULL, REK_ERROR_FILE_UNREADABLE,
      "not a regular file");
}

static void
test_no_permission (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_write (folder, "f", PAGE_3);

  g_chmod (temporary_folder_get_name (folder), 0755);
  g_chmod (filename, 0000);
  if (!unprivileged_enter ())
    return;
  assert_unreadable (filename, NULL, REK_ERROR_FILE_UNREADABLE,
      g_strerror (EACCES));
  unprivileged_leave ();
}

static void
test_link (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_write (folder, "f", PAGE_3);
  g_autofree char *link_name = temporary_folder_get_path (folder, "link");
  g_autoptr (RekResults) results = NULL;

  g_assert_cmpint (symlink (filename, link_name), ==, 0);
  results = read_file (link_name, "job-1", NULL, NULL);
  g_assert_nonnull (results);
}

/* Pages larger than what is read at a time, and many of them. */
static char *
write_large (const TemporaryFolder *folder)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint page = 0; page < N_LARGE_PAGES; page++) {
    g_string_append (text, "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[");
    for (guint i = 0; i < N_LARGE_DETECTIONS; i++)
      g_string_append_printf (text,
          "%s\n    {\"Timestamp\": %u, \"Celebrity\": {\"Id\": \"p%u\", "
          "\"Urls\": [\"www.example.org/}]\\\"\"]}}",
          i > 0 ? "," : "", i * 500, i % 7);
    g_string_append (text, "\n]");
    if (page + 1 < N_LARGE_PAGES)
      g_string_append_printf (text, ",\"NextToken\":\"t%u\"", page);
    g_string_append (text, "}\n");
  }
  return temporary_folder_write (folder, "large", text->str);
}

static void
test_large (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = write_large (folder);
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) error = NULL;

  results = read_file (filename, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->n_pages, ==, N_LARGE_PAGES);
  g_assert_cmpuint (results->detections->len, ==,
      N_LARGE_PAGES * N_LARGE_DETECTIONS);
  g_assert_cmpuint (results->n_people, ==, 7);
}

static void
test_too_large (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename =
      temporary_folder_write (folder, "f", "{\"JobStatus\":\"SUCCEEDED\"");

  /* A hole of zeros that takes no space on the disk. */
  g_assert_cmpint (truncate (filename, (off_t) REK_PAGE_MAX_SIZE + 1), ==, 0);
  assert_unreadable (filename, NULL, REK_ERROR_FILE_BROKEN,
      "larger than 64 MiB");
}

static void
test_too_many (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *filename = NULL;

  for (guint i = 0; i <= REK_FETCH_MAX_PAGES; i++)
    g_string_append_printf (text,
        "{\"JobStatus\":\"SUCCEEDED\",\"NextToken\":\"%u\","
        "\"Celebrities\":[{}]}",
        i);
  filename = temporary_folder_write (folder, "f", text->str);
  assert_unreadable (filename, NULL, REK_ERROR_FILE_BROKEN,
      "more than 100000 pages");
}

static void
test_empty_pages (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *filename = NULL;

  for (guint i = 0; i <= REK_PARSER_MAX_EMPTY_PAGES; i++)
    g_string_append_printf (text,
        "{\"JobStatus\":\"SUCCEEDED\",\"NextToken\":\"%u\"}", i);
  filename = temporary_folder_write (folder, "f", text->str);
  assert_unreadable (filename, NULL, REK_ERROR_FILE_BROKEN,
      "1000 pages of the results in a row");
}

static void
test_cancelled (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename =
      temporary_folder_write (folder, "f", PAGE_1 PAGE_2 PAGE_3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = NULL;

  g_cancellable_cancel (cancellable);
  results = read_file (filename, NULL, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (results);
}

typedef struct {
  GAsyncQueue *pages;
  GCancellable *cancellable;
  guint n_pages;
} Canceler;

static void
pass_page (guint n_pages, guint n_detections G_GNUC_UNUSED, gpointer user_data)
{
  Canceler *canceler = user_data;

  canceler->n_pages = n_pages;
  g_async_queue_push (canceler->pages, canceler);
}

static gpointer
cancel_at_first_page (gpointer data)
{
  Canceler *canceler = data;

  g_async_queue_pop (canceler->pages);
  g_cancellable_cancel (canceler->cancellable);
  return NULL;
}

static void
test_cancel_half_way (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = write_large (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncQueue) pages = g_async_queue_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = NULL;
  Canceler canceler = { pages, cancellable, 0 };
  GThread *thread = g_thread_new ("cancel", cancel_at_first_page, &canceler);
  guint64 n_bytes;

  results = rek_results_file_read (filename, NULL, pass_page, &canceler,
      cancellable, &n_bytes, &error);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (results);
  g_assert_cmpuint (canceler.n_pages, <, N_LARGE_PAGES);
}

static void
add_rows (const char *group, const Row *rows, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *path =
        g_strdup_printf ("/rek-results-file/%s/%s", group, rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_rows ("good", good_rows, G_N_ELEMENTS (good_rows));
  add_rows ("bad", bad_rows, G_N_ELEMENTS (bad_rows));
  g_test_add_func ("/rek-results-file/no-file", test_no_file);
  g_test_add_func ("/rek-results-file/no-permission", test_no_permission);
  g_test_add_func ("/rek-results-file/link", test_link);
  g_test_add_func ("/rek-results-file/large", test_large);
  g_test_add_func ("/rek-results-file/too-large", test_too_large);
  g_test_add_func ("/rek-results-file/too-many", test_too_many);
  g_test_add_func ("/rek-results-file/empty-pages", test_empty_pages);
  g_test_add_func ("/rek-results-file/cancelled", test_cancelled);
  g_test_add_func ("/rek-results-file/cancel-half-way", test_cancel_half_way);
  return g_test_run ();
}
