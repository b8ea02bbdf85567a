/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-service-error.h"

#include "client/aws-error.h"
#include "util-json.h"
#include "util-xml.h"

#include <string.h>

#define MAX_BODY (64 * 1024)
#define MAX_NAME 128
#define MAX_TEXT 500

typedef struct {
  const char *type;
  const char *text;
} TypeText;

/* The service's text for these may repeat the canonical request, which contains
 * the session token, or the Authorization header. */
static const TypeText signature_texts[] = {
  { "IncompleteSignature", "The request's signature is not complete" },
  { "IncompleteSignatureException", "The request's signature is not complete" },
  { "InvalidSignatureException",
      "The request's signature is refused: is the secret access key right, and "
      "the computer's clock?" },
  { "SignatureDoesNotMatch",
      "The request's signature is refused: is the secret access key right, and "
      "the computer's clock?" },
};

static const char *const secret_headers[] = { "Authorization",
  "X-Amz-Security-Token", "x-amz-sso_bearer_token",
  "x-aws-ec2-metadata-token" };

static const char *const secret_marks[] = { "aws4-hmac-sha256",
  "x-amz-security-token", "signature=" };

/* Members of a body that may contain the error's type and text. */
static const char *const type_names[] = { "__type", "code", "Error.Code",
  "ErrorResponse.Error.Code", "error" };
static const char *const text_names[] = { "message", "Message", "Error.Message",
  "ErrorResponse.Error.Message", "error_description" };

/* At most one of them is not NULL. */
typedef struct {
  UtilJson *json;
  GHashTable *xml;
} Body;

static gboolean
is_free_of_secrets (const char *text, const AwsRequest *request)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (secret_marks); i++) {
    if (strstr (lower, secret_marks[i]) != NULL)
      return FALSE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (secret_headers); i++) {
    const char *value = rekaws_request_get_header (request, secret_headers[i]);

    if (value != NULL && *value != '\0' && strstr (text, value) != NULL)
      return FALSE;
  }
  return TRUE;
}

/* Returns: (nullable): an error type or request id; NULL if @name does not look
 * like one */
static char *
sanitize_name (const char *name, const AwsRequest *request)
{
  gsize length;

  if (name == NULL)
    return NULL;

  length = strlen (name);
  if (length == 0 || length > MAX_NAME ||
      strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_./+=") !=
          length ||
      !is_free_of_secrets (name, request))
    return NULL;
  return g_strdup (name);
}

static char *
sanitize_text (const char *text, const AwsRequest *request)
{
  g_autofree char *valid = NULL;
  g_autofree char *start = NULL;
  g_autoptr (GString) result = NULL;

  if (text == NULL || !is_free_of_secrets (text, request))
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  start =
      g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_TEXT));
  result = g_string_new (NULL);
  for (const char *p = start; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (result, g_unichar_iscntrl (c) ? ' ' : c);
  }
  g_strstrip (result->str);
  /* Our message continues after it. */
  if (g_str_has_suffix (result->str, "."))
    result->str[strlen (result->str) - 1] = '\0';
  if (*result->str == '\0')
    return NULL;
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* "com.amazon.service#SlowDown:http://…" is SlowDown. */
static char *
parse_type (const char *value, const AwsRequest *request)
{
  g_autofree char *type = NULL;
  const char *hash;

  if (value == NULL)
    return NULL;

  type = g_strndup (value, strcspn (value, ":"));
  hash = strrchr (type, '#');
  if (hash != NULL)
    memmove (type, hash + 1, strlen (hash + 1) + 1);
  return sanitize_name (g_strstrip (type), request);
}

static const char *
get_member (const Body *body, const char *name)
{
  if (body->json != NULL)
    return rekutil_json_get_string (body->json, name);
  return body->xml != NULL ? g_hash_table_lookup (body->xml, name) : NULL;
}

static void
body_parse (Body *body, const AwsResponse *response)
{
  if (g_bytes_get_size (response->body) > MAX_BODY)
    return;
  body->json = rekutil_json_parse (response->body);
  if (body->json == NULL)
    body->xml = rekutil_xml_parse_strings (response->body);
}

static void
body_clear (Body *body)
{
  rekutil_json_free (body->json);
  g_clear_pointer (&body->xml, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Body, body_clear)

static char *
find_type (const AwsResponse *response, const Body *body,
    const AwsRequest *request)
{
  char *type = parse_type (
      rekaws_response_get_header (response, "x-amzn-ErrorType"), request);

  for (guint i = 0; i < G_N_ELEMENTS (type_names) && type == NULL; i++) {
    type = parse_type (get_member (body, type_names[i]), request);
  }
  return type;
}

static char *
find_text (const char *type, const Body *body, const AwsRequest *request)
{
  const char *text = NULL;

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (signature_texts); i++) {
    if (g_str_equal (type, signature_texts[i].type))
      return g_strdup (signature_texts[i].text);
  }
  for (guint i = 0; i < G_N_ELEMENTS (text_names) && text == NULL; i++)
    text = get_member (body, text_names[i]);
  return sanitize_text (text, request);
}

char *
rekaws_answer_dup_request_id (const AwsResponse *response,
    const AwsRequest *request)
{
  const char *id = rekaws_response_get_header (response, "x-amzn-RequestId");

  if (id == NULL)
    id = rekaws_response_get_header (response, "x-amz-request-id");
  return sanitize_name (id, request);
}

static char *
build_message (guint status, const char *type, const char *text)
{
  if (type != NULL && text != NULL)
    return g_strdup_printf ("%s: %s (HTTP status %u)", type, text, status);
  if (type != NULL || text != NULL)
    return g_strdup_printf ("%s (HTTP status %u)", type != NULL ? type : text,
        status);
  if (status >= 300 && status < 400)
    return g_strdup_printf ("HTTP status %u: redirects are not followed",
        status);
  return g_strdup_printf ("HTTP status %u, with no reason given", status);
}

GError *
rekaws_answer_to_error (const AwsResponse *response, const AwsRequest *request)
{
  g_auto (Body) body = { NULL, NULL };
  g_autofree char *type = NULL;
  g_autofree char *text = NULL;
  g_autofree char *request_id =
      rekaws_answer_dup_request_id (response, request);
  g_autofree char *message = NULL;
  GError *error;

  body_parse (&body, response);
  type = find_type (response, &body, request);
  text = find_text (type, &body, request);
  message = build_message (response->status, type, text);
  error = g_error_new_literal (AWS_ERROR, AWS_ERROR_SERVICE, message);
  rekaws_error_set_answer (error, response->status, type, request_id);
  return error;
}
