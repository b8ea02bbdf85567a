/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-results-source: gets a job's results from the source that the
 * settings name: a file, or the service.
 */

#pragma once

#include "celebrity-settings.h"
#include "service/rek-service.h"

G_BEGIN_DECLS

/**
 * celebrity_fetch_get_clock:
 *
 * Returns the clock of a fetch: the system's. A test that the plugin is linked
 * into sets another function.
 */
extern const UtilClock *(*celebrity_fetch_get_clock) (void);

/**
 * celebrity_fetch:
 * @observer: follows the fetch; its @body is not called
 * @stats: (inout): what the fetch took, also on failure; its counts of the
 *   results are not set
 * @write_error: (out): set if the fetched results could not be written to
 *   results-location
 * @cancellable: (nullable): ends it
 * @error: AWS_ERROR, REK_ERROR, or a cancellation
 *
 * With results-location alone, the file is read. With job-id as well, the file
 * is read if it exists and is not empty; otherwise the results are fetched from
 * the service and written to it. If no file can be created there, that is an
 * error before anything is fetched. If it can't be written afterwards, the
 * results are returned all the same.
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): all results
 */
RekResults *celebrity_fetch (const CelebritySettings *settings,
    const RekObserver *observer, RekFetchStats *stats, GError **write_error,
    GCancellable *cancellable, GError **error);

G_END_DECLS
