/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-sigv4.h"

#include <string.h>

#include "endpoint-error.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define SERVICE "rekognition"
#define MAX_SKEW_SECONDS (15 * 60)
#define DIGEST_LENGTH 32

enum {
  SCOPE_KEY,
  SCOPE_DATE,
  SCOPE_REGION,
  SCOPE_SERVICE,
  SCOPE_TERMINATOR,
  SCOPE_N_PARTS
};

typedef struct {
  char **scope;
  char **signed_headers;
  char *signed_headers_text;
  char *signature;
} Authorization;

static void
authorization_free (Authorization *self)
{
  g_strfreev (self->scope);
  g_strfreev (self->signed_headers);
  g_free (self->signed_headers_text);
  g_free (self->signature);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Authorization, authorization_free)

static gboolean
fail (GError **error, EndpointErrorCode code, const char *message)
{
  g_set_error_literal (error, ENDPOINT_ERROR, code, message);
  return FALSE;
}

static char *
find_parameter (char **parameters, const char *name)
{
  g_autofree char *prefix = g_strconcat (name, "=", NULL);

  for (; *parameters != NULL; parameters++) {
    const char *parameter = g_strstrip (*parameters);

    if (g_str_has_prefix (parameter, prefix))
      return g_strdup (parameter + strlen (prefix));
  }
  return NULL;
}

static Authorization *
authorization_parse (const char *header, GError **error)
{
  g_autoptr (Authorization) self = g_new0 (Authorization, 1);
  g_auto (GStrv) parameters = NULL;
  g_autofree char *credential = NULL;

  if (!g_str_has_prefix (header, ALGORITHM " ")) {
    fail (error, ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
        "Unsupported AWS 'algorithm' in the Authorization header.");
    return NULL;
  }
  parameters = g_strsplit (header + strlen (ALGORITHM " "), ",", -1);
  credential = find_parameter (parameters, "Credential");
  self->signed_headers_text = find_parameter (parameters, "SignedHeaders");
  self->signature = find_parameter (parameters, "Signature");
  if (credential == NULL || self->signed_headers_text == NULL ||
      self->signature == NULL) {
    fail (error, ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
        "Authorization header requires 'Credential', 'SignedHeaders' and "
        "'Signature' parameters.");
    return NULL;
  }
  self->scope = g_strsplit (credential, "/", -1);
  self->signed_headers = g_strsplit (self->signed_headers_text, ";", -1);
  if (g_strv_length (self->scope) != SCOPE_N_PARTS ||
      !g_str_equal (self->scope[SCOPE_TERMINATOR], "aws4_request")) {
    fail (error, ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
        "Credential must have exactly 5 slash-delimited elements, "
        "KEY/DATE/REGION/SERVICE/aws4_request.");
    return NULL;
  }
  return g_steal_pointer (&self);
}

static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (time, "%Y%m%dT%H%M%SZ");
}

static gboolean
parse_time (const char *text, gint64 *seconds)
{
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL || strlen (text) != strlen ("YYYYMMDDTHHMMSSZ") ||
      text[8] != 'T' || text[15] != 'Z')
    return FALSE;
  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (time);
  return TRUE;
}

static gboolean
check_time (const char *date, gint64 now, GError **error)
{
  gboolean is_late;
  gint64 signed_at;
  gint64 limit;
  g_autofree char *now_text = format_time (now);
  g_autofree char *limit_text = NULL;

  if (!parse_time (date, &signed_at))
    return fail (error, ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
        "Authorization header requires existence of an 'X-Amz-Date' header "
        "of the form YYYYMMDDTHHMMSSZ.");
  if (ABS (now - signed_at) <= MAX_SKEW_SECONDS)
    return TRUE;
  is_late = signed_at < now;
  limit = is_late ? now - MAX_SKEW_SECONDS : now + MAX_SKEW_SECONDS;
  limit_text = format_time (limit);
  g_set_error (error, ENDPOINT_ERROR, ENDPOINT_ERROR_INVALID_SIGNATURE,
      "Signature %s: %s is %s than %s (%s %c %d min.)",
      is_late ? "expired" : "not yet current", date,
      is_late ? "now earlier" : "still later", limit_text, now_text,
      is_late ? '-' : '+', MAX_SKEW_SECONDS / 60);
  return FALSE;
}

static gboolean
check_scope (const Authorization *authorization, const char *date,
    const EndpointKey *key, GError **error)
{
  char **scope = authorization->scope;

  if (!g_str_equal (scope[SCOPE_SERVICE], SERVICE))
    return fail (error, ENDPOINT_ERROR_INVALID_SIGNATURE,
        "Credential should be scoped to correct service: '" SERVICE "'.");
  if (*scope[SCOPE_REGION] == '\0' ||
      (key->region != NULL && !g_str_equal (scope[SCOPE_REGION], key->region)))
    return fail (error, ENDPOINT_ERROR_INVALID_SIGNATURE,
        "Credential should be scoped to a valid region.");
  if (strlen (scope[SCOPE_DATE]) != 8 ||
      strncmp (scope[SCOPE_DATE], date, 8) != 0)
    return fail (error, ENDPOINT_ERROR_INVALID_SIGNATURE,
        "Date in Credential scope does not match YYYYMMDD from the "
        "'X-Amz-Date' header.");
  return TRUE;
}

static gboolean
must_be_signed (const char *lower_name)
{
  return g_str_equal (lower_name, "host") ||
      g_str_has_prefix (lower_name, "x-amz-");
}

/* All headers that the service acts upon must be signed. */
static gboolean
check_signed_headers (const Authorization *authorization,
    SoupMessageHeaders *headers, GError **error)
{
  const char *const *list = (const char *const *) authorization->signed_headers;
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  for (guint i = 1; list[i] != NULL; i++) {
    if (strcmp (list[i - 1], list[i]) >= 0)
      return fail (error, ENDPOINT_ERROR_INVALID_SIGNATURE,
          "'SignedHeaders' must be lower case and sorted.");
  }
  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value)) {
    g_autofree char *lower_name = g_ascii_strdown (name, -1);

    if (must_be_signed (lower_name) && !g_strv_contains (list, lower_name)) {
      g_set_error (error, ENDPOINT_ERROR, ENDPOINT_ERROR_INVALID_SIGNATURE,
          "'%s' must be a 'SignedHeader' in the AWS Authorization.", name);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_client (const Authorization *authorization, SoupMessageHeaders *headers,
    const EndpointKey *key, GError **error)
{
  const char *token =
      soup_message_headers_get_one (headers, "X-Amz-Security-Token");

  if (g_str_equal (authorization->scope[SCOPE_KEY], key->access_key_id) &&
      g_strcmp0 (token, key->session_token) == 0)
    return TRUE;
  return fail (error, ENDPOINT_ERROR_UNRECOGNIZED_CLIENT,
      "The security token included in the request is invalid.");
}

static void
append_trimmed (GString *text, const char *value)
{
  gboolean space = FALSE;
  gsize start = text->len;

  for (; *value != '\0'; value++) {
    if (g_ascii_isspace (*value)) {
      space = TRUE;
      continue;
    }
    if (space && text->len > start)
      g_string_append_c (text, ' ');
    space = FALSE;
    g_string_append_c (text, *value);
  }
}

static void
append_header (GString *text, SoupMessageHeaders *headers, const char *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;
  const char *separator = "";

  g_string_append_printf (text, "%s:", wanted);
  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value)) {
    if (g_ascii_strcasecmp (name, wanted) == 0) {
      g_string_append (text, separator);
      append_trimmed (text, value);
      separator = ",";
    }
  }
  g_string_append_c (text, '\n');
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
recode (const char *text, gssize length)
{
  g_autofree char *copy = g_strndup (text, (gsize) length);
  g_autofree char *plain = g_uri_unescape_string (copy, NULL);

  return g_uri_escape_string (plain != NULL ? plain : copy, NULL, FALSE);
}

static void
append_query (GString *text, const char *query)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);

  for (char **part = parts; *part != NULL; part++) {
    gsize name_length = strcspn (*part, "=");
    const char *value = *part + name_length;
    g_autofree char *name = recode (*part, (gssize) name_length);
    g_autofree char *coded = NULL;

    if (**part == '\0')
      continue;
    if (*value == '=')
      value++;
    coded = recode (value, (gssize) strlen (value));
    g_ptr_array_add (pairs, g_strconcat (name, "=", coded, NULL));
  }
  g_ptr_array_sort (pairs, compare_strings);
  for (guint i = 0; i < pairs->len; i++) {
    const char *pair = g_ptr_array_index (pairs, i);

    g_string_append_printf (text, "%s%s", i > 0 ? "&" : "", pair);
  }
}

static char *
canonical_request (const EndpointRequest *request,
    const Authorization *authorization)
{
  GString *text = g_string_new (request->method);
  g_autofree char *path = g_uri_escape_string (request->path, "/", FALSE);
  g_autofree char *hash =
      g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->body);

  g_string_append_printf (text, "\n%s\n", path);
  append_query (text, request->query);
  g_string_append_c (text, '\n');
  for (char **name = authorization->signed_headers; *name != NULL; name++)
    append_header (text, request->headers, *name);
  g_string_append_printf (text, "\n%s\n%s", authorization->signed_headers_text,
      hash);
  return g_string_free (text, FALSE);
}

static void
derive (guint8 key[DIGEST_LENGTH], const char *part)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, DIGEST_LENGTH);
  gsize length = DIGEST_LENGTH;

  g_hmac_update (hmac, (const guchar *) part, (gssize) strlen (part));
  g_hmac_get_digest (hmac, key, &length);
}

static void
signing_key (const char *secret, char **scope, guint8 key[DIGEST_LENGTH])
{
  g_autofree char *seed = g_strconcat ("AWS4", secret, NULL);
  g_autoptr (GHmac) hmac =
      g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) seed, strlen (seed));
  gsize length = DIGEST_LENGTH;

  g_hmac_update (hmac, (const guchar *) scope[SCOPE_DATE],
      (gssize) strlen (scope[SCOPE_DATE]));
  g_hmac_get_digest (hmac, key, &length);
  derive (key, scope[SCOPE_REGION]);
  derive (key, scope[SCOPE_SERVICE]);
  derive (key, scope[SCOPE_TERMINATOR]);
}

static gboolean
check_signature (const EndpointRequest *request,
    const Authorization *authorization, const char *date, const char *secret,
    GError **error)
{
  guint8 key[DIGEST_LENGTH];
  g_autofree char *scope = g_strjoinv ("/", authorization->scope + 1);
  g_autofree char *canonical = canonical_request (request, authorization);
  g_autofree char *hash =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *to_sign =
      g_strdup_printf (ALGORITHM "\n%s\n%s\n%s", date, scope, hash);
  g_autofree char *expected = NULL;

  signing_key (secret, authorization->scope, key);
  expected = g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, sizeof key,
      to_sign, -1);
  if (g_str_equal (expected, authorization->signature))
    return TRUE;
  return fail (error, ENDPOINT_ERROR_INVALID_SIGNATURE,
      "The request signature we calculated does not match the signature you "
      "provided. Check your AWS Secret Access Key and signing method. Consult "
      "the service documentation for details.");
}

gboolean
endpoint_sigv4_verify (const EndpointRequest *request, const EndpointKey *key,
    gint64 now, GError **error)
{
  const char *header =
      soup_message_headers_get_one (request->headers, "Authorization");
  const char *date =
      soup_message_headers_get_one (request->headers, "X-Amz-Date");
  g_autoptr (Authorization) authorization = NULL;

  if (header == NULL)
    return fail (error, ENDPOINT_ERROR_MISSING_AUTHENTICATION_TOKEN,
        "Missing Authentication Token");
  authorization = authorization_parse (header, error);
  return authorization != NULL && check_time (date, now, error) &&
      check_scope (authorization, date, key, error) &&
      check_signed_headers (authorization, request->headers, error) &&
      check_client (authorization, request->headers, key, error) &&
      check_signature (request, authorization, date, key->secret_access_key,
          error);
}
