/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-client: calls operations of one service that speaks JSON
 * (application/x-amz-json-1.1), with the attempts of aws-call.
 */

#pragma once

#include "client/aws-call.h"

G_BEGIN_DECLS

/**
 * AwsClientSettings:
 * @service: signing name, for example "rekognition"
 * @target_prefix: first part of X-Amz-Target, for example "RekognitionService"
 * @region: the region
 * @endpoint: URI of the endpoint
 * @max_attempts: maximum number of attempts per call, at least 1
 * @timeout_ms: limit of one exchange, milliseconds
 *
 * Strings are copied.
 */
typedef struct {
  const char *service;
  const char *target_prefix;
  const char *region;
  const char *endpoint;
  guint max_attempts;
  guint timeout_ms;
} AwsClientSettings;

/**
 * AWS_CLIENT_KEY_ID_END:
 *
 * How many characters of an access key's id are shown.
 */
#define AWS_CLIENT_KEY_ID_END 4

/**
 * AwsClientStats:
 * @requests: HTTP requests sent, retries included
 * @retries: requests that repeated an earlier one, for whatever reason
 * @bytes: bytes of bodies received
 * @region: the region
 * @credential_source: (nullable): where the credentials of the last request
 *   came from, for people
 * @key_id_end: the last characters of their access key's id, or ""
 *
 * Strings are valid until the client's next call.
 */
typedef struct {
  guint requests;
  guint retries;
  guint64 bytes;
  const char *region;
  const char *credential_source;
  const char *key_id_end;
} AwsClientStats;

typedef struct _AwsClient AwsClient;

/**
 * rekaws_client_new:
 * @chain: (transfer full): where credentials come from
 * @context: copied; what it points to must outlive the client
 *
 * Belongs to one thread.
 *
 * Returns: (transfer full): a client
 */
AwsClient *rekaws_client_new (const AwsClientSettings *settings,
    AwsChain *chain, const AwsCallContext *context);

void rekaws_client_free (AwsClient *client);

/**
 * rekaws_client_call:
 * @operation: for example "GetCelebrityRecognition"
 * @body: the request's JSON
 * @error: as rekaws_call_run() sets it
 *
 * A body that is not one whole JSON object, as far as its brackets tell, is
 * AWS_ERROR_BROKEN.
 *
 * Returns: (transfer full) (nullable): body of a response with status 200
 */
GBytes *rekaws_client_call (AwsClient *client, const char *operation,
    GBytes *body, GCancellable *cancellable, GError **error);

/**
 * rekaws_client_get_stats:
 * @stats: (out): what the client did so far
 */
void rekaws_client_get_stats (const AwsClient *client, AwsClientStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsClient, rekaws_client_free)

G_END_DECLS
