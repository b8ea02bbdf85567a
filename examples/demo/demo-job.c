/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "demo-job.h"

#include <math.h>

#include "demo-script.h"

#define DETECTIONS_PER_PAGE 500

/* Added before rounding, so that what lies halfway is rounded up on every
 * machine, however it calculates. */
#define HALF 0.500001

static void
append_number (GString *json, const char *name, double value, const char *after)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6g", value);
  g_string_append_printf (json, "\"%s\":%s%s", name, text, after);
}

/* Boxes end at whole pixels. */
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

/* A body is boxed as far as it is seen, a face whole. */
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
    const DemoSighting *sighting)
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
  append_number (json, "Confidence", sighting->confidence, ",");
  if (sighting->has_body) {
    const DemoBox body = cut_to_frame (&figure->body);

    append_box (json, &body);
  }
  if (sighting->has_face)
    append_face (json, figure);
  g_string_append_printf (json, "\"KnownGender\":{\"Type\":\"%s\"}}}",
      person->gender);
}

static GPtrArray *
build_detections (DemoShape shape)
{
  GPtrArray *detections = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DemoSampler) sampler = demo_sampler_new (shape);
  guint step = demo_shape_get_frames_per_sample (shape);

  for (guint frame = 0; frame < DEMO_N_FRAMES; frame += step) {
    DemoFigure figures[DEMO_MAX_FIGURES];
    guint n = demo_script_look (frame, figures);

    for (guint i = 0; i < n; i++) {
      DemoSighting sighting;
      GString *json;

      if (!demo_sampler_look (sampler, &figures[i], &sighting))
        continue;
      json = g_string_new (NULL);
      append_detection (json, frame, &figures[i], &sighting);
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
