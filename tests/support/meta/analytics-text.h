/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * analytics-text: a GstAnalyticsRelationMeta as text, for comparisons in tests.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * analytics_text:
 *
 * Returns: (transfer full): all metadata of @buffer with its relations, as
 *   `0 track 1 0-0; 1 cls A 0.5; 2 od A x,y wxh 0.5 relates 0`; times in
 *   milliseconds; "none" if there is no meta
 */
char *analytics_text (GstBuffer *buffer);

G_END_DECLS
