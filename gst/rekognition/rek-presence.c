/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-presence.h"

#include "rek-box.h"

/* Degrees, by the shorter way round; @a where either is not known. */
static double
get_angle_between (double a, double b, double fraction)
{
  double angle = a + remainder (b - a, 360.0) * fraction;

  if (!isfinite (angle))
    return a;
  return fabs (angle) > 180.0 ? remainder (angle, 360.0) : angle;
}

static RekPose
get_pose_between (const RekPose *a, const RekPose *b, double fraction)
{
  return (RekPose){
    .roll = get_angle_between (a->roll, b->roll, fraction),
    .yaw = get_angle_between (a->yaw, b->yaw, fraction),
    .pitch = get_angle_between (a->pitch, b->pitch, fraction),
  };
}

static double
get_fraction (const RekPresence *presence, gint64 time)
{
  gint64 from = rek_detection_get_time (presence->detection);
  gint64 until = rek_detection_get_time (presence->next);

  return (double) (time - from) / (double) (until - from);
}

/* Moves what moves and says for each box whether it does. */
static void
interpolate (RekPresence *presence, gint64 time, gboolean *face_moves,
    gboolean *body_moves)
{
  const RekDetection *next = presence->next;
  double fraction = get_fraction (presence, time);

  *face_moves = rek_box_get_intersection (&presence->face, &next->face) > 0.0;
  *body_moves = next->body != NULL &&
      rek_box_get_intersection (&presence->body, next->body) > 0.0;

  if (*face_moves) {
    presence->fraction = fraction;
    presence->face = rek_box_between (&presence->face, &next->face, fraction);
    presence->pose = get_pose_between (&presence->pose, &next->pose, fraction);
  }
  if (*body_moves)
    presence->body = rek_box_between (&presence->body, next->body, fraction);
}

static RekState
get_state (const RekPresence *presence, const RekMoment *moment,
    gboolean face_moves, gboolean body_moves)
{
  guint64 age =
      (guint64) (moment->time - rek_detection_get_time (presence->detection));
  gboolean is_body;

  if (age < moment->frame_duration)
    return REK_STATE_DETECTED;
  if (rek_presence_get_box (presence, moment->box, &is_body) == NULL)
    return REK_STATE_HELD;
  return (is_body ? body_moves : face_moves) ? REK_STATE_INTERPOLATED
                                             : REK_STATE_HELD;
}

void
rek_presence_init (RekPresence *presence, const RekTrack *track, guint index,
    const RekMoment *moment)
{
  const RekDetection *detection = track->detections[index];
  gboolean has_next = index + 1 < track->n_detections;
  gboolean face_moves = FALSE;
  gboolean body_moves = FALSE;

  presence->track = track;
  presence->detection = detection;
  presence->next = has_next ? track->detections[index + 1] : NULL;
  presence->face = detection->face;
  presence->body = detection->body != NULL ? *detection->body : REK_BOX_NONE;
  presence->pose = detection->pose;
  presence->fraction = 0.0;

  if (has_next && moment->interpolate)
    interpolate (presence, moment->time, &face_moves, &body_moves);
  presence->state = get_state (presence, moment, face_moves, body_moves);
}

const RekBox *
rek_presence_get_box (const RekPresence *presence, RekBoxChoice choice,
    gboolean *is_body)
{
  gboolean has_face = rek_box_is_set (&presence->face);
  gboolean has_body = rek_box_is_set (&presence->body);
  gboolean shows_face = choice != REK_BOX_CHOICE_BODY && has_face;
  gboolean shows_body =
      choice != REK_BOX_CHOICE_FACE && !shows_face && has_body;

  if (is_body != NULL)
    *is_body = shows_body;
  if (shows_face)
    return &presence->face;
  return shows_body ? &presence->body : NULL;
}

/* A type that occurs more than once stands for as many landmarks: the first of
 * one detection belongs to the first of the other, and so on. */
static const RekPoint *
find_landmark (const RekDetection *detection, const RekLandmarkTypes *types,
    guint index)
{
  const RekLandmarkTypes *others = detection->landmark_types;
  guint n_before = 0;

  if (others == types)
    return &detection->landmarks[index];
  if (others == NULL)
    return NULL;

  for (guint i = 0; i < index; i++) {
    if (types->types[i] == types->types[index])
      n_before++;
  }
  for (guint i = 0; i < others->n_types; i++) {
    if (others->types[i] == types->types[index] && n_before-- == 0)
      return &detection->landmarks[i];
  }
  return NULL;
}

RekPoint
rek_presence_get_landmark (const RekPresence *presence, guint index)
{
  const RekDetection *detection = presence->detection;
  const RekPoint none = { NAN, NAN };
  RekPoint point;
  const RekPoint *target;

  g_return_val_if_fail (detection->landmark_types != NULL, none);
  g_return_val_if_fail (index < detection->landmark_types->n_types, none);

  point = detection->landmarks[index];
  if (!(presence->fraction > 0.0))
    return point;

  target = find_landmark (presence->next, detection->landmark_types, index);
  if (target == NULL)
    return point;
  return (RekPoint){
    .x = rek_between (point.x, target->x, presence->fraction),
    .y = rek_between (point.y, target->y, presence->fraction),
  };
}
