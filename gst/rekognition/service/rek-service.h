/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-service: fetches the results of a job from Amazon Rekognition, with the
 * configuration, credentials and client of gst/aws.
 */

#pragma once

#include "client/aws-retry-policy.h"
#include "http/aws-transport.h"
#include "service/rek-page-fetch.h"
#include "util-log.h"

G_BEGIN_DECLS

/**
 * RekServiceSettings:
 * @region: (nullable): AWS region; NULL: from environment or profile
 * @profile: (nullable): profile of the shared files; NULL: from environment
 * @access_key: (nullable): explicit credentials, the access key's id
 * @secret_access_key: (nullable): explicit credentials, the secret
 * @session_token: (nullable): explicit credentials, the session token
 * @endpoint_uri: (nullable): another endpoint than AWS's
 * @user_agent: value of the User-Agent header
 * @request_timeout_ms: limit of one HTTP exchange including connecting,
 *   milliseconds
 * @retry_attempts: attempts per request; 0: from environment or profile
 * @job_timeout_s: how long to wait for a job in progress, seconds
 * @environment: (array zero-terminated=1): "NAME=value" strings
 * @clock: time, waits, random numbers
 * @transport: (nullable): sends all requests; NULL: the network
 */
typedef struct {
  const char *region;
  const char *profile;
  const char *access_key;
  const char *secret_access_key;
  const char *session_token;
  const char *endpoint_uri;
  const char *user_agent;
  guint request_timeout_ms;
  guint retry_attempts;
  guint job_timeout_s;
  char **environment;
  const UtilClock *clock;
  const AwsTransport *transport;
} RekServiceSettings;

/**
 * RekServiceStats:
 * @requests: HTTP requests sent, retries included
 * @retries: requests that repeated an earlier one
 * @bytes: bytes of bodies received
 * @region: (nullable): region in use
 * @credential_source: (nullable): where the credentials came from, for people
 * @key_id_end: (nullable): last characters of the access key's id
 */
typedef struct {
  guint requests;
  guint retries;
  guint64 bytes;
  char *region;
  char *credential_source;
  char *key_id_end;
} RekServiceStats;

void rek_service_stats_clear (RekServiceStats *stats);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RekServiceStats, rek_service_stats_clear)

/**
 * RekServiceObserver:
 * @page: called after each page, in another thread
 * @wait: called before each wait for a job in progress
 * @retry: called before each wait for another attempt of a request to Rekognition
 *   or for credentials
 * @body: (nullable): called with each response
 * @log: (nullable): called with each log message, in any thread; a message never
 *   contains a secret
 * @user_data: passed to all of them
 */
typedef struct {
  RekParserPageFunc page;
  RekFetchWaitFunc wait;
  AwsRetryFunc retry;
  RekFetchBodyFunc body;
  void (*log) (UtilLogLevel level, const char *message, gpointer user_data);
  gpointer user_data;
} RekServiceObserver;

/**
 * rek_service_fetch:
 * @query: which results
 * @observer: called during the fetch
 * @stats: (out): statistics, even on failure; to be cleared
 * @error: AWS_ERROR (aws-error.h), REK_ERROR, or a cancellation
 *
 * Blocks until the results are there.
 *
 * Returns: (transfer full) (nullable): the complete results
 */
RekResults *rek_service_fetch (const RekServiceSettings *settings,
    const RekQuery *query, const RekServiceObserver *observer,
    RekServiceStats *stats, GCancellable *cancellable, GError **error);

/**
 * rek_service_get_http_version:
 *
 * Returns: (transfer none): HTTP library and version, for a User-Agent
 */
const char *rek_service_get_http_version (void);

G_END_DECLS
