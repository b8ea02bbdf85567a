/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-model: who is on screen at a time, worked out slowly and straight from
 * the words of the design, to check the timeline and the cursor against. It
 * shares no code with them.
 */

#pragma once

#include <rekognition/rek-cursor.h>

G_BEGIN_DECLS

typedef struct _RekModel RekModel;

/**
 * RekModelPerson:
 *
 * As RekPresence; @track counts from 1.
 */
typedef struct {
  guint track;
  const RekDetection *detection;
  const RekDetection *next;
  RekState state;
  RekBox face;
  RekBox body;
  RekPose pose;
} RekModelPerson;

/**
 * rek_model_new:
 * @results: a reference is kept
 */
RekModel *rek_model_new (RekResults *results,
    const RekTimelineSettings *settings);
void rek_model_free (RekModel *model);

guint64 rek_model_get_interval (const RekModel *model);
guint rek_model_get_n_tracks (const RekModel *model);

/**
 * rek_model_look:
 *
 * Goes through all detections of all tracks.
 *
 * Returns: (transfer full) (element-type RekModelPerson): who is on screen
 */
GArray *rek_model_look (const RekModel *model, const RekMoment *moment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekModel, rek_model_free)

G_END_DECLS
