/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "signing/aws-sigv4.h"

#include "signing/aws-sigv4-canonical.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define ALGORITHM "AWS4-HMAC-SHA256"
#define TERMINATOR "aws4_request"
#define DIGEST_SIZE 32
#define HEX_SIZE (2 * DIGEST_SIZE + 1)

typedef struct {
  guint8 bytes[DIGEST_SIZE];
} Digest;

/* SHA-256 fails only if the library itself is broken. As when memory runs out,
 * nothing can be done about it. */
static void
sha256 (const void *data, gsize size, Digest *digest)
{
  if (EVP_Digest (data, size, digest->bytes, NULL, EVP_sha256 (), NULL) != 1)
    g_error ("OpenSSL can't compute SHA-256");
}

static void
hmac (const void *key, gsize key_size, const char *text, Digest *digest)
{
  if (HMAC (EVP_sha256 (), key, (int) key_size, (const guchar *) text,
          strlen (text), digest->bytes, NULL) == NULL)
    g_error ("OpenSSL can't compute HMAC-SHA-256");
}

static void
digest_to_hex (const Digest *digest, char hex[HEX_SIZE])
{
  static const char digits[] = "0123456789abcdef";

  for (guint i = 0; i < DIGEST_SIZE; i++) {
    hex[2 * i] = digits[digest->bytes[i] >> 4];
    hex[2 * i + 1] = digits[digest->bytes[i] & 0xf];
  }
  hex[HEX_SIZE - 1] = '\0';
}

static void
hash_body (const AwsRequest *request, char hex[HEX_SIZE])
{
  gsize size = 0;
  const void *data = NULL;
  Digest digest;

  if (request->body != NULL)
    data = g_bytes_get_data (request->body, &size);
  sha256 (data != NULL ? data : "", size, &digest);
  digest_to_hex (&digest, hex);
}

static char *
format_time (const AwsSigv4Scope *scope, const char *format)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_utc (scope->time_us / G_USEC_PER_SEC);

  return g_date_time_format (time, format);
}

static char *
format_timestamp (const AwsSigv4Scope *scope)
{
  return format_time (scope, "%Y%m%dT%H%M%SZ");
}

static char *
format_date (const AwsSigv4Scope *scope)
{
  return format_time (scope, "%Y%m%d");
}

static char *
format_scope (const AwsSigv4Scope *scope)
{
  g_autofree char *date = format_date (scope);

  return g_strconcat (date, "/", scope->region, "/", scope->service,
      "/" TERMINATOR, NULL);
}

void
rekaws_sigv4_prepare (AwsRequest *request, const AwsCredentials *credentials,
    const AwsSigv4Scope *scope)
{
  const char *token = rekaws_credentials_get_session_token (credentials);
  g_autofree char *timestamp = format_timestamp (scope);

  rekaws_request_add_header (request, "X-Amz-Date", timestamp);
  if (token != NULL)
    rekaws_request_add_header (request, "X-Amz-Security-Token", token);
}

UtilSecret *
rekaws_sigv4_canonical_request (const AwsRequest *request)
{
  gsize max_size = strlen (request->method) + strlen ("\n\n\n\n\n") +
      rekaws_canonical_max_size (request) + HEX_SIZE;
  /* Never grows, so no copy of the session token is left in freed memory. */
  GString *out = g_string_sized_new (max_size);
  char hash[HEX_SIZE];

  g_string_append (out, request->method);
  g_string_append_c (out, '\n');
  rekaws_canonical_append_path (out, request->path);
  g_string_append_c (out, '\n');
  rekaws_canonical_append_query (out, request->query);
  g_string_append_c (out, '\n');
  rekaws_canonical_append_headers (out, request);
  g_string_append_c (out, '\n');
  rekaws_canonical_append_header_names (out, request);
  g_string_append_c (out, '\n');
  hash_body (request, hash);
  g_string_append (out, hash);

  g_assert (out->len <= max_size);
  return g_string_free (out, FALSE);
}

UtilSecret *
rekaws_sigv4_string_to_sign (const char *canonical_request,
    const AwsSigv4Scope *scope)
{
  g_autofree char *timestamp = format_timestamp (scope);
  g_autofree char *credential_scope = format_scope (scope);
  char hash[HEX_SIZE];
  Digest digest;

  sha256 (canonical_request, strlen (canonical_request), &digest);
  digest_to_hex (&digest, hash);
  return g_strconcat (ALGORITHM "\n", timestamp, "\n", credential_scope, "\n",
      hash, NULL);
}

static void
derive_signing_key (const AwsCredentials *credentials,
    const AwsSigv4Scope *scope, Digest *key)
{
  g_autofree char *date = format_date (scope);
  g_autoptr (UtilSecret) secret = g_strconcat ("AWS4",
      rekaws_credentials_get_secret_access_key (credentials), NULL);
  const char *const steps[] = { scope->region, scope->service, TERMINATOR };

  hmac (secret, strlen (secret), date, key);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    Digest previous = *key;

    hmac (previous.bytes, DIGEST_SIZE, steps[i], key);
    rekutil_secret_wipe (&previous, sizeof previous);
  }
}

UtilSecret *
rekaws_sigv4_signature (const char *string_to_sign,
    const AwsCredentials *credentials, const AwsSigv4Scope *scope)
{
  Digest key, signature;
  char hex[HEX_SIZE];

  derive_signing_key (credentials, scope, &key);
  hmac (key.bytes, DIGEST_SIZE, string_to_sign, &signature);
  rekutil_secret_wipe (&key, sizeof key);
  digest_to_hex (&signature, hex);
  return g_strdup (hex);
}

UtilSecret *
rekaws_sigv4_authorization (const AwsRequest *request, const char *signature,
    const AwsCredentials *credentials, const AwsSigv4Scope *scope)
{
  g_autofree char *credential_scope = format_scope (scope);
  g_autoptr (GString) names = g_string_new (NULL);

  rekaws_canonical_append_header_names (names, request);
  return g_strconcat (ALGORITHM " Credential=",
      rekaws_credentials_get_access_key_id (credentials), "/", credential_scope,
      ", SignedHeaders=", names->str, ", Signature=", signature, NULL);
}

void
rekaws_sigv4_sign (AwsRequest *request, const AwsCredentials *credentials,
    const AwsSigv4Scope *scope)
{
  g_autoptr (UtilSecret) canonical_request = NULL;
  g_autoptr (UtilSecret) string_to_sign = NULL;
  g_autoptr (UtilSecret) signature = NULL;
  g_autoptr (UtilSecret) authorization = NULL;

  rekaws_sigv4_prepare (request, credentials, scope);
  canonical_request = rekaws_sigv4_canonical_request (request);
  string_to_sign = rekaws_sigv4_string_to_sign (canonical_request, scope);
  signature = rekaws_sigv4_signature (string_to_sign, credentials, scope);
  authorization =
      rekaws_sigv4_authorization (request, signature, credentials, scope);

  rekaws_request_add_header (request, "Authorization", authorization);
}
