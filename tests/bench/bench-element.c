/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "bench-element.h"

#include <local-endpoint.h>

GstElement *
bench_element_new (const char *job_id, const char *uri)
{
  GstElement *element = gst_element_factory_make ("rekognitioncelebrity", NULL);

  if (element == NULL)
    g_error ("rekognitioncelebrity was not found: is GST_PLUGIN_PATH set?");
  g_object_set (element, "job-id", job_id, "region", "eu-west-1", "access-key",
      LOCAL_ENDPOINT_ACCESS_KEY_ID, "secret-access-key",
      LOCAL_ENDPOINT_SECRET_ACCESS_KEY, "endpoint-uri", uri, NULL);
  return gst_object_ref_sink (element);
}

static void
wait_for_results (GstBus *bus, GstClockTime timeout)
{
  GstProgressType type = GST_PROGRESS_TYPE_START;

  while (type != GST_PROGRESS_TYPE_COMPLETE) {
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus, timeout,
        GST_MESSAGE_PROGRESS | GST_MESSAGE_ERROR);

    if (message == NULL || GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
      g_error ("the results were not fetched");
    gst_message_parse_progress (message, &type, NULL, NULL);
  }
}

GstHarness *
bench_element_fetch (GstElement *element, const char *caps,
    GstClockTime timeout)
{
  g_autoptr (GstBus) bus = gst_bus_new ();
  GstHarness *harness;

  gst_element_set_bus (element, bus);
  harness = gst_harness_new_with_element (element, "sink", "src");
  gst_harness_set_live (harness, FALSE);
  gst_harness_set_src_caps_str (harness, caps);
  wait_for_results (bus, timeout);
  gst_element_set_bus (element, NULL);
  return harness;
}
