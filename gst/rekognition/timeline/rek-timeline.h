/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-timeline: the detections of a job joined into tracks.
 *
 * A real job samples up to 15 frames per second. It has a body in every
 * detection and a face only in some, the confidence of the match swings from
 * one sample to the next, and people are missed now and then. So detections of
 * one person are joined into tracks over short gaps, face and body are two
 * sequences of their own in a track, and a confidence is a property of the
 * whole track. Timestamps are truncated to whole milliseconds: never match them
 * by equality.
 *
 * What is on screen at a time is looked up with a RekCursor. A timeline does
 * not depend on filters: they are applied by the lookup.
 *
 * Times are nanoseconds of stream time (the video starts at 0). Intervals are
 * half-open: [start, end).
 */

#pragma once

#include <gio/gio.h>

#include "results/rek-results.h"

G_BEGIN_DECLS

/**
 * REK_AUTOMATIC:
 *
 * For a duration: derived from the job's sampling intervals.
 */
#define REK_AUTOMATIC G_MAXUINT64

/**
 * REK_DEFAULT_FRAME_DURATION:
 *
 * The duration of a frame if it is unknown, ns.
 */
#define REK_DEFAULT_FRAME_DURATION G_GUINT64_CONSTANT (40000000)

/**
 * RekTimelineSettings:
 * @hold: how long a track's last detection, and a box before a gap, stays, ns;
 *   REK_AUTOMATIC: one sampling interval
 * @max_gap: the longest time between two detections of one track, and between
 *   two boxes of one kind that are joined, inclusive, ns; REK_AUTOMATIC: 2.5
 *   sampling intervals, at least 500 ms
 * @lead: how long before its first detection a track, and before its next
 *   detection a box that is not known, is already shown, ns
 */
typedef struct {
  guint64 hold;
  guint64 max_gap;
  guint64 lead;
} RekTimelineSettings;

/**
 * RekTiming:
 * @interval: the sampling interval, ns: the lower median of the differences of
 *   at most 1 s between consecutive distinct Timestamps among the first 100
 *   detections; 500 ms if there are none
 * @max_gap: the settings' value, or the automatic one for @interval, ns
 * @hold: likewise
 *
 * Time constants of the detections, of the faces or of the bodies of a job.
 */
typedef struct {
  guint64 interval;
  guint64 max_gap;
  guint64 hold;
} RekTiming;

/**
 * RekTimings:
 * @all: of the detections
 * @face: of those that have a face's box; the interval of @all if there are
 *   none
 * @body: of those that have a body's box; likewise
 * @lead: the settings' value, ns
 */
typedef struct {
  RekTiming all;
  RekTiming face;
  RekTiming body;
  guint64 lead;
} RekTimings;

/**
 * RekSequence:
 * @n: how many detections
 * @detections: (array length=n): in order of time
 */
typedef struct {
  guint n;
  const RekDetection *const *detections;
} RekSequence;

typedef struct _RekTrack RekTrack;

/**
 * RekTrack:
 * @id: from 1, in order of start, then id, name, left, top, width, height
 * @first_id: the id of the person's first track: a number for the person
 * @person: who; of the first detection
 * @confidence: of the track's best match, percent; 0 if none has any
 * @all: every detection, at least one
 * @faces: those of @all that have a face's box
 * @bodies: those of @all that have a body's box
 * @start: when the person is on from, lead included, ns
 * @end: when the person is no longer on, hold included, ns
 * @limit: when the person's first track begins that begins after this one's
 *   last detection, ns; G_MAXINT64: there is none. It ends this one
 * @previous: (nullable): among the person's tracks whose last detection is
 *   before this one's first, the one whose last detection is the latest
 * @appearance_start: the start of the first track in the chain of this person's
 *   tracks that ends with this one and in which the person is never off for 2 s
 *   or longer, ns, at least 0
 *
 * Detections of one person, none further than the longest gap from the one
 * before. Several tracks of one person may run at the same time (split screen).
 *
 * A frame that lasts longer than the hold extends a track: see
 * rek_track_get_end(). RekCursor takes that into account.
 */
struct _RekTrack {
  guint id;
  guint first_id;
  const RekPerson *person;
  double confidence;
  RekSequence all;
  RekSequence faces;
  RekSequence bodies;
  gint64 start;
  gint64 end;
  gint64 limit;
  const RekTrack *previous;
  gint64 appearance_start;
};

typedef struct _RekTimeline RekTimeline;

/**
 * rek_timeline_new:
 * @results: a job's results; a reference is kept
 * @settings: how to join them
 * @cancellable: (nullable): ends it within milliseconds; detections that are
 *   crafted to be similar may otherwise take minutes
 *
 * The timeline does not depend on the order of the detections.
 *
 * Returns: (transfer full) (nullable): an immutable timeline; NULL if it was
 *   cancelled
 */
RekTimeline *rek_timeline_new (RekResults *results,
    const RekTimelineSettings *settings, GCancellable *cancellable);

RekTimeline *rek_timeline_ref (RekTimeline *timeline);
void rek_timeline_unref (RekTimeline *timeline);

/**
 * rek_timeline_get_timings:
 *
 * Returns: (transfer none): the job's time constants
 */
const RekTimings *rek_timeline_get_timings (const RekTimeline *timeline);

/**
 * rek_timeline_get_info:
 *
 * Returns: (transfer none): what the results say about their job
 */
const RekJobInfo *rek_timeline_get_info (const RekTimeline *timeline);

/**
 * rek_timeline_get_tracks:
 * @n_tracks: (out) (optional): their number
 *
 * Returns: (transfer none) (array length=n_tracks): all tracks, by id
 */
const RekTrack *rek_timeline_get_tracks (const RekTimeline *timeline,
    guint *n_tracks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekTimeline, rek_timeline_unref)

G_END_DECLS
