/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-tracker: joins the detections of one person into tracks.
 */

#pragma once

#include <gio/gio.h>

#include "results/rek-detection.h"

G_BEGIN_DECLS

/**
 * REK_TRACKER_MAX_OPEN:
 *
 * How many tracks of one person may be open at the same time, and how many of a
 * person's detections at one Timestamp (the leftmost) may continue them. The
 * service finds at most a hundred faces in a frame, so no real job reaches it.
 * The limit keeps crafted data, with thousands of faces of one person in a
 * frame, from costing quadratic time or worse. Detections beyond it become
 * tracks of one detection each.
 */
#define REK_TRACKER_MAX_OPEN 128

/**
 * RekSample:
 * @track: index of the track it went to
 *
 * Kept small: there is one per detection while a timeline is built.
 */
typedef struct {
  const RekDetection *detection;
  guint track;
} RekSample;

/**
 * RekDraft:
 * @first: the first detection
 * @start_ms: its Timestamp
 * @last_ms: the Timestamp of the last detection
 * @confidence: of the best match, percent; 0 if none has any
 * @n_detections: how many there are
 * @n_faces: how many of them have a face's box
 * @n_bodies: how many of them have a body's box
 *
 * A track that is being built.
 */
typedef struct {
  const RekDetection *first;
  gint64 start_ms;
  gint64 last_ms;
  double confidence;
  guint n_detections;
  guint n_faces;
  guint n_bodies;
} RekDraft;

/**
 * rek_tracker_join:
 * @samples: (inout) (array length=n_samples): one person's detections in order
 *   of time; on return, those that count are at the front, with their tracks,
 *   still in order of time
 * @max_gap: the longest time between two detections of one track, inclusive, ns
 * @drafts: (element-type RekDraft): the person's tracks are appended, in the
 *   order of their ids
 * @cancellable: (nullable): once cancelled, it returns soon, with an incomplete
 *   result
 *
 * Returns: how many samples count: all but the duplicates
 */
guint rek_tracker_join (RekSample *samples, guint n_samples, guint64 max_gap,
    GArray *drafts, GCancellable *cancellable);

G_END_DECLS
