/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The element as an application sees it: what it attaches, when it waits, what
 * it posts. Errors and faults are tested elsewhere. */

#include <gst/video/video.h>

#include "support/element/element-rig.h"
#include "support/element/walking-people-job.h"

#define N_PAGES 3

static void
rig_init (ElementRig *rig, WalkingPeopleShape shape)
{
  const LocalEndpointSettings settings = {
    .page_size =
        (walking_people_count_detections (shape) + N_PAGES - 1) / N_PAGES,
  };
  g_autofree char *json = walking_people_create_job (shape);
  g_autoptr (GError) error = NULL;

  element_rig_init (rig, WALKING_PEOPLE_JOB_ID, &settings);
  local_endpoint_add_results (rig->endpoint, json, -1, NULL, &error);
  g_assert_no_error (error);
}

/* Every frame carries exactly the people of the slow model. */
static void
assert_frame (GstBuffer *buffer, const RekModel *model, gboolean interpolate,
    gint64 offset, double min_confidence)
{
  const RekLookup lookup = {
    .time = (gint64) GST_BUFFER_PTS (buffer) + offset,
    .frame_duration = GST_BUFFER_DURATION (buffer),
    .interpolate = interpolate,
    .box = REK_BOX_CHOICE_AUTO,
    .min_confidence = min_confidence,
  };

  walking_people_assert_people (buffer, model, &lookup,
      GST_BUFFER_PTS (buffer));
}

static void
test_every_frame (gconstpointer data)
{
  WalkingPeopleShape shape = GPOINTER_TO_UINT (data);
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (RekModel) model = walking_people_create_model (shape);
  LocalEndpointStatistics statistics;
  g_autoptr (GstStructure) stats = NULL;
  guint64 n_annotated;
  guint n_with_people = 0;

  rig_init (&rig, shape);
  element_rig_start (&rig);
  for (guint n = 0; n < WALKING_PEOPLE_N_SAMPLES * WALKING_PEOPLE_SAMPLE_FRAMES;
       n++) {
    g_autoptr (GstBuffer) buffer =
        element_rig_push (&rig, element_rig_get_pts (n));

    assert_frame (buffer, model, TRUE, 0, 0.0);
    n_with_people += walking_people_count_people (buffer) > 0;
  }
  g_assert_cmpuint (n_with_people, >, 0);

  local_endpoint_get_statistics (rig.endpoint, &statistics);
  g_assert_cmpuint (statistics.requests, ==, N_PAGES);
  g_assert_cmpuint (statistics.valid_signatures, ==, N_PAGES);
  g_assert_cmpuint (statistics.connections, ==, 1);

  g_object_get (rig.element, "stats", &stats, NULL);
  g_assert_true (
      gst_structure_get_uint64 (stats, "annotated-buffers", &n_annotated));
  g_assert_cmpuint (n_annotated, ==, n_with_people);
}

/* Seeking and reverse playback give the same people as forward playback. */
static void
test_seeks (gconstpointer data)
{
  WalkingPeopleShape shape = GPOINTER_TO_UINT (data);
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (RekModel) model = walking_people_create_model (shape);
  const guint n_frames =
      WALKING_PEOPLE_N_SAMPLES * WALKING_PEOPLE_SAMPLE_FRAMES;

  rig_init (&rig, shape);
  element_rig_start (&rig);
  for (guint i = 0; i < 2 * n_frames; i++) {
    guint n = i < n_frames ? n_frames - 1 - i
                           : (guint) g_test_rand_int_range (0, n_frames);
    g_autoptr (GstBuffer) buffer =
        element_rig_push (&rig, element_rig_get_pts (n));

    assert_frame (buffer, model, TRUE, 0, 0.0);
  }
}

static void
test_changes_while_playing (gconstpointer data)
{
  WalkingPeopleShape shape = GPOINTER_TO_UINT (data);
  static const double confidences[] = { 0.0, 58.0, 80.0, 100.0, 0.0 };
  const gint64 offset = 700 * GST_MSECOND;
  g_auto (ElementRig) rig = { 0 };

  rig_init (&rig, shape);
  element_rig_start (&rig);
  for (gsize i = 0; i < G_N_ELEMENTS (confidences); i++) {
    g_autoptr (RekModel) model = walking_people_create_model (shape);

    g_object_set (rig.element, "min-confidence", confidences[i], NULL);
    for (guint n = 0;
         n < WALKING_PEOPLE_N_SAMPLES * WALKING_PEOPLE_SAMPLE_FRAMES; n += 7) {
      gboolean interpolate = n % 2;
      g_autoptr (GstBuffer) buffer = NULL;

      g_object_set (rig.element, "interpolate", interpolate, "ts-offset",
          interpolate ? offset : 0, NULL);
      buffer = element_rig_push (&rig, element_rig_get_pts (n));
      assert_frame (buffer, model, interpolate, interpolate ? offset : 0,
          confidences[i]);
    }
  }
}

/* People are looked up by stream time, not by PTS. */
static void
test_segment (gconstpointer data)
{
  WalkingPeopleShape shape = GPOINTER_TO_UINT (data);
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (RekModel) model = walking_people_create_model (shape);
  const GstClockTime base = 10 * 3600 * GST_SECOND;
  GstSegment segment;

  rig_init (&rig, shape);
  element_rig_start (&rig);
  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = base;
  segment.time = 2 * GST_SECOND;
  g_assert_true (
      gst_harness_push_event (rig.harness, gst_event_new_segment (&segment)));

  for (guint n = 0; n < 100; n++) {
    g_autoptr (GstBuffer) buffer =
        element_rig_push (&rig, base + element_rig_get_pts (n));

    g_assert_cmpuint (walking_people_count_people (buffer), >, 0);
    GST_BUFFER_PTS (buffer) += segment.time - base;
    assert_frame (buffer, model, TRUE, 0, 0.0);
  }
}

static void
test_no_time (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstBuffer) with = NULL;
  g_autoptr (GstBuffer) without = NULL;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  element_rig_start (&rig);
  with = element_rig_push (&rig, 0);
  without = element_rig_push (&rig, GST_CLOCK_TIME_NONE);
  g_assert_cmpuint (walking_people_count_people (with), ==, 1);
  g_assert_cmpuint (walking_people_count_people (without), ==, 0);
}

static void
test_segment_not_in_time (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstMessage) message = NULL;
  GstSegment segment;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  element_rig_start (&rig);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  gst_segment_init (&segment, GST_FORMAT_BYTES);
  gst_harness_push_event (rig.harness, gst_event_new_segment (&segment));
  message = element_rig_wait (&rig, GST_MESSAGE_ERROR);
}

/* Each start fetches again. */
static void
test_restart (void)
{
  g_auto (ElementRig) rig = { 0 };

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  element_rig_start (&rig);
  for (guint run = 1; run <= 3; run++) {
    LocalEndpointStatistics statistics;
    g_autoptr (GstBuffer) buffer = NULL;
    g_autofree char *status = NULL;

    element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
    buffer = element_rig_push (&rig, 0);
    g_assert_cmpuint (walking_people_count_people (buffer), ==, 1);
    local_endpoint_get_statistics (rig.endpoint, &statistics);
    g_assert_cmpuint (statistics.requests, ==, run * N_PAGES);

    gst_element_set_state (rig.element, GST_STATE_NULL);
    g_object_get (rig.element, "job-status", &status, NULL);
    g_assert_cmpstr (status, ==, "SUCCEEDED");
    gst_element_set_state (rig.element, GST_STATE_PLAYING);
    gst_harness_set_src_caps_str (rig.harness,
        "video/x-raw,format=GRAY8,width=1280,height=720,framerate=30/1");
  }
}

static gpointer
push_thread (gpointer data)
{
  ElementRig *rig = data;

  return GINT_TO_POINTER (
      gst_harness_push (rig->harness, element_rig_create_buffer (0)));
}

/* A flush and a stop each wake a buffer that is waiting for results. */
static void
test_wake (gconstpointer data)
{
  gboolean is_flush = GPOINTER_TO_INT (data);
  g_auto (ElementRig) rig = { 0 };
  GThread *thread;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  g_assert_true (local_endpoint_add_fault (rig.endpoint, "hang", NULL));
  element_rig_start (&rig);
  thread = g_thread_new ("push", push_thread, &rig);
  g_assert_true (
      local_endpoint_wait_for_requests (rig.endpoint, 1, 20 * G_USEC_PER_SEC));

  if (is_flush)
    gst_harness_push_event (rig.harness, gst_event_new_flush_start ());
  else
    gst_element_set_state (rig.element, GST_STATE_NULL);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==,
      GST_FLOW_FLUSHING);

  if (is_flush)
    gst_element_set_state (rig.element, GST_STATE_NULL);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_CANCELED);
}

/* After a flush, buffers wait again and get their people. */
static void
test_after_flush (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;
  GstSegment segment;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  g_assert_true (local_endpoint_add_fault (rig.endpoint, "delay:200", NULL));
  element_rig_start (&rig);
  gst_harness_push_event (rig.harness, gst_event_new_flush_start ());
  gst_harness_push_event (rig.harness, gst_event_new_flush_stop (TRUE));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (rig.harness, gst_event_new_segment (&segment));
  buffer = element_rig_push (&rig, 0);
  g_assert_cmpuint (walking_people_count_people (buffer), ==, 1);
}

static void
test_live (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  g_assert_true (local_endpoint_add_fault (rig.endpoint, "hang", NULL));
  element_rig_start (&rig);
  gst_harness_set_live (rig.harness, TRUE);
  buffer = element_rig_push (&rig, 0);
  g_assert_cmpuint (walking_people_count_people (buffer), ==, 0);
}

typedef struct {
  const char *stream_id;
  guint group_id;
  guint n_people;
} StreamStep;

/* 0: no group. */
static const StreamStep ungrouped_steps[] = { { "one", 0, 1 }, { "one", 0, 1 },
  { "two", 0, 0 }, { "three", 0, 0 }, { "one", 0, 1 } };

/* A player switches to another quality, replays the video, switches again,
 * continues with another video and with its other quality, and returns. */
static const StreamStep grouped_steps[] = { { "one", 1, 1 }, { "two", 1, 1 },
  { "three", 1, 1 }, { "one", 2, 1 }, { "two", 2, 1 }, { "film", 3, 0 },
  { "low", 3, 0 }, { "two", 4, 1 }, { "one", 4, 1 } };

static void
begin_stream (ElementRig *rig, const StreamStep *step)
{
  GstEvent *event = gst_event_new_stream_start (step->stream_id);
  GstSegment segment;

  if (step->group_id != 0)
    gst_event_set_group_id (event, step->group_id);
  gst_harness_push_event (rig->harness, event);
  gst_harness_set_src_caps_str (rig->harness,
      "video/x-raw,format=GRAY8,width=1280,height=720,framerate=30/1");
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (rig->harness, gst_event_new_segment (&segment));
}

/* Nobody is attached to another video, and there is one warning. */
static void
assert_streams (const StreamStep *steps, guint n_steps)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstMessage) message = NULL;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  element_rig_start (&rig);
  /* The harness has started a stream of its own. */
  gst_element_set_state (rig.element, GST_STATE_NULL);
  gst_element_set_state (rig.element, GST_STATE_PLAYING);
  for (guint i = 0; i < n_steps; i++) {
    g_autoptr (GstBuffer) buffer = NULL;

    begin_stream (&rig, &steps[i]);
    buffer = element_rig_push (&rig, 0);
    g_assert_cmpuint (walking_people_count_people (buffer), ==,
        steps[i].n_people);
  }
  message = element_rig_wait (&rig, GST_MESSAGE_WARNING);
  gst_message_unref (g_steal_pointer (&message));
  message = gst_bus_pop_filtered (rig.bus, GST_MESSAGE_WARNING);
  g_assert_null (message);
}

static void
test_another_video (void)
{
  assert_streams (ungrouped_steps, G_N_ELEMENTS (ungrouped_steps));
  assert_streams (grouped_steps, G_N_ELEMENTS (grouped_steps));
}

static void
test_fail_on_error (gconstpointer data)
{
  gboolean fails = GPOINTER_TO_INT (data);
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstMessage) message = NULL;
  GstFlowReturn flow;

  element_rig_init (&rig, "missing", NULL);
  g_object_set (rig.element, "fail-on-error", fails, NULL);
  element_rig_start (&rig);
  flow = gst_harness_push (rig.harness, element_rig_create_buffer (0));
  g_assert_cmpint (flow, ==, fails ? GST_FLOW_EOS : GST_FLOW_OK);

  /* It was posted before the buffer was pushed. */
  message = gst_bus_pop_filtered (rig.bus,
      fails ? GST_MESSAGE_ERROR : GST_MESSAGE_WARNING);
  g_assert_nonnull (message);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_ERROR);
}

static void
test_progress (void)
{
  g_auto (ElementRig) rig = { 0 };
  GstProgressType expected[] = { GST_PROGRESS_TYPE_START,
    GST_PROGRESS_TYPE_CONTINUE, GST_PROGRESS_TYPE_CONTINUE,
    GST_PROGRESS_TYPE_CONTINUE, GST_PROGRESS_TYPE_COMPLETE };

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  element_rig_start (&rig);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autoptr (GstMessage) message =
        element_rig_wait (&rig, GST_MESSAGE_PROGRESS);
    GstProgressType type;

    gst_message_parse_progress (message, &type, NULL, NULL);
    g_assert_cmpint (type, ==, expected[i]);
  }
}

static void
test_read_only (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstStructure) video = NULL;
  g_autoptr (GstStructure) stats = NULL;
  guint64 duration;
  guint number;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  element_rig_start (&rig);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  g_object_get (rig.element, "video-metadata", &video, "stats", &stats, NULL);

  g_assert_cmpstr (gst_structure_get_string (video, "codec"), ==, "h264");
  g_assert_true (gst_structure_get_uint64 (video, "duration", &duration));
  g_assert_cmpuint (duration, ==, 20020 * GST_MSECOND);
  g_assert_true (gst_structure_get_uint (video, "frame-width", &number));
  g_assert_cmpuint (number, ==, 1280);

  g_assert_true (gst_structure_get_uint (stats, "pages", &number));
  g_assert_cmpuint (number, ==, N_PAGES);
  g_assert_true (gst_structure_get_uint (stats, "detections", &number));
  g_assert_cmpuint (number, ==,
      walking_people_count_detections (WALKING_PEOPLE_SPARSE));
  g_assert_true (gst_structure_get_uint (stats, "celebrities", &number));
  g_assert_cmpuint (number, ==, 4);
  g_assert_cmpstr (gst_structure_get_string (stats, "credential-source"), ==,
      "properties");
  g_assert_cmpstr (gst_structure_get_string (stats, "region"), ==, "eu-west-1");
}

/* The latest notified value, and the number of notifications. */
typedef struct {
  GMutex lock;
  char *status;
  GstStructure *video;
  GstStructure *stats;
  guint n_stats;
} Notified;

/* Called in the thread of the fetch, which must not hold a lock that reading a
 * property takes. */
static void
on_notify (GObject *element, GParamSpec *pspec, gpointer user_data)
{
  Notified *notified = user_data;
  g_autofree char *region = NULL;

  g_mutex_lock (&notified->lock);
  if (g_str_equal (pspec->name, "job-status")) {
    g_free (notified->status);
    g_object_get (element, pspec->name, &notified->status, NULL);
  } else if (g_str_equal (pspec->name, "video-metadata")) {
    g_clear_pointer (&notified->video, gst_structure_free);
    g_object_get (element, pspec->name, &notified->video, NULL);
  } else if (g_str_equal (pspec->name, "stats")) {
    g_clear_pointer (&notified->stats, gst_structure_free);
    g_object_get (element, pspec->name, &notified->stats, NULL);
    notified->n_stats++;
  }
  g_object_get (element, "region", &region, NULL);
  g_mutex_unlock (&notified->lock);
}

static guint
get_stat (const GstStructure *stats, const char *field)
{
  guint number = 0;

  g_assert_true (gst_structure_get_uint (stats, field, &number));
  return number;
}

/* In each run the last notification has the final value. */
static void
test_notify (void)
{
  g_auto (ElementRig) rig = { 0 };
  Notified notified = { .n_stats = 0 };

  g_mutex_init (&notified.lock);
  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  g_signal_connect (rig.element, "notify", G_CALLBACK (on_notify), &notified);
  element_rig_start (&rig);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  g_assert_cmpstr (notified.status, ==, "SUCCEEDED");
  g_assert_true (gst_structure_has_field (notified.video, "codec"));
  g_assert_cmpstr (gst_structure_get_string (notified.stats, "job-id"), ==,
      WALKING_PEOPLE_JOB_ID);
  g_assert_cmpuint (get_stat (notified.stats, "pages"), ==, N_PAGES);
  g_assert_cmpuint (get_stat (notified.stats, "requests"), ==, N_PAGES);
  g_assert_cmpuint (get_stat (notified.stats, "celebrities"), ==, 4);
  g_assert_cmpuint (notified.n_stats, >=, N_PAGES);

  gst_element_set_state (rig.element, GST_STATE_NULL);
  g_object_set (rig.element, "job-id", "missing", NULL);
  gst_element_set_state (rig.element, GST_STATE_PLAYING);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_ERROR);
  gst_element_set_state (rig.element, GST_STATE_NULL);
  g_assert_null (notified.status);
  g_assert_cmpint (gst_structure_n_fields (notified.video), ==, 0);
  g_assert_cmpstr (gst_structure_get_string (notified.stats, "job-id"), ==,
      "missing");
  g_assert_cmpuint (get_stat (notified.stats, "pages"), ==, 0);
  g_assert_cmpuint (get_stat (notified.stats, "requests"), ==, 1);

  gst_structure_free (notified.video);
  gst_structure_free (notified.stats);
  g_mutex_clear (&notified.lock);
}

#ifndef GST_DISABLE_GST_DEBUG

/* text: the first message of that level that begins with start */
typedef struct {
  GstDebugLevel level;
  const char *start;
  char *text;
} KeptLine;

/* Called by another thread; not read before that has ended. */
static void
keep_line (GstDebugCategory *category G_GNUC_UNUSED, GstDebugLevel level,
    const char *file G_GNUC_UNUSED, const char *function G_GNUC_UNUSED,
    gint line G_GNUC_UNUSED, GObject *object G_GNUC_UNUSED,
    GstDebugMessage *message, gpointer user_data)
{
  KeptLine *kept = user_data;
  const char *text = gst_debug_message_get (message);

  if (level == kept->level && g_str_has_prefix (text, kept->start) &&
      kept->text == NULL)
    kept->text = g_strdup (text);
}

/* Runs a fetch whose log is recorded in @kept. */
static void
keep_line_of_run (KeptLine *kept)
{
  g_auto (ElementRig) rig = { 0 };

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  /* In brackets, to call the functions: the macros of that name are not ISO
   * C. */
  (gst_debug_add_log_function) (keep_line, kept, NULL);
  gst_debug_set_threshold_for_name ("rekognitioncelebrity", kept->level);
  element_rig_start (&rig);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  gst_debug_unset_threshold_for_name ("rekognitioncelebrity");
  (gst_debug_remove_log_function) (keep_line);
}

static void
test_credentials_line (void)
{
  KeptLine kept = { GST_LEVEL_INFO, "credentials: ", NULL };

  keep_line_of_run (&kept);
  g_assert_cmpstr (kept.text, ==,
      "credentials: properties; access key id: ...OINT; region: eu-west-1");
  g_free (kept.text);
}

/* A broken file that is not needed is ignored, with a message in the log. */
static void
test_warning_line (void)
{
  KeptLine kept = { GST_LEVEL_WARNING, "A shared AWS file", NULL };
  g_autofree char *before = g_strdup (g_getenv ("AWS_CONFIG_FILE"));

  g_setenv ("AWS_CONFIG_FILE", "/", TRUE);
  keep_line_of_run (&kept);
  g_setenv ("AWS_CONFIG_FILE", before, TRUE);
  g_assert_true (g_str_has_prefix (kept.text,
      "A shared AWS file can't be used and is ignored: /: "));
  g_free (kept.text);
}

#endif

static void
test_celebrities (void)
{
  g_auto (ElementRig) rig = { 0 };
  guint n_people = 0;

  rig_init (&rig, WALKING_PEOPLE_SPARSE);
  gst_util_set_object_arg (G_OBJECT (rig.element), "celebrities",
      "<\"李小明\", \"4gH\", \"nobody\">");
  element_rig_start (&rig);
  for (guint n = 0; n < WALKING_PEOPLE_N_SAMPLES * WALKING_PEOPLE_SAMPLE_FRAMES;
       n++) {
    g_autoptr (GstBuffer) buffer =
        element_rig_push (&rig, element_rig_get_pts (n));

    for (guint i = 0; i < walking_people_count_people (buffer); i++) {
      const char *name = gst_structure_get_string (
          walking_people_get_person (walking_people_get_record (buffer), i),
          "name");

      g_assert_true (
          g_str_equal (name, "李小明") || g_str_equal (name, "Once"));
      n_people++;
    }
  }
  g_assert_cmpuint (n_people, >, 0);
}

static void
test_secrets_unreadable (void)
{
  g_autoptr (GstElement) element =
      gst_element_factory_make ("rekognitioncelebrity", NULL);
  static const char *const names[] = { "secret-access-key", "session-token" };

  gst_object_ref_sink (element);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    GParamSpec *pspec =
        g_object_class_find_property (G_OBJECT_GET_CLASS (element), names[i]);

    g_assert_nonnull (pspec);
    g_assert_cmpuint (pspec->flags & G_PARAM_READWRITE, ==, G_PARAM_WRITABLE);
  }
}

static void
add_shapes (const char *name, GTestDataFunc test)
{
  for (guint shape = 0; shape < WALKING_PEOPLE_N_SHAPES; shape++) {
    g_autofree char *path = g_strdup_printf ("/rekognitioncelebrity/%s/%s",
        name, walking_people_get_shape_name (shape));

    g_test_add_data_func (path, GUINT_TO_POINTER (shape), test);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  add_shapes ("every-frame", test_every_frame);
  add_shapes ("seeks", test_seeks);
  add_shapes ("changes", test_changes_while_playing);
  add_shapes ("segment", test_segment);
  g_test_add_func ("/rekognitioncelebrity/no-time", test_no_time);
  g_test_add_func ("/rekognitioncelebrity/not-in-time",
      test_segment_not_in_time);
  g_test_add_func ("/rekognitioncelebrity/restart", test_restart);
  g_test_add_data_func ("/rekognitioncelebrity/wake/flush",
      GINT_TO_POINTER (TRUE), test_wake);
  g_test_add_data_func ("/rekognitioncelebrity/wake/stop",
      GINT_TO_POINTER (FALSE), test_wake);
  g_test_add_func ("/rekognitioncelebrity/after-flush", test_after_flush);
  g_test_add_func ("/rekognitioncelebrity/live", test_live);
  g_test_add_func ("/rekognitioncelebrity/another-video", test_another_video);
  g_test_add_data_func ("/rekognitioncelebrity/fail-on-error/true",
      GINT_TO_POINTER (TRUE), test_fail_on_error);
  g_test_add_data_func ("/rekognitioncelebrity/fail-on-error/false",
      GINT_TO_POINTER (FALSE), test_fail_on_error);
  g_test_add_func ("/rekognitioncelebrity/progress", test_progress);
  g_test_add_func ("/rekognitioncelebrity/read-only", test_read_only);
  g_test_add_func ("/rekognitioncelebrity/notify", test_notify);
#ifndef GST_DISABLE_GST_DEBUG
  g_test_add_func ("/rekognitioncelebrity/credentials-line",
      test_credentials_line);
  g_test_add_func ("/rekognitioncelebrity/warning-line", test_warning_line);
#endif
  g_test_add_func ("/rekognitioncelebrity/celebrities", test_celebrities);
  g_test_add_func ("/rekognitioncelebrity/secrets-unreadable",
      test_secrets_unreadable);
  return element_rig_run ();
}
