/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Credentials of an EC2 instance's role, from its metadata service, version 2:
 * a session token is requested first and sent with each request.
 *
 * If there is no token, version 1 (without a token) is used, unless it is
 * disabled. Some services and proxies in front of them do not know tokens
 * (404, 405), refuse them (403) or fail (5xx); or the answer never arrives,
 * because its hop limit is too low to reach a container. Only status 400 ends
 * the search, as in botocore: the request itself was wrong.
 */

#include "credentials/aws-source.h"

#include "client/aws-error.h"
#include "credentials/support/aws-imds-settings.h"
#include "credentials/support/aws-metadata-request.h"

#define TOKEN_PATH "/latest/api/token"
#define TOKEN_SECONDS "21600"
#define ROLE_PATH "/latest/meta-data/iam/security-credentials/"

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)

/* The service has new credentials 5 minutes before the old ones expire. If it
 * has not, it is in trouble, and AWS accepts the old ones beyond their
 * expiration. They stay in use, and new ones are requested after a while rather
 * than at every call. */
#define STALE_BEFORE_US (5 * MINUTE_US)
#define EXTENSION_US (10 * MINUTE_US)
#define EXTENSION_JITTER_US (5 * MINUTE_US)

typedef struct {
  const AwsSourceContext *context;
  const AwsImdsSettings *settings;
  UtilSecret *token;
} Session;

static void
session_clear (Session *session)
{
  rekutil_secret_free (session->token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static gboolean
is_not_empty (const AwsResponse *response)
{
  return g_bytes_get_size (response->body) > 0;
}

static AwsResponse *
send (const Session *session, const AwsRequest *request,
    gboolean (*is_usable) (const AwsResponse *response),
    GCancellable *cancellable, GError **error)
{
  const AwsMetadataPolicy policy = {
    .timeout_ms = session->settings->timeout_ms,
    .max_attempts = session->settings->max_attempts,
    .max_silences = session->settings->max_silences,
    .is_usable = is_usable,
  };

  return rekaws_metadata_ask (session->context, request, &policy, cancellable,
      error);
}

/* @failure: (nullable): why there was no answer */
static gboolean
may_have_version_1 (const AwsResponse *response, const GError *failure)
{
  if (response != NULL)
    return response->status != 400;
  return g_error_matches (failure, AWS_ERROR, AWS_ERROR_TIMED_OUT) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_BROKEN);
}

/* Returns: TRUE if version 1 may be used */
static gboolean
fall_back (const Session *session, const AwsRequest *request, GError **error)
{
  g_autofree char *uri = NULL;

  if (session->settings->is_v1_allowed) {
    rekutil_log_debug (rekaws_config_get_log (session->context->config),
        "Instance metadata: no session token, using version 1");
    return TRUE;
  }

  uri = rekaws_request_dup_uri (request);
  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "%s returned no session token, and version 1 is disabled "
      "(AWS_EC2_METADATA_V1_DISABLED or ec2_metadata_v1_disabled)",
      uri);
  return FALSE;
}

static UtilSecret *
dup_body (const AwsResponse *response)
{
  gsize size;
  const char *data = g_bytes_get_data (response->body, &size);

  /* @data is NULL if the body is empty. */
  return size > 0 ? g_strndup (data, size) : g_strdup ("");
}

/* Requests the session token; there is none afterwards if version 1 is used. */
static gboolean
session_open (Session *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (AwsRequest) request = rekaws_request_new_below ("PUT",
      session->settings->endpoint, TOKEN_PATH, NULL, error);
  g_autoptr (AwsResponse) response = NULL;
  g_autoptr (GError) failure = NULL;

  if (request == NULL)
    return FALSE;
  rekaws_request_add_header (request, "x-aws-ec2-metadata-token-ttl-seconds",
      TOKEN_SECONDS);
  response = send (session, request, is_not_empty, cancellable, &failure);
  if (response == NULL || response->status != 200) {
    if (may_have_version_1 (response, failure))
      return fall_back (session, request, error);
    if (response == NULL)
      g_propagate_error (error, g_steal_pointer (&failure));
    else
      rekaws_metadata_set_status_error (request, response->status, NULL, error);
    return FALSE;
  }

  session->token = dup_body (response);
  if (!rekaws_request_is_header_value (session->token)) {
    rekaws_metadata_set_status_error (request, 200, "the token is not valid",
        error);
    return FALSE;
  }
  return TRUE;
}

static AwsRequest *
session_create_request (const Session *session, const char *path,
    GError **error)
{
  AwsRequest *request = rekaws_request_new_below ("GET",
      session->settings->endpoint, path, NULL, error);

  if (request != NULL && session->token != NULL)
    rekaws_request_add_header (request, "x-aws-ec2-metadata-token",
        session->token);
  return request;
}

/* Returns: (nullable): the likely cause of a status other than 200 */
static const char *
explain_status (const Session *session, guint status)
{
  switch (status) {
    case 401:
      return session->token == NULL
          ? "it requires a session token and returned none"
          : NULL;
    case 403:
      return "instance metadata is disabled";
    case 404:
      return "the instance has no role";
    default:
      return NULL;
  }
}

static char *
session_dup_role (const Session *session, GCancellable *cancellable,
    GError **error)
{
  g_autoptr (AwsRequest) request =
      session_create_request (session, ROLE_PATH, error);
  g_autoptr (AwsResponse) response = NULL;
  g_autofree char *role = NULL;

  if (request == NULL)
    return NULL;
  response = send (session, request, is_not_empty, cancellable, error);
  if (response == NULL)
    return NULL;

  if (response->status != 200) {
    rekaws_metadata_set_status_error (request, response->status,
        explain_status (session, response->status), error);
    return NULL;
  }
  role = dup_body (response);
  g_strchomp (role);
  if (!rekaws_request_is_header_value (role)) {
    rekaws_metadata_set_status_error (request, 200,
        "it does not contain the name of a role", error);
    return NULL;
  }
  return g_uri_escape_string (role, "+=,@", FALSE);
}

static AwsCredentials *
extend (const AwsSourceContext *context, AwsCredentials *credentials)
{
  const UtilClock *clock = context->clock;
  gint64 now_us = clock->now (clock->user_data);
  gint64 jitter_us = (gint64) (clock->random (clock->user_data) *
      (double) EXTENSION_JITTER_US);

  if (rekaws_credentials_get_expiration (credentials) - STALE_BEFORE_US >
      now_us)
    return rekaws_credentials_ref (credentials);
  return rekaws_credentials_new (
      rekaws_credentials_get_access_key_id (credentials),
      rekaws_credentials_get_secret_access_key (credentials),
      rekaws_credentials_get_session_token (credentials),
      now_us + EXTENSION_US + jitter_us,
      rekaws_credentials_get_source (credentials));
}

static AwsCredentials *
fetch (const AwsSourceContext *context, const AwsImdsSettings *settings,
    GCancellable *cancellable, GError **error)
{
  g_auto (Session) session = { context, settings, NULL };
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (AwsResponse) response = NULL;
  g_autoptr (AwsCredentials) credentials = NULL;
  g_autofree char *role = NULL;
  g_autofree char *path = NULL;

  if (!session_open (&session, cancellable, error))
    return NULL;
  role = session_dup_role (&session, cancellable, error);
  if (role == NULL)
    return NULL;

  path = g_strconcat (ROLE_PATH, role, NULL);
  request = session_create_request (&session, path, error);
  if (request == NULL)
    return NULL;
  response = send (&session, request, rekaws_metadata_has_credentials,
      cancellable, error);
  if (response == NULL)
    return NULL;

  credentials = rekaws_metadata_read_credentials (response, request,
      rekaws_source_imds.name, error);
  return credentials != NULL ? extend (context, credentials) : NULL;
}

static AwsCredentials *
imds_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  g_autoptr (AwsImdsSettings) settings = NULL;
  g_autoptr (GError) local_error = NULL;
  AwsCredentials *credentials;

  if (rekaws_imds_is_disabled (context->config)) {
    *reason = g_strdup ("disabled by AWS_EC2_METADATA_DISABLED");
    return NULL;
  }

  settings = rekaws_imds_settings_new (context->config, error);
  if (settings == NULL)
    return NULL;
  credentials = fetch (context, settings, cancellable, &local_error);
  if (credentials != NULL)
    return credentials;

  if (local_error->domain == AWS_ERROR)
    *reason = g_strdup (local_error->message);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

const AwsSource rekaws_source_imds = { "instance metadata", imds_load };
