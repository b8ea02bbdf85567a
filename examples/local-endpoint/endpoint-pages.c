/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-pages.h"

#include "endpoint-json.h"
#include "endpoint-kind.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_DEPTH 4
#define CHUNK_SIZE (64 * 1024)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* @n_values: values of the file, or elements of an array, so far. @bare: a list
 * of detections that are not in a response. */
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

/* Recursion is limited by the nesting that the parser accepts. */
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

/* @depth: the number of objects and arrays around @node. */
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
  if (*length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (*text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0) {
    *text += strlen (BYTE_ORDER_MARK);
    *length -= strlen (BYTE_ORDER_MARK);
    return skip_start (text, length);
  }
  return *length > 0;
}

/* Returns: whether the text is JSON */
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
        "It contains no response");
  if (reader->error == NULL)
    return reader->pages;
  g_ptr_array_unref (reader->pages);
  g_propagate_error (error, reader->error);
  return NULL;
}

/* A gzip file consists of one or more members. */
static gboolean
decompress_member (GConverter *gzip, const char **position, const char *end,
    GByteArray *text, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  GConverterResult result = G_CONVERTER_CONVERTED;

  g_converter_reset (gzip);
  while (result != G_CONVERTER_FINISHED) {
    gsize n_read = 0;
    gsize n_written = 0;

    result =
        g_converter_convert (gzip, *position, (gsize) (end - *position), chunk,
            CHUNK_SIZE, G_CONVERTER_INPUT_AT_END, &n_read, &n_written, error);
    if (result == G_CONVERTER_ERROR) {
      g_prefix_error_literal (error, "It is invalid gzip: ");
      return FALSE;
    }
    *position += n_read;
    g_byte_array_append (text, (const guint8 *) chunk, (guint) n_written);
  }
  return TRUE;
}

static GBytes *
decompress (const char *data, gsize length, GError **error)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GByteArray) text = g_byte_array_new ();
  const char *end = data + length;

  while (data < end) {
    if (!decompress_member (gzip, &data, end, text, error))
      return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&text));
}

static const char *
get_charset (const char *data, gsize length)
{
  if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    return "UTF-16LE";
  if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    return "UTF-16BE";
  if (length >= 2 && data[0] != '\0' && data[1] == '\0')
    return "UTF-16LE";
  if (length >= 2 && data[0] == '\0' && data[1] != '\0')
    return "UTF-16BE";
  return NULL;
}

/* Returns: (transfer full) (nullable): UTF-8 if @data is gzip or UTF-16, else
 * @data unchanged */
static GBytes *
decode (const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *charset;
  char *text;
  gsize size;

  if (length >= 2 && memcmp (data, "\x1f\x8b", 2) == 0)
    bytes = decompress (data, length, error);
  else
    bytes = g_bytes_new (data, length);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  charset = get_charset (data, length);
  if (charset == NULL)
    return g_steal_pointer (&bytes);
  text =
      g_convert (data, (gssize) length, "UTF-8", charset, NULL, &size, error);
  if (text == NULL)
    g_prefix_error_literal (error, "It is invalid UTF-16: ");
  return text != NULL ? g_bytes_new_take (text, size) : NULL;
}

GPtrArray *
endpoint_pages_read (const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) text = decode (data, length, error);
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
