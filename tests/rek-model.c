/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-model.h"

#include "rek-model-tracks.h"

#define MS G_GINT64_CONSTANT (1000000)

struct _RekModel {
  RekResults *results;
  GPtrArray *tracks;
  GArray *ends;
  guint64 interval;
};

RekModel *
rek_model_new (RekResults *results, const RekTimelineSettings *settings)
{
  RekModel *model = g_new0 (RekModel, 1);

  model->results = rek_results_ref (results);
  model->ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  model->tracks = rek_model_join (results->detections, settings, model->ends);
  model->interval = rek_model_find_interval (results->detections);
  return model;
}

void
rek_model_free (RekModel *model)
{
  g_ptr_array_unref (model->tracks);
  g_array_unref (model->ends);
  rek_results_unref (model->results);
  g_free (model);
}

guint64
rek_model_get_interval (const RekModel *model)
{
  return model->interval;
}

guint
rek_model_get_n_tracks (const RekModel *model)
{
  return model->tracks->len;
}

static double
mix (double a, double b, double part)
{
  return a * (1 - part) + b * part;
}

static void
move_box (RekBox *box, const RekBox *to, double part)
{
  box->left = mix (box->left, to->left, part);
  box->top = mix (box->top, to->top, part);
  box->width = mix (box->width, to->width, part);
  box->height = mix (box->height, to->height, part);
}

static void
turn (double *angle, double to, double part)
{
  double way = to - *angle;

  if (isnan (way))
    return;
  if (way > 180)
    way -= 360;
  if (way < -180)
    way += 360;
  *angle += way * part;
  if (*angle > 180)
    *angle -= 360;
  if (*angle < -180)
    *angle += 360;
}

static RekState
find_state (const RekModelPerson *person, const RekMoment *moment,
    gboolean face_moves, gboolean body_moves)
{
  const RekDetection *detection = person->detection;
  gboolean shows_face =
      moment->box != REK_BOX_CHOICE_BODY && !isnan (detection->face.width);
  gboolean shows_body = moment->box != REK_BOX_CHOICE_FACE && !shows_face;

  if (moment->time - detection->timestamp_ms * MS <
      (gint64) moment->frame_duration)
    return REK_STATE_DETECTED;
  if ((shows_face && face_moves) || (shows_body && body_moves))
    return REK_STATE_INTERPOLATED;
  return REK_STATE_HELD;
}

static RekModelPerson
make_person (guint track, const RekDetection *detection,
    const RekDetection *next, const RekMoment *moment)
{
  RekModelPerson person = { track, detection, next, REK_STATE_HELD,
    detection->face, detection->body != NULL ? *detection->body : REK_BOX_NONE,
    detection->pose };
  gboolean interpolates = moment->interpolate && next != NULL;
  double area;
  gboolean face_moves = interpolates &&
      rek_model_intersect (&detection->face, &next->face, &area);
  gboolean body_moves = interpolates && detection->body != NULL &&
      next->body != NULL &&
      rek_model_intersect (detection->body, next->body, &area);
  double part = 0;

  if (interpolates)
    part = ((double) moment->time / MS - (double) detection->timestamp_ms) /
        (double) (next->timestamp_ms - detection->timestamp_ms);
  if (face_moves) {
    move_box (&person.face, &next->face, part);
    turn (&person.pose.roll, next->pose.roll, part);
    turn (&person.pose.yaw, next->pose.yaw, part);
    turn (&person.pose.pitch, next->pose.pitch, part);
  }
  if (body_moves)
    move_box (&person.body, next->body, part);
  person.state = find_state (&person, moment, face_moves, body_moves);
  return person;
}

GArray *
rek_model_look (const RekModel *model, const RekMoment *moment)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (RekModelPerson));

  for (guint i = 0; i < model->tracks->len; i++) {
    const GPtrArray *track = model->tracks->pdata[i];

    for (guint j = 0; j < track->len; j++) {
      const RekDetection *detection = track->pdata[j];
      const RekDetection *next =
          j + 1 < track->len ? track->pdata[j + 1] : NULL;
      gint64 end = next != NULL ? next->timestamp_ms * MS
                                : g_array_index (model->ends, gint64, i);

      if (detection->timestamp_ms * MS <= moment->time && moment->time < end) {
        RekModelPerson person = make_person (i + 1, detection, next, moment);

        g_array_append_val (people, person);
      }
    }
  }
  return people;
}
