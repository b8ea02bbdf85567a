/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-model: a reference model of who is on screen, for tests.
 *
 * Written from the specification alone. It is slow on purpose: it builds no
 * index and scans all detections of all tracks at each lookup.
 *
 * It omits the people filter, and the limit on how many tracks and detections
 * of one person are paired.
 */

#pragma once

#include "timeline/rek-presence.h"

G_BEGIN_DECLS

typedef struct _RekModel RekModel;

/**
 * RekModelPerson:
 * @track: id of the track
 * @detection: the track's last detection at or before the time; during the lead
 *   its first
 * @state: of the shown box
 * @face: where the face is now; REK_BOX_NONE: not known
 * @face_from: (nullable): the detection that the face is from
 * @face_to: (nullable): the detection whose face it moves to
 * @pose: of the face now; NANs if it is not known
 * @body: where the body is now; REK_BOX_NONE: not known
 * @appearance_start: of the track, ns
 *
 * One person on screen at one time, see RekPresence.
 */
typedef struct {
  guint track;
  const RekDetection *detection;
  RekState state;
  RekBox face;
  const RekDetection *face_from;
  const RekDetection *face_to;
  RekPose pose;
  RekBox body;
  gint64 appearance_start;
} RekModelPerson;

/**
 * rek_model_new:
 * @results: a job's results; a reference is kept
 * @settings: how to join them
 *
 * Returns: (transfer full): a model
 */
RekModel *rek_model_new (RekResults *results,
    const RekTimelineSettings *settings);

void rek_model_free (RekModel *model);

/**
 * rek_model_get_n_tracks:
 *
 * Returns: number of tracks; their ids count from 1
 */
guint rek_model_get_n_tracks (const RekModel *model);

/**
 * rek_model_get_intervals:
 * @all: (out): sampling interval of the detections, ns
 * @face: (out): of those that have a face's box, ns
 * @body: (out): of those that have a body's box, ns
 */
void rek_model_get_intervals (const RekModel *model, guint64 *all,
    guint64 *face, guint64 *body);

/**
 * rek_model_lookup:
 * @lookup: what to look up; its filter is ignored
 *
 * Returns: (transfer full) (element-type RekModelPerson): who is on screen, by
 *   track id
 */
GArray *rek_model_lookup (const RekModel *model, const RekLookup *lookup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekModel, rek_model_free)

G_END_DECLS
