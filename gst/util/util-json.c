/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-json.h"

#include "util-secret.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A value of the table below that is not a change of depth. */
#define IS_QUOTE 2

/* Returns the index of the quote that ends the string whose first character is
 * at @start: the first that is not escaped; @size if there is none. */
static gsize
find_quote (const char *data, gsize start, gsize size)
{
  const char *end = data + start;

  while ((end = memchr (end, '"', (gsize) (data + size - end))) != NULL) {
    const char *at = end;

    while (at > data + start && at[-1] == '\\')
      at--;
    if ((end - at) % 2 == 0)
      return (gsize) (end - data);
    end++;
  }
  return size;
}

/* Returns the index after the bracket that ends the object at @start; 0 if there
 * is none. Every byte of large responses goes through this loop, so it does as
 * little as possible. */
static gsize
find_end (const char *data, gsize start, gsize size)
{
  static const gint steps[256] = { ['{'] = 1,
    ['['] = 1,
    ['}'] = -1,
    [']'] = -1,
    ['"'] = IS_QUOTE };
  gint depth = 0;

  for (gsize i = start; i < size; i++) {
    gint step = steps[(guchar) data[i]];

    if (step == 0)
      continue;
    if (step == IS_QUOTE) {
      i = find_quote (data, i + 1, size);
      continue;
    }
    depth += step;
    if (depth == 0)
      return i + 1;
    if (depth > UTIL_JSON_MAX_DEPTH)
      return 0;
  }
  return 0;
}

static gsize
skip_space (const char *data, gsize i, gsize size)
{
  while (i < size && g_ascii_isspace (data[i]))
    i++;
  return i;
}

gboolean
rekutil_json_is_complete (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  gsize start = skip_space (data, 0, size);
  gsize end;

  if (start == size || data[start] != '{')
    return FALSE;
  end = find_end (data, start, size);
  return end > 0 && data[end - 1] == '}' &&
      skip_space (data, end, size) == size;
}

static JsonParser *
parse_object (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (!rekutil_json_is_complete (body) ||
      !g_utf8_validate_len (data, size, NULL))
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
      (GDestroyNotify) rekutil_secret_free);
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING;
}

/* By path. */
struct _UtilJson {
  GHashTable *strings;
  GHashTable *numbers;
};

typedef struct {
  UtilJson *json;
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

UtilJson *
rekutil_json_parse (GBytes *body)
{
  g_autoptr (JsonParser) parser = parse_object (body);
  UtilJson *json;
  Level outermost;

  if (parser == NULL)
    return NULL;

  json = g_new (UtilJson, 1);
  json->strings = strings_new ();
  json->numbers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  outermost = (Level){ json, NULL };
  json_object_foreach_member (get_root (parser), add_member, &outermost);
  return json;
}

void
rekutil_json_free (UtilJson *json)
{
  if (json == NULL)
    return;

  g_hash_table_unref (json->strings);
  g_hash_table_unref (json->numbers);
  g_free (json);
}

const char *
rekutil_json_get_string (const UtilJson *json, const char *path)
{
  return g_hash_table_lookup (json->strings, path);
}

gboolean
rekutil_json_get_number (const UtilJson *json, const char *path, double *number)
{
  const double *value = g_hash_table_lookup (json->numbers, path);

  if (value == NULL)
    return FALSE;
  *number = *value;
  return TRUE;
}
