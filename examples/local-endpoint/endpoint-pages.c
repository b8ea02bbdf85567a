/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-pages.h"

#include "endpoint-decode.h"
#include "endpoint-json.h"
#include "endpoint-kind.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_DEPTH 4
#define MARK "\xef\xbb\xbf"

/* @n_values: values of the file, or elements of an array, so far. @bare: the
 * detections of a list that is in no response. */
typedef struct {
  GPtrArray *pages;
  JsonArray *bare;
  guint n_values;
  GError *error;
} Reader;

static void
reader_fail (Reader *reader, const char *problem)
{
  g_set_error (&reader->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
      "Response %u: %s", reader->n_values, problem);
}

static JsonNode *to_pascal_case (JsonNode *node);

static JsonObject *
object_to_pascal_case (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *item = names; item != NULL; item = item->next) {
    g_autofree char *name = g_strdup (item->data);

    *name = g_ascii_toupper (*name);
    if (g_str_equal (name, item->data) ||
        !json_object_has_member (object, name))
      json_object_set_member (copy, name,
          to_pascal_case (json_object_get_member (object, item->data)));
  }
  return copy;
}

/* As deep as the parser lets JSON be. */
static JsonNode *
to_pascal_case (JsonNode *node)
{
  JsonArray *array;
  JsonArray *copy;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonNode *result = json_node_new (JSON_NODE_OBJECT);

    json_node_take_object (result,
        object_to_pascal_case (json_node_get_object (node)));
    return result;
  }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_copy (node);
  array = json_node_get_array (node);
  copy = json_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy,
        to_pascal_case (json_array_get_element (array, i)));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, copy);
  return node;
}

/* @depth: how many objects and arrays are around @node. */
static void
find_pages (Reader *reader, JsonNode *node, guint depth)
{
  guint n_before = reader->pages->len;
  JsonObject *object;
  g_autoptr (GList) values = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    values = json_array_get_elements (json_node_get_array (node));
    for (GList *item = values; depth < MAX_DEPTH && item; item = item->next)
      find_pages (reader, item->data, depth + 1);
    return;
  }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  object = json_node_get_object (node);
  if (endpoint_json_get_member (object, "Celebrities") == NULL) {
    values = json_object_get_values (object);
    for (GList *item = values;
         depth < MAX_DEPTH && item && reader->pages->len == n_before;
         item = item->next)
      find_pages (reader, item->data, depth + 1);
    if (reader->pages->len > n_before ||
        endpoint_json_get_member (object, "JobStatus") == NULL)
      return;
  }
  g_ptr_array_add (reader->pages, object_to_pascal_case (object));
}

static void
end_bare_list (Reader *reader)
{
  JsonObject *page;

  if (reader->bare == NULL)
    return;
  page = json_object_new ();
  json_object_set_array_member (page, "Celebrities",
      g_steal_pointer (&reader->bare));
  g_ptr_array_add (reader->pages, page);
}

static void
read_value (Reader *reader, JsonNode *node)
{
  guint n_before;
  JsonObject *object = NULL;

  reader->n_values++;
  if (node == NULL ||
      (!JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node))) {
    reader_fail (reader, "not a JSON object");
    return;
  }
  if (JSON_NODE_HOLDS_OBJECT (node))
    object = json_node_get_object (node);
  if (object != NULL &&
      endpoint_json_get_member (object, "Celebrity") != NULL &&
      endpoint_json_get_member (object, "Celebrities") == NULL) {
    if (reader->bare == NULL)
      reader->bare = json_array_new ();
    json_array_add_element (reader->bare, to_pascal_case (node));
    return;
  }
  end_bare_list (reader);
  n_before = reader->pages->len;
  find_pages (reader, node, 0);
  if (reader->pages->len == n_before)
    reader_fail (reader,
        object != NULL ? endpoint_kind_of_object (object)
                       : "an array without responses");
}

static gboolean
skip_start (const char **text, gsize *length)
{
  while (*length > 0 && g_ascii_isspace (**text)) {
    ++*text;
    --*length;
  }
  if (*length >= strlen (MARK) && memcmp (*text, MARK, strlen (MARK)) == 0) {
    *text += strlen (MARK);
    *length -= strlen (MARK);
    return skip_start (text, length);
  }
  return *length > 0;
}

/* Returns whether the text is JSON. */
static gboolean
parse_text (Reader *reader, JsonParser *parser, const char *text, gsize length)
{
  const char *kind = endpoint_kind_of_start (text, length);

  if (kind == NULL &&
      json_parser_load_from_data (parser, text, (gssize) length,
          &reader->error))
    return TRUE;
  if (kind == NULL)
    kind = endpoint_kind_of_text (text, length);
  reader->n_values++;
  if (kind == NULL) {
    g_prefix_error (&reader->error,
        "Response %u: not JSON: ", reader->n_values);
    return FALSE;
  }
  g_clear_error (&reader->error);
  reader_fail (reader, kind);
  return FALSE;
}

static void
read_text (const char *text, gsize length, gpointer user_data)
{
  Reader *reader = user_data;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonArray *array;

  if (reader->error != NULL || !skip_start (&text, &length) ||
      !parse_text (reader, parser, text, length))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root)) {
    read_value (reader, root);
    return;
  }
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array) && reader->error == NULL;
       i++)
    read_value (reader, json_array_get_element (array, i));
}

static GPtrArray *
finish (Reader *reader, GError **error)
{
  end_bare_list (reader);
  if (reader->error == NULL && reader->pages->len == 0)
    g_set_error_literal (&reader->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
        "There is no response in it");
  if (reader->error == NULL)
    return reader->pages;
  g_ptr_array_unref (reader->pages);
  g_propagate_error (error, reader->error);
  return NULL;
}

GPtrArray *
endpoint_pages_read (const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) text = endpoint_decode (data, length, error);
  Reader reader = { NULL, NULL, 0, NULL };
  gsize size;

  if (text == NULL)
    return NULL;
  reader.pages =
      g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  data = g_bytes_get_data (text, &size);
  endpoint_json_split (data, size, read_text, &reader);
  return finish (&reader, error);
}
