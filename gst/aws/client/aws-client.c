/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-client.h"

#include <string.h>

struct _AwsClient {
  char *service;
  char *target_prefix;
  char *region;
  char *endpoint;
  guint max_attempts;
  guint timeout_ms;

  AwsChain *chain;
  AwsCallContext context;
  AwsCallState state;
};

AwsClient *
rekaws_client_new (const AwsClientSettings *settings, AwsChain *chain,
    const AwsCallContext *context)
{
  AwsClient *client = g_new0 (AwsClient, 1);

  client->service = g_strdup (settings->service);
  client->target_prefix = g_strdup (settings->target_prefix);
  client->region = g_strdup (settings->region);
  client->endpoint = g_strdup (settings->endpoint);
  client->max_attempts = settings->max_attempts;
  client->timeout_ms = settings->timeout_ms;
  client->chain = chain;
  client->context = *context;
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
  rekaws_chain_free (client->chain);
  rekaws_call_state_clear (&client->state);
  g_free (client);
}

void
rekaws_client_get_stats (const AwsClient *client, AwsClientStats *stats)
{
  const AwsCallState *state = &client->state;

  *stats = (AwsClientStats){
    .requests = state->requests,
    .retries = state->retries,
    .bytes = state->bytes,
    .region = client->region,
    .key_id_end = "",
  };
  if (state->credentials != NULL) {
    const char *key_id =
        rekaws_credentials_get_access_key_id (state->credentials);
    gsize length = strlen (key_id);

    stats->credential_source =
        rekaws_credentials_get_source (state->credentials);
    stats->key_id_end = key_id + length - MIN (length, AWS_CLIENT_KEY_ID_END);
  }
}

static AwsRequest *
build_request (const AwsClient *client, const char *operation, GBytes *body,
    GError **error)
{
  AwsRequest *request =
      rekaws_request_new ("POST", client->endpoint, body, error);
  g_autofree char *target = NULL;

  if (request == NULL)
    return NULL;

  target = g_strconcat (client->target_prefix, ".", operation, NULL);
  rekaws_request_add_header (request, "Content-Type",
      "application/x-amz-json-1.1");
  rekaws_request_add_header (request, "X-Amz-Target", target);
  return request;
}

/* libsoup before 3.6.5 takes a chunked body that breaks off between two chunks
 * for a whole one. */
static gboolean
is_complete (const AwsResponse *response)
{
  return rekutil_json_is_complete (response->body);
}

GBytes *
rekaws_client_call (AwsClient *client, const char *operation, GBytes *body,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (AwsRequest) request =
      build_request (client, operation, body, error);
  g_autoptr (AwsResponse) response = NULL;
  const AwsCall call = {
    .request = request,
    .options = { .timeout_ms = client->timeout_ms },
    .max_attempts = client->max_attempts,
    .chain = client->chain,
    .service = client->service,
    .region = client->region,
    .is_usable = is_complete,
    .usable_name = "a JSON object",
    .state = &client->state,
  };

  if (request == NULL)
    return NULL;

  response = rekaws_call_run (&call, &client->context, cancellable, error);
  return response != NULL ? g_bytes_ref (response->body) : NULL;
}
