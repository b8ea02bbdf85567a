/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-spans: a timeline as a list of who appears when. An appearance is one
 * person on screen without a break, in any number of tracks.
 */

#pragma once

#include "timeline/rek-people-filter.h"
#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

/**
 * RekSpan:
 *
 * The half-open interval [start, end), ns.
 */
typedef struct {
  gint64 start;
  gint64 end;
} RekSpan;

/**
 * RekAppearances:
 * @person: who; the timeline's
 * @spans: (element-type RekSpan): the appearances, at least one, in order of
 *   time; between two of them the person is not on screen
 */
typedef struct {
  const RekPerson *person;
  GArray *spans;
} RekAppearances;

/**
 * rek_appearances_list:
 * @timeline: must outlive the list
 * @min_confidence: only tracks whose best match reaches this, percent
 * @filter: (nullable): only these people; NULL: everybody
 *
 * Returns: (transfer full) (element-type RekAppearances): the people, in order
 *   of the starts of their first appearances
 */
GPtrArray *rek_appearances_list (const RekTimeline *timeline,
    double min_confidence, const RekPeopleFilter *filter);

G_END_DECLS
