/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-call.h"

#include "client/aws-service-error.h"
#include "util-date.h"
#include "client/aws-error.h"
#include "client/aws-retry-policy.h"
#include "signing/aws-sigv4.h"

#include <string.h>

/* Below this difference a refused signature has another reason than time. */
#define MIN_CLOCK_SKEW_US (4 * 60 * (gint64) G_USEC_PER_SEC)

/* One call with all its attempts. */
typedef struct {
  const AwsCall *call;
  const AwsSourceContext *context;
  GCancellable *cancellable;
  guint attempt;
  gint64 correction_us;
  gboolean corrected_clock;
} Run;

static gint64
get_time (const Run *run)
{
  const UtilClock *clock = run->context->clock;

  return clock->now (clock->user_data) + run->correction_us;
}

static AwsRequest *
build_request (const Run *run)
{
  const AwsCall *call = run->call;
  AwsRequest *request = rekaws_request_copy (call->request);
  AwsSigv4Scope scope = {
    .region = call->region,
    .service = call->service,
    .flags = AWS_SIGV4_NONE,
  };

  if (call->credentials != NULL) {
    scope.time_us = get_time (run);
    rekaws_sigv4_sign (request, call->credentials, &scope);
  }
  return request;
}

static gboolean
repeats_secret (const AwsCall *call, const char *text)
{
  for (guint i = 0; call->secrets != NULL && call->secrets[i] != NULL; i++) {
    if (*call->secrets[i] != '\0' && strstr (text, call->secrets[i]) != NULL)
      return TRUE;
  }
  return FALSE;
}

static GError *
create_error (const AwsCall *call, const AwsRequest *request,
    const AwsResponse *response)
{
  g_autoptr (GError) failure = rekaws_answer_to_error (response, request);
  const AwsErrorDetails *details = rekaws_error_get_details (failure);
  GError *bare;

  if (!repeats_secret (call, failure->message))
    return g_steal_pointer (&failure);

  bare = g_error_new (AWS_ERROR, AWS_ERROR_SERVICE, "HTTP status %u",
      response->status);
  if (details->type == NULL || !repeats_secret (call, details->type))
    rekaws_error_set_answer (bare, response->status, details->type, NULL);
  return bare;
}

static gboolean
check_whole (const AwsCall *call, const AwsResponse *response, GError **error)
{
  if (call->is_whole == NULL || call->is_whole (response->body))
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
      "The answer of %s is cut off or is not what was asked for (%" G_GSIZE_FORMAT
      " bytes)",
      call->request->authority, g_bytes_get_size (response->body));
  return FALSE;
}

static AwsResponse *
send_attempt (const Run *run, gint64 *retry_after_s, gint64 *date_us,
    GError **error)
{
  const AwsTransport *transport = run->context->transport;
  g_autoptr (AwsRequest) request = build_request (run);
  g_autoptr (AwsResponse) response =
      transport->send (run->context->config, request, &run->call->options,
          run->cancellable, transport->user_data, error);

  if (response == NULL)
    return NULL;
  if (response->status == 200)
    return check_whole (run->call, response, error)
        ? g_steal_pointer (&response)
        : NULL;

  *retry_after_s = rekaws_retry_parse_after (
      rekaws_response_get_header (response, "Retry-After"), get_time (run));
  rekutil_date_parse_http (rekaws_response_get_header (response, "Date"),
      date_us);
  g_propagate_error (error, create_error (run->call, request, response));
  return NULL;
}

/* @date_us: what time the service has, 0 where it does not say. */
static gboolean
correct_clock (Run *run, const GError *failure, gint64 date_us)
{
  gint64 difference_us = date_us - get_time (run);

  if (run->call->credentials == NULL || run->corrected_clock || date_us == 0 ||
      rekaws_retry_classify (failure) != AWS_FAILURE_CLOCK_SKEW ||
      ABS (difference_us) <= MIN_CLOCK_SKEW_US)
    return FALSE;

  run->corrected_clock = TRUE;
  run->correction_us += difference_us;
  return TRUE;
}

/* Returns microseconds until the next attempt, -1 for none. */
static gint64
compute_delay (const Run *run, const GError *failure, gint64 retry_after_s)
{
  const UtilClock *clock = run->context->clock;

  return rekaws_retry_delay (rekaws_retry_classify (failure), run->attempt,
      run->call->max_attempts, retry_after_s, clock->random (clock->user_data));
}

AwsResponse *
rekaws_call_send (const AwsCall *call, const AwsSourceContext *context,
    GCancellable *cancellable, GError **error)
{
  Run run = { call, context, cancellable, .attempt = 1 };

  while (TRUE) {
    gint64 retry_after_s = AWS_RETRY_NO_RETRY_AFTER;
    gint64 date_us = 0;
    gint64 delay_us;
    g_autoptr (GError) failure = NULL;
    AwsResponse *response =
        send_attempt (&run, &retry_after_s, &date_us, &failure);

    if (response != NULL)
      return response;
    if (correct_clock (&run, failure, date_us))
      continue;

    delay_us = compute_delay (&run, failure, retry_after_s);
    if (delay_us < 0) {
      rekaws_error_set_attempts (failure, run.attempt);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
    if (context->retry_func != NULL)
      context->retry_func (run.attempt, delay_us, failure, context->retry_data);
    run.attempt++;
    if (!context->clock->wait (delay_us, cancellable, context->clock->user_data,
            error))
      return NULL;
  }
}

static gboolean
is_json (GBytes *body)
{
  g_autoptr (UtilJson) json = rekutil_json_parse (body);

  return json != NULL;
}

UtilJson *
rekaws_call_json (const AwsCall *call, const AwsSourceContext *context,
    GCancellable *cancellable, GError **error)
{
  AwsCall whole = *call;
  g_autoptr (AwsResponse) response = NULL;

  whole.is_whole = is_json;
  response = rekaws_call_send (&whole, context, cancellable, error);
  return response != NULL ? rekutil_json_parse (response->body) : NULL;
}
