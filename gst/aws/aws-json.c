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

static JsonParser *
parse_object (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
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
  return g_steal_pointer (&parser);
}

static JsonObject *
get_root (JsonParser *parser)
{
  return json_node_get_object (json_parser_get_root (parser));
}

static GHashTable *
strings_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
      (GDestroyNotify) aws_secret_free);
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING;
}

/* By path. */
struct _AwsJson {
  GHashTable *strings;
  GHashTable *numbers;
};

typedef struct {
  AwsJson *json;
  const char *path;
} Level;

static void
add_member (JsonObject *object G_GNUC_UNUSED, const char *name, JsonNode *node,
    gpointer user_data)
{
  const Level *level = user_data;
  g_autofree char *path = level->path != NULL
      ? g_strconcat (level->path, ".", name, NULL)
      : g_strdup (name);

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    Level inner = { level->json, path };

    json_object_foreach_member (json_node_get_object (node), add_member,
        &inner);
    return;
  }
  if (!JSON_NODE_HOLDS_VALUE (node))
    return;
  if (is_string (node)) {
    g_hash_table_insert (level->json->strings, g_steal_pointer (&path),
        json_node_dup_string (node));
  } else if (json_node_get_value_type (node) != G_TYPE_BOOLEAN) {
    double number = json_node_get_double (node);

    g_hash_table_insert (level->json->numbers, g_steal_pointer (&path),
        g_memdup2 (&number, sizeof number));
  }
}

AwsJson *
aws_json_parse (GBytes *body)
{
  g_autoptr (JsonParser) parser = parse_object (body);
  AwsJson *json;
  Level outermost;

  if (parser == NULL)
    return NULL;

  json = g_new (AwsJson, 1);
  json->strings = strings_new ();
  json->numbers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  outermost = (Level){ json, NULL };
  json_object_foreach_member (get_root (parser), add_member, &outermost);
  return json;
}

void
aws_json_free (AwsJson *json)
{
  if (json == NULL)
    return;

  g_hash_table_unref (json->strings);
  g_hash_table_unref (json->numbers);
  g_free (json);
}

const char *
aws_json_get_string (const AwsJson *json, const char *path)
{
  return g_hash_table_lookup (json->strings, path);
}

gboolean
aws_json_get_number (const AwsJson *json, const char *path, double *number)
{
  const double *value = g_hash_table_lookup (json->numbers, path);

  if (value == NULL)
    return FALSE;
  *number = *value;
  return TRUE;
}
