/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-settings-warnings: warns of settings that are allowed but are
 * rarely what was meant.
 */

#pragma once

#include <gst/gst.h>

#include "timeline/rek-people-filter.h"
#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

/**
 * celebrity_warn_of_ratio:
 * @element: posts the message
 * @min_confidence: percent
 *
 * Posts a warning if @min_confidence looks like a ratio.
 *
 * Returns: whether it did
 */
gboolean celebrity_warn_of_ratio (GstElement *element, double min_confidence);

/**
 * celebrity_warn_of_filter:
 * @element: posts the message
 * @filter: (nullable): the people that are wanted
 *
 * Posts a warning if @filter matches nobody in the whole job. It names some of
 * those who are there. Costs O(detections).
 */
void celebrity_warn_of_filter (GstElement *element, const RekTimeline *timeline,
    const RekPeopleFilter *filter);

G_END_DECLS
