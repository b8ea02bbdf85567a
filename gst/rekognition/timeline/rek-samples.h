/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-samples: a job's detections, person by person, and its sampling
 * intervals.
 */

#pragma once

#include "results/rek-results.h"
#include "timeline/rek-tracker.h"

G_BEGIN_DECLS

/**
 * RekSamples:
 * @interval_ms: the job's sampling interval, milliseconds
 * @face_interval_ms: the same over the detections that have a face's box;
 *   @interval_ms if there are none
 * @body_interval_ms: likewise
 * @items: grouped by person, in order of time
 * @max_identity: the greatest identity of any person
 * @ends: (array): the person with identity i has the items from ends[i - 1] to
 *   before ends[i]
 */
typedef struct {
  guint interval_ms;
  guint face_interval_ms;
  guint body_interval_ms;
  RekSample *items;
  guint max_identity;
  guint *ends;
} RekSamples;

/**
 * rek_samples_init:
 * @samples: (out)
 * @cancellable: (nullable): once cancelled, it returns soon, with the items in
 *   any order
 */
void rek_samples_init (RekSamples *samples, const RekResults *results,
    GCancellable *cancellable);

void rek_samples_clear (RekSamples *samples);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RekSamples, rek_samples_clear)

G_END_DECLS
