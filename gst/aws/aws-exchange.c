/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-exchange.h"

#include "aws-error.h"
#include "aws-retry.h"

#include <string.h>

static gboolean
is_silence (const GError *failure)
{
  return g_error_matches (failure, AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_CONNECT) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_TIMED_OUT);
}

/* Returns the status that the answer counts as, 0 where there is none. */
static guint
judge (const AwsExchangePolicy *policy, const AwsResponse *response)
{
  if (response == NULL)
    return 0;
  if (response->status == 200 && policy->is_usable != NULL &&
      !policy->is_usable (response))
    return 500;
  return response->status;
}

/* Returns how long to wait before the next attempt, -1 where there is none. */
static gint64
get_delay (const AwsSourceContext *context, const AwsExchangePolicy *policy,
    guint attempt, const AwsResponse *response, const GError *failure)
{
  const AwsClock *clock = context->clock;
  gint64 retry_after = AWS_RETRY_NO_RETRY_AFTER;
  guint max_attempts = policy->max_attempts;

  if (g_error_matches (failure, AWS_ERROR, AWS_ERROR_CONFIG))
    return -1;
  if (is_silence (failure))
    max_attempts = policy->max_silences;
  if (response != NULL)
    retry_after = aws_retry_parse_after (
        aws_response_get_header (response, "Retry-After"),
        clock->now (clock->user_data));
  return aws_retry_delay (attempt, max_attempts, judge (policy, response), NULL,
      retry_after, clock->random (clock->user_data));
}

AwsResponse *
aws_exchange_run (const AwsSourceContext *context, const AwsRequest *request,
    const AwsExchangePolicy *policy, GCancellable *cancellable, GError **error)
{
  const AwsTransport *transport = context->transport;
  const AwsClock *clock = context->clock;

  for (guint attempt = 1;; attempt++) {
    g_autoptr (GError) failure = NULL;
    g_autoptr (AwsResponse) response =
        transport->send (context->config, request, &policy->transport,
            cancellable, transport->user_data, &failure);
    gint64 delay_us = -1;

    if (response != NULL || failure->domain == AWS_ERROR)
      delay_us = get_delay (context, policy, attempt, response, failure);
    if (delay_us < 0) {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return g_steal_pointer (&response);
    }
    if (!clock->wait (delay_us, cancellable, clock->user_data, error))
      return NULL;
  }
}

AwsRequest *
aws_exchange_request_new (const char *method, const char *endpoint,
    const char *path, GBytes *body, GError **error)
{
  gsize length = strlen (endpoint);
  g_autofree char *uri = NULL;

  while (length > 0 && endpoint[length - 1] == '/')
    length--;
  uri = g_strdup_printf ("%.*s%s", (int) length, endpoint, path);
  return aws_request_new (method, uri, body, error);
}

gboolean
aws_exchange_is_header_value (const char *value)
{
  for (const char *p = value; *p != '\0'; p++) {
    if ((guchar) *p < ' ' || *p == 0x7f)
      return FALSE;
  }
  return *value != '\0';
}

void
aws_exchange_propagate_error (GError **destination, GError *error,
    const char *prefix)
{
  if (error->domain != AWS_ERROR) {
    g_propagate_error (destination, error);
    return;
  }

  g_set_error (destination, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS, "%s%s", prefix,
      error->message);
  g_error_free (error);
}
