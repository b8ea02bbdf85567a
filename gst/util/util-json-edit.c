/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-json-edit.h"

#include "util-json.h"
#include "util-secret.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonNode *
parse (GBytes *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  gsize size;
  const char *data = g_bytes_get_data (text, &size);

  if (!rekutil_json_is_complete (text) ||
      !json_parser_load_from_data (parser, data, (gssize) size, NULL))
    return NULL;
  root = json_parser_steal_root (parser);
  return root;
}

static JsonNode *
create_object (void)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, NULL);
  json_node_take_object (node, json_object_new ());
  return node;
}

/* Returns the member @name of @object; replaces it if it is not an object. */
static JsonObject *
enter (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_object_member (object, name, json_object_new ());
  return json_object_get_object_member (object, name);
}

static void
set_member (JsonObject *object, const UtilJsonMember *member)
{
  g_auto (GStrv) names = g_strsplit (member->path, ".", -1);
  guint last = g_strv_length (names) - 1;

  for (guint i = 0; i < last; i++)
    object = enter (object, names[i]);
  json_object_set_string_member (object, names[last], member->value);
}

GBytes *
rekutil_json_edit (GBytes *object, const UtilJsonMember *members,
    guint n_members)
{
  g_autoptr (JsonNode) root =
      object != NULL ? parse (object) : create_object ();
  g_autoptr (UtilSecret) text = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  for (guint i = 0; i < n_members; i++) {
    if (members[i].value != NULL)
      set_member (json_node_get_object (root), &members[i]);
  }
  text = json_to_string (root, FALSE);
  return rekutil_secret_bytes_new (text, strlen (text));
}
