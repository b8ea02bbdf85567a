/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Checks who is attached to buffers with all kinds of timestamps. Each row has
 * a frame's time and duration in the film; the slow model says who is on screen
 * then. */

#include <string.h>

#include "support/element/walking-people-job.h"

#define MAX_FRAMES 8
#define NONE (-1)

#define NTSC "framerate=30000/1001"
#define PAL "framerate=25/1"
#define VARIABLE "framerate=0/1"
#define FIELDS "interlace-mode=mixed,framerate=25/1"

/* In milliseconds; duration 0 ends a list. @film is the time in the film,
 * without ts-offset (NONE: not shown), and @length how long the frame is
 * shown. */
typedef struct {
  gint64 pts;
  gint64 duration;
  gint64 film;
  gint64 length;
} Frame;

typedef struct {
  const char *name;
  const char *caps;
  double rate;
  double applied_rate;
  gint64 start;
  gint64 stop;
  gint64 time;
  gint64 ts_offset;
  Frame frames[MAX_FRAMES];
} Row;

/* Sparse samples have times 0, 500, 1001, 1501, 2002, 2502, ... ms. */
static const Row rows[] = {
  { "plain", NTSC, 1, 1, 0, NONE, 0, 0,
      { { 0, 33, 0, 33 }, { 2001, 33, 2001, 33 }, { 2002, 33, 2002, 33 },
          { 2034, 33, 2034, 33 }, { 2035, 33, 2035, 33 } } },
  { "starts-at-5-s", NTSC, 1, 1, 5000, NONE, 0, 0,
      { { 5000, 33, 0, 33 }, { 7002, 33, 2002, 33 }, { 4990, 5, NONE, 0 } } },
  { "time-is-26-h", NTSC, 1, 1, 0, NONE, 93600000, -93600000,
      { { 0, 33, 93600000, 33 }, { 2002, 33, 93602002, 33 } } },
  { "part-of-the-film", NTSC, 1, 1, 5000, 6000, 2000, 8000,
      { { 5000, 33, 2000, 33 }, { 5990, 33, 2990, 33 },
          { 6010, 33, NONE, 0 } } },
  { "before-the-film", NTSC, 1, 1, 0, NONE, 0, -1000,
      { { 0, 33, 0, 33 }, { 999, 33, 999, 33 }, { 1000, 33, 1000, 33 } } },
  { "fast", NTSC, 4, 1, 0, NONE, 0, 0,
      { { 2002, 133, 2002, 133 }, { 2134, 133, 2134, 133 },
          { 2136, 133, 2136, 133 } } },
  { "reverse", NTSC, -1, 1, 0, 9000, 0, 0,
      { { 8990, 33, 8990, 33 }, { 2040, 33, 2040, 33 }, { 2002, 33, 2002, 33 },
          { 2001, 33, 2001, 33 } } },
  { "made-faster", PAL, 1, 2, 0, NONE, 0, 0,
      { { 1030, 40, 2060, 80 }, { 1045, NONE, 2090, 80 },
          { 1000, 40, 2000, 80 } } },
  { "made-slower", PAL, 1, 0.5, 0, NONE, 0, 0,
      { { 4020, 40, 2010, 20 }, { 4060, 40, 2030, 20 } } },
  { "made-backward", PAL, 1, -1, 0, 10000, 0, 0,
      { { 7970, 40, 2030, 40 }, { 7940, 40, 2060, 40 },
          { 10000, 40, 0, 40 } } },
  { "made-backward-from-later", PAL, 1, -2, 1000, 5000, 3000, 0,
      { { 5000, 40, 3000, 80 }, { 4000, 40, 5000, 80 } } },
  { "into-the-start", PAL, 1, 1, 2030, NONE, 2030, 0,
      { { 1960, 40, NONE, 0 }, { 1990, 40, NONE, 0 }, { 1991, 40, 2030, 40 },
          { 2000, NONE, 2030, 40 }, { 2030, 40, 2030, 40 } } },
  { "into-the-start-of-time-0", PAL, 1, 1, 66, NONE, 0, 0,
      { { 33, 33, NONE, 0 }, { 40, 40, 0, 40 }, { 80, 40, 14, 40 } } },
  { "into-the-start-in-reverse", PAL, -1, 1, 2030, 4000, 2030, 0,
      { { 2040, 40, 2040, 40 }, { 2000, 40, 2030, 40 },
          { 1960, 40, NONE, 0 } } },
  { "no-duration", "framerate=10/1", 1, 1, 0, NONE, 0, 0,
      { { 2002, NONE, 2002, 100 }, { 2090, NONE, 2090, 100 },
          { 2102, NONE, 2102, 100 } } },
  { "no-duration-no-rate", VARIABLE, 1, 1, 0, NONE, 0, 0,
      { { 2002, NONE, 2002, 40 }, { 2041, NONE, 2041, 40 },
          { 2042, NONE, 2042, 40 } } },
  { "durations-vary", VARIABLE, 1, 1, 0, NONE, 0, 0,
      { { 2002, 8, 2002, 8 }, { 2010, 80, 2010, 80 }, { 2090, 700, 2090, 700 },
          { 2790, 33, 2790, 33 } } },
  { "duration-before-rate", NTSC, 1, 1, 0, NONE, 0, 0,
      { { 2090, 100, 2090, 100 }, { 2010, 5, 2010, 5 } } },
  { "fields", FIELDS, 1, 1, 0, NONE, 0, 0,
      { { 2002, 20, 2002, 20 }, { 2022, 20, 2022, 20 },
          { 2022, NONE, 2022, 40 } } },
  { "no-pts", NTSC, 1, 1, 0, NONE, 0, 0,
      { { NONE, 33, NONE, 0 }, { 2002, 33, 2002, 33 },
          { NONE, NONE, NONE, 0 } } },
};

static guint64
get_time (gint64 ms)
{
  return ms == NONE ? GST_CLOCK_TIME_NONE : (guint64) ms * GST_MSECOND;
}

static void
rig_init (ElementRig *rig, WalkingPeopleShape shape)
{
  g_autofree char *json = walking_people_create_job (shape);
  g_autoptr (GError) error = NULL;

  element_rig_init (rig, WALKING_PEOPLE_JOB_ID, NULL);
  local_endpoint_add_results (rig->endpoint, json, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
push_segment (ElementRig *rig, const Row *row)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.rate = row->rate;
  segment.applied_rate = row->applied_rate;
  segment.start = get_time (row->start);
  segment.stop = get_time (row->stop);
  segment.time = get_time (row->time);
  /* Neither affects stream time. */
  segment.base = 3600 * GST_SECOND;
  segment.position = segment.start + 7 * GST_SECOND;
  g_assert_true (
      gst_harness_push_event (rig->harness, gst_event_new_segment (&segment)));
}

static GstBuffer *
push_frame (ElementRig *rig, const Frame *frame, guint flags)
{
  GstBuffer *buffer = element_rig_create_buffer (get_time (frame->pts));
  GstBuffer *out;

  GST_BUFFER_DURATION (buffer) = get_time (frame->duration);
  GST_BUFFER_FLAG_SET (buffer, flags);
  g_assert_cmpint (gst_harness_push (rig->harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_try_pull (rig->harness);
  g_assert_nonnull (out);
  /* Only the metas differ. */
  g_assert_cmpuint (GST_BUFFER_FLAGS (out) & flags, ==, flags);
  g_assert_cmpuint (GST_BUFFER_PTS (out), ==, get_time (frame->pts));
  g_assert_cmpuint (GST_BUFFER_DURATION (out), ==, get_time (frame->duration));
  return out;
}

static void
assert_frame (GstBuffer *buffer, const RekModel *model, const Frame *frame,
    gint64 ts_offset)
{
  const RekLookup lookup = {
    .time = (frame->film + ts_offset) * (gint64) GST_MSECOND,
    .frame_duration = get_time (frame->length),
    .interpolate = TRUE,
    .box = REK_BOX_CHOICE_AUTO,
  };

  if (frame->film == NONE)
    walking_people_assert_nobody (buffer);
  else
    walking_people_assert_people (buffer, model, &lookup,
        get_time (frame->film));
}

static void
play_row (ElementRig *rig, const RekModel *model, const Row *row)
{
  static const guint flags[] = { 0, GST_BUFFER_FLAG_DISCONT,
    GST_BUFFER_FLAG_GAP };
  g_autofree char *caps = g_strdup_printf (
      "video/x-raw,format=GRAY8,width=1280,height=720,%s", row->caps);

  g_object_set (rig->element, "ts-offset",
      row->ts_offset * (gint64) GST_MSECOND, NULL);
  gst_harness_set_src_caps_str (rig->harness, caps);
  push_segment (rig, row);
  for (guint i = 0; i < MAX_FRAMES && row->frames[i].duration != 0; i++) {
    g_autoptr (GstBuffer) buffer =
        push_frame (rig, &row->frames[i], flags[i % G_N_ELEMENTS (flags)]);

    assert_frame (buffer, model, &row->frames[i], row->ts_offset);
  }
}

static void
test_row (gconstpointer data)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (RekModel) model =
      walking_people_create_model (WALKING_PEOPLE_SPARSE);

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  element_rig_start (&rig);
  play_row (&rig, model, data);
}

/* Segments follow each other without a flush, as in an edit list. */
static void
test_all_segments (gconstpointer data)
{
  WalkingPeopleShape shape = GPOINTER_TO_UINT (data);
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (RekModel) model = walking_people_create_model (shape);

  rig_init (&rig, shape);
  element_rig_start (&rig);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    play_row (&rig, model, &rows[i]);
}

/* A gap event passes at once, with or without results, and changes nothing. */
static void
test_gap_event (void)
{
  const Frame frame = { 2002, 33, 2002, 33 };
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (RekModel) model =
      walking_people_create_model (WALKING_PEOPLE_SPARSE);
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GstEvent) event = NULL;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  g_assert_true (local_endpoint_add_fault (rig.endpoint, "hang@1", NULL));
  g_object_set (rig.element, "request-timeout",
      (guint) (200 * element_rig_get_patience ()), NULL);
  element_rig_start (&rig);
  g_assert_true (gst_harness_push_event (rig.harness,
      gst_event_new_gap (0, 2002 * GST_MSECOND)));
  while (event == NULL || GST_EVENT_TYPE (event) != GST_EVENT_GAP) {
    gst_clear_event (&event);
    event = gst_harness_try_pull_event (rig.harness);
    g_assert_nonnull (event);
  }
  buffer = push_frame (&rig, &frame, GST_BUFFER_FLAG_DISCONT);
  assert_frame (buffer, model, &frame, 0);
}

/* Buffers of a live source are neither held up nor delayed; people are attached
 * once the results have arrived. */
static void
test_live (void)
{
  const Frame frame = { 2002, 33, 2002, 33 };
  const GstClockTime latency = 123 * GST_MSECOND;
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (RekModel) model =
      walking_people_create_model (WALKING_PEOPLE_SPARSE);
  g_autoptr (GstBuffer) before = NULL;
  g_autoptr (GstBuffer) after = NULL;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  g_assert_true (local_endpoint_add_fault (rig.endpoint, "hang@1", NULL));
  /* The first frame must arrive before this ends, also on a busy machine. */
  g_object_set (rig.element, "request-timeout",
      (guint) (2000 + 1000 * element_rig_get_patience ()), NULL);
  element_rig_start (&rig);
  gst_harness_set_live (rig.harness, TRUE);
  gst_harness_set_upstream_latency (rig.harness, latency);
  before = push_frame (&rig, &frame, 0);
  walking_people_assert_nobody (before);
  g_assert_cmpuint (gst_harness_query_latency (rig.harness), ==, latency);

  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  after = push_frame (&rig, &frame, 0);
  assert_frame (after, model, &frame, 0);
  g_assert_cmpuint (gst_harness_query_latency (rig.harness), ==, latency);
}

static void
assert_one_error (ElementRig *rig, const char *format)
{
  g_autoptr (GstMessage) message =
      gst_bus_pop_filtered (rig->bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (message);
  gst_message_parse_error (message, &error, NULL);
  g_assert_error (error, GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, format));
  g_assert_nonnull (strstr (error->message, "parser or decoder"));
  g_assert_nonnull (strstr (error->message, "format=time"));
  g_assert_null (gst_bus_pop_filtered (rig->bus, GST_MESSAGE_ERROR));
}

/* There is exactly one error, however often upstream retries, and upstream adds
 * none. With a time segment the stream continues. */
static void
test_not_in_time (gconstpointer data)
{
  const GstFormat format = (GstFormat) GPOINTER_TO_INT (data);
  const Frame frame = { 2002, 33, 2002, 33 };
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (RekModel) model =
      walking_people_create_model (WALKING_PEOPLE_SPARSE);
  g_autoptr (GstBuffer) buffer = NULL;
  GstSegment segment;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  element_rig_start (&rig);
  gst_segment_init (&segment, format);
  for (guint i = 0; i < 3; i++) {
    g_assert_true (
        gst_harness_push_event (rig.harness, gst_event_new_segment (&segment)));
    g_assert_cmpint (
        gst_harness_push (rig.harness, element_rig_create_buffer (0)), ==,
        GST_FLOW_EOS);
  }
  assert_one_error (&rig, gst_format_get_name (format));

  push_segment (&rig, &rows[0]);
  buffer = push_frame (&rig, &frame, 0);
  assert_frame (buffer, model, &frame, 0);
}

static void
add_formats (void)
{
  static const GstFormat formats[] = { GST_FORMAT_BYTES, GST_FORMAT_DEFAULT,
    GST_FORMAT_BUFFERS };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *path = g_strdup_printf ("/buffer-times/not-in-time/%s",
        gst_format_get_name (formats[i]));

    g_test_add_data_func (path, GINT_TO_POINTER (formats[i]), test_not_in_time);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/buffer-times/segment/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  for (guint shape = 0; shape < WALKING_PEOPLE_N_SHAPES; shape++) {
    g_autofree char *path = g_strdup_printf ("/buffer-times/all-segments/%s",
        walking_people_get_shape_name (shape));

    g_test_add_data_func (path, GUINT_TO_POINTER (shape), test_all_segments);
  }
  g_test_add_func ("/buffer-times/gap-event", test_gap_event);
  g_test_add_func ("/buffer-times/live", test_live);
  add_formats ();
  return element_rig_run ();
}
