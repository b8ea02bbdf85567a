/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Credentials of a role in IAM Identity Center, after a login with
 * `aws sso login`.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */

#include "credentials/aws-source.h"

#include "client/aws-call.h"
#include "util-date.h"
#include "config/aws-endpoint.h"
#include "client/aws-error.h"
#include "credentials/support/aws-token-refresh.h"
#include "credentials/support/aws-sso-token.h"
#include "config/aws-region.h"
#include "config/aws-typed-settings.h"

#define SESSION_KEY "sso_session"
#define ACCOUNT_KEY "sso_account_id"
#define ROLE_KEY "sso_role_name"
#define START_URL_KEY "sso_start_url"
#define REGION_KEY "sso_region"

#define TIMEOUT_MS 15000
#define UNAUTHORIZED 401

static const char *
get_profile_value (const AwsSourceContext *context, const char *key)
{
  return rekaws_config_get_profile_value (context->config, context->profile,
      key);
}

static const AwsProfileFile *
get_file (const AwsSourceContext *context)
{
  return rekaws_config_get_file (context->config, AWS_PROFILE_FILE_CONFIG);
}

static const char *
get_session_value (const AwsSourceContext *context, const char *session,
    const char *key)
{
  return rekaws_profile_file_get_value (get_file (context),
      AWS_SECTION_SSO_SESSION, session, key);
}

/* Keys that both the session and the profile have must be equal. */
static gboolean
check_session (const AwsSourceContext *context, const char *session,
    GError **error)
{
  const AwsProfileFile *file = get_file (context);
  g_autofree const char **keys = NULL;

  if (!rekaws_profile_file_has_section (file, AWS_SECTION_SSO_SESSION,
          session)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "there is no section [sso-session %s]", session);
    return FALSE;
  }

  keys = rekaws_profile_file_list_keys (file, AWS_SECTION_SSO_SESSION, session);
  for (guint i = 0; keys[i] != NULL; i++) {
    const char *of_profile = get_profile_value (context, keys[i]);

    if (of_profile != NULL &&
        g_strcmp0 (of_profile, get_session_value (context, session, keys[i])) !=
            0) {
      g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
          "%s differs between the profile and [sso-session %s]", keys[i],
          session);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_profile (const AwsSourceContext *context, GError **error)
{
  static const char *const needed[] = { ACCOUNT_KEY, ROLE_KEY };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    if (get_profile_value (context, needed[i]) == NULL) {
      g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG, "the profile has no %s",
          needed[i]);
      return FALSE;
    }
  }
  return TRUE;
}

static const char *
require_login_value (const AwsSourceContext *context, const char *session,
    const char *key, GError **error)
{
  const char *value = get_profile_value (context, key);

  if (value == NULL && session != NULL)
    value = get_session_value (context, session, key);
  if (value != NULL && *value != '\0')
    return value;

  if (session != NULL)
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "[sso-session %s] has no %s", session, key);
  else
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the profile has neither %s nor " SESSION_KEY, key);
  return NULL;
}

/* @login: (out): filled in, except for the region
 *
 * Returns: (transfer full) (nullable): the region */
static char *
find_login (const AwsSourceContext *context, AwsSsoLogin *login, GError **error)
{
  const char *session = get_profile_value (context, SESSION_KEY);
  const char *region;

  if (session != NULL && !check_session (context, session, error))
    return NULL;
  login->session = session;
  login->start_url =
      require_login_value (context, session, START_URL_KEY, error);
  if (login->start_url == NULL)
    return NULL;
  region = require_login_value (context, session, REGION_KEY, error);
  if (region == NULL)
    return NULL;
  return rekaws_region_check (region, error) ? g_strdup (region) : NULL;
}

static AwsRequest *
create_request (const AwsSourceContext *context, const char *region,
    const char *token, GError **error)
{
  g_autofree char *endpoint = rekaws_endpoint_dup_uri (context->config,
      AWS_SERVICE_SSO, region, NULL, error);
  g_autofree char *account = g_uri_escape_string (
      get_profile_value (context, ACCOUNT_KEY), NULL, FALSE);
  g_autofree char *role =
      g_uri_escape_string (get_profile_value (context, ROLE_KEY), NULL, FALSE);
  g_autofree char *path = NULL;
  AwsRequest *request;

  if (endpoint == NULL)
    return NULL;
  path = g_strdup_printf ("/federation/credentials?account_id=%s&role_name=%s",
      account, role);
  request = rekaws_request_new_below ("GET", endpoint, path, NULL, error);
  if (request != NULL)
    rekaws_request_add_header (request, "x-amz-sso_bearer_token", token);
  return request;
}

static char *
dup_name (const AwsSourceContext *context)
{
  return g_strdup_printf ("profile \"%s\": SSO", context->profile);
}

static AwsCredentials *
read_credentials (const AwsSourceContext *context, const UtilJson *answer,
    GError **error)
{
  static const char *const needed[] = { "roleCredentials.accessKeyId",
    "roleCredentials.secretAccessKey", "roleCredentials.sessionToken" };
  const char *values[G_N_ELEMENTS (needed)];
  g_autofree char *name = dup_name (context);
  double expiration_ms;
  gint64 expiration_us;

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    values[i] = rekutil_json_get_string (answer, needed[i]);
  if (values[0] == NULL || values[1] == NULL || values[2] == NULL ||
      !rekutil_json_get_number (answer, "roleCredentials.expiration",
          &expiration_ms) ||
      !rekutil_date_from_seconds (expiration_ms / 1000, &expiration_us)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the service's answer contains no credentials");
    return NULL;
  }
  return rekaws_source_make_credentials (values[0], values[1], values[2],
      expiration_us, name, error);
}

static UtilJson *
send (const AwsSourceContext *context, const AwsRequest *request,
    const char *token, GCancellable *cancellable, GError **error)
{
  const char *const secrets[] = { token, NULL };
  const AwsCall call = {
    .request = request,
    .options = { .timeout_ms = TIMEOUT_MS },
    .max_attempts =
        rekaws_switches_get_max_attempts (context->config, 0, error),
    .secrets = secrets,
  };
  g_autoptr (GError) failure = NULL;
  const AwsErrorDetails *details;
  UtilJson *answer;

  if (call.max_attempts == 0)
    return NULL;
  answer = rekaws_call_json (&call, context, cancellable, &failure);
  if (answer != NULL)
    return answer;

  details = rekaws_error_get_details (failure);
  if (details != NULL && details->http_status == UNAUTHORIZED)
    rekaws_token_refresh_suggest_login (failure, "aws sso login",
        context->profile);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static AwsCredentials *
fetch (const AwsSourceContext *context, GCancellable *cancellable,
    GError **error)
{
  AwsSsoLogin login = { NULL, NULL, NULL };
  g_autofree char *region = NULL;
  g_autoptr (UtilSecret) token = NULL;
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (UtilJson) answer = NULL;

  if (!check_profile (context, error))
    return NULL;
  region = find_login (context, &login, error);
  if (region == NULL)
    return NULL;
  login.region = region;
  token = rekaws_sso_token_load (context, &login, cancellable, error);
  if (token == NULL)
    return NULL;
  request = create_request (context, region, token, error);
  if (request == NULL)
    return NULL;

  answer = send (context, request, token, cancellable, error);
  return answer != NULL ? read_credentials (context, answer, error) : NULL;
}

static AwsCredentials *
sso_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *name = NULL;
  AwsCredentials *credentials;

  if (get_profile_value (context, ACCOUNT_KEY) == NULL &&
      get_profile_value (context, ROLE_KEY) == NULL) {
    *reason = g_strdup (ACCOUNT_KEY " and " ROLE_KEY " are not set");
    return NULL;
  }

  credentials = fetch (context, cancellable, &failure);
  if (credentials != NULL)
    return credentials;

  name = dup_name (context);
  rekaws_source_propagate_error (error, g_steal_pointer (&failure), name);
  return NULL;
}

const AwsSource rekaws_source_sso = { "sso", sso_load };
