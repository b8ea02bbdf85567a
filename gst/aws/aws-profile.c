/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-profile.h"

#include "aws-error.h"
#include "aws-secret.h"

#include <string.h>

/* A section is a GHashTable of keys and values. */
struct _AwsProfileFile {
  GHashTable *sections[AWS_SECTION_TYPES];
};

/* Part of the text: nothing of it is copied that need not be. */
typedef struct {
  const char *start;
  gsize length;
} Slice;

/* values is where the open property is kept: in section or, where its key is
 * not a legal one, in a table that is thrown away. */
typedef struct {
  AwsProfileFile *file;
  AwsProfileFileKind kind;
  const char *name;
  guint line;
  GHashTable *section;
  GHashTable *plain_default;
  GHashTable *values;
  char *key;
  gboolean is_nested;
} Parser;

static const struct {
  const char *word;
  AwsSectionType type;
} section_words[] = {
  { "profile", AWS_SECTION_PROFILE },
  { "sso-session", AWS_SECTION_SSO_SESSION },
  { "services", AWS_SECTION_SERVICES },
};

static Slice
slice_trim (Slice slice)
{
  while (slice.length > 0 && g_ascii_isspace (*slice.start)) {
    slice.start++;
    slice.length--;
  }
  while (slice.length > 0 && g_ascii_isspace (slice.start[slice.length - 1]))
    slice.length--;
  return slice;
}

static gboolean
slice_equal (Slice slice, const char *text)
{
  return strlen (text) == slice.length &&
      strncmp (slice.start, text, slice.length) == 0;
}

/* Splits at @at, which belongs to neither part. */
static void
slice_split (Slice slice, gsize at, Slice *before, Slice *after)
{
  *before = slice_trim ((Slice){ slice.start, at });
  *after = slice_trim ((Slice){ slice.start + at + 1, slice.length - at - 1 });
}

static gboolean
slice_split_at_equals (Slice slice, Slice *before, Slice *after)
{
  const char *equals = memchr (slice.start, '=', slice.length);

  if (equals == NULL)
    return FALSE;
  slice_split (slice, (gsize) (equals - slice.start), before, after);
  return TRUE;
}

static gboolean
is_comment_sign (char c)
{
  return c == '#' || c == ';';
}

/* Cuts a comment off; within a property it only counts after white space. */
static Slice
slice_cut_comment (Slice slice, gboolean needs_space)
{
  for (gsize i = 0; i < slice.length; i++) {
    if (!is_comment_sign (slice.start[i]))
      continue;
    if (!needs_space || (i > 0 && g_ascii_isspace (slice.start[i - 1])))
      return (Slice){ slice.start, i };
  }
  return slice;
}

static gboolean
is_legal_name (Slice slice)
{
  for (gsize i = 0; i < slice.length; i++) {
    char c = slice.start[i];

    if (!g_ascii_isalnum (c) && (c == '\0' || strchr ("-/.%@_:+", c) == NULL))
      return FALSE;
  }
  return slice.length > 0;
}

static GHashTable *
values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
      (GDestroyNotify) aws_secret_free);
}

static gboolean
fail (const Parser *parser, const char *what, GError **error)
{
  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG, "%s, line %u: %s",
      parser->name, parser->line, what);
  return FALSE;
}

/* The table of a section that counts, made where it is not there yet. */
static GHashTable *
ensure_section (Parser *parser, AwsSectionType type, Slice name)
{
  GHashTable *sections = parser->file->sections[type];
  g_autofree char *key = g_strndup (name.start, name.length);
  GHashTable *section = g_hash_table_lookup (sections, key);

  if (section == NULL) {
    section = values_new ();
    g_hash_table_insert (sections, g_steal_pointer (&key), section);
  }
  return g_hash_table_ref (section);
}

static GHashTable *
ensure_plain_default (Parser *parser)
{
  if (parser->plain_default == NULL)
    parser->plain_default = values_new ();
  return g_hash_table_ref (parser->plain_default);
}

/* The AWS CLI writes a name with a space in it in quotes. */
static gboolean
unquote (Slice *name)
{
  char quote = *name->start;
  Slice inner = { name->start + 1, name->length - 2 };

  if (name->length <= 2 || (quote != '"' && quote != '\'') ||
      name->start[name->length - 1] != quote ||
      memchr (inner.start, quote, inner.length) != NULL)
    return FALSE;
  *name = inner;
  return TRUE;
}

static GHashTable *
ensure_config_section (Parser *parser, Slice title)
{
  Slice word, name;
  gsize i = 0;

  while (i < title.length && !g_ascii_isspace (title.start[i]))
    i++;
  if (i == title.length)
    return slice_equal (title, "default") ? ensure_plain_default (parser)
                                          : NULL;

  slice_split (title, i, &word, &name);
  if (!unquote (&name) && !is_legal_name (name))
    return NULL;
  for (i = 0; i < G_N_ELEMENTS (section_words); i++) {
    if (slice_equal (word, section_words[i].word))
      return ensure_section (parser, section_words[i].type, name);
  }
  return NULL;
}

static gboolean
parse_title (Parser *parser, Slice line, GError **error)
{
  Slice title = slice_trim (slice_cut_comment (line, FALSE));
  GHashTable *section = NULL;

  if (title.start[title.length - 1] != ']')
    return fail (parser, "Profile definition must end with ']'", error);
  title = slice_trim ((Slice){ title.start + 1, title.length - 2 });

  if (parser->kind == AWS_PROFILE_FILE_CONFIG)
    section = ensure_config_section (parser, title);
  else if (is_legal_name (title))
    section = ensure_section (parser, AWS_SECTION_PROFILE, title);

  g_clear_pointer (&parser->section, g_hash_table_unref);
  parser->section = section != NULL ? section : values_new ();
  g_clear_pointer (&parser->key, g_free);
  return TRUE;
}

static gboolean
parse_property (Parser *parser, Slice line, GError **error)
{
  Slice key, value;

  if (parser->section == NULL)
    return fail (parser, "Expected a profile definition", error);
  if (!slice_split_at_equals (slice_cut_comment (line, TRUE), &key, &value))
    return fail (parser, "Expected an '=' sign defining a property", error);
  if (key.length == 0)
    return fail (parser, "Property did not have a name", error);

  g_clear_pointer (&parser->values, g_hash_table_unref);
  parser->values =
      is_legal_name (key) ? g_hash_table_ref (parser->section) : values_new ();
  g_free (parser->key);
  parser->key = g_ascii_strdown (key.start, (gssize) key.length);
  parser->is_nested = value.length == 0;
  g_hash_table_insert (parser->values, g_strdup (parser->key),
      g_strndup (value.start, value.length));
  return TRUE;
}

static gboolean
check_nested (const Parser *parser, Slice line, GError **error)
{
  Slice key, value;

  if (!slice_split_at_equals (line, &key, &value))
    return fail (parser, "Expected an '=' sign defining a sub-property", error);
  if (key.length == 0)
    return fail (parser, "Sub-property did not have a name", error);
  return TRUE;
}

static gboolean
parse_continuation (Parser *parser, Slice line, GError **error)
{
  g_autoptr (AwsSecret) added = NULL;
  const char *value;

  if (parser->section == NULL)
    return fail (parser, "Expected a profile definition", error);
  if (parser->key == NULL)
    return fail (parser, "Expected a property definition, found continuation",
        error);
  if (parser->is_nested && !check_nested (parser, line, error))
    return FALSE;

  added = g_strndup (line.start, line.length);
  value = g_hash_table_lookup (parser->values, parser->key);
  g_hash_table_insert (parser->values, g_strdup (parser->key),
      g_strconcat (value, "\n", added, NULL));
  return TRUE;
}

static gboolean
parse_line (Parser *parser, Slice line, GError **error)
{
  Slice trimmed = slice_trim (line);

  if (!g_utf8_validate_len (line.start, line.length, NULL))
    return fail (parser, "Not UTF-8 text", error);
  if (trimmed.length == 0 || is_comment_sign (*trimmed.start))
    return TRUE;
  if (*line.start == '[')
    return parse_title (parser, line, error);
  if (g_ascii_isspace (*line.start))
    return parse_continuation (parser, trimmed, error);
  return parse_property (parser, line, error);
}

static gboolean
parse_lines (Parser *parser, Slice text, GError **error)
{
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  const char *line = text.start;
  const char *end;

  if (text.length == 0)
    return TRUE;
  end = text.start + text.length;
  if (text.length >= 3 && memcmp (line, byte_order_mark, 3) == 0)
    line += 3;
  while (line < end) {
    const char *newline = memchr (line, '\n', (gsize) (end - line));
    const char *line_end = newline != NULL ? newline : end;

    parser->line++;
    if (!parse_line (parser, (Slice){ line, (gsize) (line_end - line) }, error))
      return FALSE;
    line = line_end + 1;
  }
  return TRUE;
}

/* [default] counts only where there is no [profile default]. */
static void
settle_default (Parser *parser)
{
  GHashTable *profiles = parser->file->sections[AWS_SECTION_PROFILE];

  if (parser->plain_default == NULL ||
      g_hash_table_contains (profiles, "default"))
    return;
  g_hash_table_insert (profiles, g_strdup ("default"),
      g_hash_table_ref (parser->plain_default));
}

static void
parser_clear (Parser *parser)
{
  g_clear_pointer (&parser->section, g_hash_table_unref);
  g_clear_pointer (&parser->plain_default, g_hash_table_unref);
  g_clear_pointer (&parser->values, g_hash_table_unref);
  g_clear_pointer (&parser->key, g_free);
}

AwsProfileFile *
aws_profile_file_parse (const char *text, gsize size, AwsProfileFileKind kind,
    const char *name, GError **error)
{
  g_autoptr (AwsProfileFile) file = g_new0 (AwsProfileFile, 1);
  Parser parser = { .file = file, .kind = kind, .name = name };
  gboolean is_parsed;

  for (guint i = 0; i < AWS_SECTION_TYPES; i++)
    file->sections[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
        (GDestroyNotify) g_hash_table_unref);

  is_parsed = parse_lines (&parser, (Slice){ text, size }, error);
  settle_default (&parser);
  parser_clear (&parser);
  return is_parsed ? g_steal_pointer (&file) : NULL;
}

void
aws_profile_file_free (AwsProfileFile *file)
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
aws_profile_file_has_section (const AwsProfileFile *file, AwsSectionType type,
    const char *name)
{
  return lookup_section (file, type, name) != NULL;
}

const char *
aws_profile_file_get_value (const AwsProfileFile *file, AwsSectionType type,
    const char *name, const char *key)
{
  GHashTable *section = lookup_section (file, type, name);

  return section != NULL ? g_hash_table_lookup (section, key) : NULL;
}

char *
aws_profile_file_dup_nested_value (const AwsProfileFile *file,
    AwsSectionType type, const char *name, const char *key,
    const char *nested_key)
{
  const char *line = aws_profile_file_get_value (file, type, name, key);
  g_autofree char *found = NULL;

  if (line == NULL || *line != '\n')
    return NULL;

  while (*line == '\n') {
    gsize length = strcspn (++line, "\n");
    Slice left, right;

    if (slice_split_at_equals ((Slice){ line, length }, &left, &right) &&
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
aws_profile_file_list_sections (const AwsProfileFile *file, AwsSectionType type)
{
  return (const char **) g_hash_table_get_keys_as_array (file->sections[type],
      NULL);
}

const char **
aws_profile_file_list_keys (const AwsProfileFile *file, AwsSectionType type,
    const char *name)
{
  GHashTable *section = lookup_section (file, type, name);

  if (section == NULL)
    return g_new0 (const char *, 1);
  return (const char **) g_hash_table_get_keys_as_array (section, NULL);
}
