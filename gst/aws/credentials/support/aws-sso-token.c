/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-sso-token.h"

#include "util-date.h"
#include "config/aws-endpoint.h"
#include "client/aws-error.h"
#include "credentials/support/aws-token-refresh.h"
#include "credentials/support/aws-token-cache.h"

#define REFRESH_BEFORE_US (15 * 60 * (gint64) G_USEC_PER_SEC)

/* Members of the file and of the service's answer. */
#define TOKEN "accessToken"
#define EXPIRATION "expiresAt"
#define REFRESH_TOKEN "refreshToken"
#define CLIENT "clientId"
#define CLIENT_SECRET "clientSecret"
#define REGISTRATION_END "registrationExpiresAt"

static const AwsTokenDirectory cache_directory = {
  .path = "~/.aws/sso/cache",
  .checksum_type = G_CHECKSUM_SHA1,
};

static gint64
get_time (const AwsSourceContext *context)
{
  return context->clock->now (context->clock->user_data);
}

/* Checks that the file has what a refresh needs, and that the registration has
 * not expired. */
static gboolean
check_registration (const AwsTokenCache *cache, gint64 now_us, GError **error)
{
  static const char *const needed[] = { CLIENT, CLIENT_SECRET, REFRESH_TOKEN,
    REGISTRATION_END };
  const char *missing = rekaws_token_cache_find_missing (cache->json, needed,
      G_N_ELEMENTS (needed));
  gint64 end_us;

  if (missing != NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG, "%s has no %s",
        cache->path, missing);
    return FALSE;
  }
  if (rekutil_date_parse_iso8601 (
          rekutil_json_get_string (cache->json, REGISTRATION_END), &end_us) &&
      end_us > now_us)
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "the client's registration (" REGISTRATION_END " in %s) has expired",
      cache->path);
  return FALSE;
}

static AwsRequest *
create_request (const AwsSourceContext *context, const AwsSsoLogin *login,
    const UtilJson *json, GError **error)
{
  const UtilJsonMember members[] = {
    { "clientId", rekutil_json_get_string (json, CLIENT) },
    { "clientSecret", rekutil_json_get_string (json, CLIENT_SECRET) },
    { "grantType", "refresh_token" },
    { "refreshToken", rekutil_json_get_string (json, REFRESH_TOKEN) },
  };
  g_autofree char *endpoint = rekaws_endpoint_dup_uri (context->config,
      AWS_SERVICE_SSO_OIDC, login->region, NULL, error);

  if (endpoint == NULL)
    return NULL;
  return rekaws_token_refresh_request_new (endpoint, "/token", members,
      G_N_ELEMENTS (members), error);
}

static void
write_back (const AwsSourceContext *context, const AwsSsoLogin *login,
    const AwsTokenCache *cache, const UtilJson *answer, gint64 expiration_us)
{
  g_autofree char *expiration =
      rekaws_token_refresh_format_time (expiration_us);
  const UtilJsonMember members[] = {
    { "startUrl", login->start_url },
    { "region", login->region },
    { TOKEN, rekutil_json_get_string (answer, TOKEN) },
    { EXPIRATION, expiration },
    { REFRESH_TOKEN, rekutil_json_get_string (answer, REFRESH_TOKEN) },
  };

  rekaws_token_cache_update (cache, rekaws_config_get_log (context->config),
      members, G_N_ELEMENTS (members));
}

/* Returns a new token, which is also written to the file. */
static UtilSecret *
refresh (const AwsSourceContext *context, const AwsSsoLogin *login,
    const AwsTokenCache *cache, GCancellable *cancellable, GError **error)
{
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (UtilJson) answer = NULL;
  const char *const secrets[] = { rekutil_json_get_string (cache->json,
                                      CLIENT_SECRET),
    rekutil_json_get_string (cache->json, REFRESH_TOKEN), NULL };
  const char *token;
  gint64 expiration_us;

  if (!check_registration (cache, get_time (context), error))
    return NULL;
  request = create_request (context, login, cache->json, error);
  if (request == NULL)
    return NULL;
  answer = rekaws_token_refresh_send (context, request, secrets, &expiration_us,
      cancellable, error);
  if (answer == NULL)
    return NULL;

  token = rekutil_json_get_string (answer, TOKEN);
  if (token == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "The answer of %s has no " TOKEN, request->authority);
    return NULL;
  }
  write_back (context, login, cache, answer, expiration_us);
  return g_strdup (token);
}

/* Returns the cached token or, if it is about to expire, a new one. */
static UtilSecret *
get_token (const AwsSourceContext *context, const AwsSsoLogin *login,
    const AwsTokenCache *cache, gint64 left_us, GCancellable *cancellable,
    GError **error)
{
  g_autoptr (GError) failure = NULL;
  UtilSecret *token = NULL;

  if (left_us < REFRESH_BEFORE_US && login->session != NULL)
    token = refresh (context, login, cache, cancellable, &failure);
  if (token != NULL)
    return token;

  if (left_us > 0 && (failure == NULL || failure->domain == AWS_ERROR)) {
    if (failure != NULL)
      rekaws_token_refresh_log_failure (context, cache->path, failure);
    return g_strdup (rekutil_json_get_string (cache->json, TOKEN));
  }
  if (failure == NULL)
    g_set_error (&failure, AWS_ERROR, AWS_ERROR_CONFIG,
        "the login's token in %s has expired", cache->path);
  else if (failure->domain == AWS_ERROR)
    g_prefix_error (&failure,
        "the login's token in %s has expired and could not be refreshed: ",
        cache->path);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static UtilSecret *
load (const AwsSourceContext *context, const AwsSsoLogin *login,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (AwsTokenCache) cache =
      rekaws_token_cache_load (context->config, &cache_directory,
          login->session != NULL ? login->session : login->start_url, error);
  g_autoptr (UtilSecret) token = NULL;
  gint64 expiration_us;

  if (cache == NULL)
    return NULL;
  if (rekutil_json_get_string (cache->json, TOKEN) == NULL ||
      !rekutil_date_parse_iso8601 (
          rekutil_json_get_string (cache->json, EXPIRATION), &expiration_us)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "%s contains no token (" TOKEN " and " EXPIRATION ")", cache->path);
    return NULL;
  }

  token = get_token (context, login, cache, expiration_us - get_time (context),
      cancellable, error);
  if (token != NULL && !rekaws_request_is_header_value (token)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the login's token contains an invalid character");
    return NULL;
  }
  return g_steal_pointer (&token);
}

UtilSecret *
rekaws_sso_token_load (const AwsSourceContext *context,
    const AwsSsoLogin *login, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  UtilSecret *token = load (context, login, cancellable, &local_error);

  if (token != NULL)
    return token;

  rekaws_token_refresh_suggest_login (local_error, "aws sso login",
      context->profile);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
