/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-track-extent: when a track starts and ends, lead and hold included, and
 * how the tracks of one person limit each other.
 */

#pragma once

#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

/**
 * rek_tracks_link:
 * @tracks: (inout) (array length=n_tracks): all tracks of a job, by id, with
 *   their detections; previous, limit, start, end and appearance_start are set
 * @max_identity: the greatest identity of any person
 * @timings: the job's time constants
 */
void rek_tracks_link (RekTrack *tracks, guint n_tracks, guint max_identity,
    const RekTimings *timings);

/**
 * rek_track_get_end:
 * @hold: how long the last detection stays, ns
 *
 * Returns: when the person is no longer on, ns
 */
gint64 rek_track_get_end (const RekTrack *track, guint64 hold);

/**
 * rek_track_get_start:
 * @hold: how long the last detection of the person's earlier tracks stays, ns
 * @lead: how long before its first detection the track is shown, ns
 *
 * Returns: when the person is on from, ns
 */
gint64 rek_track_get_start (const RekTrack *track, guint64 hold, guint64 lead);

G_END_DECLS
