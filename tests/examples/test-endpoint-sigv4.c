/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <json-glib/json-glib.h>

#include "endpoint-error.h"
#include "endpoint-sigv4.h"

/* The credentials with which botocore signed
 * tests/data/endpoint/signed-requests.json. */
#define ACCESS_KEY_ID "AKIDEXAMPLE"
#define SECRET_ACCESS_KEY "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define SIGNED_AT 1709251170

typedef struct {
  const char *name;
  EndpointKey key;
  EndpointRequest request;
} SignedRequest;

static const char *
get_string (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static void
add_header (JsonObject *object, const char *name, JsonNode *value,
    gpointer user_data)
{
  (void) object;
  soup_message_headers_append (user_data, name, json_node_get_string (value));
}

static void
load_request (JsonParser *parser, guint index, SignedRequest *signed_request)
{
  JsonArray *list = json_node_get_array (json_parser_get_root (parser));
  JsonObject *object = json_array_get_object_element (list, index);
  const char *body = get_string (object, "body");
  EndpointRequest *request = &signed_request->request;

  signed_request->name = get_string (object, "name");
  signed_request->key.access_key_id = ACCESS_KEY_ID;
  signed_request->key.secret_access_key = SECRET_ACCESS_KEY;
  signed_request->key.session_token = get_string (object, "token");
  signed_request->key.region = get_string (object, "region");
  request->method = "POST";
  request->path = get_string (object, "path");
  request->query = get_string (object, "query");
  request->body = g_bytes_new (body, strlen (body));
  request->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  json_object_foreach_member (json_object_get_object_member (object, "headers"),
      add_header, request->headers);
}

static void
clear_request (SignedRequest *signed_request)
{
  soup_message_headers_unref (signed_request->request.headers);
  g_bytes_unref (signed_request->request.body);
}

static JsonParser *
load_requests (void)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data",
      "endpoint", "signed-requests.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, file, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&parser);
}

static void
test_right (void)
{
  g_autoptr (JsonParser) parser = load_requests ();
  guint length = json_array_get_length (
      json_node_get_array (json_parser_get_root (parser)));

  g_assert_cmpuint (length, ==, 7);
  for (guint i = 0; i < length; i++) {
    SignedRequest it;
    g_autoptr (GError) error = NULL;

    load_request (parser, i, &it);
    g_test_message ("%s", it.name);
    endpoint_sigv4_verify (&it.request, &it.key, SIGNED_AT, &error);
    g_assert_no_error (error);
    clear_request (&it);
  }
}

static void
set_header (SignedRequest *it, const char *name, const char *value)
{
  soup_message_headers_replace (it->request.headers, name, value);
}

static void
replace_in_authorization (SignedRequest *it, const char *old, const char *new)
{
  g_autofree char *header = g_strdup (
      soup_message_headers_get_one (it->request.headers, "Authorization"));
  GString *text = g_string_new (header);

  g_assert_cmpuint (g_string_replace (text, old, new, 0), >, 0);
  set_header (it, "Authorization", text->str);
  g_string_free (text, TRUE);
}

static void
break_body (SignedRequest *it)
{
  g_bytes_unref (it->request.body);
  it->request.body = g_bytes_new_static ("{}", 2);
}

static void
break_method (SignedRequest *it)
{
  it->request.method = "PUT";
}

static void
break_path (SignedRequest *it)
{
  it->request.path = "/other";
}

static void
break_query (SignedRequest *it)
{
  it->request.query = "a=b";
}

static void
break_secret (SignedRequest *it)
{
  it->key.secret_access_key = "another";
}

static void
break_header (SignedRequest *it)
{
  set_header (it, "X-Amz-Target", "RekognitionService.DeleteCollection");
}

static void
break_host (SignedRequest *it)
{
  set_header (it, "Host", "example.org");
}

static void
break_unsigned (SignedRequest *it)
{
  set_header (it, "X-Amz-Extra", "not signed");
}

static void
break_order (SignedRequest *it)
{
  replace_in_authorization (it, "content-type;host", "host;content-type");
}

static void
break_signed_host (SignedRequest *it)
{
  replace_in_authorization (it, ";host;", ";");
}

static void
break_key (SignedRequest *it)
{
  it->key.access_key_id = "AKIDOTHER";
}

static void
break_token (SignedRequest *it)
{
  it->key.session_token = "a token";
}

static void
break_region (SignedRequest *it)
{
  it->key.region = "us-west-2";
}

static void
break_service (SignedRequest *it)
{
  replace_in_authorization (it, "/rekognition/", "/s3/");
}

static void
break_scope_date (SignedRequest *it)
{
  replace_in_authorization (it, "20240229", "20240301");
}

static void
break_terminator (SignedRequest *it)
{
  replace_in_authorization (it, "aws4_request", "aws5_request");
}

static void
break_algorithm (SignedRequest *it)
{
  replace_in_authorization (it, "SHA256", "SHA1");
}

static void
break_parameters (SignedRequest *it)
{
  replace_in_authorization (it, "Signature=", "Sign=");
}

static void
remove_date (SignedRequest *it)
{
  soup_message_headers_remove (it->request.headers, "X-Amz-Date");
}

static void
remove_authorization (SignedRequest *it)
{
  soup_message_headers_remove (it->request.headers, "Authorization");
}

#define NO_MATCH \
  "The request signature we calculated does not match the signature you " \
  "provided.*"

static const struct {
  const char *name;
  void (*spoil) (SignedRequest *it);
  EndpointErrorCode code;
  const char *message;
} wrong[] = {
  { "body", break_body, ENDPOINT_ERROR_INVALID_SIGNATURE, NO_MATCH },
  { "method", break_method, ENDPOINT_ERROR_INVALID_SIGNATURE, NO_MATCH },
  { "path", break_path, ENDPOINT_ERROR_INVALID_SIGNATURE, NO_MATCH },
  { "query", break_query, ENDPOINT_ERROR_INVALID_SIGNATURE, NO_MATCH },
  { "secret", break_secret, ENDPOINT_ERROR_INVALID_SIGNATURE, NO_MATCH },
  { "header", break_header, ENDPOINT_ERROR_INVALID_SIGNATURE, NO_MATCH },
  { "host", break_host, ENDPOINT_ERROR_INVALID_SIGNATURE, NO_MATCH },
  { "header not signed", break_unsigned, ENDPOINT_ERROR_INVALID_SIGNATURE,
      "'X-Amz-Extra' must be a 'SignedHeader'*" },
  { "order of headers", break_order, ENDPOINT_ERROR_INVALID_SIGNATURE,
      "'SignedHeaders' must be*" },
  { "host not signed", break_signed_host, ENDPOINT_ERROR_INVALID_SIGNATURE,
      "'Host' must be a 'SignedHeader'*" },
  { "key", break_key, ENDPOINT_ERROR_UNRECOGNIZED_CLIENT,
      "The security token*" },
  { "token", break_token, ENDPOINT_ERROR_UNRECOGNIZED_CLIENT,
      "The security token*" },
  { "region", break_region, ENDPOINT_ERROR_INVALID_SIGNATURE,
      "*scoped to a valid region*" },
  { "service", break_service, ENDPOINT_ERROR_INVALID_SIGNATURE,
      "*scoped to correct service: 'rekognition'." },
  { "date of scope", break_scope_date, ENDPOINT_ERROR_INVALID_SIGNATURE,
      "Date in Credential scope*" },
  { "terminator", break_terminator, ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
      "Credential must have*" },
  { "algorithm", break_algorithm, ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
      "Unsupported AWS 'algorithm'*" },
  { "parameters", break_parameters, ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
      "*requires 'Credential'*" },
  { "no date", remove_date, ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
      "*'X-Amz-Date'*" },
  { "no authorization", remove_authorization,
      ENDPOINT_ERROR_MISSING_AUTHENTICATION_TOKEN,
      "Missing Authentication Token" },
};

static void
test_wrong (void)
{
  g_autoptr (JsonParser) parser = load_requests ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    SignedRequest it;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", wrong[i].name);
    load_request (parser, 0, &it);
    wrong[i].spoil (&it);
    g_assert_false (
        endpoint_sigv4_verify (&it.request, &it.key, SIGNED_AT, &error));
    g_assert_error (error, ENDPOINT_ERROR, (int) wrong[i].code);
    g_assert_true (g_pattern_match_simple (wrong[i].message, error->message));
    clear_request (&it);
  }
}

static void
test_region_is_free (void)
{
  g_autoptr (JsonParser) parser = load_requests ();
  SignedRequest it;

  load_request (parser, 0, &it);
  it.key.region = NULL;
  g_assert_true (endpoint_sigv4_verify (&it.request, &it.key, SIGNED_AT, NULL));
  clear_request (&it);
}

static const struct {
  gint64 late;
  const char *message;
} clocks[] = {
  { 900, NULL },
  { -900, NULL },
  { 901,
      "Signature expired: 20240229T235930Z is now earlier than "
      "20240229T235931Z (20240301T001431Z - 15 min.)" },
  { -901,
      "Signature not yet current: 20240229T235930Z is still later than "
      "20240229T235929Z (20240229T234429Z + 15 min.)" },
};

static void
test_clock (void)
{
  g_autoptr (JsonParser) parser = load_requests ();

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++) {
    SignedRequest it;
    g_autoptr (GError) error = NULL;

    load_request (parser, 0, &it);
    endpoint_sigv4_verify (&it.request, &it.key, SIGNED_AT + clocks[i].late,
        &error);
    g_assert_cmpstr (error != NULL ? error->message : NULL, ==,
        clocks[i].message);
    clear_request (&it);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint-sigv4/right", test_right);
  g_test_add_func ("/endpoint-sigv4/wrong", test_wrong);
  g_test_add_func ("/endpoint-sigv4/region-is-free", test_region_is_free);
  g_test_add_func ("/endpoint-sigv4/clock", test_clock);
  return g_test_run ();
}
