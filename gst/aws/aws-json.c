/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-json.h"

#include "aws-secret.h"

#include <json-glib/json-glib.h>

/* json-glib recurses: a body of brackets alone would use up the stack. What
 * services send is nested ten levels deep at most. */
#define MAX_DEPTH 64

/* Returns the bytes up to the end of the outermost object, 0 where there is
 * no such end. */
static gsize
measure_object (const char *data, gsize size)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < size; i++) {
    char c = data[i];

    if (in_string && c == '\\')
      i++;
    else if (c == '"')
      in_string = !in_string;
    else if (!in_string && (c == '{' || c == '['))
      depth++;
    else if (!in_string && (c == '}' || c == ']'))
      depth--;
    if (depth > MAX_DEPTH)
      return 0;
    if (depth == 0 && !g_ascii_isspace (c))
      return i + 1;
  }
  return 0;
}

gboolean
aws_json_is_complete (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  gsize end = measure_object (data, size);

  if (end == 0 || data[end - 1] != '}')
    return FALSE;
  while (end < size && g_ascii_isspace (data[end]))
    end++;
  return end == size;
}

static void
add_string (JsonObject *object G_GNUC_UNUSED, const char *name, JsonNode *node,
    gpointer user_data)
{
  GHashTable *strings = user_data;

  if (JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    g_hash_table_insert (strings, g_strdup (name), json_node_dup_string (node));
}

GHashTable *
aws_json_parse_strings (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) strings = NULL;
  JsonNode *root;
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (!aws_json_is_complete (body) || !g_utf8_validate_len (data, size, NULL))
    return NULL;
  if (!json_parser_load_from_data (parser, data, (gssize) size, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  strings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
      (GDestroyNotify) aws_secret_free);
  json_object_foreach_member (json_node_get_object (root), add_string, strings);
  return g_steal_pointer (&strings);
}
