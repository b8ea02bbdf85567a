/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-json.h"

#include "aws-secret.h"

#include <json-glib/json-glib.h>

/* What is read here is flat. json-glib recurses, so a body of brackets alone
 * would use up the stack. */
#define MAX_DEPTH 32

static gboolean
is_shallow (const char *data, gsize size)
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
    else if (!in_string && (c == '}' || c == ']') && depth > 0)
      depth--;
    if (depth > MAX_DEPTH)
      return FALSE;
  }
  return TRUE;
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

  if (size == 0 || size > G_MAXSSIZE || !is_shallow (data, size) ||
      !g_utf8_validate_len (data, size, NULL))
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
