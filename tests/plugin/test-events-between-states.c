/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Data that reaches an element's pads while it is not started: pads accept
 * events, queries and buffers before the element has started, and data in
 * flight arrives after it has stopped. */

#include "support/element/element-rig.h"
#include "support/common/temporary-folder.h"

#define CAPS \
  "video/x-raw,format=GRAY8,width=(int)100,height=(int)100," \
  "framerate=(fraction)25/1"
#define RESULTS \
  "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[{\"Timestamp\":0," \
  "\"Celebrity\":{\"Name\":\"Ada\",\"Id\":\"1a\"}}]}"

static GstEvent *
create_event (GstEventType type, guint number)
{
  g_autoptr (GstCaps) caps = NULL;
  GstSegment segment;

  switch (type) {
    case GST_EVENT_STREAM_START:
      return gst_event_new_stream_start (number % 2 == 0 ? "one" : "two");
    case GST_EVENT_CAPS:
      caps = gst_caps_from_string (CAPS);
      return gst_event_new_caps (caps);
    case GST_EVENT_SEGMENT:
      gst_segment_init (&segment, GST_FORMAT_TIME);
      return gst_event_new_segment (&segment);
    case GST_EVENT_TAG:
      return gst_event_new_tag (
          gst_tag_list_new (GST_TAG_IMAGE_ORIENTATION, "rotate-90", NULL));
    case GST_EVENT_GAP:
      return gst_event_new_gap (0, GST_SECOND);
    case GST_EVENT_FLUSH_STOP:
      return gst_event_new_flush_stop (TRUE);
    case GST_EVENT_QOS:
      return gst_event_new_qos (GST_QOS_TYPE_UNDERFLOW, 1.0, 0, 0);
    case GST_EVENT_SEEK:
      return gst_event_new_seek (1.0, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH,
          GST_SEEK_TYPE_SET, 0, GST_SEEK_TYPE_NONE, 0);
    default:
      return gst_event_new_custom (type, NULL);
  }
}

static void
send_events (GstElement *element)
{
  static const GstEventType downstream[] = { GST_EVENT_FLUSH_START,
    GST_EVENT_FLUSH_STOP, GST_EVENT_STREAM_START, GST_EVENT_STREAM_START,
    GST_EVENT_STREAM_START, GST_EVENT_CAPS, GST_EVENT_SEGMENT, GST_EVENT_TAG,
    GST_EVENT_GAP, GST_EVENT_EOS, GST_EVENT_FLUSH_START, GST_EVENT_FLUSH_STOP };
  static const GstEventType upstream[] = { GST_EVENT_QOS, GST_EVENT_SEEK,
    GST_EVENT_RECONFIGURE };
  g_autoptr (GstPad) sink = gst_element_get_static_pad (element, "sink");
  g_autoptr (GstPad) src = gst_element_get_static_pad (element, "src");

  for (guint i = 0; i < G_N_ELEMENTS (downstream); i++)
    GST_PAD_EVENTFUNC (sink)
  (sink, GST_OBJECT (element), create_event (downstream[i], i));
  for (guint i = 0; i < G_N_ELEMENTS (upstream); i++)
    GST_PAD_EVENTFUNC (src)
  (src, GST_OBJECT (element), create_event (upstream[i], i));
}

static void
send_query (GstElement *element, const char *pad_name, GstQuery *query)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, pad_name);

  GST_PAD_QUERYFUNC (pad) (pad, GST_OBJECT (element), query);
  gst_query_unref (query);
}

static void
send_queries (GstElement *element)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (CAPS);

  send_query (element, "sink", gst_query_new_caps (NULL));
  send_query (element, "sink", gst_query_new_caps (caps));
  send_query (element, "sink", gst_query_new_accept_caps (caps));
  send_query (element, "sink", gst_query_new_allocation (caps, TRUE));
  send_query (element, "sink", gst_query_new_context ("gst.gl.GLDisplay"));
  send_query (element, "src", gst_query_new_caps (NULL));
  send_query (element, "src", gst_query_new_caps (caps));
  send_query (element, "src", gst_query_new_accept_caps (caps));
  send_query (element, "src", gst_query_new_latency ());
  send_query (element, "src", gst_query_new_position (GST_FORMAT_TIME));
  send_query (element, "src", gst_query_new_duration (GST_FORMAT_TIME));
  send_query (element, "src", gst_query_new_seeking (GST_FORMAT_TIME));
}

static void
send_buffer (GstElement *element)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (element, "sink");
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, 100 * 100, NULL);

  GST_BUFFER_PTS (buffer) = 0;
  g_assert_cmpint (
      GST_PAD_CHAINFUNC (sink) (sink, GST_OBJECT (element), buffer), !=,
      GST_FLOW_OK);
}

/* With and without earlier caps. */
static void
send_all (GstElement *element)
{
  for (guint i = 0; i < 2; i++) {
    send_buffer (element);
    send_events (element);
    send_buffer (element);
    send_queries (element);
  }
}

/* A run in between, to cover the state that it leaves behind. */
static void
start_and_stop (GstElement *element)
{
  GstHarness *harness = gst_harness_new_with_element (element, "sink", "src");

  gst_harness_set_src_caps_str (harness, CAPS);
  g_assert_cmpint (gst_harness_push (harness,
                       gst_harness_create_buffer (harness, 100 * 100)),
      ==, GST_FLOW_OK);
  gst_element_set_state (element, GST_STATE_NULL);
  gst_harness_teardown (harness);
}

static void
test_between (gconstpointer name)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *results =
      temporary_folder_write (folder, "results.jsonl", RESULTS);
  g_autofree char *log = temporary_folder_get_path (folder, "log");
  g_autoptr (GstElement) element = gst_element_factory_make (name, NULL);

  gst_object_ref_sink (element);
  if (g_str_equal (name, "rekognitioncelebrity"))
    g_object_set (element, "results-location", results, NULL);
  else if (g_str_equal (name, "celebritylog"))
    g_object_set (element, "location", log, NULL);
  send_all (element);
  gst_element_set_state (element, GST_STATE_READY);
  send_all (element);
  start_and_stop (element);
  send_all (element);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "rekognitioncelebrity",
    "celebrityoverlay", "celebritylog" };

  element_rig_main (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path =
        g_strconcat ("/events-between-states/", names[i], NULL);
    g_autoptr (GstElementFactory) factory = gst_element_factory_find (names[i]);

    /* The overlay is built only if its libraries are found. */
    if (factory != NULL)
      g_test_add_data_func (path, names[i], test_between);
  }
  return element_rig_run ();
}
