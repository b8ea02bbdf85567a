/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-model-tracks: the part of the model that joins detections into tracks.
 */

#pragma once

#include <rekognition/rek-timeline.h>

G_BEGIN_DECLS

/**
 * rek_model_join:
 * @all: (element-type RekDetection): a job's detections
 * @ends: (element-type gint64): when each track ends is added here, ns
 *
 * Returns: (transfer full) (element-type GPtrArray): tracks, each an array of
 *   detections, in the order of their ids
 */
GPtrArray *rek_model_join (const GPtrArray *all,
    const RekTimelineSettings *settings, GArray *ends);

/**
 * rek_model_find_interval:
 *
 * Returns: the job's interval, ns
 */
guint64 rek_model_find_interval (const GPtrArray *all);

/**
 * rek_model_intersect:
 * @area: (out): what both cover
 *
 * Returns: whether they overlap
 */
gboolean rek_model_intersect (const RekBox *a, const RekBox *b, double *area);

G_END_DECLS
