/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A shared AWS file, read as config file or as credentials file. */

#include "fuzz.h"

#include "client/aws-error.h"
#include "config/aws-profile-file.h"

#include <string.h>

#define FILE_NAME "the file"

static void
assert_key (const AwsProfileFile *file, AwsSectionType type, const char *name,
    const char *key)
{
  const char *value = rekaws_profile_file_get_value (file, type, name, key);
  g_autofree char *lower = g_ascii_strdown (key, -1);
  g_autofree char *nested =
      rekaws_profile_file_dup_nested_value (file, type, name, key, "region");

  g_assert_cmpstr (key, ==, lower);
  g_assert_nonnull (value);
  g_assert_null (strchr (key, '\n'));
  if (nested != NULL)
    g_assert_true (*value == '\n');
}

static void
assert_sections (const AwsProfileFile *file, AwsSectionType type)
{
  g_autofree const char **names =
      rekaws_profile_file_list_sections (file, type);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree const char **keys =
        rekaws_profile_file_list_keys (file, type, names[i]);

    g_assert_true (rekaws_profile_file_has_section (file, type, names[i]));
    for (guint k = 0; keys[k] != NULL; k++)
      assert_key (file, type, names[i], keys[k]);
  }
}

static void
parse (GBytes *text, AwsProfileFileKind kind)
{
  gsize size;
  const char *start = g_bytes_get_data (text, &size);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsProfileFile) file =
      rekaws_profile_file_parse (start, size, kind, FILE_NAME, &error);

  if (file == NULL) {
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, FILE_NAME));
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    return;
  }
  for (guint type = 0; type < AWS_SECTION_TYPES; type++)
    assert_sections (file, (AwsSectionType) type);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  g_autoptr (GBytes) text = fuzz_input_take_rest (&input);

  parse (text, AWS_PROFILE_FILE_CONFIG);
  parse (text, AWS_PROFILE_FILE_CREDENTIALS);
  return 0;
}
