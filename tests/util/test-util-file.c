/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Files of every kind. */

#include "util-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
assert_fails (const char *path, GFileError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UtilSecret) text = rekutil_file_read (path, NULL, &error);

  g_assert_null (text);
  g_assert_error (error, G_FILE_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, path));
}

/* Around the sizes at which memory grows, and at the limit. */
static void
test_sizes (void)
{
  static const gsize sizes[] = { 0, 1, 4095, 4096, 4097, 8192, 100000,
    UTIL_FILE_MAX_SIZE };
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("rekognition-file-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  close (fd);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *written = g_malloc (sizes[i] + 1);
    g_autoptr (UtilSecret) text = NULL;
    gsize size;

    for (gsize k = 0; k < sizes[i]; k++)
      written[k] = (char) (k % 251);
    g_assert_true (
        g_file_set_contents (path, written, (gssize) sizes[i], NULL));
    text = rekutil_file_read (path, &size, NULL);
    g_assert_cmpmem (text, size, written, sizes[i]);
    g_assert_cmpint (text[size], ==, '\0');
  }

  g_assert_cmpint (truncate (path, UTIL_FILE_MAX_SIZE + 1), ==, 0);
  assert_fails (path, G_FILE_ERROR_FAILED);
  g_assert_cmpint (g_remove (path), ==, 0);
  assert_fails (path, G_FILE_ERROR_NOENT);
}

static void
test_devices (void)
{
  gsize size = 1;
  g_autoptr (UtilSecret) nothing = rekutil_file_read ("/dev/null", &size, NULL);

  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpint (size, ==, 0);
  assert_fails ("/dev/zero", G_FILE_ERROR_FAILED);
}

/* Like those that a shell creates for <(command). */
static void
test_pipe (void)
{
  int ends[2];
  g_autofree char *path = NULL;
  g_autoptr (UtilSecret) text = NULL;

  g_assert_cmpint (pipe (ends), ==, 0);
  path = g_strdup_printf ("/dev/fd/%d", ends[0]);
  g_assert_cmpint (write (ends[1], "text", 4), ==, 4);
  close (ends[1]);
  text = rekutil_file_read (path, NULL, NULL);
  g_assert_cmpstr (text, ==, "text");
  close (ends[0]);
}

static void
test_folder_and_fifo (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rekognition-fifo-XXXXXX", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_fails (folder, G_FILE_ERROR_ISDIR);
  assert_fails (fifo, G_FILE_ERROR_FAILED);
  g_assert_cmpint (g_remove (fifo), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util-file/sizes", test_sizes);
  g_test_add_func ("/util-file/devices", test_devices);
  g_test_add_func ("/util-file/pipe", test_pipe);
  g_test_add_func ("/util-file/folder-and-fifo", test_folder_and_fifo);
  return g_test_run ();
}
