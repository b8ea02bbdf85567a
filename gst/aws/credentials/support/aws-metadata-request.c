/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-metadata-request.h"

#include "util-date.h"
#include "client/aws-error.h"
#include "util-json.h"
#include "client/aws-retry-policy.h"
#include "credentials/aws-source.h"

static gboolean
is_silence (const GError *failure)
{
  return g_error_matches (failure, AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_CONNECT) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_TLS) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_TIMED_OUT);
}

/* Returns: (transfer full) (nullable): what is wrong with the answer */
static GError *
judge (const AwsMetadataPolicy *policy, const AwsRequest *request,
    const AwsResponse *response)
{
  GError *failure = NULL;

  if (response->status != 200)
    rekaws_metadata_set_status_error (request, response->status, NULL,
        &failure);
  else if (!policy->is_usable (response))
    g_set_error (&failure, AWS_ERROR, AWS_ERROR_BROKEN,
        "%s://%s%s gave an answer that can't be used", request->scheme,
        request->authority, request->path);
  return failure;
}

/* Returns how long to wait before the next attempt, -1 where there is none. */
static gint64
get_delay (const AwsSourceContext *context, const AwsMetadataPolicy *policy,
    guint attempt, const AwsResponse *response, const GError *failure)
{
  const UtilClock *clock = context->clock;
  gint64 retry_after = AWS_RETRY_NO_RETRY_AFTER;
  guint max_attempts =
      is_silence (failure) ? policy->max_silences : policy->max_attempts;
  AwsFailureClass failure_class = rekaws_retry_classify (failure);

  if (policy->retries_any_status && response != NULL)
    failure_class = AWS_FAILURE_TRANSIENT;
  if (response != NULL)
    retry_after = rekaws_retry_parse_after (
        rekaws_response_get_header (response, "Retry-After"),
        clock->now (clock->user_data));
  return rekaws_retry_delay (failure_class, attempt, max_attempts, retry_after,
      clock->random (clock->user_data));
}

AwsResponse *
rekaws_metadata_ask (const AwsSourceContext *context, const AwsRequest *request,
    const AwsMetadataPolicy *policy, GCancellable *cancellable, GError **error)
{
  const AwsTransport *transport = context->transport;
  const UtilClock *clock = context->clock;
  const AwsTransportOptions options = { policy->timeout_ms, .is_direct = TRUE };

  for (guint attempt = 1;; attempt++) {
    g_autoptr (GError) failure = NULL;
    g_autoptr (AwsResponse) response = transport->send (context->config,
        request, &options, cancellable, transport->user_data, &failure);
    gint64 delay_us = -1;

    if (response != NULL)
      failure = judge (policy, request, response);
    if (failure != NULL)
      delay_us = get_delay (context, policy, attempt, response, failure);
    if (delay_us < 0) {
      if (response == NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return g_steal_pointer (&response);
    }
    if (context->retry_func != NULL)
      context->retry_func (attempt, delay_us, failure, context->retry_data);
    if (!clock->wait (delay_us, cancellable, clock->user_data, error))
      return NULL;
  }
}

void
rekaws_metadata_set_status_error (const AwsRequest *request, guint status,
    const char *hint, GError **error)
{
  /* Without the query, which might hold a token. */
  GError *failure = g_error_new (AWS_ERROR, AWS_ERROR_SERVICE,
      "%s://%s%s answered with HTTP status %u%s%s", request->scheme,
      request->authority, request->path, status, hint != NULL ? ": " : "",
      hint != NULL ? hint : "");

  rekaws_error_set_answer (failure, status, NULL, NULL);
  g_propagate_error (error, failure);
}

/* What instance metadata says with status 200 where it has no credentials. */
static const struct {
  const char *code;
  const char *text;
} codes[] = {
  { "AssumeRoleUnauthorizedAccess",
      "the instance may not assume its role: does the role trust "
      "ec2.amazonaws.com?" },
};

static const char *
explain_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (g_str_equal (code, codes[i].code))
      return codes[i].text;
  }
  return "it answered with an error instead of credentials";
}

static const char *
find_fault (const UtilJson *json)
{
  static const char *const needed[] = { "AccessKeyId", "SecretAccessKey" };
  const char *code;

  if (json == NULL)
    return "the answer is no JSON object";

  code = rekutil_json_get_string (json, "Code");
  if (code != NULL && g_ascii_strcasecmp (code, "Success") != 0)
    return explain_code (code);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    const char *value = rekutil_json_get_string (json, needed[i]);

    if (value == NULL || *value == '\0')
      return "the answer lacks AccessKeyId or SecretAccessKey";
  }
  return NULL;
}

gboolean
rekaws_metadata_has_credentials (const AwsResponse *response)
{
  g_autoptr (UtilJson) json = rekutil_json_parse (response->body);

  return json != NULL;
}

AwsCredentials *
rekaws_metadata_read_credentials (const AwsResponse *response,
    const AwsRequest *request, const char *source, GError **error)
{
  g_autoptr (UtilJson) json = NULL;
  gint64 expiration_us = AWS_CREDENTIALS_NEVER;
  const char *expiration = NULL;
  const char *fault;

  if (response->status != 200) {
    rekaws_metadata_set_status_error (request, response->status, NULL, error);
    return NULL;
  }

  json = rekutil_json_parse (response->body);
  fault = find_fault (json);
  if (fault == NULL)
    expiration = rekutil_json_get_string (json, "Expiration");
  if (expiration != NULL &&
      !rekutil_date_parse_iso8601 (expiration, &expiration_us))
    fault = "Expiration is no time";
  if (fault != NULL) {
    rekaws_metadata_set_status_error (request, response->status, fault, error);
    return NULL;
  }
  return rekaws_source_make_credentials (
      rekutil_json_get_string (json, "AccessKeyId"),
      rekutil_json_get_string (json, "SecretAccessKey"),
      rekutil_json_get_string (json, "Token"), expiration_us, source, error);
}
