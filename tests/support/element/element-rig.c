/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/element/element-rig.h"

#include <gst/video/video.h>
#include <stdlib.h>

#define PATIENCE (20 * GST_SECOND)
#define REGION "eu-west-1"

void
element_rig_main (int *argc, char ***argv)
{
  g_auto (GStrv) names = g_listenv ();

  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_has_prefix (names[i], "AWS_"))
      g_unsetenv (names[i]);
  }
  g_setenv ("AWS_CONFIG_FILE", "/nonexistent/config", TRUE);
  g_setenv ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials", TRUE);

  g_test_init (argc, argv, NULL);
  gst_init (argc, argv);
}

/* Prints the GStreamer objects that are alive; returns their number. */
static guint
list_live_objects (GstTracer *tracer)
{
  GstStructure *info = NULL;
  const GValue *objects;

  g_signal_emit_by_name (tracer, "get-live-objects", &info);
  objects = gst_structure_get_value (info, "live-objects-list");
  for (guint i = 0; i < gst_value_list_get_size (objects); i++) {
    g_autofree char *text =
        g_strdup_value_contents (gst_value_list_get_value (objects, i));

    g_printerr ("Left after the tests: %s\n", text);
  }
  /* Not freed: GStreamer 1.22 would release references that it does not
   * hold. */
  return gst_value_list_get_size (objects);
}

static guint
find_leaks (void)
{
  GList *tracers = gst_tracing_get_active_tracers ();
  guint n_leaks = 0;

  for (GList *item = tracers; item != NULL; item = item->next) {
    if (g_str_equal (G_OBJECT_TYPE_NAME (item->data), "GstLeaksTracer"))
      n_leaks += list_live_objects (item->data);
  }
  g_list_free_full (tracers, gst_object_unref);
  return n_leaks;
}

int
element_rig_run (void)
{
  int result = g_test_run ();

  /* The very last action of a task's thread is to release its task: wait for
   * that. */
  gst_task_cleanup_all ();
  if (find_leaks () > 0)
    return EXIT_FAILURE;
  gst_deinit ();
  return result;
}

gint64
element_rig_get_patience (void)
{
  const char *text = g_getenv ("TEST_PATIENCE");

  return text != NULL ? MAX (g_ascii_strtoll (text, NULL, 10), 1) : 1;
}

void
element_rig_init (ElementRig *rig, const char *job_id,
    const LocalEndpointSettings *settings)
{
  const LocalEndpointSettings none = { 0 };
  const LocalEndpointSettings *used = settings != NULL ? settings : &none;

  *rig = (ElementRig){ NULL, NULL, NULL, NULL };
  rig->endpoint = local_endpoint_new (settings);
  rig->element = gst_element_factory_make ("rekognitioncelebrity", NULL);
  g_assert_nonnull (rig->element);
  gst_object_ref_sink (rig->element);
  rig->bus = gst_bus_new ();
  gst_element_set_bus (rig->element, rig->bus);
  g_object_set (rig->element, "job-id", job_id, "region", REGION, "access-key",
      used->access_key_id != NULL ? used->access_key_id
                                  : LOCAL_ENDPOINT_ACCESS_KEY_ID,
      "secret-access-key",
      used->secret_access_key != NULL ? used->secret_access_key
                                      : LOCAL_ENDPOINT_SECRET_ACCESS_KEY,
      "session-token", used->session_token, NULL);
}

void
element_rig_start (ElementRig *rig)
{
  g_autoptr (GError) error = NULL;

  local_endpoint_start (rig->endpoint, &error);
  g_assert_no_error (error);
  element_rig_play (rig, local_endpoint_get_uri (rig->endpoint));
}

void
element_rig_play (ElementRig *rig, const char *endpoint_uri)
{
  g_autofree char *caps = g_strdup_printf (
      "video/x-raw,format=GRAY8,width=%d,height=%d,framerate=%d/%d",
      ELEMENT_RIG_WIDTH, ELEMENT_RIG_HEIGHT, ELEMENT_RIG_FPS_N,
      ELEMENT_RIG_FPS_D);

  g_object_set (rig->element, "endpoint-uri", endpoint_uri, NULL);
  rig->harness = gst_harness_new_with_element (rig->element, "sink", "src");
  gst_harness_set_live (rig->harness, FALSE);
  gst_harness_set_src_caps_str (rig->harness, caps);
}

void
element_rig_clear (ElementRig *rig)
{
  if (rig->harness != NULL)
    gst_harness_teardown (rig->harness);
  rig->harness = NULL;
  if (rig->element != NULL) {
    gst_element_set_state (rig->element, GST_STATE_NULL);
    gst_element_set_bus (rig->element, NULL);
  }
  gst_clear_object (&rig->element);
  gst_clear_object (&rig->bus);
  g_clear_pointer (&rig->endpoint, local_endpoint_free);
}

GstClockTime
element_rig_get_pts (guint n)
{
  return gst_util_uint64_scale (n, GST_SECOND * ELEMENT_RIG_FPS_D,
      ELEMENT_RIG_FPS_N);
}

GstBuffer *
element_rig_create_buffer (GstClockTime pts)
{
  GstBuffer *buffer = gst_buffer_new ();

  GST_BUFFER_PTS (buffer) = pts;
  GST_BUFFER_DURATION (buffer) = element_rig_get_pts (1);
  return buffer;
}

GstBuffer *
element_rig_push (ElementRig *rig, GstClockTime pts)
{
  GstBuffer *buffer;

  g_assert_cmpint (
      gst_harness_push (rig->harness, element_rig_create_buffer (pts)), ==,
      GST_FLOW_OK);
  buffer = gst_harness_try_pull (rig->harness);
  g_assert_nonnull (buffer);
  return buffer;
}

GstMessage *
element_rig_wait (ElementRig *rig, GstMessageType types)
{
  GstMessage *message = gst_bus_timed_pop_filtered (rig->bus,
      PATIENCE * element_rig_get_patience (), types);

  g_assert_nonnull (message);
  return message;
}

void
element_rig_wait_progress (ElementRig *rig, GstProgressType type)
{
  GstProgressType found = GST_PROGRESS_TYPE_START;

  while (
      found == GST_PROGRESS_TYPE_START || found == GST_PROGRESS_TYPE_CONTINUE) {
    g_autoptr (GstMessage) message =
        element_rig_wait (rig, GST_MESSAGE_PROGRESS);

    gst_message_parse_progress (message, &found, NULL, NULL);
  }
  g_assert_cmpint (found, ==, type);
}

guint
element_rig_count_regions (GstBuffer *buffer)
{
  return gst_buffer_get_n_meta (buffer,
      GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE);
}
