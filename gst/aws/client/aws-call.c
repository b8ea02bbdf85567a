/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-call.h"

#include "client/aws-error.h"
#include "client/aws-retry-policy.h"
#include "client/aws-service-error.h"
#include "signing/aws-sigv4.h"
#include "util-date.h"

#include <string.h>

/* AWS accepts signatures that are up to 5 minutes old. Below this difference a
 * signature was refused for another reason than its time. */
#define MIN_CLOCK_SKEW_US (4 * 60 * (gint64) G_USEC_PER_SEC)

/* One call with all its attempts. */
typedef struct {
  const AwsCall *call;
  const AwsCallContext *context;
  AwsCallState *state;
  GCancellable *cancellable;
  guint attempt;
  guint sent;
  gboolean has_refreshed_credentials;
  gboolean has_corrected_clock;
} Run;

void
rekaws_call_state_clear (AwsCallState *state)
{
  g_clear_pointer (&state->credentials, rekaws_credentials_unref);
}

static gint64
get_uncorrected_time (const Run *run)
{
  const UtilClock *clock = run->context->clock;

  return clock->now (clock->user_data);
}

static gint64
get_time (const Run *run)
{
  return get_uncorrected_time (run) + run->state->clock_correction_us;
}

static const UtilLog *
get_log (const Run *run)
{
  return rekaws_config_get_log (run->context->config);
}

/* Returns: (transfer none) (nullable): what to sign with; NULL without @error:
 *   nothing */
static const AwsCredentials *
find_credentials (const Run *run, GError **error)
{
  const AwsCall *call = run->call;
  AwsCredentials *credentials;

  if (call->chain == NULL)
    return call->credentials;

  credentials = rekaws_chain_get (call->chain, run->cancellable, error);
  if (credentials != NULL) {
    rekaws_call_state_clear (run->state);
    run->state->credentials = credentials;
  }
  return credentials;
}

static AwsRequest *
build_request (const Run *run, GError **error)
{
  const AwsCall *call = run->call;
  g_autoptr (GError) local_error = NULL;
  const AwsCredentials *credentials = find_credentials (run, &local_error);
  AwsRequest *request;
  AwsSigv4Scope scope = {
    .region = call->region,
    .service = call->service,
  };

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  request = rekaws_request_copy (call->request);
  if (credentials != NULL) {
    scope.time_us = get_time (run);
    rekaws_sigv4_sign (request, credentials, &scope);
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
create_status_error (const AwsCall *call, const AwsRequest *request,
    const AwsResponse *response)
{
  g_autoptr (GError) failure = rekaws_answer_to_error (response, request);
  const char *type = rekaws_error_get_details (failure)->type;
  GError *bare;

  if (!call->is_body_secret && !repeats_secret (call, failure->message))
    return g_steal_pointer (&failure);

  bare = g_error_new (AWS_ERROR, AWS_ERROR_SERVICE, "HTTP status %u",
      response->status);
  if (call->is_body_secret || (type != NULL && repeats_secret (call, type)))
    type = NULL;
  rekaws_error_set_answer (bare, response->status, type, NULL);
  return bare;
}

/* Returns: (transfer full) (nullable): what is wrong with the response */
static GError *
check_response (const AwsCall *call, const AwsRequest *request,
    const AwsResponse *response)
{
  if (response->status != 200)
    return create_status_error (call, request, response);
  if (call->is_usable == NULL || call->is_usable (response))
    return NULL;
  return g_error_new (AWS_ERROR, AWS_ERROR_BROKEN,
      "The answer of %s is cut off or is not %s (%" G_GSIZE_FORMAT " bytes)",
      request->authority,
      call->usable_name != NULL ? call->usable_name : "what was requested",
      g_bytes_get_size (response->body));
}

/* Without the query, which may hold a token.
 *
 * @failure: (nullable): why there was no response */
static void
log_exchange (const Run *run, const AwsRequest *request,
    const AwsResponse *response, const GError *failure, gint64 start_us)
{
  const char *target = rekaws_request_get_header (request, "X-Amz-Target");
  gint64 duration_ms = (get_uncorrected_time (run) - start_us) / 1000;
  g_autofree char *line = g_strdup_printf ("%s %s://%s%s%s%s%s",
      request->method, request->scheme, request->authority, request->path,
      request->query != NULL ? "?..." : "", target != NULL ? " " : "",
      target != NULL ? target : "");
  g_autofree char *id = NULL;

  if (response == NULL) {
    rekutil_log_debug (get_log (run),
        "%s: no answer after %" G_GINT64_FORMAT " ms: %s", line, duration_ms,
        failure->message);
    return;
  }
  id = rekaws_answer_dup_request_id (response, request);
  rekutil_log_debug (get_log (run),
      "%s: status %u, %" G_GSIZE_FORMAT " bytes in %" G_GINT64_FORMAT
      " ms, request id %s",
      line, response->status, g_bytes_get_size (response->body), duration_ms,
      id != NULL ? id : "none");
}

/* @failure: (out): why the attempt failed, even if there is a response
 *
 * Returns: (transfer full) (nullable): the response */
static AwsResponse *
send_attempt (Run *run, GError **failure)
{
  const AwsTransport *transport = run->context->transport;
  AwsCallState *state = run->state;
  g_autoptr (AwsRequest) request = build_request (run, failure);
  gint64 start_us = get_uncorrected_time (run);
  AwsResponse *response;

  if (request == NULL)
    return NULL;

  state->requests++;
  if (run->sent > 0)
    state->retries++;
  run->sent++;

  response = transport->send (run->context->config, request,
      &run->call->options, run->cancellable, transport->user_data, failure);
  log_exchange (run, request, response, *failure, start_us);
  if (response == NULL)
    return NULL;

  state->bytes += g_bytes_get_size (response->body);
  *failure = check_response (run->call, request, response);
  return response;
}

static gboolean
refresh_credentials (Run *run)
{
  if (run->call->chain == NULL || run->has_refreshed_credentials)
    return FALSE;

  rekutil_log_info (get_log (run),
      "The service says that the credentials have expired: refreshing them");
  run->has_refreshed_credentials = TRUE;
  rekaws_chain_invalidate (run->call->chain);
  return TRUE;
}

static gboolean
correct_clock (Run *run, const AwsResponse *response)
{
  gint64 date_us;
  gint64 correction_us;

  if ((run->call->chain == NULL && run->call->credentials == NULL) ||
      run->has_corrected_clock ||
      !rekutil_date_parse_http (rekaws_response_get_header (response, "Date"),
          &date_us) ||
      ABS (date_us - get_time (run)) <= MIN_CLOCK_SKEW_US)
    return FALSE;

  correction_us = date_us - get_uncorrected_time (run);
  rekutil_log_info (get_log (run),
      "The service refused the signature for its time: signing with a clock "
      "corrected by %" G_GINT64_FORMAT " s",
      correction_us / G_USEC_PER_SEC);
  run->has_corrected_clock = TRUE;
  run->state->clock_correction_us = correction_us;
  return TRUE;
}

/* Repairs what made the service refuse the request, if that is possible. */
static gboolean
repair (Run *run, const AwsResponse *response, const GError *failure)
{
  if (response == NULL)
    return FALSE;

  switch (rekaws_retry_classify (failure)) {
    case AWS_FAILURE_EXPIRED_CREDENTIALS:
      return refresh_credentials (run);
    case AWS_FAILURE_CLOCK_SKEW:
      return correct_clock (run, response);
    default:
      return FALSE;
  }
}

static gboolean
is_silence (const GError *failure)
{
  return g_error_matches (failure, AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_CONNECT) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_TLS) ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_TIMED_OUT);
}

/* Returns microseconds until the next attempt, -1 if there is none. */
static gint64
compute_delay (const Run *run, const AwsResponse *response,
    const GError *failure)
{
  const UtilClock *clock = run->context->clock;
  const AwsCall *call = run->call;
  AwsFailureClass failure_class = rekaws_retry_classify (failure);
  guint max_attempts = call->max_attempts;
  gint64 retry_after_s = AWS_RETRY_NO_RETRY_AFTER;

  if (call->max_silences > 0 && is_silence (failure))
    max_attempts = call->max_silences;
  if (response != NULL) {
    retry_after_s = rekaws_retry_parse_after (
        rekaws_response_get_header (response, "Retry-After"), get_time (run));
    if (call->retries_any_status)
      failure_class = AWS_FAILURE_TRANSIENT;
  }
  return rekaws_retry_delay (failure_class, run->attempt, max_attempts,
      retry_after_s, clock->random (clock->user_data));
}

static gboolean
wait_for_attempt (Run *run, gint64 delay_us, const GError *failure,
    GError **error)
{
  const AwsCallContext *context = run->context;

  rekutil_log_info (get_log (run),
      "Attempt %u at %s failed, the next one is in %" G_GINT64_FORMAT " ms: %s",
      run->attempt, run->call->request->authority, delay_us / 1000,
      failure->message);
  if (context->retry_func != NULL)
    context->retry_func (run->attempt, delay_us, failure, context->retry_data);
  run->attempt++;
  return context->clock->wait (delay_us, run->cancellable,
      context->clock->user_data, error);
}

static AwsResponse *
run_attempts (Run *run, GError **error)
{
  while (TRUE) {
    g_autoptr (GError) failure = NULL;
    g_autoptr (AwsResponse) response = send_attempt (run, &failure);
    gint64 delay_us;

    if (failure == NULL)
      return g_steal_pointer (&response);
    if (repair (run, response, failure))
      continue;

    delay_us = compute_delay (run, response, failure);
    if (delay_us >= 0) {
      if (!wait_for_attempt (run, delay_us, failure, error))
        return NULL;
      continue;
    }
    if (response != NULL && run->call->returns_any_answer)
      return g_steal_pointer (&response);

    rekaws_error_set_attempts (failure, run->sent);
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
}

AwsResponse *
rekaws_call_run (const AwsCall *call, const AwsCallContext *context,
    GCancellable *cancellable, GError **error)
{
  g_auto (AwsCallState) own_state = { 0 };
  Run run = {
    .call = call,
    .context = context,
    .state = call->state != NULL ? call->state : &own_state,
    .cancellable = cancellable,
    .attempt = 1,
  };

  return run_attempts (&run, error);
}

AwsResponse *
rekaws_call_send (const AwsCall *call, const AwsSourceContext *context,
    GCancellable *cancellable, GError **error)
{
  const AwsCallContext call_context = {
    .config = context->config,
    .transport = context->transport,
    .clock = context->clock,
    .retry_func = context->retry_func,
    .retry_data = context->retry_data,
  };

  return rekaws_call_run (call, &call_context, cancellable, error);
}

static gboolean
is_json (const AwsResponse *response)
{
  g_autoptr (UtilJson) json = rekutil_json_parse (response->body);

  return json != NULL;
}

UtilJson *
rekaws_call_json (const AwsCall *call, const AwsSourceContext *context,
    GCancellable *cancellable, GError **error)
{
  AwsCall json_call = *call;
  g_autoptr (AwsResponse) response = NULL;

  json_call.is_usable = is_json;
  json_call.usable_name = "a JSON object";
  response = rekaws_call_send (&json_call, context, cancellable, error);
  return response != NULL ? rekutil_json_parse (response->body) : NULL;
}
