/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-presence: one person on screen at one time: who, where, and whether that
 * was detected, interpolated or held.
 */

#pragma once

#include "timeline/rek-people-filter.h"
#include "timeline/rek-timeline.h"
#include "timeline/rek-box.h"

G_BEGIN_DECLS

/**
 * RekBoxChoice:
 * @REK_BOX_CHOICE_AUTO: the face's if it is known, else the body's
 * @REK_BOX_CHOICE_FACE: the face's only
 * @REK_BOX_CHOICE_BODY: the body's only
 * @REK_BOX_CHOICE_BOTH: both; the face's stands for the person if it is known,
 *   else the body's
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
 * @REK_STATE_DETECTED: the time is less than one frame after a detection that
 *   has the shown box; if no box is shown, after any detection of the track
 * @REK_STATE_INTERPOLATED: the shown box moves from one detection's to the next
 *   one's
 * @REK_STATE_HELD: the shown box stays that of a detection; also between
 *   detections if no box is shown
 */
typedef enum {
  REK_STATE_DETECTED,
  REK_STATE_INTERPOLATED,
  REK_STATE_HELD,
} RekState;

/**
 * RekLookup:
 * @time: stream time, ns; may be negative
 * @frame_duration: how long the frame lasts, ns
 * @interpolate: move boxes between samples
 * @box: which box is shown
 * @min_confidence: show only tracks whose best match reaches this, percent
 * @filter: (nullable): show only these people; NULL: everybody
 * @turn: from the picture that the service saw to the frame
 *
 * What to look up.
 */
typedef struct {
  gint64 time;
  guint64 frame_duration;
  gboolean interpolate;
  RekBoxChoice box;
  double min_confidence;
  const RekPeopleFilter *filter;
  RekTurn turn;
} RekLookup;

/**
 * RekPresence:
 * @track: which track
 * @detection: the track's last detection at or before the time; during the lead
 *   its first. its name, confidence and everything that is not the face's apply
 * @state: of the shown box
 * @face: where the face is now; REK_BOX_NONE: not known
 * @face_from: (nullable): the detection that the face is from, and that its
 *   quality and attributes are of; NULL: the face is not known
 * @face_to: (nullable): the detection whose face it moves to; NULL: it does not
 *   move
 * @face_fraction: how far it has moved, 0..1
 * @pose: of the face now; NANs if it is not known
 * @body: where the body is now; REK_BOX_NONE: not known
 * @turn: the lookup's; @face and @body are turned already
 *
 * One person on screen at one time.
 */
typedef struct {
  const RekTrack *track;
  const RekDetection *detection;
  RekState state;
  RekBox face;
  const RekDetection *face_from;
  const RekDetection *face_to;
  double face_fraction;
  RekPose pose;
  RekBox body;
  RekTurn turn;
} RekPresence;

/**
 * rek_presence_get_box:
 * @choice: which box is wanted
 * @is_body: (out) (optional): whether it is the body's
 *
 * The only function that knows what each choice shows.
 *
 * Returns: (transfer none) (nullable): the box that stands for the person; NULL
 *   if none of that choice is known
 */
const RekBox *rek_presence_get_box (const RekPresence *presence,
    RekBoxChoice choice, gboolean *is_body);

/**
 * rek_presence_get_landmark:
 * @index: which of the landmarks of @presence->face_from
 *
 * A landmark that both detections have moves with the face; others stay.
 *
 * Returns: where it is now, turned as the boxes are
 */
RekPoint rek_presence_get_landmark (const RekPresence *presence, guint index);

/**
 * RekTrackPosition:
 * @all: how many of the track's detections are at or before the time
 * @faces: how many of its faces
 * @bodies: how many of its bodies
 *
 * The position of a time in a track.
 */
typedef struct {
  guint all;
  guint faces;
  guint bodies;
} RekTrackPosition;

/**
 * rek_presence_init:
 * @presence: (out caller-allocates): the presence
 * @track: a track that is on at the time
 * @position: the position of the time in it
 * @lookup: what to look up
 * @timings: the job's time constants
 */
void rek_presence_init (RekPresence *presence, const RekTrack *track,
    const RekTrackPosition *position, const RekLookup *lookup,
    const RekTimings *timings);

G_END_DECLS
