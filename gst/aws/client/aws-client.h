/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-client: calls operations of one service that speaks JSON
 * (application/x-amz-json-1.1): signs each attempt anew, sends it, understands
 * the service's errors, tries again where that may help.
 *
 * Beyond the retries of aws-retry: on expired credentials they are asked for
 * anew, once a call; when the service refuses the signature for its time, the
 * clock is corrected by the answer's Date header, once a call, and the call
 * tried again. Neither counts as an attempt.
 */

#pragma once

#include <gio/gio.h>

#include "credentials/aws-credential-chain.h"
#include "util-clock.h"
#include "http/aws-http.h"
#include "client/aws-retry-policy.h"

G_BEGIN_DECLS

/**
 * AwsClientSettings:
 * @service: signing name, as "rekognition"
 * @target_prefix: first part of X-Amz-Target, as "RekognitionService"
 * @region: the region
 * @endpoint: URI of the endpoint
 * @max_attempts: how often a call is sent at most, at least 1
 *
 * Strings are copied.
 */
typedef struct {
  const char *service;
  const char *target_prefix;
  const char *region;
  const char *endpoint;
  guint max_attempts;
} AwsClientSettings;

/**
 * AWS_CLIENT_KEY_ID_END:
 *
 * How many characters of an access key's id are told.
 */
#define AWS_CLIENT_KEY_ID_END 4

/**
 * AwsClientStats:
 * @requests: HTTP requests sent, retries included
 * @retries: requests that repeated an earlier one, for whatever reason
 * @bytes: bytes of bodies received
 * @region: the region, as long as the client
 * @credential_source: (nullable): what the credentials of the last request
 *   came from, for people; valid until the next request
 * @key_id_end: the last characters of their access key's id, or ""
 */
typedef struct {
  guint requests;
  guint retries;
  guint64 bytes;
  const char *region;
  const char *credential_source;
  char key_id_end[AWS_CLIENT_KEY_ID_END + 1];
} AwsClientStats;

typedef struct _AwsClient AwsClient;

/**
 * rekaws_client_new:
 * @http: (transfer full): the connection
 * @chain: (transfer full): where credentials come from
 * @clock: time, waits, random numbers; must outlive the client
 *
 * Belongs to one thread.
 *
 * Returns: (transfer full): a client
 */
AwsClient *rekaws_client_new (const AwsClientSettings *settings, AwsHttp *http,
    AwsChain *chain, const UtilClock *clock);

void rekaws_client_free (AwsClient *client);

/**
 * rekaws_client_set_retry_func:
 * @func: (nullable): called before the client waits to try again; not if it
 *   sends again at once
 */
void rekaws_client_set_retry_func (AwsClient *client, AwsRetryFunc func,
    gpointer user_data);

/**
 * rekaws_client_call:
 * @operation: as "GetCelebrityRecognition"
 * @body: the request's JSON
 * @error: see aws-error.h; AWS_ERROR_SERVICE carries the service's type and
 *   message; all carry how often the request was sent
 *
 * A body that is not one whole JSON object, as far as its brackets tell, is
 * AWS_ERROR_BROKEN.
 *
 * Returns: (transfer full) (nullable): body of an answer with status 200
 */
GBytes *rekaws_client_call (AwsClient *client, const char *operation,
    GBytes *body, GCancellable *cancellable, GError **error);

const AwsClientStats *rekaws_client_get_stats (const AwsClient *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsClient, rekaws_client_free)

G_END_DECLS
