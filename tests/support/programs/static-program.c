/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * A program that links the plugin statically, with the flags from pkg-config.
 * Built and run by tests/tools/install.sh.
 *
 *   static-program RESULTS LOG
 *
 * Plays a test video with the results of the file RESULTS and writes the people
 * on it to LOG.
 */

#include <gst/gst.h>

GST_PLUGIN_STATIC_DECLARE (rekognition);

/* Returns FALSE if the plugin is not the linked one. */
static gboolean
is_linked_in (void)
{
  g_autoptr (GstPlugin) plugin =
      gst_registry_find_plugin (gst_registry_get (), "rekognition");

  return plugin != NULL && gst_plugin_get_filename (plugin) == NULL;
}

static GstElement *
create_pipeline (const char *results, const char *log)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *description = g_strdup_printf (
      "videotestsrc num-buffers=300 ! "
      "video/x-raw,width=320,height=180,framerate=5/1 ! "
      "rekognitioncelebrity results-location=\"%s\" ! "
      "celebritylog location=\"%s\" ! celebrityoverlay ! fakesink",
      results, log);
  GstElement *pipeline = gst_parse_launch (description, &error);

  if (pipeline == NULL)
    g_printerr ("%s\n", error->message);
  return pipeline;
}

static gboolean
play (GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND,
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  if (message == NULL)
    return FALSE;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  gst_message_parse_error (message, &error, NULL);
  g_printerr ("%s\n", error->message);
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GstElement) pipeline = NULL;

  gst_init (&argc, &argv);
  g_return_val_if_fail (argc == 3, 2);

  GST_PLUGIN_STATIC_REGISTER (rekognition);
  if (!is_linked_in ())
    return 1;
  pipeline = create_pipeline (argv[1], argv[2]);
  return pipeline != NULL && play (pipeline) ? 0 : 1;
}
