/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-index: finds the tracks that are on at a time among many.
 *
 * Starts and ends of tracks cut time into stretches within which the same
 * tracks are on. A place is one of these stretches.
 */

#pragma once

#include "rek-timeline.h"

G_BEGIN_DECLS

typedef struct _RekIndex RekIndex;

/**
 * RekPlace:
 * @n_started: how many tracks have started: those before this one by id
 * @n_ended: how many tracks have ended
 * @from: since when the same tracks are on, ns
 * @until: until when (exclusive)
 */
typedef struct {
  guint n_started;
  guint n_ended;
  gint64 from;
  gint64 until;
} RekPlace;

/**
 * rek_index_new:
 * @tracks: (array length=n_tracks): in order of start; must outlive the index
 *
 * Returns: (transfer full): the index
 */
RekIndex *rek_index_new (const RekTrack *tracks, guint n_tracks);

void rek_index_free (RekIndex *index);

/**
 * rek_index_find_place:
 *
 * Costs O(log n).
 *
 * Returns: where @time is
 */
RekPlace rek_index_find_place (const RekIndex *index, gint64 time);

/**
 * rek_index_step:
 * @place: (inout): a place
 * @time: a time after @place
 *
 * Goes forwards to @time if it is near: costs O(tracks that start or end on
 * the way).
 *
 * Returns: FALSE where it is too far; @place is as it was
 */
gboolean rek_index_step (const RekIndex *index, RekPlace *place, gint64 time);

/**
 * rek_index_find_tracks:
 * @place: where
 * @time: a time there
 * @found: (element-type guint): indices of tracks are added, in order
 *
 * Costs O(tracks found * log n).
 */
void rek_index_find_tracks (const RekIndex *index, const RekPlace *place,
    gint64 time, GArray *found);

/**
 * rek_timeline_get_index:
 *
 * Made with the timeline, so that a cursor costs nothing to make.
 *
 * Returns: (transfer none): the index of the timeline's tracks
 */
const RekIndex *rek_timeline_get_index (const RekTimeline *timeline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekIndex, rek_index_free)

G_END_DECLS
