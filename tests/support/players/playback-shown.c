/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/players/playback-shown.h"

/* Containers store whole milliseconds. */
#define TIME_TOLERANCE GST_MSECOND

void
playback_shown_free (gpointer data)
{
  PlaybackShown *shown = data;

  g_clear_pointer (&shown->record, gst_structure_free);
  g_free (shown);
}

static GstStructure *
copy_record (GstBuffer *buffer)
{
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");

  return meta != NULL
      ? gst_structure_copy (gst_custom_meta_get_structure (meta))
      : NULL;
}

PlaybackShown *
playback_shown_new (GstPad *pad, GstBuffer *buffer)
{
  PlaybackShown *shown = g_new0 (PlaybackShown, 1);
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  g_autoptr (GstEvent) event =
      gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  const GstSegment *segment;

  if (!playback_film_read (buffer, caps, &shown->picture)) {
    playback_shown_free (shown);
    return NULL;
  }
  gst_event_parse_segment (event, &segment);
  shown->stream_time = gst_segment_to_stream_time (segment, GST_FORMAT_TIME,
      GST_BUFFER_PTS (buffer));
  shown->duration = GST_BUFFER_DURATION_IS_VALID (buffer)
      ? GST_BUFFER_DURATION (buffer)
      : playback_film_get_time (1);
  shown->record = copy_record (buffer);
  shown->n_regions = gst_buffer_get_n_meta (buffer,
      GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE);
  return shown;
}

static GArray *
lookup_people (const RekModel *model, GstClockTime time, GstClockTime duration)
{
  const RekLookup lookup = {
    .time = (gint64) time,
    .frame_duration = duration,
    .interpolate = TRUE,
    .box = REK_BOX_CHOICE_AUTO,
  };

  return rek_model_lookup (model, &lookup);
}

static void
check_box (const GstStructure *box, const RekBox *expected)
{
  static const char *const sides[] = { "left", "top", "width", "height" };
  const double ratios[] = { expected->left, expected->top, expected->width,
    expected->height };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++) {
    double ratio;

    g_assert_true (gst_structure_get_double (box, sides[i], &ratio));
    g_assert_cmpfloat_with_epsilon (ratio, ratios[i], 1e-9);
  }
}

static void
check_person (const GstStructure *person, const RekModelPerson *expected)
{
  static const char *const states[] = { "detected", "interpolated", "held" };
  guint64 sample_time;
  gint track_id;

  g_assert_cmpstr (gst_structure_get_string (person, "name"), ==,
      expected->detection->person->name);
  g_assert_true (gst_structure_get_int (person, "track-id", &track_id));
  g_assert_cmpint (track_id, ==, expected->track);
  g_assert_cmpstr (gst_structure_get_string (person, "state"), ==,
      states[expected->state]);
  g_assert_true (
      gst_structure_get_uint64 (person, "sample-time", &sample_time));
  g_assert_cmpuint (sample_time, ==,
      expected->detection->timestamp_ms * GST_MSECOND);
  check_box (gst_value_get_structure (gst_structure_get_value (person, "face")),
      &expected->face);
}

static void
check_record (const PlaybackShown *shown, const RekModel *model)
{
  const GValue *people = gst_structure_get_value (shown->record, "celebrities");
  GstClockTime time = playback_film_get_time (shown->picture.frame);
  g_autoptr (GArray) expected = NULL;
  guint64 stream_time;
  gint width, height;

  g_assert_true (gst_structure_get (shown->record, "frame-width", G_TYPE_INT,
      &width, "frame-height", G_TYPE_INT, &height, NULL));
  g_assert_cmpint (width, ==, shown->picture.width);
  g_assert_cmpint (height, ==, shown->picture.height);
  g_assert_true (
      gst_structure_get_uint64 (shown->record, "stream-time", &stream_time));
  g_assert_cmpuint (stream_time, ==, shown->stream_time);
  g_assert_cmpint (ABS (GST_CLOCK_DIFF (time, stream_time)), <=,
      TIME_TOLERANCE);
  expected = lookup_people (model, stream_time, shown->duration);
  g_assert_cmpuint (gst_value_array_get_size (people), ==, expected->len);
  g_assert_cmpuint (shown->n_regions, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    check_person (
        gst_value_get_structure (gst_value_array_get_value (people, i)),
        &g_array_index (expected, RekModelPerson, i));
}

/* Number of people on the picture: 0 if the film is not the job's. */
static guint
count_people (const PlaybackShown *shown, const RekModel *model)
{
  g_autoptr (GArray) people = lookup_people (model,
      playback_film_get_time (shown->picture.frame), shown->duration);

  return shown->picture.film == 0 ? people->len : 0;
}

void
playback_shown_check (const PlaybackShown *shown, const RekModel *model)
{
  if (count_people (shown, model) > 0) {
    g_assert_nonnull (shown->record);
    check_record (shown, model);
  } else {
    g_assert_null (shown->record);
    g_assert_cmpuint (shown->n_regions, ==, 0);
  }
}

void
playback_shown_check_drawing (const PlaybackShown *shown, const RekModel *model)
{
  g_assert_cmpint (shown->picture.is_drawn_on, ==,
      count_people (shown, model) > 0);
}
