/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config/aws-profile-file.h"

#include "config/aws-ini.h"
#include "util-secret.h"

#include <string.h>

/* A section is a GHashTable of keys and values. */
struct _AwsProfileFile {
  GHashTable *sections[AWS_SECTION_TYPES];
};

/* common: keys of [DEFAULT], the defaults for every section
 * plain_default: (nullable): keys of [default] in a config file
 * section: receives properties: a section of the file, or a table that is
 *   discarded if the section is to be ignored
 * values: receives the current property: section, or a table that is discarded
 *   if the key is not valid
 * key: (nullable): key of the current property */
typedef struct {
  AwsProfileFile *file;
  AwsProfileFileKind kind;
  GHashTable *common;
  GHashTable *plain_default;
  GHashTable *section;
  GHashTable *values;
  char *key;
} Reader;

static const struct {
  const char *word;
  AwsSectionType type;
} section_words[] = {
  { "profile", AWS_SECTION_PROFILE },
  { "sso-session", AWS_SECTION_SSO_SESSION },
  { "services", AWS_SECTION_SERVICES },
};

static gboolean
is_valid_key (AwsSlice slice)
{
  for (gsize i = 0; i < slice.length; i++) {
    char c = slice.start[i];

    if (!g_ascii_isalnum (c) && strchr ("-/.%@_+", c) == NULL)
      return FALSE;
  }
  return TRUE;
}

static GHashTable *
values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
      (GDestroyNotify) rekutil_secret_free);
}

/* Returns: (transfer full): the section, created if it does not exist */
static GHashTable *
ensure_section (Reader *reader, AwsSectionType type, const char *name)
{
  GHashTable *sections = reader->file->sections[type];
  GHashTable *section = g_hash_table_lookup (sections, name);

  if (section == NULL) {
    section = values_new ();
    g_hash_table_insert (sections, g_strdup (name), section);
  }
  return g_hash_table_ref (section);
}

static GHashTable *
ensure_plain_default (Reader *reader)
{
  if (reader->plain_default == NULL)
    reader->plain_default = values_new ();
  return g_hash_table_ref (reader->plain_default);
}

/* Unquotes a name, which the AWS CLI writes in quotes if it contains a space.
 *
 * Returns: (transfer full) (nullable): NULL unless @text is exactly one shell
 *   word */
static char *
dup_word (const char *text)
{
  g_auto (GStrv) words = NULL;
  int n_words;

  if (text[strcspn (text, " \t\"'\\")] == '\0')
    return g_strdup (text);
  if (!g_shell_parse_argv (text, &n_words, &words, NULL) || n_words != 1 ||
      *words[0] == '\0')
    return NULL;
  return g_strdup (words[0]);
}

/* As in the AWS CLI, a title need only begin with the word: [profiles NAME] is a
 * profile.
 *
 * Returns: (transfer full) (nullable): NULL for a section to be ignored */
static GHashTable *
ensure_config_section (Reader *reader, const char *title)
{
  gsize length = strcspn (title, " \t");
  const char *rest = title + length + strspn (title + length, " \t");
  g_autofree char *name = NULL;

  if (g_str_equal (title, "default"))
    return ensure_plain_default (reader);
  if (*rest == '\0')
    return NULL;

  name = dup_word (rest);
  for (guint i = 0; i < G_N_ELEMENTS (section_words) && name != NULL; i++) {
    if (g_str_has_prefix (title, section_words[i].word))
      return ensure_section (reader, section_words[i].type, name);
  }
  return NULL;
}

static void
on_section (AwsSlice slice, gpointer user_data)
{
  Reader *reader = user_data;
  g_autofree char *title = g_strndup (slice.start, slice.length);
  GHashTable *section = NULL;

  if (g_str_equal (title, "DEFAULT"))
    section = g_hash_table_ref (reader->common);
  else if (reader->kind == AWS_PROFILE_FILE_CONFIG)
    section = ensure_config_section (reader, title);
  else if (*title != '\0')
    section = ensure_section (reader, AWS_SECTION_PROFILE, title);

  g_hash_table_unref (reader->section);
  reader->section = section != NULL ? section : values_new ();
}

static void
on_property (AwsSlice key, AwsSlice value, gpointer user_data)
{
  Reader *reader = user_data;

  g_hash_table_unref (reader->values);
  reader->values =
      is_valid_key (key) ? g_hash_table_ref (reader->section) : values_new ();
  g_free (reader->key);
  reader->key = g_ascii_strdown (key.start, (gssize) key.length);
  g_hash_table_insert (reader->values, g_strdup (reader->key),
      g_strndup (value.start, value.length));
}

static void
on_more (AwsSlice line, gpointer user_data)
{
  Reader *reader = user_data;
  g_autoptr (UtilSecret) added = g_strndup (line.start, line.length);
  const char *value = g_hash_table_lookup (reader->values, reader->key);

  g_hash_table_insert (reader->values, g_strdup (reader->key),
      g_strconcat (value, "\n", added, NULL));
}

/* [default] is ignored if there is a [profile default]. */
static void
finish_default (Reader *reader)
{
  GHashTable *profiles = reader->file->sections[AWS_SECTION_PROFILE];

  if (reader->plain_default == NULL ||
      g_hash_table_contains (profiles, "default"))
    return;
  g_hash_table_insert (profiles, g_strdup ("default"),
      g_hash_table_ref (reader->plain_default));
}

static void
add_missing (GHashTable *section, GHashTable *common)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, common);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (!g_hash_table_contains (section, key))
      g_hash_table_insert (section, g_strdup (key), g_strdup (value));
  }
}

static void
apply_common (Reader *reader)
{
  for (guint i = 0; i < AWS_SECTION_TYPES; i++) {
    GHashTableIter iter;
    gpointer section;

    g_hash_table_iter_init (&iter, reader->file->sections[i]);
    while (g_hash_table_iter_next (&iter, NULL, &section))
      add_missing (section, reader->common);
  }
}

static void
reader_init (Reader *reader, AwsProfileFile *file, AwsProfileFileKind kind)
{
  *reader = (Reader){
    .file = file,
    .kind = kind,
    .common = values_new (),
    .section = values_new (),
    .values = values_new (),
  };
}

static void
reader_clear (Reader *reader)
{
  g_hash_table_unref (reader->common);
  g_clear_pointer (&reader->plain_default, g_hash_table_unref);
  g_hash_table_unref (reader->section);
  g_hash_table_unref (reader->values);
  g_free (reader->key);
}

AwsProfileFile *
rekaws_profile_file_parse (const char *text, gsize size,
    AwsProfileFileKind kind, const char *name, GError **error)
{
  static const AwsIniHandler handler = { on_section, on_property, on_more };
  g_autoptr (AwsProfileFile) file = g_new0 (AwsProfileFile, 1);
  Reader reader;
  gboolean is_parsed;

  for (guint i = 0; i < AWS_SECTION_TYPES; i++)
    file->sections[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
        (GDestroyNotify) g_hash_table_unref);

  reader_init (&reader, file, kind);
  is_parsed = rekaws_ini_parse ((AwsSlice){ text, size }, name, &handler,
      &reader, error);
  finish_default (&reader);
  apply_common (&reader);
  reader_clear (&reader);
  return is_parsed ? g_steal_pointer (&file) : NULL;
}

void
rekaws_profile_file_free (AwsProfileFile *file)
{
  if (file == NULL)
    return;

  for (guint i = 0; i < AWS_SECTION_TYPES; i++)
    g_hash_table_unref (file->sections[i]);
  g_free (file);
}

static GHashTable *
lookup_section (const AwsProfileFile *file, AwsSectionType type,
    const char *name)
{
  return g_hash_table_lookup (file->sections[type], name);
}

gboolean
rekaws_profile_file_has_section (const AwsProfileFile *file,
    AwsSectionType type, const char *name)
{
  return lookup_section (file, type, name) != NULL;
}

const char *
rekaws_profile_file_get_value (const AwsProfileFile *file, AwsSectionType type,
    const char *name, const char *key)
{
  GHashTable *section = lookup_section (file, type, name);

  return section != NULL ? g_hash_table_lookup (section, key) : NULL;
}

char *
rekaws_profile_file_dup_nested_value (const AwsProfileFile *file,
    AwsSectionType type, const char *name, const char *key,
    const char *nested_key)
{
  const char *line = rekaws_profile_file_get_value (file, type, name, key);
  g_autofree char *found = NULL;

  if (line == NULL || *line != '\n')
    return NULL;

  while (*line == '\n') {
    gsize length = strcspn (++line, "\n");
    AwsSlice left, right;

    if (rekaws_slice_split ((AwsSlice){ line, length }, "=", &left, &right) &&
        strlen (nested_key) == left.length &&
        g_ascii_strncasecmp (left.start, nested_key, left.length) == 0) {
      g_free (found);
      found = g_strndup (right.start, right.length);
    }
    line += length;
  }
  return g_steal_pointer (&found);
}

const char **
rekaws_profile_file_list_sections (const AwsProfileFile *file,
    AwsSectionType type)
{
  return (const char **) g_hash_table_get_keys_as_array (file->sections[type],
      NULL);
}

const char **
rekaws_profile_file_list_keys (const AwsProfileFile *file, AwsSectionType type,
    const char *name)
{
  GHashTable *section = lookup_section (file, type, name);

  if (section == NULL)
    return g_new0 (const char *, 1);
  return (const char **) g_hash_table_get_keys_as_array (section, NULL);
}
