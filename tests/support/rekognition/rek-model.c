/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/rekognition/rek-model.h"

#include "support/rekognition/rek-model-tracks.h"

#define MIN_AUTOMATIC_GAP (500 * G_GUINT64_CONSTANT (1000000))
#define APPEARANCE_GAP (2000 * G_GUINT64_CONSTANT (1000000))

struct _RekModel {
  RekResults *results;
  RekTimings timings;
  GPtrArray *tracks; /* of RekModelTrack, by id */
  gint64 *appearance_starts; /* of the tracks */
};

/* A box at one time. Not known if @from is NULL. */
typedef struct {
  RekBox box;
  RekState state;
  const RekDetection *from;
  const RekDetection *to;
  double fraction;
} Place;

typedef RekBox (*GetBox) (const RekDetection *detection);

/* Times that saturate. A time may be negative, a duration is any guint64. */

static gint64
later (gint64 time, guint64 duration)
{
  guint64 room = (guint64) G_MAXINT64 - (guint64) time;

  return duration > room ? G_MAXINT64 : (gint64) ((guint64) time + duration);
}

static gint64
earlier (gint64 time, guint64 duration)
{
  guint64 room = (guint64) time - (guint64) G_MININT64;

  return duration > room ? G_MININT64 : (gint64) ((guint64) time - duration);
}

/* Time constants. */

static RekTiming
make_timing (const RekTimelineSettings *settings, guint64 interval)
{
  RekTiming timing = { .interval = interval };

  timing.max_gap = settings->max_gap;
  if (settings->max_gap == REK_AUTOMATIC)
    timing.max_gap = MAX (interval * 5 / 2, MIN_AUTOMATIC_GAP);
  timing.hold = settings->hold;
  if (settings->hold == REK_AUTOMATIC)
    timing.hold = interval;
  return timing;
}

/* When a track is on. */

static gboolean
is_same_person (const RekModelTrack *a, const RekModelTrack *b)
{
  return a->person->identity == b->person->identity;
}

static gint64
get_end (const RekModel *model, const RekModelTrack *track, guint64 frame)
{
  gint64 last = rek_model_track_last (track);
  gint64 end = later (last, MAX (model->timings.all.hold, frame));

  for (guint i = 0; i < model->tracks->len; i++) {
    const RekModelTrack *other = model->tracks->pdata[i];

    if (is_same_person (other, track) && rek_model_track_first (other) > last)
      end = MIN (end, rek_model_track_first (other));
  }
  return end;
}

/* Ends of all tracks, by id from 0. */
static gint64 *
get_ends (const RekModel *model, guint64 frame)
{
  gint64 *ends = g_new (gint64, model->tracks->len);

  for (guint i = 0; i < model->tracks->len; i++)
    ends[i] = get_end (model, model->tracks->pdata[i], frame);
  return ends;
}

static gint64
get_start (const RekModel *model, const RekModelTrack *track,
    const gint64 *ends)
{
  gint64 first = rek_model_track_first (track);
  gint64 start = earlier (first, model->timings.lead);

  for (guint i = 0; i < model->tracks->len; i++) {
    const RekModelTrack *other = model->tracks->pdata[i];

    if (is_same_person (other, track) && rek_model_track_last (other) < first)
      start = MAX (start, ends[i]);
  }
  return start;
}

static gint64
get_appearance_start (const RekModel *model, const RekModelTrack *track,
    const gint64 *ends)
{
  gboolean has_chain = FALSE;
  gint64 chain_start = 0;
  gint64 latest_end = 0;

  for (guint i = 0; i < track->id; i++) {
    const RekModelTrack *other = model->tracks->pdata[i];
    gint64 start;

    if (!is_same_person (other, track))
      continue;
    start = get_start (model, other, ends);
    if (!has_chain || start >= later (latest_end, APPEARANCE_GAP))
      chain_start = start;
    latest_end = has_chain ? MAX (latest_end, ends[i]) : ends[i];
    has_chain = TRUE;
  }
  return MAX (chain_start, 0);
}

/* They don't depend on a lookup. */
static gint64 *
get_appearance_starts (const RekModel *model)
{
  g_autofree gint64 *ends = get_ends (model, REK_DEFAULT_FRAME_DURATION);
  gint64 *starts = g_new (gint64, model->tracks->len);

  for (guint i = 0; i < model->tracks->len; i++)
    starts[i] = get_appearance_start (model, model->tracks->pdata[i], ends);
  return starts;
}

/* Where a box is. */

static RekBox
get_face (const RekDetection *detection)
{
  return detection->face;
}

static double
move_value (double from, double to, double fraction)
{
  return from + (to - from) * fraction;
}

static RekBox
move_box (const RekBox *from, const RekBox *to, double fraction)
{
  return (RekBox){
    .left = move_value (from->left, to->left, fraction),
    .top = move_value (from->top, to->top, fraction),
    .width = move_value (from->width, to->width, fraction),
    .height = move_value (from->height, to->height, fraction),
  };
}

/* remainder() is exact and goes -180..180. */
static double
turn_angle (double from, double to, double fraction)
{
  double angle;

  if (isnan (from) || isnan (to))
    return from;
  angle = from + remainder (to - from, 360) * fraction;
  return angle < -180 || angle > 180 ? remainder (angle, 360) : angle;
}

static Place
stay_at (const RekDetection *detection, GetBox get_box, RekState state)
{
  return (
      Place){ .box = get_box (detection), .state = state, .from = detection };
}

static Place
go_between (const RekDetection *a, const RekDetection *b, GetBox get_box,
    const RekLookup *lookup, RekState state)
{
  Place place = stay_at (a, get_box, state);
  RekBox to = get_box (b);

  if (!lookup->interpolate || !(rek_model_intersection (&place.box, &to) > 0))
    return place;
  place.to = b;
  place.fraction = (double) (lookup->time - rek_detection_get_time (a)) /
      (double) (rek_detection_get_time (b) - rek_detection_get_time (a));
  place.box = move_box (&place.box, &to, place.fraction);
  if (state != REK_STATE_DETECTED)
    place.state = REK_STATE_INTERPOLATED;
  return place;
}

/* @track must be on. */
static Place
find_place (const RekModel *model, const RekModelTrack *track,
    const RekTiming *timing, GetBox get_box, const RekLookup *lookup)
{
  const RekDetection *a = NULL, *b = NULL;
  gint64 time = lookup->time;
  gint64 a_time = 0, b_time = 0;
  RekState state = REK_STATE_HELD;

  for (guint i = 0; i < track->detections->len; i++) {
    const RekDetection *detection = track->detections->pdata[i];
    RekBox box = get_box (detection);

    if (!rek_box_is_set (&box))
      continue;
    if (rek_detection_get_time (detection) <= time)
      a = detection;
    else if (b == NULL)
      b = detection;
  }
  if (a != NULL) {
    a_time = rek_detection_get_time (a);
    if ((guint64) (time - a_time) < lookup->frame_duration)
      state = REK_STATE_DETECTED;
  }
  if (b != NULL)
    b_time = rek_detection_get_time (b);

  if (a != NULL && b != NULL && (guint64) (b_time - a_time) <= timing->max_gap)
    return go_between (a, b, get_box, lookup, state);
  if (a != NULL &&
      time < later (a_time, MAX (timing->hold, lookup->frame_duration)))
    return stay_at (a, get_box, state);
  if (b != NULL && time >= earlier (b_time, model->timings.lead))
    return stay_at (b, get_box, REK_STATE_HELD);
  return (Place){ .box = REK_BOX_NONE };
}

/* Who is on screen. */

static double
get_best_confidence (const RekModelTrack *track)
{
  double best = 0;

  for (guint i = 0; i < track->detections->len; i++)
    best = MAX (best, rek_model_confidence (track->detections->pdata[i]));
  return best;
}

static const RekDetection *
find_detection (const RekModelTrack *track, gint64 time)
{
  const RekDetection *found = track->detections->pdata[0];

  for (guint i = 0; i < track->detections->len; i++) {
    if (rek_detection_get_time (track->detections->pdata[i]) <= time)
      found = track->detections->pdata[i];
  }
  return found;
}

static RekState
choose_state (const Place *face, const Place *body,
    const RekDetection *detection, const RekLookup *lookup)
{
  gint64 age = lookup->time - rek_detection_get_time (detection);
  const Place *shown = NULL;

  switch (lookup->box) {
    case REK_BOX_CHOICE_AUTO:
    case REK_BOX_CHOICE_BOTH:
      shown = face->from != NULL ? face : body;
      break;
    case REK_BOX_CHOICE_FACE:
      shown = face;
      break;
    case REK_BOX_CHOICE_BODY:
      shown = body;
      break;
    default:
      g_assert_not_reached ();
  }
  if (shown->from != NULL)
    return shown->state;
  return age >= 0 && (guint64) age < lookup->frame_duration ? REK_STATE_DETECTED
                                                            : REK_STATE_HELD;
}

static RekPose
get_pose (const Place *face)
{
  const RekPose *from, *to;

  if (face->from == NULL)
    return (RekPose){ NAN, NAN, NAN };
  if (face->to == NULL)
    return face->from->pose;
  from = &face->from->pose;
  to = &face->to->pose;
  return (RekPose){
    .roll = turn_angle (from->roll, to->roll, face->fraction),
    .yaw = turn_angle (from->yaw, to->yaw, face->fraction),
    .pitch = turn_angle (from->pitch, to->pitch, face->fraction),
  };
}

static RekModelPerson
make_person (const RekModel *model, const RekModelTrack *track,
    const RekLookup *lookup)
{
  Place face =
      find_place (model, track, &model->timings.face, get_face, lookup);
  Place body =
      find_place (model, track, &model->timings.body, rek_model_body, lookup);

  const RekDetection *detection = find_detection (track, lookup->time);

  return (RekModelPerson){
    .track = track->id,
    .detection = detection,
    .state = choose_state (&face, &body, detection, lookup),
    .face = face.box,
    .face_from = face.from,
    .face_to = face.to,
    .pose = get_pose (&face),
    .body = body.box,
    .appearance_start = model->appearance_starts[track->id - 1],
  };
}

GArray *
rek_model_lookup (const RekModel *model, const RekLookup *lookup)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (RekModelPerson));
  g_autofree gint64 *ends = get_ends (model, lookup->frame_duration);

  for (guint i = 0; i < model->tracks->len; i++) {
    const RekModelTrack *track = model->tracks->pdata[i];
    RekModelPerson person;

    if (lookup->time >= ends[i] ||
        lookup->time < get_start (model, track, ends) ||
        !(get_best_confidence (track) >= lookup->min_confidence))
      continue;
    person = make_person (model, track, lookup);
    g_array_append_val (people, person);
  }
  return people;
}

/* The model. */

RekModel *
rek_model_new (RekResults *results, const RekTimelineSettings *settings)
{
  RekModel *model = g_new0 (RekModel, 1);
  guint64 all, face, body;

  model->results = rek_results_ref (results);
  rek_model_intervals (results->detections, &all, &face, &body);
  model->timings.all = make_timing (settings, all);
  model->timings.face = make_timing (settings, face);
  model->timings.body = make_timing (settings, body);
  model->timings.lead = settings->lead;
  model->tracks =
      rek_model_tracks_new (results->detections, model->timings.all.max_gap);
  model->appearance_starts = get_appearance_starts (model);
  return model;
}

void
rek_model_free (RekModel *model)
{
  g_free (model->appearance_starts);
  g_ptr_array_unref (model->tracks);
  rek_results_unref (model->results);
  g_free (model);
}

guint
rek_model_get_n_tracks (const RekModel *model)
{
  return model->tracks->len;
}

void
rek_model_get_intervals (const RekModel *model, guint64 *all, guint64 *face,
    guint64 *body)
{
  *all = model->timings.all.interval;
  *face = model->timings.face.interval;
  *body = model->timings.body.interval;
}
