/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A results file: read by threads, as the element does, and split into objects,
 * which must not depend on how the file is chunked. */

#define _GNU_SOURCE

#include "fuzz.h"

#include "rek-error.h"
#include "results/rek-results-file.h"
#include "page/rek-json-splitter.h"

#include <sys/mman.h>
#include <unistd.h>

#define MAX_OBJECT 4096

static gboolean
take_object (GBytes *object, gpointer objects, GError **error G_GNUC_UNUSED)
{
  g_ptr_array_add (objects, g_bytes_ref (object));
  return TRUE;
}

/* @error is the splitter's final error. */
static GPtrArray *
split (const char *text, gsize size, gsize step, GError **error)
{
  g_autoptr (GPtrArray) objects =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (RekSplitter) splitter =
      rek_splitter_new (MAX_OBJECT, take_object, objects);
  gboolean is_good = TRUE;

  for (gsize at = 0; is_good && at < size; at += step) {
    gsize n = MIN (step, size - at);
    g_autofree char *piece = g_memdup2 (text + at, n);

    is_good = rek_splitter_push (splitter, piece, n, error);
  }
  if (is_good)
    is_good = rek_splitter_finish (splitter, error);
  return g_steal_pointer (&objects);
}

static void
assert_same_split (const char *text, gsize size, gsize step)
{
  g_autoptr (GError) whole_error = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) whole = split (text, size, MAX (size, 1), &whole_error);
  g_autoptr (GPtrArray) objects = split (text, size, step, &error);

  g_assert_cmpuint (objects->len, ==, whole->len);
  for (guint i = 0; i < objects->len; i++)
    g_assert_true (g_bytes_equal (objects->pdata[i], whole->pdata[i]));
  g_assert_cmpint (error != NULL, ==, whole_error != NULL);
  if (error != NULL)
    g_assert_cmpint (error->code, ==, whole_error->code);
}

static void
assert_results (const RekResults *results)
{
  g_assert_cmpint (results->info.status, ==, REK_JOB_STATUS_SUCCEEDED);
  g_assert_cmpuint (results->n_pages, >, 0);
  g_assert_cmpuint (results->n_people, <=, results->detections->len);
}

static void
assert_failure (const GError *error)
{
  g_assert_cmpint (error->domain, ==, REK_ERROR);
  g_assert_true (error->code == REK_ERROR_FILE_EMPTY ||
      error->code == REK_ERROR_FILE_BROKEN ||
      error->code == REK_ERROR_FILE_REFUSED ||
      error->code == REK_ERROR_JOB_FAILED);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static int
make_file (const guint8 *data, gsize size)
{
  int fd = memfd_create ("results", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  return fd;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int fd = make_file (data, size);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = NULL;
  guint64 n_bytes;

  results =
      rek_results_file_read (path, NULL, NULL, NULL, NULL, &n_bytes, &error);
  close (fd);
  if (results != NULL)
    assert_results (results);
  else
    assert_failure (error);
  assert_same_split ((const char *) data, size, 1);
  assert_same_split ((const char *) data, size, 7);
  return 0;
}
