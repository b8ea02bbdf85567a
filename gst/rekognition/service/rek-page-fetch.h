/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-fetch: fetches all results of one job, page after page, waiting for a
 * job that is still in progress.
 *
 * How a request gets to the service is an argument, so this knows nothing of
 * networks.
 */

#pragma once

#include "util-clock.h"
#include "page/rek-page-pipeline.h"
#include "service/rek-query.h"

G_BEGIN_DECLS

/**
 * REK_FETCH_MAX_PAGES:
 *
 * More pages than this are an error.
 */
#define REK_FETCH_MAX_PAGES 100000

/**
 * RekFetchCallFunc:
 * @body: JSON of one GetCelebrityRecognition request
 * @cancellable: is cancelled, too, when a page that came before says that no
 *   more are wanted
 *
 * Returns: (transfer full) (nullable): the answer's body, or NULL with @error
 */
typedef GBytes *(*RekFetchCallFunc) (GBytes *body, GCancellable *cancellable,
    gpointer user_data, GError **error);

/**
 * RekFetchWaitFunc:
 * @waited_s: seconds waited so far for the job to end
 * @delay_s: seconds of the wait that now begins
 *
 * Told before each wait for a job in progress.
 */
typedef void (
    *RekFetchWaitFunc) (guint waited_s, guint delay_s, gpointer user_data);

/**
 * RekFetchBodyFunc:
 * @body: an answer, before anybody has looked at it
 * @is_first: whether it answers a request for the first page: what came before
 *   it counts no more (the job was in progress, or a token was refused)
 *
 * Told of each answer, in the order of the pages.
 */
typedef void (
    *RekFetchBodyFunc) (GBytes *body, gboolean is_first, gpointer user_data);

/**
 * RekFetchSettings:
 * @call: sends one request
 * @clock: waits
 * @job_timeout_s: how long to wait, in all, for a job in progress, seconds;
 *   0: not at all
 * @page_func: (nullable): told of each page, in another thread
 * @wait_func: (nullable): told of each wait
 * @body_func: (nullable): told of each answer
 * @user_data: passed to all of them
 */
typedef struct {
  RekFetchCallFunc call;
  const UtilClock *clock;
  guint job_timeout_s;
  RekParserPageFunc page_func;
  RekFetchWaitFunc wait_func;
  RekFetchBodyFunc body_func;
  gpointer user_data;
} RekFetchSettings;

/**
 * rek_fetch:
 * @error: REK_ERROR_INVALID, _LOOP, _TOO_LARGE, _IN_PROGRESS, _JOB_FAILED,
 *   _UNKNOWN_STATUS, what @call gave, or a cancellation
 *
 * Pages are parsed in another thread while the next are fetched. A page that
 * is broken, or says that the job has not succeeded, is what counts: whatever
 * comes, or does not come, after it is neither waited for nor told. When the
 * service refuses a token (they are good for 24 hours) everything is fetched
 * again from the first page, once.
 *
 * Returns: (transfer full) (nullable): the whole results of a job that
 *   succeeded
 */
RekResults *rek_fetch (const RekQuery *query, const RekFetchSettings *settings,
    GCancellable *cancellable, GError **error);

G_END_DECLS
