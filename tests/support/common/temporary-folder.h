/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * temporary-folder: a folder for one test, which is removed with all its files.
 */

#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

typedef struct {
  char *path;
} TemporaryFolder;

static inline TemporaryFolder *
temporary_folder_new (void)
{
  TemporaryFolder *folder = g_new (TemporaryFolder, 1);
  g_autoptr (GError) error = NULL;

  folder->path = g_dir_make_tmp ("rekognition-test-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static inline const char *
temporary_folder_get_name (const TemporaryFolder *folder)
{
  return folder->path;
}

/* Returns: (transfer full) */
static inline char *
temporary_folder_get_path (const TemporaryFolder *folder, const char *name)
{
  return g_build_filename (folder->path, name, NULL);
}

/* Returns: (transfer full): path of the file */
static inline char *
temporary_folder_write (const TemporaryFolder *folder, const char *name,
    const char *text)
{
  char *path = temporary_folder_get_path (folder, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Returns: (transfer full): names of its files, separated by commas */
static inline char *
temporary_folder_list (const TemporaryFolder *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  GString *names = g_string_new (NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", name);
  return g_string_free (names, FALSE);
}

/* Removes the folder with everything in it. */
static inline void
temporary_folder_remove (const char *path)
{
  gboolean is_link = g_file_test (path, G_FILE_TEST_IS_SYMLINK);
  g_autoptr (GDir) dir = is_link ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    temporary_folder_remove (child);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static inline void
temporary_folder_free (TemporaryFolder *folder)
{
  temporary_folder_remove (folder->path);
  g_free (folder->path);
  g_free (folder);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TemporaryFolder, temporary_folder_free)
