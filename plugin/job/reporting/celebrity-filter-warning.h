/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityfiltercheck: says when a filter leaves nobody of a job, which is
 * more often a misspelled name than what was meant.
 */

#pragma once

#include <gst/gst.h>

#include "timeline/rek-people-filter.h"
#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

/**
 * celebrity_filter_check:
 * @element: posts the message
 * @filter: (nullable): the people that are wanted
 *
 * Posts a warning if @filter matches nobody in the whole job. It names some of
 * those who are there. Costs O(detections).
 */
void celebrity_filter_check (GstElement *element, const RekTimeline *timeline,
    const RekPeopleFilter *filter);

G_END_DECLS
