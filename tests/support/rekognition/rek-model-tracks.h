/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-model-tracks: the reference model's way of joining detections into
 * tracks. Slow and plain; for tests only.
 */

#pragma once

#include "results/rek-results.h"

G_BEGIN_DECLS

/**
 * RekModelTrack:
 * @id: from 1
 * @person: of the first detection
 * @detections: (element-type RekDetection): in order of time, at least one, no
 *   two at one time
 */
typedef struct {
  guint id;
  const RekPerson *person;
  GPtrArray *detections;
} RekModelTrack;

/**
 * rek_model_intervals:
 * @detections: (element-type RekDetection): of a job, in any order
 * @all: (out): sampling interval of the detections, ns
 * @face: (out): of those that have a face's box, ns
 * @body: (out): of those that have a body's box, ns
 */
void rek_model_intervals (const GPtrArray *detections, guint64 *all,
    guint64 *face, guint64 *body);

/**
 * rek_model_tracks_new:
 * @detections: (element-type RekDetection): of a job, in any order
 * @max_gap: longest time between two detections of a track, inclusive, ns
 *
 * Returns: (transfer full) (element-type RekModelTrack): all tracks, by id
 */
GPtrArray *rek_model_tracks_new (const GPtrArray *detections, guint64 max_gap);

/**
 * rek_model_track_first:
 *
 * Returns: time of the track's first detection, ns
 */
gint64 rek_model_track_first (const RekModelTrack *track);

/**
 * rek_model_track_last:
 *
 * Returns: time of the track's last detection, ns
 */
gint64 rek_model_track_last (const RekModelTrack *track);

/**
 * rek_model_body:
 *
 * Returns: the body's box; REK_BOX_NONE: there is none
 */
RekBox rek_model_body (const RekDetection *detection);

/**
 * rek_model_confidence:
 *
 * Returns: the detection's confidence; 0 if it has none
 */
double rek_model_confidence (const RekDetection *detection);

/**
 * rek_model_intersection:
 *
 * Returns: area that two boxes have in common
 */
double rek_model_intersection (const RekBox *a, const RekBox *b);

G_END_DECLS
