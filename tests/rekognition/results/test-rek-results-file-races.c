/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A results file that is changed while it is being read: either its old
 * contents are read completely, or it is a broken file. */

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "rek-error.h"
#include "results/rek-results-file.h"
#include "support/common/temporary-folder.h"

#define JOB "job-1"
/* More than are read before the first page is taken. */
#define N_PAGES 24
#define PADDING ((gsize) 300 * 1024)

typedef struct {
  const char *name;
  void (*change) (const char *filename);
  gboolean is_complete;
} ChangeRow;

typedef struct {
  const ChangeRow *row;
  const char *filename;
  gboolean is_done;
} Change;

/* Pages that are much larger than what is read at a time. */
static char *
build_file (void)
{
  g_autofree char *padding = g_strnfill (PADDING, ' ');
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_PAGES; i++) {
    g_string_append_printf (text,
        "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"" JOB "\",%s", padding);
    if (i + 1 < N_PAGES)
      g_string_append_printf (text, "\"NextToken\":\"t%u\",", i);
    g_string_append_printf (text,
        "\"Celebrities\":[{\"Timestamp\":%u,\"Celebrity\":{\"Id\":\"a\"}}]}\n",
        i);
  }
  return g_string_free (text, FALSE);
}

static void
remove_file (const char *filename)
{
  g_assert_cmpint (g_unlink (filename), ==, 0);
}

static void
replace_file (const char *filename)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (filename, "[]", -1, G_FILE_SET_CONTENTS_CONSISTENT,
      0600, &error);
  g_assert_no_error (error);
}

static void
empty_file (const char *filename)
{
  g_assert_cmpint (truncate (filename, 0), ==, 0);
}

/* So that a page ends where the file does. */
static void
cut_file (const char *filename)
{
  g_autofree char *text = NULL;
  gsize size, end;

  g_assert_true (g_file_get_contents (filename, &text, &size, NULL));
  end = size / N_PAGES * (N_PAGES - 2);
  while (text[end] != '\n')
    end++;
  g_assert_cmpint (truncate (filename, (off_t) end + 1), ==, 0);
}

static void
write_at_end (const char *filename, const char *text)
{
  int fd = g_open (filename, O_WRONLY | O_APPEND | O_CLOEXEC, 0);

  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize) strlen (text));
  close (fd);
}

static void
append_page (const char *filename)
{
  write_at_end (filename,
      "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"job-2\",\"Celebrities\":[]}");
}

static void
append_garbage (const char *filename)
{
  write_at_end (filename, "{\"Job");
}

static void
write_zeros (const char *filename)
{
  g_autofree char *zeros = g_malloc0 (PADDING);
  int fd = g_open (filename, O_WRONLY | O_CLOEXEC, 0);

  for (guint i = 0; i < N_PAGES; i++)
    g_assert_cmpint (write (fd, zeros, PADDING), ==, (gssize) PADDING);
  close (fd);
}

static const ChangeRow rows[] = {
  { "untouched", NULL, TRUE },
  { "removed", remove_file, TRUE },
  { "replaced", replace_file, TRUE },
  { "emptied", empty_file, FALSE },
  { "cut-after-a-page", cut_file, FALSE },
  { "zeros", write_zeros, FALSE },
  { "longer-by-a-page", append_page, FALSE },
  { "longer-by-garbage", append_garbage, FALSE },
};

/* Nobody takes pages in the meantime, so that reading soon stops. */
static void
on_page (guint n_pages G_GNUC_UNUSED, guint n_detections G_GNUC_UNUSED,
    gpointer user_data)
{
  Change *change = user_data;

  if (change->is_done)
    return;
  change->is_done = TRUE;
  if (change->row->change != NULL)
    change->row->change (change->filename);
}

static void
test_change (gconstpointer data)
{
  const ChangeRow *row = data;
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *text = build_file ();
  g_autofree char *filename = temporary_folder_write (folder, "results", text);
  Change change = { row, filename, FALSE };
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_bytes;

  results = rek_results_file_read (filename, JOB, on_page, &change, NULL,
      &n_bytes, &error);
  if (row->is_complete) {
    g_assert_no_error (error);
    g_assert_cmpuint (results->n_pages, ==, N_PAGES);
    g_assert_cmpuint (results->detections->len, ==, N_PAGES);
    return;
  }
  g_assert_null (results);
  g_assert_cmpint (error->domain, ==, REK_ERROR);
  g_assert_true (error->code == REK_ERROR_FILE_BROKEN ||
      error->code == REK_ERROR_FILE_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strconcat ("/rek-results-file-races/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_change);
  }
  return g_test_run ();
}
