/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The NextToken that is found in the bytes of a page, compared with json-glib:
 * for valid JSON both must find the same one. */

#include "fuzz.h"

#include "page/rek-json-check.h"
#include "page/rek-next-token.h"

#include <json-glib/json-glib.h>

static const char *const names[] = { "NextToken", "JobId" };

static void
assert_member (JsonObject *object, GBytes *body, const char *name)
{
  g_autofree char *found = rek_token_scan_member (body, name);
  g_autofree char *camel = g_strdup (name);
  JsonNode *node =
      object != NULL ? json_object_get_member (object, name) : NULL;
  const char *wanted = NULL;

  *camel = g_ascii_tolower (*camel);
  if (node == NULL && object != NULL)
    node = json_object_get_member (object, camel);
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING &&
      *json_node_get_string (node) != '\0')
    wanted = json_node_get_string (node);
  g_assert_cmpstr (found, ==, wanted);
}

/* A parser must be able to read what the check accepts. */
static void
assert_agreement (GBytes *body, const char *text, gsize size)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *ended = g_strndup (text, size);
  g_autoptr (GError) error = NULL;
  JsonNode *root;
  JsonObject *object;

  json_parser_load_from_data (parser, ended, (gssize) size, &error);
  g_assert_no_error (error);
  root = json_parser_get_root (parser);
  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_member (object, body, names[i]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  g_autoptr (GBytes) body = fuzz_input_take_rest (&input);
  g_autofree char *token = rek_token_scan (body);
  const char *text = g_bytes_get_data (body, NULL);
  gsize n_skipped = rek_json_skip_bom (text, size);

  if (token != NULL)
    g_assert_true (*token != '\0' && g_utf8_validate (token, -1, NULL));
  if (size > n_skipped &&
      rek_json_check (text + n_skipped, size - n_skipped, NULL))
    assert_agreement (body, text + n_skipped, size - n_skipped);
  return 0;
}
