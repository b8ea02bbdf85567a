/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "signing/aws-sigv4.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define VECTORS_VARIABLE "REKOGNITION_VECTORS"

/* The results that a case expects; NULL: none is given for that stage. */
typedef struct {
  const char *canonical_request;
  const char *string_to_sign;
  const char *signature;
  const char *authorization;
} Expected;

static JsonObject *
get_root (JsonParser *parser, const char *path)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static const char *
get_string (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static gint64
parse_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

/* Checks the stages one by one, then signs a copy in one call. */
static AwsRequest *
check_stages (const AwsRequest *request, const AwsCredentials *credentials,
    const AwsSigv4Scope *scope, const Expected *expected)
{
  g_autoptr (AwsRequest) prepared = rekaws_request_copy (request);
  g_autoptr (AwsRequest) signed_request = rekaws_request_copy (request);
  g_autofree char *canonical_request = NULL;
  g_autofree char *string_to_sign = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *authorization = NULL;

  rekaws_sigv4_prepare (prepared, credentials, scope);
  canonical_request = rekaws_sigv4_canonical_request (prepared);
  g_assert_cmpstr (canonical_request, ==, expected->canonical_request);
  string_to_sign = rekaws_sigv4_string_to_sign (canonical_request, scope);
  g_assert_cmpstr (string_to_sign, ==, expected->string_to_sign);
  signature = rekaws_sigv4_signature (string_to_sign, credentials, scope);
  g_assert_cmpstr (signature, ==, expected->signature);
  authorization =
      rekaws_sigv4_authorization (prepared, signature, credentials, scope);
  if (expected->authorization != NULL)
    g_assert_cmpstr (authorization, ==, expected->authorization);

  rekaws_sigv4_sign (signed_request, credentials, scope);
  g_assert_cmpstr (rekaws_request_get_header (signed_request, "Authorization"),
      ==, authorization);
  return g_steal_pointer (&signed_request);
}

/* The cases of tests/data. */

static AwsRequest *
build_own_request (JsonObject *test_case)
{
  const char *body = get_string (test_case, "body");
  JsonArray *headers = json_object_get_array_member (test_case, "headers");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  AwsRequest *request;

  if (body != NULL)
    bytes = g_bytes_new (body, strlen (body));
  request = rekaws_request_new (get_string (test_case, "method"),
      get_string (test_case, "uri"), bytes, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < json_array_get_length (headers); i++) {
    JsonArray *header = json_array_get_array_element (headers, i);

    rekaws_request_add_header (request,
        json_array_get_string_element (header, 0),
        json_array_get_string_element (header, 1));
  }
  return request;
}

static void
check_own_case (JsonObject *test_case)
{
  g_autoptr (AwsRequest) request = build_own_request (test_case);
  g_autoptr (AwsRequest) signed_request = NULL;
  g_autoptr (AwsCredentials) credentials = rekaws_credentials_new (
      get_string (test_case, "access_key_id"), get_string (test_case, "secret"),
      get_string (test_case, "token"), AWS_CREDENTIALS_NEVER, "test");
  AwsSigv4Scope scope = {
    .region = get_string (test_case, "region"),
    .service = get_string (test_case, "service"),
    .time_us = parse_time (get_string (test_case, "time")),
  };
  Expected expected = {
    .canonical_request = get_string (test_case, "canonical_request"),
    .string_to_sign = get_string (test_case, "string_to_sign"),
    .signature = get_string (test_case, "signature"),
    .authorization = get_string (test_case, "authorization"),
  };

  signed_request = check_stages (request, credentials, &scope, &expected);
  g_assert_cmpstr (
      rekaws_request_get_header (signed_request, "X-Amz-Security-Token"), ==,
      get_string (test_case, "token"));
}

static void
test_own_cases (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "sigv4-cases.json", NULL);
  JsonArray *cases =
      json_object_get_array_member (get_root (parser, path), "cases");

  g_assert_cmpuint (json_array_get_length (cases), >, 0);
  for (guint i = 0; i < json_array_get_length (cases); i++) {
    JsonObject *test_case = json_array_get_object_element (cases, i);

    g_test_message ("%s", get_string (test_case, "name"));
    check_own_case (test_case);
  }
}

/* The cases of the folder that REKOGNITION_VECTORS names. */

static char *
read_stage (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
add_header_line (AwsRequest *request, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ":", 2);

  if (parts[0] == NULL || parts[1] == NULL)
    return;
  if (g_ascii_strcasecmp (parts[0], "Host") != 0) {
    rekaws_request_add_header (request, parts[0], parts[1]);
    return;
  }
  g_free (request->authority);
  request->authority = g_strdup (parts[1]);
}

/* A line that starts with white space continues the one before. */
static void
add_header_lines (AwsRequest *request, char **lines)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *next = lines[i + 1];

    g_string_append (line, lines[i]);
    if (next != NULL && g_ascii_isspace (*next)) {
      g_string_append_c (line, '\n');
      continue;
    }
    add_header_line (request, line->str);
    g_string_truncate (line, 0);
  }
}

static AwsRequest *
parse_request (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n\n", 2);
  g_auto (GStrv) lines = g_strsplit (parts[0], "\n", -1);
  g_autoptr (GBytes) body = NULL;
  AwsRequest *request;
  char *path, *query, *version;

  path = strchr (lines[0], ' ');
  g_assert_nonnull (path);
  *path++ = '\0';
  version = strrchr (path, ' ');
  g_assert_nonnull (version);
  *version = '\0';
  query = strchr (path, '?');
  if (query != NULL)
    *query++ = '\0';
  if (parts[1] != NULL && *parts[1] != '\0')
    body = g_bytes_new (parts[1], strlen (parts[1]));

  request = rekaws_request_new_raw (lines[0], "https", "", path, query, body);
  add_header_lines (request, lines + 1);
  return request;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The order of headers does not matter. */
static char *
describe_request (const AwsRequest *request)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *uri = rekaws_request_dup_uri (request);

  for (guint i = 0; i < request->headers->len; i++) {
    const AwsHeader *header = g_ptr_array_index (request->headers, i);
    g_autofree char *name = g_ascii_strdown (header->name, -1);

    g_ptr_array_add (lines, g_strdup_printf ("%s:%s", name, header->value));
  }
  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_insert (lines, 0, g_strdup (uri));
  g_ptr_array_insert (lines, 0, g_strdup (request->method));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
check_signed_request (const char *folder, const AwsRequest *request)
{
  g_autofree char *text = read_stage (folder, "header-signed-request.txt");
  g_autoptr (AwsRequest) expected = parse_request (text);
  g_autofree char *expected_text = describe_request (expected);
  g_autofree char *request_text = describe_request (request);

  g_assert_cmpstr (request_text, ==, expected_text);
  g_assert_cmpint (expected->body == NULL, ==, request->body == NULL);
  if (expected->body != NULL)
    g_assert_true (g_bytes_equal (expected->body, request->body));
}

/* For services that want the body's hash among the headers. */
static void
add_body_hash (AwsRequest *request)
{
  g_autoptr (GBytes) body = request->body != NULL ? g_bytes_ref (request->body)
                                                  : g_bytes_new (NULL, 0);
  g_autofree char *hash =
      g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);

  rekaws_request_add_header (request, "X-Amz-Content-SHA256", hash);
}

/* Signatures of unnormalized paths are for S3 alone. */
static gboolean
is_for_s3 (const char *folder)
{
  return g_str_has_suffix (folder, "-unnormalized");
}

static void
check_vector (const char *folder)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *context_path =
      g_build_filename (folder, "context.json", NULL);
  g_autofree char *text = read_stage (folder, "request.txt");
  g_autofree char *canonical =
      read_stage (folder, "header-canonical-request.txt");
  g_autofree char *string_to_sign =
      read_stage (folder, "header-string-to-sign.txt");
  g_autofree char *signature = read_stage (folder, "header-signature.txt");
  JsonObject *context = get_root (parser, context_path);
  JsonObject *keys = json_object_get_object_member (context, "credentials");
  g_autoptr (AwsRequest) request = parse_request (text);
  g_autoptr (AwsRequest) signed_request = NULL;
  const char *token = get_string (keys, "token");
  gboolean is_token_unsigned = json_object_get_boolean_member_with_default (
      context, "omit_session_token", FALSE);
  g_autoptr (AwsCredentials) credentials =
      rekaws_credentials_new (get_string (keys, "access_key_id"),
          get_string (keys, "secret_access_key"),
          is_token_unsigned ? NULL : token, AWS_CREDENTIALS_NEVER, "test");
  AwsSigv4Scope scope = {
    .region = get_string (context, "region"),
    .service = get_string (context, "service"),
    .time_us = parse_time (get_string (context, "timestamp")),
  };
  Expected expected = { canonical, string_to_sign, signature, NULL };

  g_assert_true (json_object_get_boolean_member (context, "normalize"));
  if (json_object_get_boolean_member (context, "sign_body"))
    add_body_hash (request);
  signed_request = check_stages (request, credentials, &scope, &expected);
  if (is_token_unsigned)
    rekaws_request_add_header (signed_request, "X-Amz-Security-Token", token);
  check_signed_request (folder, signed_request);
}

static void
test_vectors (void)
{
  const char *vectors = g_getenv (VECTORS_VARIABLE);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint count = 0;

  if (vectors == NULL) {
    g_test_skip (VECTORS_VARIABLE
        " does not name the folder of test vectors: "
        "the signatures of the AWS test suite are not checked");
    return;
  }

  folder = g_build_filename (vectors, "sigv4", NULL);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_test_message ("%s", name);
    if (is_for_s3 (name))
      continue;
    check_vector (path);
    count++;
  }
  g_assert_cmpuint (count, ==, 31);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-sigv4/own-cases", test_own_cases);
  g_test_add_func ("/aws-sigv4/vectors", test_vectors);
  return g_test_run ();
}
