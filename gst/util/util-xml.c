/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-xml.h"

#include "util-secret.h"

/* Responses are nested five levels deep. */
#define MAX_DEPTH 16

/* names: of the open elements, the outermost first. is_leaf: whether the
 * innermost has no child elements so far. text: its text so far. */
typedef struct {
  GHashTable *strings;
  GPtrArray *names;
  gboolean is_leaf;
  UtilSecret *text;
} Parse;

static void
start_element (GMarkupParseContext *context G_GNUC_UNUSED, const char *name,
    const char **attribute_names G_GNUC_UNUSED,
    const char **attribute_values G_GNUC_UNUSED, gpointer user_data,
    GError **error)
{
  Parse *parse = user_data;

  g_clear_pointer (&parse->text, rekutil_secret_free);
  if (parse->names->len == MAX_DEPTH) {
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
        "nested too deeply");
    return;
  }
  g_ptr_array_add (parse->names, g_strdup (name));
  parse->is_leaf = TRUE;
}

static char *
build_path (const GPtrArray *names)
{
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++) {
    if (i > 0)
      g_string_append_c (path, '.');
    g_string_append (path, g_ptr_array_index (names, i));
  }
  return g_string_free (g_steal_pointer (&path), FALSE);
}

static void
end_element (GMarkupParseContext *context G_GNUC_UNUSED,
    const char *name G_GNUC_UNUSED, gpointer user_data,
    GError **error G_GNUC_UNUSED)
{
  Parse *parse = user_data;

  if (parse->is_leaf && parse->text != NULL)
    g_hash_table_insert (parse->strings, build_path (parse->names),
        g_steal_pointer (&parse->text));
  g_clear_pointer (&parse->text, rekutil_secret_free);
  parse->is_leaf = FALSE;
  g_ptr_array_set_size (parse->names, (int) parse->names->len - 1);
}

static void
add_text (GMarkupParseContext *context G_GNUC_UNUSED, const char *text,
    gsize size, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Parse *parse = user_data;
  g_autoptr (UtilSecret) before = g_steal_pointer (&parse->text);

  parse->text = before == NULL
      ? g_strndup (text, size)
      : g_strdup_printf ("%s%.*s", before, (int) size, text);
}

GHashTable *
rekutil_xml_parse_strings (GBytes *body)
{
  static const GMarkupParser parser = {
    .start_element = start_element,
    .end_element = end_element,
    .text = add_text,
  };
  g_autoptr (GHashTable) strings = g_hash_table_new_full (g_str_hash,
      g_str_equal, g_free, (GDestroyNotify) rekutil_secret_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Parse parse = { .strings = strings, .names = names };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser,
      G_MARKUP_TREAT_CDATA_AS_TEXT, &parse, NULL);
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  gboolean is_xml = size > 0 &&
      g_markup_parse_context_parse (context, data, (gssize) size, NULL) &&
      g_markup_parse_context_end_parse (context, NULL);

  rekutil_secret_free (parse.text);
  return is_xml ? g_steal_pointer (&strings) : NULL;
}
