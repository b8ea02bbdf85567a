/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* receive-records SOCKET: prints each CelebrityMeta received from a unixfdsink,
 * one per line. It knows the documented format of the meta and nothing else of
 * this project. */

#include <gst/gst.h>
#include <stdlib.h>

#define DESCRIPTION \
  "unixfdsrc name=source ! fakesink name=sink signal-handoffs=true sync=false"

static void
register_meta (void)
{
  static const char *no_tags[] = { NULL };

  if (gst_meta_get_info ("CelebrityMeta") == NULL)
    gst_meta_register_custom ("CelebrityMeta", no_tags, NULL, NULL, NULL);
}

static void
print_record (GstElement *sink, GstBuffer *buffer, GstPad *pad, gpointer data)
{
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");
  g_autofree char *text = NULL;

  (void) sink;
  (void) pad;
  (void) data;
  if (meta == NULL)
    return;
  text = gst_structure_to_string (gst_custom_meta_get_structure (meta));
  g_print ("%s\n", text);
}

static GstElement *
create_pipeline (const char *socket)
{
  GstElement *pipeline = gst_parse_launch (DESCRIPTION, NULL);
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;

  if (pipeline == NULL)
    return NULL;
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (source, "socket-path", socket, NULL);
  g_signal_connect (sink, "handoff", G_CALLBACK (print_record), NULL);
  return pipeline;
}

int
main (int argc, char **argv)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GstBus) bus = NULL;

  gst_init (&argc, &argv);
  if (argc != 2)
    return EXIT_FAILURE;
  register_meta ();
  pipeline = create_pipeline (argv[1]);
  if (pipeline == NULL)
    return EXIT_FAILURE;

  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE,
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS ? EXIT_SUCCESS
                                                       : EXIT_FAILURE;
}
