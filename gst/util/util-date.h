/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-date: dates in HTTP headers (Date, Retry-After) and of the expiration of
 * credentials.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekutil_date_parse_http:
 * @value: (nullable): a date in the preferred format of RFC 9110, for example
 *   "Sun, 06 Nov 1994 08:49:37 GMT"
 * @time_us: (out): the time, microseconds since 1970; only set on success
 *
 * Returns: FALSE if @value is not such a date
 */
gboolean rekutil_date_parse_http (const char *value, gint64 *time_us);

/**
 * rekutil_date_parse_iso8601:
 * @text: (nullable): a calendar date and a time in ISO 8601, with or without
 *   separators: "2026-01-31T12:00:00Z", "20260131T120000,5+0100",
 *   "2026-01-31 12:00z". A space may replace the T and precede the zone; "UTC",
 *   which old tools write, is accepted as the zone. A time without a zone is UTC
 * @time_us: (out): the time, microseconds since 1970; only set on success
 *
 * Returns: FALSE if @text is not such a time; week dates and ordinal dates are
 *   not supported
 */
gboolean rekutil_date_parse_iso8601 (const char *text, gint64 *time_us);

/**
 * rekutil_date_from_seconds:
 * @seconds: seconds since 1970, possibly with a fraction
 * @time_us: (out): the time, microseconds since 1970; only set on success
 *
 * Returns: FALSE if @seconds is not a time in the years 1970 to 9999
 */
gboolean rekutil_date_from_seconds (double seconds, gint64 *time_us);

G_END_DECLS
