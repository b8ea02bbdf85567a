/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-service: fetches a job's results from Amazon Rekognition: connects the
 * parts of gst/aws and runs rek_fetch() on them.
 */

#pragma once

#include "http/aws-transport.h"
#include "service/rek-page-fetch.h"

G_BEGIN_DECLS

/**
 * RekServiceSettings:
 * @region: (nullable): AWS region; NULL: from environment or profile
 * @profile: (nullable): profile of the shared files; NULL: from environment
 * @access_key: (nullable): explicit credentials, the access key's id
 * @secret_access_key: (nullable): explicit credentials, the secret
 * @session_token: (nullable): explicit credentials, the session token
 * @endpoint_uri: (nullable): the endpoint; NULL: as environment and profile
 *   say, else AWS's
 * @user_agent: value of the User-Agent header
 * @request_timeout_ms: one HTTP exchange, connecting included, milliseconds
 * @retry_attempts: attempts per request; 0: as environment and profile say
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
 * RekFetchStats:
 * @source: (nullable): where the results came from, "service" or "file"; static
 * @n_pages: pages so far
 * @n_detections: detections so far
 * @n_skipped: detections that were skipped as unusable
 * @n_people: distinct people
 * @n_requests: HTTP requests sent, retries included
 * @n_retries: requests that repeated an earlier one
 * @n_bytes: bytes of bodies received, or of the file
 * @region: (nullable): region in use
 * @credential_source: (nullable): where the credentials came from, for people
 * @key_id_end: (nullable): last characters of the access key's id
 *
 * What one fetch took and brought.
 */
typedef struct {
  const char *source;
  guint n_pages;
  guint n_detections;
  guint n_skipped;
  guint n_people;
  guint n_requests;
  guint n_retries;
  guint64 n_bytes;
  char *region;
  char *credential_source;
  char *key_id_end;
} RekFetchStats;

void rek_fetch_stats_clear (RekFetchStats *stats);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RekFetchStats, rek_fetch_stats_clear)

/**
 * rek_service_fetch:
 * @query: which results
 * @observer: follows the fetch
 * @stats: (inout): the members from @n_requests on are set, also on failure
 * @error: AWS_ERROR (aws-error.h), REK_ERROR, or a cancellation
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): all results
 */
RekResults *rek_service_fetch (const RekServiceSettings *settings,
    const RekQuery *query, const RekObserver *observer, RekFetchStats *stats,
    GCancellable *cancellable, GError **error);

/**
 * rek_service_get_http_version:
 *
 * Returns: (transfer none): HTTP library and version, for a User-Agent
 */
const char *rek_service_get_http_version (void);

G_END_DECLS
