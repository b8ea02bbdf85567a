/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "demo-sampler.h"

/* In dense jobs: a face in each third detection, in one of so many cases only
 * in the fourth; one of so many detections drops out; the match is weak for
 * one of so many faces. */
#define SAMPLES_PER_FACE 3
#define LATE_FACE_ODDS 8
#define DROP_OUT_ODDS 40
#define WEAK_MATCH_ODDS 4

typedef struct {
  const char *name;
  guint frames_per_sample;
  gboolean has_face;
  gboolean has_body;
} Shape;

static const Shape shapes[DEMO_N_SHAPES] = {
  [DEMO_SHAPE_DENSE] = { "dense", 2, TRUE, TRUE },
  [DEMO_SHAPE_SPARSE] = { "sparse", 15, TRUE, FALSE },
  [DEMO_SHAPE_BODY] = { "body", 2, FALSE, TRUE },
};

/* One person, for as long as they are in the picture. */
typedef struct {
  guint32 noise;
  guint samples_to_face;
  gboolean was_detected;
  double confidence;
} Subject;

struct _DemoSampler {
  const Shape *shape;
  GHashTable *subjects;
  guint32 n_subjects;
};

const char *
demo_shape_get_name (DemoShape shape)
{
  return shapes[shape].name;
}

gboolean
demo_shape_parse (const char *name, DemoShape *shape)
{
  for (guint i = 0; i < DEMO_N_SHAPES; i++) {
    if (!g_str_equal (shapes[i].name, name))
      continue;
    *shape = i;
    return TRUE;
  }
  return FALSE;
}

guint
demo_shape_get_frames_per_sample (DemoShape shape)
{
  return shapes[shape].frames_per_sample;
}

DemoSampler *
demo_sampler_new (DemoShape shape)
{
  DemoSampler *self = g_new0 (DemoSampler, 1);

  self->shape = &shapes[shape];
  self->subjects = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
demo_sampler_free (DemoSampler *self)
{
  g_hash_table_unref (self->subjects);
  g_free (self);
}

/* Marsaglia's xorshift: integers only, so that it is the same everywhere. */
static guint32
draw_number (Subject *subject)
{
  subject->noise ^= subject->noise << 13;
  subject->noise ^= subject->noise >> 17;
  subject->noise ^= subject->noise << 5;
  return subject->noise >> 8;
}

static gboolean
draw_one_in (Subject *subject, guint odds)
{
  return draw_number (subject) % odds == 0;
}

static Subject *
get_subject (DemoSampler *self, const DemoPerson *person)
{
  Subject *subject = g_hash_table_lookup (self->subjects, person);

  if (subject != NULL)
    return subject;
  subject = g_new0 (Subject, 1);
  subject->noise = 0x9e3779b9u * ++self->n_subjects;
  g_hash_table_insert (self->subjects, (gpointer) person, subject);
  return subject;
}

/* Whether it is time for a face. A match is as good as the face that it was
 * made from, until there is another. */
static gboolean
take_turn (Subject *subject)
{
  if (subject->samples_to_face > 0) {
    subject->samples_to_face--;
    return FALSE;
  }
  subject->samples_to_face = SAMPLES_PER_FACE - 1;
  if (draw_one_in (subject, LATE_FACE_ODDS))
    subject->samples_to_face++;
  subject->confidence = draw_one_in (subject, WEAK_MATCH_ODDS)
      ? 50 + draw_number (subject) % 12
      : 84 + draw_number (subject) % 17;
  return TRUE;
}

static gboolean
look_at_body (DemoSampler *self, const DemoFigure *figure,
    DemoSighting *sighting)
{
  Subject *subject = get_subject (self, figure->person);
  gboolean has_turn;

  if (subject->was_detected && draw_one_in (subject, DROP_OUT_ODDS)) {
    subject->was_detected = FALSE;
    return FALSE;
  }
  subject->was_detected = TRUE;
  has_turn = take_turn (subject);
  sighting->has_body = TRUE;
  sighting->has_face =
      self->shape->has_face && has_turn && !figure->from_behind;
  sighting->confidence = subject->confidence;
  return TRUE;
}

gboolean
demo_sampler_look (DemoSampler *self, const DemoFigure *figure,
    DemoSighting *sighting)
{
  double visible = demo_figure_get_visible_part (figure);

  if (visible < DEMO_MIN_VISIBLE_PART) {
    Subject *subject = g_hash_table_lookup (self->subjects, figure->person);

    /* Whoever comes back is recognized by the face at once. */
    if (subject != NULL) {
      subject->samples_to_face = 0;
      subject->was_detected = FALSE;
    }
    return FALSE;
  }
  if (self->shape->has_body)
    return look_at_body (self, figure, sighting);
  sighting->has_face = !figure->from_behind;
  sighting->has_body = FALSE;
  sighting->confidence = 88 + 11 * visible - 4 * ABS (figure->turn);
  return sighting->has_face;
}
