/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-sso-token.h"

#include "util-date.h"
#include "config/aws-endpoint.h"
#include "client/aws-error.h"
#include "credentials/support/aws-token-refresh.h"
#include "credentials/support/aws-token-cache.h"

#define REFRESH_BEFORE_US (15 * 60 * (gint64) G_USEC_PER_SEC)

/* Names in the file and in the service's answer. */
#define TOKEN "accessToken"
#define EXPIRATION "expiresAt"
#define REFRESH_TOKEN "refreshToken"
#define CLIENT "clientId"
#define CLIENT_SECRET "clientSecret"
#define REGISTRATION_END "registrationExpiresAt"

static const AwsTokenPlace place = {
  .folder = "~/.aws/sso/cache",
  .checksum_type = G_CHECKSUM_SHA1,
};

static gint64
get_time (const AwsSourceContext *context)
{
  return context->clock->now (context->clock->user_data);
}

/* Checks that the file has what a refresh needs, and that it has not ended. */
static gboolean
check_registration (const AwsTokenFile *file, gint64 now_us, GError **error)
{
  static const char *const needed[] = { CLIENT, CLIENT_SECRET, REFRESH_TOKEN,
    REGISTRATION_END };
  const char *missing = rekaws_token_file_find_missing (file->json, needed,
      G_N_ELEMENTS (needed));
  gint64 end_us;

  if (missing != NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG, "%s has no %s", file->path,
        missing);
    return FALSE;
  }
  if (rekutil_date_parse_iso8601 (
          rekutil_json_get_string (file->json, REGISTRATION_END), &end_us) &&
      end_us > now_us)
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "the client's registration (" REGISTRATION_END " in %s) has ended",
      file->path);
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
  return rekaws_oauth_request_new (endpoint, "/token", members,
      G_N_ELEMENTS (members), error);
}

static void
write_back (const AwsSsoLogin *login, const AwsTokenFile *file,
    const UtilJson *answer, gint64 expiration_us)
{
  g_autofree char *expiration = rekaws_oauth_format_time (expiration_us);
  const UtilJsonMember members[] = {
    { "startUrl", login->start_url },
    { "region", login->region },
    { TOKEN, rekutil_json_get_string (answer, TOKEN) },
    { EXPIRATION, expiration },
    { REFRESH_TOKEN, rekutil_json_get_string (answer, REFRESH_TOKEN) },
  };

  rekaws_token_file_update (file, members, G_N_ELEMENTS (members));
}

/* Returns a new token, which the file has then. */
static UtilSecret *
refresh (const AwsSourceContext *context, const AwsSsoLogin *login,
    const AwsTokenFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (UtilJson) answer = NULL;
  const char *const secrets[] = { rekutil_json_get_string (file->json,
                                      CLIENT_SECRET),
    rekutil_json_get_string (file->json, REFRESH_TOKEN), NULL };
  const char *token;
  gint64 expiration_us;

  if (!check_registration (file, get_time (context), error))
    return NULL;
  request = create_request (context, login, file->json, error);
  if (request == NULL)
    return NULL;
  answer = rekaws_oauth_send (context, request, secrets, &expiration_us,
      cancellable, error);
  if (answer == NULL)
    return NULL;

  token = rekutil_json_get_string (answer, TOKEN);
  if (token == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "The answer of %s has no " TOKEN, request->authority);
    return NULL;
  }
  write_back (login, file, answer, expiration_us);
  return g_strdup (token);
}

/* Returns the file's token or, where it nears its end, a new one. */
static UtilSecret *
get_token (const AwsSourceContext *context, const AwsSsoLogin *login,
    const AwsTokenFile *file, gint64 left_us, GCancellable *cancellable,
    GError **error)
{
  g_autoptr (GError) failure = NULL;
  UtilSecret *token = NULL;

  if (left_us < REFRESH_BEFORE_US && login->session != NULL)
    token = refresh (context, login, file, cancellable, &failure);
  if (token != NULL)
    return token;

  if (left_us > 0 && (failure == NULL || failure->domain == AWS_ERROR))
    return g_strdup (rekutil_json_get_string (file->json, TOKEN));
  if (failure == NULL)
    g_set_error (&failure, AWS_ERROR, AWS_ERROR_CONFIG,
        "the login's token in %s has ended", file->path);
  else if (failure->domain == AWS_ERROR)
    g_prefix_error (&failure,
        "the login's token in %s has ended and could not be refreshed: ",
        file->path);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static UtilSecret *
load (const AwsSourceContext *context, const AwsSsoLogin *login,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (AwsTokenFile) file =
      rekaws_token_file_load (context->config, &place,
          login->session != NULL ? login->session : login->start_url, error);
  g_autoptr (UtilSecret) token = NULL;
  gint64 expiration_us;

  if (file == NULL)
    return NULL;
  if (rekutil_json_get_string (file->json, TOKEN) == NULL ||
      !rekutil_date_parse_iso8601 (
          rekutil_json_get_string (file->json, EXPIRATION), &expiration_us)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "%s holds no token (" TOKEN " and " EXPIRATION ")", file->path);
    return NULL;
  }

  token = get_token (context, login, file, expiration_us - get_time (context),
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

  rekaws_oauth_suggest_login (local_error, "aws sso login", context->profile);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
