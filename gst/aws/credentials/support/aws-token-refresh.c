/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-token-refresh.h"

#include "client/aws-call.h"
#include "client/aws-error.h"
#include "config/aws-typed-settings.h"

#define TIMEOUT_MS 15000

/* Ten years. */
#define MAX_EXPIRES_IN_S (10.0 * 365 * 24 * 3600)

AwsRequest *
rekaws_token_refresh_request_new (const char *endpoint, const char *path,
    const UtilJsonMember *members, guint n_members, GError **error)
{
  g_autoptr (GBytes) body = rekutil_json_edit (NULL, members, n_members);
  AwsRequest *request =
      rekaws_request_new_below ("POST", endpoint, path, body, error);

  if (request != NULL)
    rekaws_request_add_header (request, "Content-Type", "application/json");
  return request;
}

static gboolean
get_expiration (const AwsSourceContext *context, const UtilJson *answer,
    gint64 *expiration_us)
{
  const UtilClock *clock = context->clock;
  double seconds;

  if (!rekutil_json_get_number (answer, "expiresIn", &seconds) ||
      !(seconds > 0))
    return FALSE;
  *expiration_us = clock->now (clock->user_data) +
      (gint64) MIN (seconds, MAX_EXPIRES_IN_S) * G_USEC_PER_SEC;
  return TRUE;
}

UtilJson *
rekaws_token_refresh_send (const AwsSourceContext *context,
    const AwsRequest *request, const char *const *secrets,
    gint64 *expiration_us, GCancellable *cancellable, GError **error)
{
  AwsCall call = {
    .request = request,
    .options = { .timeout_ms = TIMEOUT_MS },
    .max_attempts =
        rekaws_switches_get_max_attempts (context->config, 0, error),
    .secrets = secrets,
  };
  g_autoptr (UtilJson) answer = NULL;

  if (call.max_attempts == 0)
    return NULL;
  answer = rekaws_call_json (&call, context, cancellable, error);
  if (answer == NULL)
    return NULL;

  if (!get_expiration (context, answer, expiration_us)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "The answer of %s has no expiresIn", request->authority);
    return NULL;
  }
  return g_steal_pointer (&answer);
}

char *
rekaws_token_refresh_format_time (gint64 time_us)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

void
rekaws_token_refresh_suggest_login (GError *error, const char *command,
    const char *profile)
{
  static const AwsErrorCode others[] = { AWS_ERROR_NO_REGION,
    AWS_ERROR_UNTRUSTED, AWS_ERROR_NO_TLS, AWS_ERROR_NO_DESCRIPTORS };
  char *message;

  if (error->domain != AWS_ERROR)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    if (error->code == (int) others[i])
      return;
  }
  message = g_strdup_printf ("%s: run \"%s --profile %s\"", error->message,
      command, profile);
  g_free (error->message);
  error->message = message;
}

void
rekaws_token_refresh_log_failure (const AwsSourceContext *context,
    const char *path, const GError *failure)
{
  rekutil_log_warning (rekaws_config_get_log (context->config),
      "The login in %s could not be refreshed and is used until it expires: %s",
      path, failure->message);
}
