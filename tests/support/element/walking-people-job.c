/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/element/walking-people-job.h"

#include <gst/video/video.h>

/* A person who walks in a straight line from half second @first on, by @step of
 * the frame's width per half second. */
typedef struct {
  const char *name;
  const char *id;
  guint first;
  guint last;
  double left;
  double step;
  double confidence;
  gboolean has_body;
} Walker;

/* How the service samples them: every @frames_per_sample frames from
 * @first_frame on, with a face in every @samples_per_face-th sample (0: in
 * none). */
typedef struct {
  const char *name;
  guint first_frame;
  guint frames_per_sample;
  guint samples_per_face;
  gboolean is_dense;
} Shape;

static const Shape shapes[WALKING_PEOPLE_N_SHAPES] = {
  [WALKING_PEOPLE_DENSE] = { "dense", 1, 2, 3, TRUE },
  [WALKING_PEOPLE_SPARSE] = { "sparse", 0, WALKING_PEOPLE_SAMPLE_FRAMES, 1,
      FALSE },
  [WALKING_PEOPLE_BODY] = { "body", 1, 2, 0, TRUE },
};

static const Walker walkers[] = {
  { "Ada Moreno", "1aB", 0, 39, 0.05, 0.004, 99.0, FALSE },
  { "Bo & <Lind>", "2cD", 4, 12, 0.9, -0.03, 80.0, TRUE },
  { "Bo & <Lind>", "2cD", 20, 26, -0.05, 0.02, 81.0, TRUE },
  { "李小明", "", 8, 30, 0.3, 0.2, 60.0, FALSE },
  { "Once", "4gH", 17, 17, 0.4, 0.0, 55.0, TRUE },
};

static void
append_box (GString *json, double left, double top, double width, double height)
{
  char text[4][G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json,
      "\"BoundingBox\":{\"Left\":%s,\"Top\":%s,\"Width\":%s,\"Height\":%s}",
      g_ascii_dtostr (text[0], sizeof text[0], left),
      g_ascii_dtostr (text[1], sizeof text[1], top),
      g_ascii_dtostr (text[2], sizeof text[2], width),
      g_ascii_dtostr (text[3], sizeof text[3], height));
}

/* A person in a sample. */
typedef struct {
  const Walker *walker;
  guint number;
  guint sample;
  guint frame;
} Sighting;

static gboolean
has_face (const Shape *shape, const Sighting *sighting)
{
  guint turn = sighting->sample + sighting->number;

  return shape->samples_per_face > 0 && turn % shape->samples_per_face == 0;
}

/* In dense jobs people are missing from a sample now and then. */
static gboolean
is_seen (const Shape *shape, const Sighting *sighting)
{
  const Walker *walker = sighting->walker;

  if (sighting->frame < walker->first * WALKING_PEOPLE_SAMPLE_FRAMES ||
      sighting->frame > walker->last * WALKING_PEOPLE_SAMPLE_FRAMES)
    return FALSE;
  return !shape->is_dense || has_face (shape, sighting) ||
      (sighting->sample * 7 + sighting->number) % 29 != 0;
}

/* In dense jobs every fourth face is a bad match, until the next face. */
static int
get_confidence (const Shape *shape, const Sighting *sighting)
{
  guint turn = (sighting->sample + sighting->number) / 3;

  return shape->is_dense && turn % 4 == 0 ? 52
                                          : (int) sighting->walker->confidence;
}

static void
append_detection (GString *json, const Shape *shape, const Sighting *sighting)
{
  const Walker *walker = sighting->walker;
  double walked =
      sighting->frame / (double) WALKING_PEOPLE_SAMPLE_FRAMES - walker->first;
  double left = walker->left + walked * walker->step;
  guint64 ms = element_rig_get_pts (sighting->frame) / GST_MSECOND;

  g_string_append_printf (json,
      "{\"Timestamp\":%" G_GUINT64_FORMAT ",\"Celebrity\":{\"Name\":\"%s\","
      "\"Id\":\"%s\",\"Confidence\":%d,\"Urls\":[\"www.example.org/x\"]",
      ms, walker->name, walker->id, get_confidence (shape, sighting));
  if (walker->has_body || shape->is_dense) {
    g_string_append (json, ",");
    append_box (json, left - 0.05, 0.1, 0.2, 0.8);
  }
  if (has_face (shape, sighting)) {
    g_string_append (json, ",\"Face\":{");
    append_box (json, left, 0.2, 0.1, 0.25);
    g_string_append (json,
        ",\"Confidence\":97,\"Landmarks\":[{\"Type\":\"nose\","
        "\"X\":0.5,\"Y\":0.5}]}");
  }
  g_string_append (json, "}}");
}

const char *
walking_people_get_shape_name (WalkingPeopleShape shape)
{
  return shapes[shape].name;
}

/* Calls @found for each detection in order of time; returns their number. */
static guint
for_each_sighting (const Shape *shape,
    void (*found) (GString *json, const Shape *shape, const Sighting *sighting),
    GString *json)
{
  Sighting sighting = { .frame = shape->first_frame };
  guint n = 0;

  for (;
       sighting.frame < WALKING_PEOPLE_N_SAMPLES * WALKING_PEOPLE_SAMPLE_FRAMES;
       sighting.frame += shape->frames_per_sample, sighting.sample++) {
    for (guint i = 0; i < G_N_ELEMENTS (walkers); i++) {
      sighting.walker = &walkers[i];
      sighting.number = i;
      if (!is_seen (shape, &sighting))
        continue;
      if (found != NULL) {
        g_string_append (json, n > 0 ? "," : "");
        found (json, shape, &sighting);
      }
      n++;
    }
  }
  return n;
}

char *
walking_people_create_job (WalkingPeopleShape shape)
{
  g_autoptr (GString) json = g_string_new (
      "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"" WALKING_PEOPLE_JOB_ID
      "\",\"VideoMetadata\":{"
      "\"FrameWidth\":1280,\"FrameHeight\":720,\"DurationMillis\":20020,"
      "\"FrameRate\":29.97,\"Codec\":\"h264\",\"Format\":\"QuickTime / MOV\","
      "\"ColorRange\":\"LIMITED\"},\"Celebrities\":[");

  for_each_sighting (&shapes[shape], append_detection, json);
  g_string_append (json, "]}");
  return g_string_free (g_steal_pointer (&json), FALSE);
}

guint
walking_people_count_detections (WalkingPeopleShape shape)
{
  return for_each_sighting (&shapes[shape], NULL, NULL);
}

static RekResults *
parse_job (const char *json)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekResults) results = rek_results_new (pool);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (RekPage) page = rek_page_parse (bytes, pool, &error);

  g_assert_no_error (error);
  rek_results_add_page (results, page);
  return g_steal_pointer (&results);
}

const GstStructure *
walking_people_get_record (GstBuffer *buffer)
{
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");

  return meta != NULL ? gst_custom_meta_get_structure (meta) : NULL;
}

guint
walking_people_count_people (GstBuffer *buffer)
{
  const GstStructure *record = walking_people_get_record (buffer);

  return record == NULL ? 0
                        : gst_value_array_get_size (
                              gst_structure_get_value (record, "celebrities"));
}

const GstStructure *
walking_people_get_person (const GstStructure *record, guint index)
{
  return gst_value_get_structure (gst_value_array_get_value (
      gst_structure_get_value (record, "celebrities"), index));
}

/* Asserts that the edge is within a pixel of the ratio, clamped to the
 * frame. */
static void
assert_edge (double ratio, guint size, guint pixel)
{
  double expected = CLAMP (ratio * size, 0.0, size - 1.0);

  g_assert_cmpfloat (ABS (expected - pixel), <=, 1.0);
}

static void
assert_region (const GstVideoRegionOfInterestMeta *region, const RekBox *box,
    guint width, guint height)
{
  assert_edge (box->left, width, region->x);
  assert_edge (box->left + box->width, width, region->x + region->w);
  assert_edge (box->top, height, region->y);
  assert_edge (box->top + box->height, height, region->y + region->h);
  g_assert_cmpuint (region->x + region->w, <=, width - 1);
}

static void
assert_person (GstBuffer *buffer, const GstStructure *record,
    const GstStructure *person, const RekModelPerson *expected)
{
  static const char *const states[] = { "detected", "interpolated", "held" };
  const RekPerson *who = expected->detection->person;
  const RekBox *box =
      rek_box_is_set (&expected->face) ? &expected->face : &expected->body;
  GstVideoRegionOfInterestMeta *region;
  guint64 sample_time;
  gint track_id, roi_id, width, height;

  g_assert_true (gst_structure_get_int (record, "frame-width", &width));
  g_assert_true (gst_structure_get_int (record, "frame-height", &height));
  g_assert_cmpstr (gst_structure_get_string (person, "name"), ==, who->name);
  g_assert_cmpstr (gst_structure_get_string (person, "id"), ==,
      *who->id != '\0' ? who->id : NULL);
  g_assert_cmpstr (gst_structure_get_string (person, "state"), ==,
      states[expected->state]);
  g_assert_true (gst_structure_get_int (person, "track-id", &track_id));
  g_assert_cmpint (track_id, ==, expected->track);
  g_assert_true (
      gst_structure_get_uint64 (person, "sample-time", &sample_time));
  g_assert_cmpuint (sample_time, ==,
      expected->detection->timestamp_ms * GST_MSECOND);

  if (!gst_structure_get_int (person, "roi-id", &roi_id)) {
    g_assert_true (
        box->left >= 1.0 - 1.0 / width || box->left + box->width <= 0.0);
    return;
  }
  region = gst_buffer_get_video_region_of_interest_meta_id (buffer, roi_id);
  g_assert_nonnull (region);
  g_assert_cmpstr (g_quark_to_string (region->roi_type), ==, who->name);
  assert_region (region, box, (guint) width, (guint) height);
}

RekModel *
walking_people_create_model (WalkingPeopleShape shape)
{
  const RekTimelineSettings settings = {
    .hold = REK_AUTOMATIC,
    .max_gap = REK_AUTOMATIC,
  };
  g_autofree char *json = walking_people_create_job (shape);
  g_autoptr (RekResults) results = parse_job (json);

  return rek_model_new (results, &settings);
}

void
walking_people_assert_people (GstBuffer *buffer, const RekModel *model,
    const RekLookup *lookup, guint64 stream_time)
{
  g_autoptr (GArray) expected = rek_model_lookup (model, lookup);
  const GstStructure *record = walking_people_get_record (buffer);
  guint64 time;

  g_assert_cmpuint (walking_people_count_people (buffer), ==, expected->len);
  if (expected->len == 0) {
    walking_people_assert_nobody (buffer);
    return;
  }

  g_assert_cmpstr (gst_structure_get_string (record, "job-id"), ==,
      WALKING_PEOPLE_JOB_ID);
  g_assert_true (gst_structure_get_uint64 (record, "stream-time", &time));
  g_assert_cmpuint (time, ==, stream_time);
  for (guint i = 0; i < expected->len; i++)
    assert_person (buffer, record, walking_people_get_person (record, i),
        &g_array_index (expected, RekModelPerson, i));
}

void
walking_people_assert_nobody (GstBuffer *buffer)
{
  g_assert_null (walking_people_get_record (buffer));
  g_assert_cmpuint (gst_buffer_get_n_meta (buffer,
                        GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE),
      ==, 0);
}
