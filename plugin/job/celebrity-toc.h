/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritytoc: a timeline as a table of contents, who appears where, which
 * muxers keep and players show as chapters.
 */

#pragma once

#include <gst/gst.h>

#include "celebrity-settings.h"
#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

/**
 * celebrity_toc_new:
 * @settings: who is shown, and the offset of stream time
 * @cancellable: ends it early
 *
 * A chapter a person, in order of start, from the first appearance to the end
 * of the last; in it a chapter an appearance. All have the name as title. Times
 * are stream time; what is before its start is left out.
 *
 * Takes time by the number of appearances.
 *
 * Returns: (transfer full) (nullable): the table, which may be empty; NULL where
 *   it was cancelled
 */
GstToc *celebrity_toc_new (const RekTimeline *timeline,
    const CelebrityLookupSettings *settings, GCancellable *cancellable);

/**
 * celebrity_toc_send:
 * @element: who posts
 * @is_update: whether one was sent before
 *
 * Sends @toc downstream, serialised with the stream, and posts it; an empty one
 * only as an update.
 *
 * Returns: whether it was sent
 */
gboolean celebrity_toc_send (GstElement *element, GstPad *src_pad, GstToc *toc,
    gboolean is_update);

G_END_DECLS
