/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-toc: a timeline as a table of contents: who appears where. Muxers
 * store it, and players show it as chapters.
 */

#pragma once

#include <gst/gst.h>

#include "celebrity-settings.h"
#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

/**
 * celebrity_toc_new:
 * @settings: which people, and the offset of stream time
 * @cancellable: ends it early
 *
 * One chapter per person, in order of start, from the first appearance to the
 * end of the last, with one sub-chapter per appearance. All have the name as
 * title. Times are stream time; parts before 0 are omitted.
 *
 * Costs O(appearances).
 *
 * Returns: (transfer full) (nullable): the table, which may be empty; NULL if
 *   it was cancelled
 */
GstToc *celebrity_toc_new (const RekTimeline *timeline,
    const CelebrityLookupSettings *settings, GCancellable *cancellable);

/**
 * celebrity_toc_send:
 * @element: posts the message
 * @is_update: whether one was sent before
 *
 * Pushes @toc downstream, serialised with the stream, and posts it. An empty
 * one is sent only as an update.
 *
 * Returns: whether it was sent
 */
gboolean celebrity_toc_send (GstElement *element, GstPad *src_pad, GstToc *toc,
    gboolean is_update);

G_END_DECLS
