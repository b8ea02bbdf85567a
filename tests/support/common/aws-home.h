/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * test-home: a home directory of its own for a test, with shared AWS files,
 * and an environment that knows no other.
 */

#pragma once

#include "config/aws-config.h"

#include <glib/gstdio.h>

typedef struct {
  char *path;
} TestHome;

static inline char *
test_home_build_path (const TestHome *home, const char *name)
{
  return g_build_filename (home->path, ".aws", name, NULL);
}

static inline void
test_home_write (const TestHome *home, const char *name, const char *text)
{
  g_autofree char *path = test_home_build_path (home, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* @config and @credentials: text of the files; NULL: there is none. */
static inline TestHome *
test_home_new (const char *config, const char *credentials)
{
  TestHome *home = g_new0 (TestHome, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  home->path = g_dir_make_tmp ("rekognition-home-XXXXXX", &error);
  g_assert_no_error (error);
  folder = g_build_filename (home->path, ".aws", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (config != NULL)
    test_home_write (home, "config", config);
  if (credentials != NULL)
    test_home_write (home, "credentials", credentials);
  return home;
}

static inline void
test_home_free (TestHome *home)
{
  static const char *const names[] = { "config", "credentials", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = test_home_build_path (home, names[i]);

    g_remove (path);
  }
  g_assert_cmpint (g_rmdir (home->path), ==, 0);
  g_free (home->path);
  g_free (home);
}

/* For UtilLog: appends a warning as a line to the GString @user_data. */
static inline void
test_home_append_line (UtilLogLevel level, const char *message,
    gpointer user_data)
{
  if (level == UTIL_LOG_WARNING)
    g_string_append_printf (user_data, "%s\n", message);
}

/* @variables: (nullable): "NAME=value" strings, one a line
 * @log: (nullable): what is passed over is appended to it, a line each */
static inline AwsConfig *
test_home_load_logged (const TestHome *home, const char *variables,
    const char *profile, GString *log)
{
  const UtilLog aws_log = { log != NULL ? test_home_append_line : NULL, log };
  g_autofree char *text = g_strdup_printf ("HOME=%s\n%s", home->path,
      variables != NULL ? variables : "");
  g_auto (GStrv) environment = g_strsplit (text, "\n", -1);

  return rekaws_config_load (environment, profile, &aws_log);
}

static inline AwsConfig *
test_home_load (const TestHome *home, const char *variables,
    const char *profile)
{
  return test_home_load_logged (home, variables, profile, NULL);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestHome, test_home_free)
