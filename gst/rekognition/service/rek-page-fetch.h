/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-page-fetch: fetches all results of one job, page by page, and waits for
 * a job that is still in progress.
 *
 * How a request reaches the service is an argument: this file knows nothing
 * about networks.
 */

#pragma once

#include "client/aws-retry-policy.h"
#include "page/rek-page-pipeline.h"
#include "service/rek-query.h"
#include "util-clock.h"
#include "util-log.h"

G_BEGIN_DECLS

/**
 * REK_FETCH_MAX_PAGES:
 *
 * A job with more pages is an error.
 */
#define REK_FETCH_MAX_PAGES 100000

/**
 * RekObserver:
 * @page: (nullable): called after each page, in the order of the pages, in
 *   another thread
 * @wait: (nullable): called before each wait for a job in progress, with the
 *   seconds waited so far and the seconds that this wait takes
 * @retry: (nullable): called before each wait that precedes another attempt of
 *   a request, whether to Rekognition or for credentials
 * @log: (nullable): called with each log message, in any thread; a message never
 *   contains a secret
 * @user_data: passed to all of the above
 * @body: (nullable): called with each answer, before it is parsed, in the order
 *   of the pages. @is_first: it answers a request for the first page; what came
 *   before it no longer counts (the job was in progress, or a token was
 *   refused)
 * @body_data: passed to @body
 *
 * Observes a fetch. Every layer, from the element down to the loop over the
 * pages, passes on the same one.
 */
typedef struct {
  RekParserPageFunc page;
  void (*wait) (guint waited_s, guint delay_s, gpointer user_data);
  AwsRetryFunc retry;
  void (*log) (UtilLogLevel level, const char *message, gpointer user_data);
  gpointer user_data;
  void (*body) (GBytes *body, gboolean is_first, gpointer body_data);
  gpointer body_data;
} RekObserver;

/**
 * RekFetchCallFunc:
 * @body: JSON of one GetCelebrityRecognition request
 * @cancellable: cancelled, too, when an earlier page says that no more pages
 *   are needed
 *
 * Returns: (transfer full) (nullable): the answer's body, or NULL with @error
 */
typedef GBytes *(*RekFetchCallFunc) (GBytes *body, GCancellable *cancellable,
    gpointer call_data, GError **error);

/**
 * RekFetchSettings:
 * @call: sends one request
 * @call_data: passed to @call
 * @clock: waits
 * @job_timeout_s: how long to wait, in total, for a job in progress, seconds;
 *   0: do not wait
 */
typedef struct {
  RekFetchCallFunc call;
  gpointer call_data;
  const UtilClock *clock;
  guint job_timeout_s;
} RekFetchSettings;

/**
 * rek_fetch:
 * @query: which results
 * @settings: how to fetch them
 * @observer: follows the fetch
 * @cancellable: (nullable): ends it
 * @error: REK_ERROR_INVALID, _LOOP, _TOO_LARGE, _IN_PROGRESS, _JOB_FAILED,
 *   _UNKNOWN_STATUS, what @call returned, or a cancellation
 *
 * Pages are parsed in another thread while the next ones are fetched. The first
 * page that is broken, or that says that the job has not succeeded, decides:
 * pages after it are neither waited for nor reported. If the service refuses a
 * token (tokens are valid for 24 hours), everything is fetched again from the
 * first page, once.
 *
 * Returns: (transfer full) (nullable): all results of a job that succeeded
 */
RekResults *rek_fetch (const RekQuery *query, const RekFetchSettings *settings,
    const RekObserver *observer, GCancellable *cancellable, GError **error);

G_END_DECLS
