/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-client.h"

#include "client/aws-service-error.h"
#include "util-date.h"
#include "client/aws-error.h"
#include "util-json.h"
#include "client/aws-retry-policy.h"
#include "signing/aws-sigv4.h"

#include <string.h>

/* AWS takes signatures that are up to 5 minutes old. Below this difference a
 * refused signature has another reason than its time. */
#define MIN_CLOCK_SKEW_US (4 * 60 * (gint64) G_USEC_PER_SEC)

struct _AwsClient {
  char *service;
  char *target_prefix;
  char *region;
  char *endpoint;
  guint max_attempts;

  AwsHttp *http;
  AwsChain *chain;
  const UtilClock *clock;
  gint64 clock_correction_us;

  char *credential_source;
  AwsRetryFunc retry_func;
  gpointer retry_data;
  AwsClientStats stats;
};

/* One rekaws_client_call() with all its attempts. */
typedef struct {
  AwsClient *client;
  const char *operation;
  GBytes *body;
  GCancellable *cancellable;
  guint attempt;
  guint sent;
  gboolean refreshed_credentials;
  gboolean corrected_clock;
} Call;

/* What the headers of a failed attempt's answer say. */
typedef struct {
  gint64 retry_after_s;
  gboolean has_date;
  gint64 date_us;
} Hints;

AwsClient *
rekaws_client_new (const AwsClientSettings *settings, AwsHttp *http,
    AwsChain *chain, const UtilClock *clock)
{
  AwsClient *client = g_new0 (AwsClient, 1);

  client->service = g_strdup (settings->service);
  client->target_prefix = g_strdup (settings->target_prefix);
  client->region = g_strdup (settings->region);
  client->endpoint = g_strdup (settings->endpoint);
  client->max_attempts = MAX (settings->max_attempts, 1);
  client->http = http;
  client->chain = chain;
  client->clock = clock;
  client->stats.region = client->region;
  return client;
}

void
rekaws_client_free (AwsClient *client)
{
  if (client == NULL)
    return;

  g_free (client->service);
  g_free (client->target_prefix);
  g_free (client->region);
  g_free (client->endpoint);
  rekaws_http_free (client->http);
  rekaws_chain_free (client->chain);
  g_free (client->credential_source);
  g_free (client);
}

void
rekaws_client_set_retry_func (AwsClient *client, AwsRetryFunc func,
    gpointer user_data)
{
  client->retry_func = func;
  client->retry_data = user_data;
}

const AwsClientStats *
rekaws_client_get_stats (const AwsClient *client)
{
  return &client->stats;
}

static gint64
get_uncorrected_time (const AwsClient *client)
{
  return client->clock->now (client->clock->user_data);
}

static gint64
get_time (const AwsClient *client)
{
  return get_uncorrected_time (client) + client->clock_correction_us;
}

static void
note_credentials (AwsClient *client, const AwsCredentials *credentials)
{
  const char *key_id = rekaws_credentials_get_access_key_id (credentials);
  gsize length = strlen (key_id);
  gsize end = MIN (length, AWS_CLIENT_KEY_ID_END);

  g_free (client->credential_source);
  client->credential_source =
      g_strdup (rekaws_credentials_get_source (credentials));
  client->stats.credential_source = client->credential_source;
  g_strlcpy (client->stats.key_id_end, key_id + length - end,
      sizeof client->stats.key_id_end);
}

static AwsRequest *
build_request (const Call *call, GError **error)
{
  const AwsClient *client = call->client;
  g_autoptr (AwsCredentials) credentials = NULL;
  g_autoptr (AwsRequest) request = NULL;
  g_autofree char *target = NULL;
  AwsSigv4Scope scope = {
    .region = client->region,
    .service = client->service,
    .flags = AWS_SIGV4_NONE,
  };

  credentials = rekaws_chain_get (client->chain, call->cancellable, error);
  if (credentials == NULL)
    return NULL;
  note_credentials (call->client, credentials);
  request = rekaws_request_new ("POST", client->endpoint, call->body, error);
  if (request == NULL)
    return NULL;

  target = g_strconcat (client->target_prefix, ".", call->operation, NULL);
  rekaws_request_add_header (request, "Content-Type",
      "application/x-amz-json-1.1");
  rekaws_request_add_header (request, "X-Amz-Target", target);
  scope.time_us = get_time (client);
  rekaws_sigv4_sign (request, credentials, &scope);
  return g_steal_pointer (&request);
}

static void
read_hints (const Call *call, const AwsResponse *response, Hints *hints)
{
  hints->retry_after_s = rekaws_retry_parse_after (
      rekaws_response_get_header (response, "Retry-After"),
      get_time (call->client));
  hints->has_date = rekutil_date_parse_http (
      rekaws_response_get_header (response, "Date"), &hints->date_us);
}

/* libsoup before 3.6.5 takes a chunked body that breaks off between two chunks
 * for a whole one. */
static GBytes *
take_body (const AwsResponse *response, GError **error)
{
  if (rekutil_json_is_complete (response->body))
    return g_bytes_ref (response->body);

  g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
      "The answer is cut off or no JSON object (%" G_GSIZE_FORMAT " bytes)",
      g_bytes_get_size (response->body));
  return NULL;
}

static GBytes *
send_attempt (Call *call, Hints *hints, GError **error)
{
  AwsClientStats *stats = &call->client->stats;
  g_autoptr (AwsRequest) request = build_request (call, error);
  g_autoptr (AwsResponse) response = NULL;

  if (request == NULL)
    return NULL;

  stats->requests++;
  if (call->sent > 0)
    stats->retries++;
  call->sent++;

  response =
      rekaws_http_send (call->client->http, request, call->cancellable, error);
  if (response == NULL)
    return NULL;

  stats->bytes += g_bytes_get_size (response->body);
  if (response->status == 200)
    return take_body (response, error);

  read_hints (call, response, hints);
  g_propagate_error (error, rekaws_answer_to_error (response, request));
  return NULL;
}

static gboolean
correct_clock (AwsClient *client, const Hints *hints)
{
  if (!hints->has_date ||
      ABS (hints->date_us - get_time (client)) <= MIN_CLOCK_SKEW_US)
    return FALSE;

  client->clock_correction_us = hints->date_us - get_uncorrected_time (client);
  return TRUE;
}

/* Mends what made the service refuse the request, where that can be. */
static gboolean
repair (Call *call, const Hints *hints, const GError *failure)
{
  switch (rekaws_retry_classify (failure)) {
    case AWS_FAILURE_EXPIRED_CREDENTIALS:
      if (call->refreshed_credentials)
        return FALSE;
      call->refreshed_credentials = TRUE;
      rekaws_chain_invalidate (call->client->chain);
      return TRUE;
    case AWS_FAILURE_CLOCK_SKEW:
      if (call->corrected_clock)
        return FALSE;
      call->corrected_clock = TRUE;
      return correct_clock (call->client, hints);
    default:
      return FALSE;
  }
}

/* Returns microseconds until the next attempt, -1 for none. */
static gint64
compute_delay (const Call *call, const Hints *hints, const GError *failure)
{
  const AwsClient *client = call->client;

  return rekaws_retry_delay (rekaws_retry_classify (failure), call->attempt,
      client->max_attempts, hints->retry_after_s,
      client->clock->random (client->clock->user_data));
}

/* Waits for the next attempt. FALSE with no error: there is none. */
static gboolean
wait_for_attempt (Call *call, const Hints *hints, const GError *failure,
    GError **error)
{
  const AwsClient *client = call->client;
  gint64 delay_us = compute_delay (call, hints, failure);

  if (delay_us < 0)
    return FALSE;

  if (client->retry_func != NULL)
    client->retry_func (call->attempt, delay_us, failure, client->retry_data);
  call->attempt++;
  return client->clock->wait (delay_us, call->cancellable,
      client->clock->user_data, error);
}

GBytes *
rekaws_client_call (AwsClient *client, const char *operation, GBytes *body,
    GCancellable *cancellable, GError **error)
{
  Call call = {
    .client = client,
    .operation = operation,
    .body = body,
    .cancellable = cancellable,
    .attempt = 1,
  };

  while (TRUE) {
    Hints hints = { .retry_after_s = AWS_RETRY_NO_RETRY_AFTER };
    g_autoptr (GError) failure = NULL;
    g_autoptr (GError) wait_error = NULL;
    GBytes *answer = send_attempt (&call, &hints, &failure);

    if (answer != NULL)
      return answer;
    if (repair (&call, &hints, failure))
      continue;
    if (wait_for_attempt (&call, &hints, failure, &wait_error))
      continue;

    if (wait_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&wait_error));
      return NULL;
    }
    rekaws_error_set_attempts (failure, call.sent);
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
}
