/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-json.h"

void
endpoint_json_append_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++) {
    guchar byte = (guchar) *text;

    if (byte == '"' || byte == '\\')
      g_string_append_c (json, '\\');
    if (byte < 0x20)
      g_string_append_printf (json, "\\u%04x", (guint) byte);
    else
      g_string_append_c (json, *text);
  }
  g_string_append_c (json, '"');
}

const char *
endpoint_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
      ? json_node_get_string (node)
      : NULL;
}

JsonNode *
endpoint_json_get_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *camel = g_strdup (name);

  *camel = g_ascii_tolower (*camel);
  return node != NULL ? node : json_object_get_member (object, camel);
}

typedef struct {
  guint depth;
  gboolean in_string;
  gboolean escaped;
} ScanState;

/* Returns TRUE if the byte closes the outermost object or array. */
static gboolean
scan_byte (ScanState *state, char byte)
{
  if (state->escaped) {
    state->escaped = FALSE;
    return FALSE;
  }
  if (state->in_string) {
    state->escaped = byte == '\\';
    state->in_string = byte != '"';
    return FALSE;
  }
  state->in_string = byte == '"';
  if (byte == '{' || byte == '[')
    state->depth++;
  if ((byte != '}' && byte != ']') || state->depth == 0)
    return FALSE;
  return --state->depth == 0;
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  }
  return TRUE;
}

void
endpoint_json_split (const char *text, gsize length,
    void (
        *callback) (const char *value, gsize value_length, gpointer user_data),
    gpointer user_data)
{
  ScanState state = { 0 };
  gsize start = 0;

  for (gsize i = 0; i < length; i++) {
    if (scan_byte (&state, text[i])) {
      callback (text + start, i + 1 - start, user_data);
      start = i + 1;
    }
  }
  if (!is_blank (text + start, length - start))
    callback (text + start, length - start, user_data);
}
