/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Credentials of an `aws login`.
 *
 * They are in ~/.aws/login/cache (or in AWS_LOGIN_CACHE_DIRECTORY), in a file
 * named after the SHA-256 of the profile's login_session, and are valid for 15
 * minutes. Shortly before they expire, the sign-in service issues new ones for
 * the refresh token in the file and a proof of possession of the login's key
 * (DPoP), and the file is rewritten.
 */

#include "credentials/aws-source.h"

#include "util-date.h"
#include "signing/aws-dpop.h"
#include "config/aws-endpoint.h"
#include "client/aws-error.h"
#include "credentials/support/aws-token-refresh.h"
#include "credentials/support/aws-token-cache.h"

#define SESSION_KEY "login_session"
#define REFRESH_BEFORE_US (5 * 60 * (gint64) G_USEC_PER_SEC)

/* Members of the file and of the service's answer. */
#define KEY_ID "accessToken.accessKeyId"
#define SECRET "accessToken.secretAccessKey"
#define TOKEN "accessToken.sessionToken"
#define EXPIRATION "accessToken.expiresAt"
#define REFRESH_TOKEN "refreshToken"
#define CLIENT "clientId"
#define KEY "dpopKey"

static const AwsTokenDirectory cache_directory = {
  .variable = "AWS_LOGIN_CACHE_DIRECTORY",
  .path = "~/.aws/login/cache",
  .checksum_type = G_CHECKSUM_SHA256,
};

static gint64
get_time (const AwsSourceContext *context)
{
  return context->clock->now (context->clock->user_data);
}

static const char *
find_missing_credential (const UtilJson *json)
{
  static const char *const names[] = { KEY_ID, SECRET, TOKEN };

  return rekaws_token_cache_find_missing (json, names, G_N_ELEMENTS (names));
}

static char *
dup_name (const AwsSourceContext *context)
{
  return g_strdup_printf ("profile \"%s\": " SESSION_KEY, context->profile);
}

static AwsCredentials *
make_credentials (const AwsSourceContext *context, const UtilJson *json,
    gint64 expiration_us, GError **error)
{
  g_autofree char *name = dup_name (context);

  return rekaws_source_make_credentials (rekutil_json_get_string (json, KEY_ID),
      rekutil_json_get_string (json, SECRET),
      rekutil_json_get_string (json, TOKEN), expiration_us, name, error);
}

/* Returns: (transfer full): an id that is unique to one request */
static char *
create_id (const UtilClock *clock)
{
  GString *id = g_string_new (NULL);

  for (guint i = 0; i < 4; i++)
    g_string_append_printf (id, "%08x",
        (guint32) (clock->random (clock->user_data) * 4294967296.0));
  return g_string_free (id, FALSE);
}

static gboolean
add_proof (const AwsSourceContext *context, AwsRequest *request,
    const char *key, GError **error)
{
  g_autofree char *uri = rekaws_request_dup_uri (request);
  g_autofree char *id = create_id (context->clock);
  const AwsDpopProof proof = {
    .method = request->method,
    .uri = uri,
    .id = id,
    .time_us = get_time (context),
  };
  g_autofree char *header = rekaws_dpop_sign (&proof, key, error);

  if (header == NULL)
    return FALSE;
  rekaws_request_add_header (request, "DPoP", header);
  return TRUE;
}

static AwsRequest *
create_request (const AwsSourceContext *context, const UtilJson *json,
    GError **error)
{
  const UtilJsonMember members[] = {
    { "clientId", rekutil_json_get_string (json, CLIENT) },
    { "grantType", "refresh_token" },
    { "refreshToken", rekutil_json_get_string (json, REFRESH_TOKEN) },
  };
  g_autofree char *region =
      rekaws_config_dup_region (context->config, context->region, error);
  g_autofree char *endpoint = NULL;
  g_autoptr (AwsRequest) request = NULL;

  if (region == NULL)
    return NULL;
  endpoint = rekaws_endpoint_dup_uri (context->config, AWS_SERVICE_SIGNIN,
      region, NULL, error);
  if (endpoint == NULL)
    return NULL;
  request = rekaws_token_refresh_request_new (endpoint, "/v1/token", members,
      G_N_ELEMENTS (members), error);
  if (request == NULL ||
      !add_proof (context, request, rekutil_json_get_string (json, KEY), error))
    return NULL;
  return g_steal_pointer (&request);
}

static void
write_back (const AwsSourceContext *context, const AwsTokenCache *cache,
    const UtilJson *answer, gint64 expiration_us)
{
  g_autofree char *expiration =
      rekaws_token_refresh_format_time (expiration_us);
  const UtilJsonMember members[] = {
    { KEY_ID, rekutil_json_get_string (answer, KEY_ID) },
    { SECRET, rekutil_json_get_string (answer, SECRET) },
    { TOKEN, rekutil_json_get_string (answer, TOKEN) },
    { EXPIRATION, expiration },
    { REFRESH_TOKEN, rekutil_json_get_string (answer, REFRESH_TOKEN) },
  };

  rekaws_token_cache_update (cache, rekaws_config_get_log (context->config),
      members, G_N_ELEMENTS (members));
}

static AwsCredentials *
refresh (const AwsSourceContext *context, const AwsTokenCache *cache,
    GCancellable *cancellable, GError **error)
{
  static const char *const needed[] = { CLIENT, REFRESH_TOKEN, KEY };
  const char *missing = rekaws_token_cache_find_missing (cache->json, needed,
      G_N_ELEMENTS (needed));
  const char *const secrets[] = {
    rekutil_json_get_string (cache->json, REFRESH_TOKEN), NULL
  };
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (UtilJson) answer = NULL;
  gint64 expiration_us;

  if (missing != NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG, "%s has no %s",
        cache->path, missing);
    return NULL;
  }
  request = create_request (context, cache->json, error);
  if (request == NULL)
    return NULL;
  answer = rekaws_token_refresh_send (context, request, secrets, &expiration_us,
      cancellable, error);
  if (answer == NULL)
    return NULL;

  missing = find_missing_credential (answer);
  if (missing != NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "The answer of %s has no %s", request->authority, missing);
    return NULL;
  }
  write_back (context, cache, answer, expiration_us);
  return make_credentials (context, answer, expiration_us, error);
}

/* Returns the cached credentials or, if they are about to expire, new ones. */
static AwsCredentials *
get_credentials (const AwsSourceContext *context, const AwsTokenCache *cache,
    gint64 expiration_us, GCancellable *cancellable, GError **error)
{
  gint64 left_us = expiration_us - get_time (context);
  g_autoptr (GError) failure = NULL;
  AwsCredentials *credentials;

  if (left_us > REFRESH_BEFORE_US)
    return make_credentials (context, cache->json, expiration_us, error);
  credentials = refresh (context, cache, cancellable, &failure);
  if (credentials != NULL)
    return credentials;

  if (failure->domain == AWS_ERROR && left_us > 0) {
    rekaws_token_refresh_log_failure (context, cache->path, failure);
    return make_credentials (context, cache->json, expiration_us, error);
  }
  if (failure->domain == AWS_ERROR)
    g_prefix_error (&failure,
        "the login's credentials in %s have expired and could not be refreshed: ",
        cache->path);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static AwsCredentials *
load_from_cache (const AwsSourceContext *context, const char *session,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (AwsTokenCache) cache = rekaws_token_cache_load (context->config,
      &cache_directory, session, error);
  gint64 expiration_us;

  if (cache == NULL)
    return NULL;
  if (find_missing_credential (cache->json) == NULL &&
      rekutil_date_parse_iso8601 (
          rekutil_json_get_string (cache->json, EXPIRATION), &expiration_us))
    return get_credentials (context, cache, expiration_us, cancellable, error);

  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "%s contains no credentials (accessToken)", cache->path);
  return NULL;
}

static AwsCredentials *
login_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  const char *session = rekaws_config_get_profile_value (context->config,
      context->profile, SESSION_KEY);
  g_autoptr (GError) failure = NULL;
  g_autofree char *name = NULL;
  AwsCredentials *credentials;

  if (session == NULL) {
    *reason = g_strdup (SESSION_KEY " is not set");
    return NULL;
  }

  credentials = load_from_cache (context, session, cancellable, &failure);
  if (credentials != NULL)
    return credentials;

  name = dup_name (context);
  rekaws_token_refresh_suggest_login (failure, "aws login", context->profile);
  rekaws_source_propagate_error (error, g_steal_pointer (&failure), name);
  return NULL;
}

const AwsSource rekaws_source_login = { "login", login_load };
