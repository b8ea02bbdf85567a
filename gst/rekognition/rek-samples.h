/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-samples: the detections that a timeline is to be made of, person after
 * person.
 */

#pragma once

#include "rek-timeline.h"
#include "rek-tracker.h"

G_BEGIN_DECLS

/**
 * RekSamples:
 * @interval_ms: the job's sampling interval: from all detections, wanted or not
 * @items: those wanted; each person's together, in order of time
 * @max_identity: the greatest identity of a person
 * @ends: (array): the person with identity i has the items before ends[i], and
 *   from ends[i - 1] on
 */
typedef struct {
  guint64 interval_ms;
  RekSample *items;
  guint max_identity;
  guint *ends;
} RekSamples;

/**
 * rek_samples_init:
 * @samples: (out)
 * @cancellable: (nullable): once cancelled it returns soon, with the items in
 *   any order
 */
void rek_samples_init (RekSamples *samples, const RekResults *results,
    const RekTimelineSettings *settings, GCancellable *cancellable);

void rek_samples_clear (RekSamples *samples);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RekSamples, rek_samples_clear)

G_END_DECLS
