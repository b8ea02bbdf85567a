/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-fetch-log: what the debug log says about a fetch beside the
 * messages that go to the bus. No secret is ever logged.
 */

#pragma once

#include <gst/gst.h>

#include "celebrity-settings.h"
#include "service/rek-service.h"
#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

/**
 * celebrity_fetch_log_settings:
 *
 * INFO: the settings that are not at their default. Write-only properties are
 * not read, an access key is cut to its last characters, and a URI loses its
 * user, password, query and fragment.
 */
void celebrity_fetch_log_settings (GstElement *element);

/**
 * celebrity_fetch_log_lookup:
 *
 * DEBUG: the settings of lookups, as they apply from now on.
 */
void celebrity_fetch_log_lookup (GstElement *element,
    const CelebrityLookupSettings *settings);

/**
 * celebrity_fetch_log_stats:
 * @results: (nullable): NULL if the fetch failed
 * @duration_us: how long the fetch took
 *
 * INFO: what the fetch took and brought.
 */
void celebrity_fetch_log_stats (GstElement *element, const RekFetchStats *stats,
    const RekResults *results, gint64 duration_us);

/**
 * celebrity_fetch_log_timeline:
 * @duration_us: how long it took to build
 *
 * INFO: tracks, sampling intervals, gaps, hold.
 */
void celebrity_fetch_log_timeline (GstElement *element,
    const RekTimeline *timeline, gint64 duration_us);

G_END_DECLS
