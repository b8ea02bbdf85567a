/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-track-index: finds the tracks that are on at a time.
 */

#pragma once

#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

typedef struct _RekIndex RekIndex;

/**
 * RekIndexTime:
 * @start: tracks that start at or before this have started, ns
 * @end: tracks that end at or before this have ended, ns; at most @start
 *
 * A time to look up. @end is before @start if tracks last longer than when the
 * index was made.
 */
typedef struct {
  gint64 start;
  gint64 end;
} RekIndexTime;

/**
 * RekIndexPosition:
 * @n_started: how many tracks have started
 * @n_ended: how many tracks have ended
 * @from: the earliest time with the same numbers, ns
 * @until: the earliest later time without them, ns
 */
typedef struct {
  guint n_started;
  guint n_ended;
  RekIndexTime from;
  RekIndexTime until;
} RekIndexPosition;

/**
 * rek_index_new:
 * @tracks: (array length=n_tracks): by id; must outlive the index
 *
 * Returns: (transfer full): the index
 */
RekIndex *rek_index_new (const RekTrack *tracks, guint n_tracks);

void rek_index_free (RekIndex *index);

/**
 * rek_index_find_position:
 *
 * Costs O(log n).
 *
 * Returns: the position of @time
 */
RekIndexPosition rek_index_find_position (const RekIndex *index,
    const RekIndexTime *time);

/**
 * rek_index_step:
 * @position: (inout): a position
 * @time: neither of its times is before @position
 *
 * Goes forwards to @time if it is near: costs O(tracks that start or end on
 * the way).
 *
 * Returns: FALSE if it is too far; @position is unchanged
 */
gboolean rek_index_step (const RekIndex *index, RekIndexPosition *position,
    const RekIndexTime *time);

/**
 * rek_index_get_started:
 * @i: 0 to n_started - 1, in order of start
 *
 * Returns: the track, as an index into the array of tracks
 */
guint rek_index_get_started (const RekIndex *index, guint i);

/**
 * rek_index_find_tracks:
 * @position: the position of @time
 * @found: (element-type guint): the tracks that have started and have not
 *   ended are appended, as indices, in order of start
 *
 * Costs O(tracks found * log n).
 */
void rek_index_find_tracks (const RekIndex *index,
    const RekIndexPosition *position, const RekIndexTime *time, GArray *found);

/**
 * rek_timeline_get_index:
 *
 * Created with the timeline, so that a cursor is cheap to create.
 *
 * Returns: (transfer none): the index of the timeline's tracks
 */
const RekIndex *rek_timeline_get_index (const RekTimeline *timeline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekIndex, rek_index_free)

G_END_DECLS
