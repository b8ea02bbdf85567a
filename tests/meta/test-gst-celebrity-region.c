/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/meta/meta-boxes.h"
#include "support/meta/meta-fixtures.h"
#include "support/meta/meta-text.h"

#include <gst/video/video.h>
#include "gst-celebrity-region.h"

static void
add_region_of_others (GstBuffer *buffer, gint id, gint parent_id)
{
  GstVideoRegionOfInterestMeta *region =
      gst_buffer_add_video_region_of_interest_meta (buffer, "cat", 1, 2, 3, 4);

  region->id = id;
  region->parent_id = parent_id;
}

/* If the width is 0, there is no rectangle. */
typedef struct {
  const char *name;
  RekBox box;
  guint width;
  guint height;
  GstCelebrityRectangle expected;
} PixelCase;

static const PixelCase pixel_cases[] = {
  { "inside", { 0.25, 0.5, 0.125, 0.25 }, 640, 480, { 160, 240, 80, 120 } },
  { "odd-size", { 0.1, 0.2, 0.5, 0.25 }, 641, 479, { 64, 96, 321, 120 } },
  { "rounded-out", { 0.106, 0.0, 0.05, 0.5 }, 100, 100, { 11, 0, 5, 50 } },
  { "rounded-in", { 0.104, 0.0, 0.05, 0.5 }, 100, 100, { 10, 0, 5, 50 } },
  { "over-left", { -0.25, 0.25, 0.5, 0.5 }, 100, 100, { 0, 25, 25, 50 } },
  { "over-top", { 0.25, -0.25, 0.5, 0.5 }, 100, 100, { 25, 0, 50, 25 } },
  { "over-right", { 0.75, 0.25, 0.5, 0.5 }, 100, 100, { 75, 25, 24, 50 } },
  { "over-bottom", { 0.25, 0.75, 0.5, 0.5 }, 100, 100, { 25, 75, 50, 24 } },
  { "over-all", { -1.0, -1.0, 3.0, 3.0 }, 100, 100, { 0, 0, 99, 99 } },
  { "whole", { 0.0, 0.0, 1.0, 1.0 }, 1920, 1080, { 0, 0, 1919, 1079 } },
  { "touches-right", { 0.5, 0.5, 0.5, 0.25 }, 100, 100, { 50, 50, 49, 25 } },
  { "touches-bottom", { 0.5, 0.5, 0.25, 0.5 }, 100, 100, { 50, 50, 25, 49 } },
  { "rounds-to-the-edge", { 0.5, 0.5, 0.496, 0.25 }, 100, 100,
      { 50, 50, 49, 25 } },
  { "left-of-it", { -0.5, 0.25, 0.25, 0.25 }, 100, 100, { 0 } },
  { "right-of-it", { 1.25, 0.25, 0.25, 0.25 }, 100, 100, { 0 } },
  { "above-it", { 0.25, -0.5, 0.25, 0.25 }, 100, 100, { 0 } },
  { "below-it", { 0.25, 1.25, 0.25, 0.25 }, 100, 100, { 0 } },
  { "ends-at-the-left-edge", { -0.25, 0.25, 0.25, 0.25 }, 100, 100, { 0 } },
  { "begins-at-the-right-edge", { 1.0, 0.25, 0.25, 0.25 }, 100, 100, { 0 } },
  { "in-the-last-column", { 0.99, 0.25, 0.01, 0.25 }, 100, 100, { 0 } },
  { "one-pixel", { 0.25, 0.25, 0.015625, 0.015625 }, 64, 64, { 16, 16, 1, 1 } },
  { "less-than-a-pixel", { 0.25, 0.25, 0.009, 0.5 }, 100, 100, { 0 } },
  { "less-across-a-half", { 0.251, 0.25, 0.008, 0.5 }, 100, 100, { 0 } },
  { "less-than-a-pixel-high", { 0.25, 0.25, 0.5, 0.009 }, 100, 100, { 0 } },
  { "less-is-left", { -0.495, 0.25, 0.5, 0.5 }, 100, 100, { 0 } },
  { "no-size", { 0.25, 0.25, 0.0, 0.0 }, 100, 100, { 0 } },
  { "column", { 0.0, 0.0, 1.0, 1.0 }, 1, 100, { 0 } },
  { "row", { 0.0, 0.0, 1.0, 1.0 }, 100, 1, { 0 } },
  { "two-pixels", { 0.0, 0.0, 1.0, 1.0 }, 2, 2, { 0, 0, 1, 1 } },
  { "no-frame", { 0.0, 0.0, 1.0, 1.0 }, 0, 0, { 0 } },
  { "huge", { -1e9, -1e9, 2e9, 2e9 }, 100, 100, { 0, 0, 99, 99 } },
  { "huge-frame", { 0.5, 0.5, 1.0, 1.0 }, G_MAXINT, G_MAXINT,
      { 1073741824, 1073741824, 1073741822, 1073741822 } },
  { "far-away", { 1e9, 1e9, 1.0, 1.0 }, 100, 100, { 0 } },
  { "infinite", { -INFINITY, 0.0, INFINITY, 1.0 }, 100, 100, { 0 } },
  { "not-a-number", { NAN, 0.0, 0.5, 0.5 }, 100, 100, { 0 } },
};

static void
test_pixels (gconstpointer data)
{
  const PixelCase *test = data;
  GstCelebrityRectangle found = { 0 };
  gboolean is_there = gst_celebrity_region_get_pixels (&test->box, test->width,
      test->height, &found);

  g_assert_cmpint (is_there, ==, test->expected.w > 0);
  if (!is_there)
    return;
  g_assert_cmpuint (found.x, ==, test->expected.x);
  g_assert_cmpuint (found.y, ==, test->expected.y);
  g_assert_cmpuint (found.w, ==, test->expected.w);
  g_assert_cmpuint (found.h, ==, test->expected.h);
  g_assert_cmpuint (found.x + found.w, <=, test->width - 1);
  g_assert_cmpuint (found.y + found.h, <=, test->height - 1);
}

/* Metas of other elements: regions with these ids and parents, up to the first
 * with neither (@n of them), and a record that refers to @record_id and
 * @record_body_id. Expected are the ids of three people. */
typedef struct {
  const char *name;
  guint n;
  struct {
    gint id;
    gint parent_id;
  } others[6];
  gint record_id;
  gint record_body_id;
  gint expected[3];
} IdCase;

static const IdCase id_cases[] = {
  { "alone", 0, { { 0, 0 } }, 0, 0, { 1, 2, 3 } },
  { "one-before", 1, { { 1, 0 } }, 0, 0, { 2, 3, 4 } },
  { "one-between", 1, { { 2, 0 } }, 0, 0, { 1, 3, 4 } },
  { "in-no-order", 3, { { 5, 0 }, { 1, 0 }, { 3, 0 } }, 0, 0, { 2, 4, 6 } },
  { "without-ids", 2, { { 0, 0 }, { 0, 0 } }, 0, 0, { 1, 2, 3 } },
  { "duplicates", 4, { { 2, 0 }, { 1, 0 }, { 2, 0 }, { 1, 0 } }, 0, 0,
      { 3, 4, 5 } },
  { "absurd", 5,
      { { G_MAXINT, 0 }, { -1, 0 }, { G_MININT, -7 }, { 0, G_MAXINT },
          { 1, 0 } },
      0, 0, { 2, 3, 4 } },
  { "lost-parent", 1, { { 4, 1 } }, 0, 0, { 2, 3, 5 } },
  { "lost-regions-of-a-record", 1, { { 3, 0 } }, 1, 4, { 2, 5, 6 } },
};

static void
add_others (GstBuffer *buffer, const IdCase *test)
{
  for (guint i = 0; i < test->n; i++)
    add_region_of_others (buffer, test->others[i].id,
        test->others[i].parent_id);
  if (test->record_id != 0) {
    g_auto (GValue) celebrities = G_VALUE_INIT;
    GValue value = G_VALUE_INIT;

    g_value_init (&celebrities, GST_TYPE_ARRAY);
    g_value_init (&value, GST_TYPE_STRUCTURE);
    gst_value_array_append_value (&celebrities, &value);
    g_value_take_boxed (&value,
        gst_structure_new ("celebrity", "roi-id", G_TYPE_INT, test->record_id,
            "body-roi-id", G_TYPE_INT, test->record_body_id, NULL));
    gst_value_array_append_and_take_value (&celebrities, &value);
    gst_structure_set_value (
        gst_custom_meta_get_structure (
            gst_buffer_add_custom_meta (buffer, GST_CELEBRITY_META_NAME)),
        "celebrities", &celebrities);
  }
}

static void
test_ids (gconstpointer data)
{
  static const RekDataRow rows[] = {
    { 0, "a", "A", 0, FACE, NONE },
    { 0, "b", "B", 0, FACE, NONE },
    { 0, "c", "C", 0, FACE, NONE },
  };
  const IdCase *test = data;
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autofree char *before = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_auto (MetaScene) scene = { 0 };

  meta_scene_init (&scene, rows, G_N_ELEMENTS (rows), 0);
  add_others (buffer, test);
  before = meta_text_regions (buffer);

  meta_scene_attach (&scene, buffer, REK_BOX_CHOICE_AUTO, META_SCENE_TYPES);
  found = meta_text_regions (buffer);
  expected = g_strdup_printf ("%s%sA %d/0 " FACE_PIXELS "; B %d/0 " FACE_PIXELS
                              "; C %d/0 " FACE_PIXELS,
      before, *before != '\0' ? "; " : "", test->expected[0], test->expected[1],
      test->expected[2]);
  g_assert_cmpstr (found, ==, expected);
}

/* @shown is the record of the shown box; the ratios do not depend on it. */
typedef struct {
  const char *name;
  RekBoxChoice choice;
  RekBox face;
  RekBox body;
  const char *regions;
  const char *shown;
} ChoiceCase;

#define AUTO REK_BOX_CHOICE_AUTO
#define BOTH REK_BOX_CHOICE_BOTH
#define FACE_ONLY REK_BOX_CHOICE_FACE
#define BODY_ONLY REK_BOX_CHOICE_BODY

static const ChoiceCase choice_cases[] = {
  { "auto", AUTO, FACE, BODY, "A 1/0 " FACE_PIXELS,
      " roi-id=(gint)1 box='face'" },
  { "auto-no-face", AUTO, NONE, BODY, "A 1/0 " BODY_PIXELS,
      " roi-id=(gint)1 box='body'" },
  { "auto-no-box", AUTO, NONE, NONE, "", "" },
  { "auto-outside", AUTO, OUTSIDE, BODY, "", " box='face'" },
  { "face", FACE_ONLY, FACE, BODY, "A 1/0 " FACE_PIXELS,
      " roi-id=(gint)1 box='face'" },
  { "face-none", FACE_ONLY, NONE, BODY, "", "" },
  { "body", BODY_ONLY, FACE, BODY, "A 1/0 " BODY_PIXELS,
      " roi-id=(gint)1 box='body'" },
  { "body-none", BODY_ONLY, FACE, NONE, "", "" },
  { "both", BOTH, FACE, BODY, "A 1/2 " FACE_PIXELS "; A 2/0 " BODY_PIXELS,
      " roi-id=(gint)1 box='face' body-roi-id=(gint)2" },
  { "both-no-body", BOTH, FACE, NONE, "A 1/0 " FACE_PIXELS,
      " roi-id=(gint)1 box='face'" },
  { "both-no-face", BOTH, NONE, BODY, "A 1/0 " BODY_PIXELS,
      " roi-id=(gint)1 box='body'" },
  { "both-face-outside", BOTH, OUTSIDE, BODY, "A 1/0 " BODY_PIXELS,
      " box='face' body-roi-id=(gint)1" },
  { "both-body-outside", BOTH, FACE, OUTSIDE, "A 1/0 " FACE_PIXELS,
      " roi-id=(gint)1 box='face'" },
  { "both-none", BOTH, NONE, NONE, "", "" },
};

static void
append_box (GString *text, const char *name, const RekBox *box)
{
  if (box->width > 0.0)
    g_string_append_printf (text,
        " %s=[box left=(gdouble)%g top=(gdouble)%g width=(gdouble)%g "
        "height=(gdouble)%g]",
        name, box->left, box->top, box->width, box->height);
}

static void
test_choice (gconstpointer data)
{
  const ChoiceCase *test = data;
  const RekDataRow row = { 0, "", "A", 0, test->face, test->body };
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autoptr (GString) expected = g_string_new (
      "[CelebrityMeta version=(gint)1 job-id='job-1' frame-width=(gint)100 "
      "frame-height=(gint)100 stream-time=(guint64)5000000000 "
      "celebrities=<[celebrity name='A' track-id=(gint)1");
  g_autofree char *regions = NULL;
  g_autofree char *records = NULL;
  g_auto (MetaScene) scene = { 0 };

  meta_scene_init (&scene, &row, 1, 0);
  meta_scene_attach (&scene, buffer, test->choice, META_SCENE_TYPES);

  g_string_append_printf (expected,
      "%s state='detected' sample-time=(guint64)0 "
      "appearance-start=(guint64)0",
      test->shown);
  append_box (expected, "face", &test->face);
  append_box (expected, "body", &test->body);
  g_string_append (expected, "]>]\n");
  regions = meta_text_regions (buffer);
  records = meta_text_records (buffer);
  g_assert_cmpstr (regions, ==, test->regions);
  g_assert_cmpstr (records, ==, expected->str);
}

/* Confidences and boxes of one person; everything else is equal. */
typedef struct {
  const char *name;
  const char *id;
  double confidence;
  double face_confidence;
  RekBox face;
  RekBox body;
  RekBoxChoice choice;
  const char *params;
} ParamCase;

#define DETECTION(x_min, x_max, y_min, y_max) \
  "[detection label_id=(gint)4 x_min=(gdouble)" x_min " x_max=(gdouble)" x_max \
  " y_min=(gdouble)" y_min " y_max=(gdouble)" y_max
#define FACE_DETECTION DETECTION ("0.25", "0.5", "0.125", "0.625")
#define BODY_DETECTION DETECTION ("0.125", "0.625", "0.125", "0.875")
#define CELEBRITY "[celebrity label='A' model_name='Amazon Rekognition'"

static const ParamCase param_cases[] = {
  { "all", "x", 75, 50, FACE, NONE, AUTO,
      FACE_DETECTION " confidence=(gdouble)0.5]" CELEBRITY
                     " id='x' confidence=(gdouble)0.75]\n" },
  { "no-face-confidence", "x", 75, NAN, FACE, NONE, AUTO,
      FACE_DETECTION " confidence=(gdouble)0.75]" CELEBRITY
                     " id='x' confidence=(gdouble)0.75]\n" },
  { "only-the-least", "", NAN, NAN, FACE, NONE, AUTO,
      FACE_DETECTION "]" CELEBRITY "]\n" },
  { "body", "x", 75, 50, FACE, BODY, BODY_ONLY,
      BODY_DETECTION " confidence=(gdouble)0.75]" CELEBRITY
                     " id='x' confidence=(gdouble)0.75]\n" },
  { "both", "", 75, 50, FACE, BODY, BOTH,
      FACE_DETECTION " confidence=(gdouble)0.5]" CELEBRITY
                     " confidence=(gdouble)0.75]\n" BODY_DETECTION
                     " confidence=(gdouble)0.75]" CELEBRITY
                     " confidence=(gdouble)0.75]\n" },
  { "clamped", "", NAN, 250, { -0.25, 0.5, 2.0, 0.75 }, NONE, AUTO,
      DETECTION ("0", "1", "0.5", "1") " confidence=(gdouble)1]" CELEBRITY
                                       "]\n" },
};

static void
test_params (gconstpointer data)
{
  const ParamCase *test = data;
  const char *const urls[] = { NULL };
  const RekPerson person = { test->id, "A", NULL, urls, 1 };
  RekDetection detection = REK_DETECTION_INIT;
  const RekDetection *const detections[] = { &detection };
  const RekTrack track = {
    .id = 7,
    .first_id = 4,
    .person = &person,
    .all = { 1, detections },
  };
  RekPresence presence = {
    .track = &track,
    .detection = &detection,
    .face_from = test->face.width > 0.0 ? &detection : NULL,
  };
  const MetaScene scene = { .people = &presence, .n_people = 1 };
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autofree char *params = NULL;

  detection.person = &person;
  detection.confidence = test->confidence;
  detection.face_confidence = test->face_confidence;
  presence.face = test->face.width > 0.0 ? test->face : REK_BOX_NONE;
  presence.body = test->body.width > 0.0 ? test->body : REK_BOX_NONE;
  presence.pose = detection.pose;

  meta_scene_attach (&scene, buffer, test->choice, META_SCENE_TYPES);
  params = meta_text_params (buffer);
  g_assert_cmpstr (params, ==, test->params);
}

int
main (int argc, char **argv)
{
  meta_scene_init_test (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (pixel_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/gst-celebrity-region/pixels/%s",
        pixel_cases[i].name);
    g_test_add_data_func (path, &pixel_cases[i], test_pixels);
  }
  for (guint i = 0; i < G_N_ELEMENTS (id_cases); i++) {
    g_autofree char *path =
        g_strdup_printf ("/gst-celebrity-region/ids/%s", id_cases[i].name);
    g_test_add_data_func (path, &id_cases[i], test_ids);
  }
  for (guint i = 0; i < G_N_ELEMENTS (choice_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/gst-celebrity-region/choice/%s",
        choice_cases[i].name);
    g_test_add_data_func (path, &choice_cases[i], test_choice);
  }
  for (guint i = 0; i < G_N_ELEMENTS (param_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/gst-celebrity-region/params/%s",
        param_cases[i].name);
    g_test_add_data_func (path, &param_cases[i], test_params);
  }
  return g_test_run ();
}
