/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"
#include "util-json-edit.h"
#include "credentials/support/aws-token-cache.h"

#include "support/common/aws-home.h"
#include "support/common/unprivileged.h"
#include "support/aws/source-rig.h"

#include <glib/gstdio.h>
#include <string.h>

/* SHA-1 of "corp". */
#define NAME "ee0bfd2552fbd840c02cc48b6e823320543c450f.json"

static const AwsTokenDirectory directory = {
  .variable = "THE_FOLDER",
  .path = "~/.aws/x/cache",
  .checksum_type = G_CHECKSUM_SHA1,
};

typedef struct {
  const char *label;
  const char *object;
  UtilJsonMember members[4];
  const char *expected;
} EditCase;

static const EditCase edits[] = {
  { "a new object", NULL, { { "a", "1" }, { "b", "2" } },
      "{\"a\":\"1\",\"b\":\"2\"}" },
  { "other members are kept", "{\"n\":[1,{}],\"o\":null,\"s\":\"x\"}",
      { { "a", "1" } }, "{\"n\":[1,{}],\"o\":null,\"s\":\"x\",\"a\":\"1\"}" },
  { "a member is replaced", "{\"a\":1}", { { "a", "1" } }, "{\"a\":\"1\"}" },
  { "inside", "{\"o\":{\"k\":\"v\",\"a\":\"0\"}}", { { "o.a", "1" } },
      "{\"o\":{\"k\":\"v\",\"a\":\"1\"}}" },
  { "inside a new object", "{}", { { "o.a", "1" }, { "o.b", "2" } },
      "{\"o\":{\"a\":\"1\",\"b\":\"2\"}}" },
  { "inside a string", "{\"o\":\"x\"}", { { "o.a", "1" } },
      "{\"o\":{\"a\":\"1\"}}" },
  { "NULL changes nothing", "{\"a\":\"0\"}", { { "a", NULL }, { "b", NULL } },
      "{\"a\":\"0\"}" },
  { "escaped", NULL, { { "a", "\"\\\n" } }, "{\"a\":\"\\\"\\\\\\n\"}" },
  { "not an object", "[]", { { "a", "1" } }, NULL },
  { "truncated", "{\"a\":\"0\"", { { "a", "1" } }, NULL },
};

static void
test_edits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++) {
    const EditCase *c = &edits[i];
    g_autoptr (GBytes) object = c->object != NULL
        ? g_bytes_new_static (c->object, strlen (c->object))
        : NULL;
    guint n = 0;
    g_autoptr (GBytes) text = NULL;

    while (c->members[n].path != NULL)
      n++;
    text = rekutil_json_edit (object, c->members, n);
    g_test_message ("%s", c->label);
    if (c->expected == NULL) {
      g_assert_null (text);
      continue;
    }
    g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text),
        c->expected, strlen (c->expected));
  }
}

typedef struct {
  const char *label;
  const char *variables;
  const char *name;
  const char *text;
  const char *error;
} LoadCase;

static const LoadCase loads[] = {
  { "below HOME", NULL, ".aws/x/cache/" NAME, "{\"a\":\"b\"}", NULL },
  { "a directory by variable", "THE_FOLDER=@HOME@/y", "y/" NAME,
      "{\"a\":\"b\"}", NULL },
  { "a directory below HOME by variable", "THE_FOLDER=~/y", "y/" NAME,
      "{\"a\":\"b\"}", NULL },
  { "a directory with a variable by variable",
      "THE_FOLDER=${ROOT}/y\nROOT=@HOME@", "y/" NAME, "{\"a\":\"b\"}", NULL },
  { "no file", NULL, "other", "", "No such file or directory" },
  { "empty", NULL, ".aws/x/cache/" NAME, "", "not a JSON object" },
  { "truncated", NULL, ".aws/x/cache/" NAME, "{\"SECRET", "not a JSON object" },
};

static void
test_loads (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++) {
    const LoadCase *c = &loads[i];
    g_autoptr (SourceRig) rig = source_rig_new (NULL, c->variables, NULL);
    g_autoptr (AwsTokenCache) file = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", c->label);
    source_rig_write (rig, c->name, c->text);
    file = rekaws_token_cache_load (source_rig_get_context (rig)->config,
        &directory, "corp", &error);
    if (c->error == NULL) {
      g_assert_no_error (error);
      g_assert_cmpstr (rekutil_json_get_string (file->json, "a"), ==, "b");
      continue;
    }
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, c->error));
    g_assert_nonnull (strstr (error->message, NAME));
    g_assert_null (strstr (error->message, "SECRET"));
  }
}

static const UtilLog no_log = { NULL, NULL };

/* A process that has the old file open keeps reading the old contents. */
static void
test_update (void)
{
  static const UtilJsonMember members[] = { { "a", "new" } };
  g_autoptr (SourceRig) rig = source_rig_new (NULL, NULL, NULL);
  g_autofree char *path = source_rig_dup_path (rig, ".aws/x/cache/" NAME);
  g_autoptr (AwsTokenCache) file = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = NULL;
  GStatBuf before, after;
  guint n_files = 0;

  source_rig_write (rig, ".aws/x/cache/" NAME, "{\"a\":\"old\",\"k\":[1]}");
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_cmpint (g_stat (path, &before), ==, 0);
  file = rekaws_token_cache_load (source_rig_get_context (rig)->config,
      &directory, "corp", NULL);
  rekaws_token_cache_update (file, &no_log, members, 1);

  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpint (after.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (after.st_ino, !=, before.st_ino);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"a\":\"new\",\"k\":[1]}");

  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);
}

/* The target of a link keeps its contents and its mode. */
static void
test_link (void)
{
  static const UtilJsonMember members[] = { { "a", "new" } };
  static const char old[] = "{\"a\":\"old\"}";
  g_autoptr (SourceRig) rig = source_rig_new (NULL, NULL, NULL);
  g_autofree char *path = source_rig_dup_path (rig, ".aws/x/cache/" NAME);
  g_autofree char *other = source_rig_dup_path (rig, "other");
  g_autofree char *text = NULL;
  g_autofree char *other_text = NULL;
  g_autoptr (AwsTokenCache) file = NULL;
  GStatBuf status, other_status;

  source_rig_write (rig, ".aws/x/cache/" NAME, "");
  source_rig_write (rig, "other", old);
  g_assert_cmpint (g_chmod (other, 0644), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink (other, path), ==, 0);
  file = rekaws_token_cache_load (source_rig_get_context (rig)->config,
      &directory, "corp", NULL);
  g_assert_nonnull (file);
  rekaws_token_cache_update (file, &no_log, members, 1);

  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode, ==, S_IFREG | 0600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"a\":\"new\"}");
  g_assert_cmpint (g_stat (other, &other_status), ==, 0);
  g_assert_cmpint (other_status.st_mode & 0777, ==, 0644);
  g_assert_true (g_file_get_contents (other, &other_text, NULL, NULL));
  g_assert_cmpstr (other_text, ==, old);
}

/* A warning is logged; the old file is kept, and no other file is left. */
static void
test_unwritable (void)
{
  static const UtilJsonMember members[] = { { "a", "new" } };
  static const char old[] = "{\"a\":\"old\"}";
  g_autoptr (SourceRig) rig = source_rig_new (NULL, NULL, NULL);
  g_autofree char *path = source_rig_dup_path (rig, ".aws/x/cache/" NAME);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *home = source_rig_dup_path (rig, "");
  g_autoptr (AwsTokenCache) file = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  const UtilLog log = { test_home_append_level_line, lines };
  g_autofree char *expected = g_strdup_printf (
      "WARNING The refreshed login can't be written to %s: ", path);
  g_autoptr (GDir) dir = NULL;

  source_rig_write (rig, ".aws/x/cache/" NAME, old);
  g_assert_cmpint (g_chmod (home, 0755), ==, 0);
  file = rekaws_token_cache_load (source_rig_get_context (rig)->config,
      &directory, "corp", NULL);
  g_assert_nonnull (file);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  if (unprivileged_enter ()) {
    rekaws_token_cache_update (file, &log, members, 1);
    unprivileged_leave ();
    g_assert_true (g_str_has_prefix (lines->str, expected));
  }
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, old);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, NAME);
  g_assert_null (g_dir_read_name (dir));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-token-cache/edits", test_edits);
  g_test_add_func ("/aws-token-cache/loads", test_loads);
  g_test_add_func ("/aws-token-cache/update", test_update);
  g_test_add_func ("/aws-token-cache/link", test_link);
  g_test_add_func ("/aws-token-cache/unwritable", test_unwritable);
  return g_test_run ();
}
