/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-oauth.h"

#include "aws-answer.h"
#include "aws-error.h"
#include "aws-exchange.h"

#define TIMEOUT_MS 10000
#define MAX_ATTEMPTS 3

/* Ten years. */
#define MAX_EXPIRES_IN_S (10.0 * 365 * 24 * 3600)

/* What the services call their refusals. */
static const struct {
  const char *code;
  const char *text;
} refusals[] = {
  { "TOKEN_EXPIRED", "the session has ended" },
  { "USER_CREDENTIALS_CHANGED", "the password was changed" },
  { "INSUFFICIENT_PERMISSIONS",
      "the permission signin:CreateOAuth2Token is missing" },
  { "invalid_grant", "the session has ended" },
  { "invalid_client", "the client's registration is no longer known" },
};

AwsRequest *
aws_oauth_request_new (const char *endpoint, const char *path,
    const AwsJsonMember *members, guint n_members, GError **error)
{
  g_autoptr (GBytes) body = aws_json_edit (NULL, members, n_members);
  AwsRequest *request =
      aws_exchange_request_new ("POST", endpoint, path, body, error);

  if (request != NULL)
    aws_request_add_header (request, "Content-Type", "application/json");
  return request;
}

static char *
explain (const AwsResponse *response, const AwsRequest *request)
{
  g_autoptr (AwsJson) json = aws_json_parse (response->body);
  const char *code = json != NULL ? aws_json_get_string (json, "error") : NULL;
  g_autoptr (GError) answer = aws_answer_to_error (response, request);
  const char *type = aws_error_get_details (answer)->type;

  if (response->status == 200)
    return g_strdup ("there is no new token in the answer");
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (refusals); i++) {
    if (g_str_equal (code, refusals[i].code))
      return g_strdup (refusals[i].text);
  }
  return g_strdup_printf ("%s (HTTP status %u)",
      type != NULL ? type : "refused", response->status);
}

static gboolean
get_expiration (const AwsSourceContext *context, const AwsJson *answer,
    gint64 *expiration_us)
{
  const AwsClock *clock = context->clock;
  double seconds;

  if (!aws_json_get_number (answer, "expiresIn", &seconds) || !(seconds > 0))
    return FALSE;
  *expiration_us = clock->now (clock->user_data) +
      (gint64) MIN (seconds, MAX_EXPIRES_IN_S) * G_USEC_PER_SEC;
  return TRUE;
}

AwsJson *
aws_oauth_send (const AwsSourceContext *context, const AwsRequest *request,
    gint64 *expiration_us, GCancellable *cancellable, GError **error)
{
  static const AwsExchangePolicy policy = {
    .transport = { .timeout_ms = TIMEOUT_MS },
    .max_attempts = MAX_ATTEMPTS,
    .max_silences = MAX_ATTEMPTS,
  };
  g_autoptr (AwsResponse) response =
      aws_exchange_run (context, request, &policy, cancellable, error);
  g_autoptr (AwsJson) answer = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *text = NULL;

  if (response == NULL)
    return NULL;
  if (response->status == 200)
    answer = aws_json_parse (response->body);
  if (answer != NULL && get_expiration (context, answer, expiration_us))
    return g_steal_pointer (&answer);

  uri = aws_request_dup_uri (request);
  text = explain (response, request);
  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS, "%s: %s", uri, text);
  return NULL;
}

char *
aws_oauth_format_time (gint64 time_us)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}
