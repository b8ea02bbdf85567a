/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-presence.h"

#include "timeline/rek-box.h"

/* In degrees, in the shorter direction; @a if either is unknown. */
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

/* One kind of box of a track around a time: the last detection that has it at
 * or before the time, and the next one. */
typedef struct {
  const RekDetection *last;
  const RekDetection *next;
} Pair;

/* The box of one kind at a time: that of @from, or between those of @from and
 * @to. Both NULL: it is not known. */
typedef struct {
  const RekDetection *from;
  const RekDetection *to;
  double fraction;
} Place;

static Pair
get_pair (const RekSequence *sequence, guint n_past)
{
  Pair pair = { NULL, NULL };

  if (n_past > 0)
    pair.last = sequence->detections[n_past - 1];
  if (n_past < sequence->n)
    pair.next = sequence->detections[n_past];
  return pair;
}

static guint64
get_age (const RekDetection *detection, gint64 time)
{
  return (guint64) (time - rek_detection_get_time (detection));
}

static gboolean
is_joined (const Pair *pair, const RekTiming *timing)
{
  return pair->last != NULL && pair->next != NULL &&
      get_age (pair->last, rek_detection_get_time (pair->next)) <=
      timing->max_gap;
}

/* Returns: whether the box is already shown, @lead before its next detection */
static gboolean
is_led (const Pair *pair, gint64 time, guint64 lead)
{
  return pair->next != NULL &&
      (guint64) rek_detection_get_time (pair->next) - (guint64) time <= lead;
}

static const RekBox *
get_body (const RekDetection *detection)
{
  return detection->body;
}

static const RekBox *
get_face (const RekDetection *detection)
{
  return &detection->face;
}

static Place
locate (const Pair *pair, const RekLookup *lookup, const RekTiming *timing,
    guint64 lead, const RekBox *(*get_box) (const RekDetection *) )
{
  Place place = { NULL, NULL, 0.0 };

  if (is_joined (pair, timing)) {
    place.from = pair->last;
    if (lookup->interpolate &&
        rek_box_get_intersection (get_box (pair->last), get_box (pair->next)) >
            0.0) {
      gint64 from = rek_detection_get_time (pair->last);
      gint64 to = rek_detection_get_time (pair->next);

      place.to = pair->next;
      place.fraction = (double) (lookup->time - from) / (double) (to - from);
    }
  } else if (pair->last != NULL &&
      get_age (pair->last, lookup->time) <
          MAX (timing->hold, lookup->frame_duration)) {
    place.from = pair->last;
  } else if (is_led (pair, lookup->time, lead)) {
    place.from = pair->next;
  }
  return place;
}

static RekBox
get_box_at (const Place *place, const RekTurn *turn,
    const RekBox *(*get_box) (const RekDetection *) )
{
  RekBox box;

  if (place->from == NULL)
    return REK_BOX_NONE;

  box = *get_box (place->from);
  if (place->to != NULL)
    box = rek_box_between (&box, get_box (place->to), place->fraction);
  return rek_box_turn (&box, turn);
}

static RekPose
get_pose_at (const Place *place)
{
  if (place->from == NULL)
    return (RekPose){ NAN, NAN, NAN };
  if (place->to == NULL)
    return place->from->pose;
  return get_pose_between (&place->from->pose, &place->to->pose,
      place->fraction);
}

static gboolean
is_detected (const RekDetection *detection, const RekLookup *lookup)
{
  return rek_detection_get_time (detection) <= lookup->time &&
      get_age (detection, lookup->time) < lookup->frame_duration;
}

static RekState
get_state (const RekPresence *presence, const RekLookup *lookup,
    const Place *face, const Place *body)
{
  gboolean is_body;
  gboolean has_box =
      rek_presence_get_box (presence, lookup->box, &is_body) != NULL;
  const Place *place = is_body ? body : face;
  const RekDetection *from = has_box ? place->from : NULL;

  if (is_detected (from != NULL ? from : presence->detection, lookup))
    return REK_STATE_DETECTED;
  return from != NULL && place->to != NULL ? REK_STATE_INTERPOLATED
                                           : REK_STATE_HELD;
}

void
rek_presence_init (RekPresence *presence, const RekTrack *track,
    const RekTrackPosition *position, const RekLookup *lookup,
    const RekTimings *timings)
{
  const Pair faces = get_pair (&track->faces, position->faces);
  const Pair bodies = get_pair (&track->bodies, position->bodies);
  const Place face =
      locate (&faces, lookup, &timings->face, timings->lead, get_face);
  const Place body =
      locate (&bodies, lookup, &timings->body, timings->lead, get_body);

  presence->track = track;
  presence->detection =
      track->all.detections[position->all > 0 ? position->all - 1 : 0];
  presence->face = get_box_at (&face, &lookup->turn, get_face);
  presence->face_from = face.from;
  presence->face_to = face.to;
  presence->face_fraction = face.fraction;
  presence->pose = get_pose_at (&face);
  presence->body = get_box_at (&body, &lookup->turn, get_body);
  presence->turn = lookup->turn;
  presence->state = get_state (presence, lookup, &face, &body);
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

/* If a type occurs more than once, the first landmark of one detection
 * corresponds to the first of the other, and so on. */
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

/* Its position in the picture that the service saw. */
static RekPoint
get_landmark_at (const RekPresence *presence, guint index)
{
  const RekDetection *from = presence->face_from;
  RekPoint point = from->landmarks[index];
  const RekPoint *target;

  if (presence->face_to == NULL)
    return point;

  target = find_landmark (presence->face_to, from->landmark_types, index);
  if (target == NULL)
    return point;
  return (RekPoint){
    .x = rek_between (point.x, target->x, presence->face_fraction),
    .y = rek_between (point.y, target->y, presence->face_fraction),
  };
}

RekPoint
rek_presence_get_landmark (const RekPresence *presence, guint index)
{
  const RekDetection *from = presence->face_from;
  const RekPoint none = { NAN, NAN };
  RekPoint point;

  g_return_val_if_fail (from != NULL && from->landmark_types != NULL, none);
  g_return_val_if_fail (index < from->landmark_types->n_types, none);

  point = get_landmark_at (presence, index);
  return rek_point_turn (&point, &presence->turn);
}
