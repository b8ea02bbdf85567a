/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A fetch that fails, as the rest of the pipeline and the application see it:
 * one error, then the end of the stream, without deadlocks. */

#include "support/element/element-rig.h"
#include "support/common/scripted-server.h"
#include "support/common/temporary-folder.h"

#define JOB "job-1"
#define PATIENCE (20 * GST_SECOND)
/* Upper limit for what would never end if two threads waited for each other. */
#define LIMIT_US (5 * (gint64) G_USEC_PER_SEC)
#define TIMEOUT_MS 300

#define LIVE "videotestsrc is-live=true ! "
#define PUSHED "videotestsrc ! "
#define SMALL "video/x-raw,width=64,height=64,framerate=25/1 ! "

/* A pipeline with a rekognitioncelebrity whose server does not answer. */
typedef struct {
  ScriptedServer *server;
  GstElement *pipeline;
  GstElement *celebrity;
  GstBus *bus;
} Scene;

static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_HANG, SCRIPT_END };

/* @elements must contain a rekognitioncelebrity named `celebrity`. */
static void
scene_init (Scene *scene, const char *elements)
{
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  scene->server = scripted_server_new (steps, NULL);
  uri = scripted_server_dup_uri (scene->server, "http", "");
  scene->pipeline = gst_parse_launch (elements, &error);
  g_assert_no_error (error);
  gst_object_ref_sink (scene->pipeline);
  scene->bus = gst_element_get_bus (scene->pipeline);
  scene->celebrity =
      gst_bin_get_by_name (GST_BIN (scene->pipeline), "celebrity");
  g_object_set (scene->celebrity, "job-id", JOB, "region", "eu-west-1",
      "access-key", "AKIDTEST", "secret-access-key", "test", "endpoint-uri",
      uri, "retry-attempts", 1, NULL);
}

static void
scene_clear (Scene *scene)
{
  gst_element_set_state (scene->pipeline, GST_STATE_NULL);
  gst_clear_object (&scene->celebrity);
  gst_clear_object (&scene->bus);
  gst_clear_object (&scene->pipeline);
  g_clear_pointer (&scene->server, scripted_server_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

/* Breaks the connection, which fails the fetch. */
static void
scene_break (Scene *scene)
{
  scripted_server_wait_steps (scene->server, 1);
  g_clear_pointer (&scene->server, scripted_server_free);
}

static void
wait_for (GstBus *bus, GstMessageType type)
{
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus,
      PATIENCE * (guint64) element_rig_get_patience (),
      type | GST_MESSAGE_ERROR);

  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, type);
}

static void
assert_no_error (GstBus *bus)
{
  g_autoptr (GstMessage) message =
      gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);

  g_assert_null (message);
}

static void
assert_in_time (gint64 start_us)
{
  g_assert_cmpint (g_get_monotonic_time () - start_us, <,
      LIMIT_US * element_rig_get_patience ());
}

/* Without its index, which is written last, such a file cannot be read. */
static void
assert_readable (const char *filename)
{
  g_autofree char *text = g_strdup_printf (
      "filesrc location=%s ! qtdemux ! fakesink sync=false", filename);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (text, &error);
  g_autoptr (GstBus) bus = NULL;

  g_assert_no_error (error);
  gst_object_ref_sink (pipeline);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  wait_for (bus, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
test_sibling (gconstpointer data)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "film");
  g_autofree char *elements =
      g_strdup_printf (LIVE SMALL "tee name=t ! queue ! %s ! "
                                  "filesink location=%s t. ! queue ! "
                                  "rekognitioncelebrity name=celebrity ! "
                                  "fakesink",
          (const char *) data, filename);
  g_auto (Scene) scene = { 0 };

  scene_init (&scene, elements);
  gst_element_set_state (scene.pipeline, GST_STATE_PLAYING);
  wait_for (scene.bus, GST_MESSAGE_ASYNC_DONE);
  scene_break (&scene);
  wait_for (scene.bus, GST_MESSAGE_ERROR);
  wait_for (scene.bus, GST_MESSAGE_EOS);
  gst_element_set_state (scene.pipeline, GST_STATE_NULL);
  assert_readable (filename);
}

/* If @is_prerolling is set, the error arrives before the sinks have prerolled:
 * the pipeline does not go on to PLAYING and posts no EOS. */
typedef struct {
  const char *name;
  const char *elements;
  gboolean is_prerolling;
} AnswerRow;

static const AnswerRow answer_rows[] = {
  { "live",
      LIVE SMALL "rekognitioncelebrity name=celebrity ! fakesink sync=true",
      FALSE },
  { "live-queues",
      LIVE SMALL "queue ! rekognitioncelebrity name=celebrity ! queue ! "
                 "fakesink sync=true",
      FALSE },
  { "live-tee",
      LIVE SMALL "tee name=t ! queue ! fakesink t. ! queue ! "
                 "rekognitioncelebrity name=celebrity ! fakesink",
      FALSE },
  { "prerolling",
      PUSHED SMALL "rekognitioncelebrity name=celebrity ! fakesink sync=true",
      TRUE },
  { "prerolling-queues",
      PUSHED SMALL "queue ! rekognitioncelebrity name=celebrity ! queue ! "
                   "fakesink sync=true",
      TRUE },
};

/* An application that reacts to the error by sending EOS, to finish a file. */
static void
test_answer (gconstpointer data)
{
  const AnswerRow *row = data;
  g_auto (Scene) scene = { 0 };

  scene_init (&scene, row->elements);
  gst_element_set_state (scene.pipeline, GST_STATE_PLAYING);
  if (!row->is_prerolling)
    wait_for (scene.bus, GST_MESSAGE_ASYNC_DONE);
  scene_break (&scene);
  wait_for (scene.bus, GST_MESSAGE_ERROR);
  g_assert_true (gst_element_send_event (scene.pipeline, gst_event_new_eos ()));
  if (!row->is_prerolling)
    wait_for (scene.bus, GST_MESSAGE_EOS);
  gst_element_set_state (scene.pipeline, GST_STATE_NULL);
  assert_no_error (scene.bus);
}

/* Sinks that do not preroll. */
static void
test_answer_without_preroll (void)
{
  g_auto (Scene) scene = { 0 };

  scene_init (&scene,
      PUSHED SMALL "rekognitioncelebrity name=celebrity ! "
                   "fakesink async=false sync=true");
  gst_element_set_state (scene.pipeline, GST_STATE_PLAYING);
  scene_break (&scene);
  wait_for (scene.bus, GST_MESSAGE_ERROR);
  wait_for (scene.bus, GST_MESSAGE_EOS);
}

/* An application that pushes its own frames. */
static void
test_answer_of_appsrc (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, 64, NULL);
  GstFlowReturn flow;

  scene_init (&scene,
      "appsrc name=source is-live=true format=time do-timestamp=true "
      "caps=video/x-raw,format=GRAY8,width=8,height=8,framerate=25/1 ! "
      "rekognitioncelebrity name=celebrity ! fakesink async=false");
  source = gst_bin_get_by_name (GST_BIN (scene.pipeline), "source");
  gst_element_set_state (scene.pipeline, GST_STATE_PLAYING);
  scene_break (&scene);
  wait_for (scene.bus, GST_MESSAGE_ERROR);
  g_signal_emit_by_name (source, "push-buffer", buffer, &flow);
  g_signal_emit_by_name (source, "end-of-stream", &flow);
  wait_for (scene.bus, GST_MESSAGE_EOS);
}

/* While the stream waits for the fetch, sending EOS waits for the stream, with
 * the state lock held.
 * @data is whether the application reads its bus before that. */
static void
test_eos_during_fetch (gconstpointer data)
{
  g_auto (Scene) scene = { 0 };
  gint64 start_us = g_get_monotonic_time ();

  scene_init (&scene,
      PUSHED SMALL "rekognitioncelebrity name=celebrity ! fakesink sync=true");
  g_object_set (scene.celebrity, "request-timeout", TIMEOUT_MS, NULL);
  gst_element_set_state (scene.pipeline, GST_STATE_PLAYING);
  if (GPOINTER_TO_INT (data))
    wait_for (scene.bus, GST_MESSAGE_PROGRESS);
  scripted_server_wait_steps (scene.server, 1);
  g_assert_true (gst_element_send_event (scene.pipeline, gst_event_new_eos ()));
  wait_for (scene.bus, GST_MESSAGE_ERROR);
  assert_in_time (start_us);
}

/* The error can be read from the bus whatever other threads do. */
static void
test_bus_is_read (void)
{
  g_auto (ElementRig) rig = { 0 };
  gint64 start_us = g_get_monotonic_time ();

  element_rig_init (&rig, JOB, NULL);
  GST_STATE_LOCK (rig.element);
  element_rig_start (&rig);
  wait_for (rig.bus, GST_MESSAGE_PROGRESS);
  wait_for (rig.bus, GST_MESSAGE_ERROR);
  GST_STATE_UNLOCK (rig.element);
  assert_in_time (start_us);
}

static gpointer
push_thread (gpointer data)
{
  ElementRig *rig = data;

  return GINT_TO_POINTER (
      gst_harness_push (rig->harness, element_rig_create_buffer (0)));
}

/* The bus is not read, and a thread that waits for the stream holds the
 * lock. */
static void
test_bus_is_not_read (void)
{
  g_auto (ElementRig) rig = { 0 };
  gint64 start_us = g_get_monotonic_time ();
  GThread *thread;

  element_rig_init (&rig, JOB, NULL);
  GST_STATE_LOCK (rig.element);
  element_rig_start (&rig);
  thread = g_thread_new ("push", push_thread, &rig);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, GST_FLOW_EOS);
  GST_STATE_UNLOCK (rig.element);
  assert_in_time (start_us);
  wait_for (rig.bus, GST_MESSAGE_ERROR);
}

static void
push_eos (ElementRig *rig)
{
  g_assert_cmpint (
      gst_harness_push (rig->harness, element_rig_create_buffer (0)), ==,
      GST_FLOW_EOS);
  g_assert_true (gst_harness_push_event (rig->harness, gst_event_new_eos ()));
}

static void
seek (ElementRig *rig)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  g_assert_true (
      gst_harness_push_event (rig->harness, gst_event_new_flush_start ()));
  g_assert_true (
      gst_harness_push_event (rig->harness, gst_event_new_flush_stop (TRUE)));
  g_assert_true (
      gst_harness_push_event (rig->harness, gst_event_new_segment (&segment)));
}

/* Each run ends at the failure with EOS and exactly one error. */
static void
test_seek (void)
{
  g_auto (ElementRig) rig = { 0 };

  element_rig_init (&rig, JOB, NULL);
  element_rig_start (&rig);
  for (guint i = 0; i < 3; i++) {
    push_eos (&rig);
    seek (&rig);
  }
  push_eos (&rig);
  wait_for (rig.bus, GST_MESSAGE_ERROR);
  gst_element_set_state (rig.element, GST_STATE_NULL);
  assert_no_error (rig.bus);
}

/* Downstream receives EOS, and again after a seek. */
static void
test_eos_repeated (void)
{
  g_auto (ElementRig) rig = { 0 };
  guint n_eos = 0;

  element_rig_init (&rig, JOB, NULL);
  element_rig_start (&rig);
  push_eos (&rig);
  while (n_eos < 2) {
    g_autoptr (GstEvent) event = gst_harness_pull_event (rig.harness);

    g_assert_nonnull (event);
    if (GST_EVENT_TYPE (event) != GST_EVENT_EOS)
      continue;
    n_eos++;
    seek (&rig);
    push_eos (&rig);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  g_test_add_data_func ("/end-after-error/sibling/qtmux", "jpegenc ! qtmux",
      test_sibling);
  g_test_add_data_func ("/end-after-error/sibling/mp4mux",
      "x264enc tune=zerolatency ! mp4mux", test_sibling);
  for (guint i = 0; i < G_N_ELEMENTS (answer_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/end-after-error/answer/", answer_rows[i].name, NULL);

    g_test_add_data_func (path, &answer_rows[i], test_answer);
  }
  g_test_add_func ("/end-after-error/answer/without-preroll",
      test_answer_without_preroll);
  g_test_add_func ("/end-after-error/answer/appsrc", test_answer_of_appsrc);
  g_test_add_data_func ("/end-after-error/eos-during-fetch/bus-read",
      GINT_TO_POINTER (TRUE), test_eos_during_fetch);
  g_test_add_data_func ("/end-after-error/eos-during-fetch/bus-not-read",
      GINT_TO_POINTER (FALSE), test_eos_during_fetch);
  g_test_add_func ("/end-after-error/bus-is-read", test_bus_is_read);
  g_test_add_func ("/end-after-error/bus-is-not-read", test_bus_is_not_read);
  g_test_add_func ("/end-after-error/seek", test_seek);
  g_test_add_func ("/end-after-error/eos-repeated", test_eos_repeated);
  return element_rig_run ();
}
