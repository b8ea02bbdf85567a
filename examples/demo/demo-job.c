/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "demo-job.h"

#include <math.h>

#define DETECTIONS_PER_PAGE 500

/* Added before rounding down. Slightly more than 0.5, so that values halfway
 * between pixels are rounded up on every machine in spite of rounding errors. */
#define HALF 0.500001

/* In dense jobs every third detection has a face. Of the faces, one in
 * LATE_FACE_ODDS comes a sample later, and one in WEAK_MATCH_ODDS gives a weak
 * match. Of all detections, one in DROP_OUT_ODDS is missing. */
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

/* The state of one person. @noise: state of the pseudo-random numbers, which
 * are the same on every machine and in every run. */
typedef struct {
  guint32 noise;
  guint samples_to_face;
  gboolean was_detected;
  double confidence;
} Subject;

/* Decides which people the service detects. @subjects: DemoPerson -> Subject */
typedef struct {
  const Shape *shape;
  GHashTable *subjects;
} Sampler;

/* How a person is detected; @confidence: match confidence, percent. */
typedef struct {
  gboolean has_face;
  gboolean has_body;
  double confidence;
} Detection;

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

/* Marsaglia's xorshift, which uses only integers. */
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
get_subject (Sampler *self, const DemoPerson *person)
{
  Subject *subject = g_hash_table_lookup (self->subjects, person);

  if (subject != NULL)
    return subject;
  subject = g_new0 (Subject, 1);
  subject->noise = 0x9e3779b9u * (g_hash_table_size (self->subjects) + 1);
  g_hash_table_insert (self->subjects, (gpointer) person, subject);
  return subject;
}

/* Returns: whether this sample has a face. The match confidence depends on the
 * latest face. */
static gboolean
has_face_now (Subject *subject)
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
detect_body (Sampler *self, const DemoFigure *figure, Detection *detection)
{
  Subject *subject = get_subject (self, figure->person);
  gboolean is_face_sample;

  if (subject->was_detected && draw_one_in (subject, DROP_OUT_ODDS)) {
    subject->was_detected = FALSE;
    return FALSE;
  }
  subject->was_detected = TRUE;
  is_face_sample = has_face_now (subject);
  detection->has_body = TRUE;
  detection->has_face =
      self->shape->has_face && is_face_sample && !figure->from_behind;
  detection->confidence = subject->confidence;
  return TRUE;
}

/* Must be called for each figure in each sampled frame, in order of time.
 * Returns: whether the person is detected, with @detection set */
static gboolean
detect (Sampler *self, const DemoFigure *figure, Detection *detection)
{
  double visible = demo_figure_get_visible_part (figure);

  if (visible < DEMO_MIN_VISIBLE_PART) {
    Subject *subject = g_hash_table_lookup (self->subjects, figure->person);

    /* When the person comes back, the first sample has a face. */
    if (subject != NULL) {
      subject->samples_to_face = 0;
      subject->was_detected = FALSE;
    }
    return FALSE;
  }
  if (self->shape->has_body)
    return detect_body (self, figure, detection);
  detection->has_face = !figure->from_behind;
  detection->has_body = FALSE;
  detection->confidence = 88 + 11 * visible - 4 * ABS (figure->turn);
  return detection->has_face;
}

static void
append_number (GString *json, const char *name, double value, const char *after)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6g", value);
  g_string_append_printf (json, "\"%s\":%s%s", name, text, after);
}

/* The edges of boxes are at whole pixels. */
static double
round_to (double value, int size)
{
  return floor (value * size + HALF) / size;
}

static DemoBox
round_box (const DemoBox *box)
{
  double left = round_to (box->left, DEMO_WIDTH);
  double top = round_to (box->top, DEMO_HEIGHT);

  return (DemoBox){ left, top,
    round_to (box->left + box->width, DEMO_WIDTH) - left,
    round_to (box->top + box->height, DEMO_HEIGHT) - top };
}

/* The box of a body contains its visible part, the box of a face all of it. */
static DemoBox
cut_to_frame (const DemoBox *box)
{
  double left = MAX (box->left, 0);
  double top = MAX (box->top, 0);

  return (DemoBox){ left, top, MIN (box->left + box->width, 1) - left,
    MIN (box->top + box->height, 1) - top };
}

static void
append_box (GString *json, const DemoBox *box)
{
  const DemoBox rounded = round_box (box);

  g_string_append (json, "\"BoundingBox\":{");
  append_number (json, "Width", rounded.width, ",");
  append_number (json, "Height", rounded.height, ",");
  append_number (json, "Left", rounded.left, ",");
  append_number (json, "Top", rounded.top, "},");
}

static void
append_landmarks (GString *json, const DemoFigure *figure)
{
  static const char *const types[DEMO_N_LANDMARKS] = {
    [DEMO_LANDMARK_EYE_LEFT] = "eyeLeft",
    [DEMO_LANDMARK_EYE_RIGHT] = "eyeRight",
    [DEMO_LANDMARK_MOUTH_LEFT] = "mouthLeft",
    [DEMO_LANDMARK_MOUTH_RIGHT] = "mouthRight",
    [DEMO_LANDMARK_NOSE] = "nose",
  };

  g_string_append (json, "\"Landmarks\":[");
  for (guint i = 0; i < DEMO_N_LANDMARKS; i++) {
    double x;
    double y;

    demo_figure_get_landmark (figure, i, &x, &y);
    g_string_append_printf (json, "%s{\"Type\":\"%s\",", i > 0 ? "," : "",
        types[i]);
    append_number (json, "X", x, ",");
    append_number (json, "Y", y, "}");
  }
  g_string_append (json, "],");
}

static void
append_face (GString *json, const DemoFigure *figure)
{
  double size = figure->head.height;

  g_string_append (json, "\"Face\":{");
  append_box (json, &figure->head);
  append_number (json, "Confidence", 99 + size, ",");
  append_landmarks (json, figure);
  g_string_append (json, "\"Pose\":{");
  append_number (json, "Roll", 0, ",");
  append_number (json, "Yaw", 25 * figure->turn, ",");
  append_number (json, "Pitch", 2.5, "},\"Quality\":{");
  append_number (json, "Brightness", 78.5, ",");
  append_number (json, "Sharpness", 80 + 40 * size, "}},");
}

static void
append_detection (GString *json, guint frame, const DemoFigure *figure,
    const Detection *detection)
{
  const DemoPerson *person = figure->person;

  g_string_append_printf (json,
      "{\"Timestamp\":%" G_GINT64_FORMAT ",\"Celebrity\":{\"Urls\":[",
      demo_script_get_milliseconds (frame));
  for (guint i = 0; person->urls[i] != NULL; i++)
    g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "",
        person->urls[i]);
  g_string_append_printf (json, "],\"Name\":\"%s\",\"Id\":\"%s\",",
      person->name, person->id);
  append_number (json, "Confidence", detection->confidence, ",");
  if (detection->has_body) {
    const DemoBox body = cut_to_frame (&figure->body);

    append_box (json, &body);
  }
  if (detection->has_face)
    append_face (json, figure);
  g_string_append_printf (json, "\"KnownGender\":{\"Type\":\"%s\"}}}",
      person->gender);
}

static GPtrArray *
build_detections (DemoShape shape)
{
  GPtrArray *detections = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) subjects =
      g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Sampler sampler = { &shapes[shape], subjects };
  guint step = demo_shape_get_frames_per_sample (shape);

  for (guint frame = 0; frame < DEMO_N_FRAMES; frame += step) {
    DemoFigure figures[DEMO_MAX_FIGURES];
    guint n = demo_script_get_figures (frame, figures);

    for (guint i = 0; i < n; i++) {
      Detection detection;
      GString *json;

      if (!detect (&sampler, &figures[i], &detection))
        continue;
      json = g_string_new (NULL);
      append_detection (json, frame, &figures[i], &detection);
      g_ptr_array_add (detections, g_string_free (json, FALSE));
    }
  }
  return detections;
}

static void
append_head (GString *json)
{
  g_string_append_printf (json,
      "{\"JobStatus\":\"SUCCEEDED\",\"VideoMetadata\":{\"Codec\":\"vp8\","
      "\"DurationMillis\":%" G_GINT64_FORMAT ",\"Format\":\"WebM\","
      "\"FrameRate\":29.97002983093262,\"FrameHeight\":%d,\"FrameWidth\":%d,"
      "\"ColorRange\":\"LIMITED\"},",
      demo_script_get_milliseconds (DEMO_N_FRAMES), DEMO_HEIGHT, DEMO_WIDTH);
}

GString *
demo_job_build (DemoShape shape)
{
  g_autoptr (GPtrArray) detections = build_detections (shape);
  GString *json = g_string_new (NULL);
  guint n_pages =
      (detections->len + DETECTIONS_PER_PAGE - 1) / DETECTIONS_PER_PAGE;

  for (guint page = 0; page < n_pages; page++) {
    guint first = page * DETECTIONS_PER_PAGE;
    guint end = MIN (first + DETECTIONS_PER_PAGE, detections->len);

    append_head (json);
    if (end < detections->len)
      g_string_append_printf (json, "\"NextToken\":\"page-%u\",", page + 2);
    g_string_append (json, "\"Celebrities\":[");
    for (guint i = first; i < end; i++) {
      g_string_append (json, i > first ? "," : "");
      g_string_append (json, g_ptr_array_index (detections, i));
    }
    g_string_append (json,
        "],\"JobId\":\"" DEMO_JOB_ID "\",\"Video\":{\"S3Object\":{"
        "\"Bucket\":\"example-bucket\",\"Name\":\"demo-film.webm\"}}}\n");
  }
  return json;
}
