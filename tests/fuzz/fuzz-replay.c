/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Runs a fuzz target on each file of a corpus, as an ordinary test without
 * libFuzzer. Its argument is the folder of the corpus.
 */

#include "fuzz.h"

static char *folder;

static void
test_file (gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, data, NULL);
  g_autofree char *text = NULL;
  g_autofree guint8 *exact = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  exact = g_memdup2 (text, size);
  g_assert_cmpint (LLVMFuzzerTestOneInput (exact, size), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) corpus = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n_files = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  LLVMFuzzerInitialize (&argc, &argv);

  folder = argv[1];
  corpus = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  for (; (name = g_dir_read_name (corpus)) != NULL; n_files++) {
    g_autofree char *path = g_strconcat ("/fuzz/", name, NULL);

    g_test_add_data_func_full (path, g_strdup (name), test_file, g_free);
  }
  g_assert_cmpuint (n_files, >, 0);
  return g_test_run ();
}
