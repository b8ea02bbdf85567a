/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityfetch: gets a job's results from where the settings say they are: a
 * file, or the service.
 */

#pragma once

#include "celebrity-settings.h"
#include "service/rek-service.h"

G_BEGIN_DECLS

/**
 * CelebrityFetchOutcome:
 * @stats: what it took
 * @source: (nullable): where the results came from, "service" or "file"; static
 * @write_error: (nullable): why fetched results are not in results-location
 *
 * What there is to tell beside results and error.
 */
typedef struct {
  RekServiceStats stats;
  const char *source;
  GError *write_error;
} CelebrityFetchOutcome;

void celebrity_fetch_outcome_clear (CelebrityFetchOutcome *outcome);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CelebrityFetchOutcome,
    celebrity_fetch_outcome_clear)

/**
 * celebrity_fetch_get_clock:
 *
 * Returns the clock of a fetch: the system's. A test that the plugin is linked
 * into sets another function.
 */
extern const UtilClock *(*celebrity_fetch_get_clock) (void);

/**
 * celebrity_fetch:
 * @observer: who is told how it goes; its @body is not called
 * @outcome: (out): also where it failed; to be cleared
 * @error: AWS_ERROR, REK_ERROR, or a cancellation
 *
 * results-location alone is read. With job-id it is read where it is there and
 * is not empty; else the service is asked, and the file written. Where no file
 * can be made there, that is an error before the service is asked. Where it
 * can't be written after that, there still are results.
 *
 * Blocks; to be called in a thread of the caller's.
 *
 * Returns: (transfer full) (nullable): the whole results
 */
RekResults *celebrity_fetch (const CelebritySettings *settings,
    const RekServiceObserver *observer, CelebrityFetchOutcome *outcome,
    GCancellable *cancellable, GError **error);

G_END_DECLS
