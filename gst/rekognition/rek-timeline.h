/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-timeline: who is on screen at time t.
 *
 * The service samples faces about every half second and cuts a frame's time
 * down to whole milliseconds, so nothing is ever matched by equality: the
 * detections of one person are joined into tracks, and a detection is on from
 * its Timestamp until the next of its track; the track's last one for a while
 * ("hold"), or until a later track of that person starts. On means
 * start <= t < end.
 *
 * Times are nanoseconds of stream time (the video starts at 0).
 */

#pragma once

#include <gio/gio.h>

#include "rek-results.h"

G_BEGIN_DECLS

/**
 * REK_AUTOMATIC:
 *
 * For a duration: derived from the job's sampling interval.
 */
#define REK_AUTOMATIC G_MAXUINT64

/**
 * RekTimelineSettings:
 * @min_confidence: leave out detections below, percent; where it is over 0,
 *   detections without a confidence are left out too
 * @celebrities: (nullable) (array zero-terminated=1): only people whose name
 *   or id is among these; NULL or empty: everybody
 * @hold: how long a track's last detection stays on, ns, or REK_AUTOMATIC:
 *   one interval
 * @max_gap: longest time between two detections of one track, inclusive, ns,
 *   or REK_AUTOMATIC: 2.5 intervals
 *
 * Filters apply before tracks are built; the interval is taken from all
 * detections.
 */
typedef struct {
  double min_confidence;
  const char *const *celebrities;
  guint64 hold;
  guint64 max_gap;
} RekTimelineSettings;

typedef struct _RekTimeline RekTimeline;

/**
 * rek_timeline_new:
 * @results: a job's results; a reference is kept
 * @settings: how to join and what to leave out
 *
 * @cancellable: (nullable): ends it within milliseconds; detections made to be
 *   hard to tell apart may take it minutes
 *
 * What comes out does not depend on the order of the detections. While it is
 * made it takes 16 bytes a detection beside what is kept.
 *
 * Returns: (transfer full) (nullable): an immutable timeline; NULL where it was
 *   cancelled
 */
RekTimeline *rek_timeline_new (RekResults *results,
    const RekTimelineSettings *settings, GCancellable *cancellable);

RekTimeline *rek_timeline_ref (RekTimeline *timeline);
void rek_timeline_unref (RekTimeline *timeline);

/**
 * rek_timeline_get_interval:
 *
 * Lower median of those differences of at most 1 s between consecutive
 * distinct Timestamps of the job; 500 ms where there are none.
 *
 * Returns: nanoseconds
 */
guint64 rek_timeline_get_interval (const RekTimeline *timeline);

/**
 * rek_timeline_get_info:
 *
 * Returns: (transfer none): what the results say about their job
 */
const RekJobInfo *rek_timeline_get_info (const RekTimeline *timeline);

/**
 * RekTrack:
 * @id: from 1, in order of start, then id, name, left, top
 * @first_id: id of the person's first track: a number for the person
 * @person: who; of the first detection
 * @detections: (array length=n_detections): in order of time
 * @end: when the last detection is no longer on, ns
 *
 * Detections of one person, none further than the largest gap from the one
 * before. Of one person several tracks may run at a time (split screen).
 */
typedef struct {
  guint id;
  guint first_id;
  const RekPerson *person;
  guint n_detections;
  const RekDetection *const *detections;
  gint64 end;
} RekTrack;

/**
 * rek_timeline_get_tracks:
 * @n_tracks: (out) (optional): their number
 *
 * Returns: (transfer none) (array length=n_tracks): all tracks, by id
 */
const RekTrack *rek_timeline_get_tracks (const RekTimeline *timeline,
    guint *n_tracks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekTimeline, rek_timeline_unref)

/**
 * RekBoxChoice:
 * @REK_BOX_CHOICE_AUTO: the face's, else the body's
 * @REK_BOX_CHOICE_FACE: the face's only
 * @REK_BOX_CHOICE_BODY: the body's only
 * @REK_BOX_CHOICE_BOTH: both; the face's counts as the person's, else the
 *   body's
 *
 * Which box of a person is shown.
 */
typedef enum {
  REK_BOX_CHOICE_AUTO,
  REK_BOX_CHOICE_FACE,
  REK_BOX_CHOICE_BODY,
  REK_BOX_CHOICE_BOTH,
} RekBoxChoice;

/**
 * RekState:
 * @REK_STATE_DETECTED: the time is less than one frame after the Timestamp
 * @REK_STATE_INTERPOLATED: between two detections, the shown box moves from
 *   the one's to the other's
 * @REK_STATE_HELD: the shown box stays that of the detection
 */
typedef enum {
  REK_STATE_DETECTED,
  REK_STATE_INTERPOLATED,
  REK_STATE_HELD,
} RekState;

/**
 * RekPresence:
 * @track: which track
 * @detection: the last detection at or before the time; what does not move is
 *   this one's
 * @next: (nullable): the track's next detection
 * @state: of the shown box
 * @face: where the face is now, or REK_BOX_NONE
 * @body: where the body is now, or REK_BOX_NONE
 * @pose: of the face now; NANs where there is none
 * @fraction: how far between @detection and @next the face is, 0..1; 0 where
 *   it does not move
 *
 * One person on screen at one time.
 */
typedef struct {
  const RekTrack *track;
  const RekDetection *detection;
  const RekDetection *next;
  RekState state;
  RekBox face;
  RekBox body;
  RekPose pose;
  double fraction;
} RekPresence;

/**
 * rek_presence_get_box:
 * @choice: which box is wanted
 * @is_body: (out) (optional): whether it is the body's
 *
 * The one place that knows what each choice shows.
 *
 * Returns: (transfer none) (nullable): the box that stands for the person;
 *   NULL where there is none of that choice
 */
const RekBox *rek_presence_get_box (const RekPresence *presence,
    RekBoxChoice choice, gboolean *is_body);

/**
 * rek_presence_get_landmark:
 * @index: which of the detection's landmarks
 *
 * A landmark that both detections have moves with the face; another stays.
 *
 * Returns: where it is now
 */
RekPoint rek_presence_get_landmark (const RekPresence *presence, guint index);

G_END_DECLS
