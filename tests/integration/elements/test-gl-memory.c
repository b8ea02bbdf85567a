/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Frames in OpenGL memory, possibly with a software renderer. */

#include "support/element/element-rig.h"
#include "support/passthrough/passthrough-outlines.h"
#include "support/passthrough/passthrough-table.h"

/* GStreamer 1.26 copies the metas twice when it converts colours. */
#define CONVERSION \
  "glupload ! glcolorconvert ! " \
  "video/x-raw(memory:GLMemory),format=RGBA ! gldownload"

/* Metas pass GL elements. */
static const PassthroughRow rows[] = {
  { "gl", "glupload ! glcolorconvert ! gldownload" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { PASSTHROUGH_ALL, PASSTHROUGH_ALL, PASSTHROUGH_ALL },
      PASSTHROUGH_ONCE },
  { "gl-converted", CONVERSION PASSTHROUGH_SINK, PASSTHROUGH_SAME,
      { PASSTHROUGH_ALL, PASSTHROUGH_MOST | PASSTHROUGH_TWICE,
          PASSTHROUGH_ALL },
      PASSTHROUGH_ONCE },
};

static GstPadProbeReturn
note_memory (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  GstMemory *memory = gst_buffer_peek_memory (buffer, 0);
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);

  g_assert_true (gst_caps_features_contains (gst_caps_get_features (caps, 0),
      "memory:GLMemory"));
  g_ptr_array_add (data, gst_memory_ref (memory));
  return GST_PAD_PROBE_OK;
}

/* Returns: (transfer full): the memory of each frame that passes. */
static GPtrArray *
watch (GstElement *pipeline, const char *element_name, const char *pad_name)
{
  g_autoptr (GstElement) element =
      gst_bin_get_by_name (GST_BIN (pipeline), element_name);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, pad_name);
  GPtrArray *memories =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gst_memory_unref);

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, note_memory, memories,
      NULL);
  return memories;
}

/* All our elements pass the frames' memory on unchanged; GL blends the
 * overlay. */
static void
test_elements (void)
{
  const PassthroughChain chain = {
    .before = "glupload ! glcolorconvert ! "
              "video/x-raw(memory:GLMemory),format=RGBA !",
    .after =
        "celebritylog location=/dev/null ! "
        "celebrityoverlay name=overlay " PASSTHROUGH_OUTLINES
        " ! gloverlaycompositor ! gldownload ! video/x-raw" PASSTHROUGH_SINK,
  };
  const PassthroughMap map = PASSTHROUGH_SAME;
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gst_sample_unref);
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  passthrough_rig_init (&rig);
  pipeline = passthrough_rig_create_pipeline (&rig, &chain);
  before = watch (pipeline, "celebrity", "sink");
  after = watch (pipeline, "overlay", "src");
  passthrough_rig_watch (pipeline, "sink0", samples);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  passthrough_rig_wait (pipeline);

  g_assert_cmpuint (before->len, ==, PASSTHROUGH_JOB_N_FRAMES);
  g_assert_cmpuint (after->len, ==, PASSTHROUGH_JOB_N_FRAMES);
  for (guint i = 0; i < before->len; i++)
    g_assert_true (before->pdata[i] == after->pdata[i]);
  g_assert_cmpuint (passthrough_outlines_check (&rig, samples, &map), ==, 30);
}

/* A workaround: the record is copied exactly once on every release. */
static void
test_converted_record (void)
{
  const PassthroughChain chain = {
    .settings = "meta-types=celebrity",
    .after = CONVERSION PASSTHROUGH_SINK,
  };
  const PassthroughMap map = PASSTHROUGH_SAME;
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  passthrough_rig_init (&rig);
  samples = passthrough_rig_run (&rig, &chain, 1);
  g_assert_cmpuint (passthrough_table_check (&rig, samples, &map,
                        PASSTHROUGH_RECORD | PASSTHROUGH_BOX),
      ==, 30);
}

/* The element may exist without a driver. */
static gboolean
has_gl (void)
{
  g_autoptr (GstElement) upload =
      gst_object_ref_sink (gst_element_factory_make ("glupload", NULL));
  gboolean found = gst_element_set_state (upload, GST_STATE_PAUSED) !=
      GST_STATE_CHANGE_FAILURE;

  gst_element_set_state (upload, GST_STATE_NULL);
  return found;
}

static void
test_skipped (void)
{
  g_test_skip ("OpenGL does not work here");
}

int
main (int argc, char **argv)
{
  /* Works without a display. */
  g_setenv ("GST_GL_PLATFORM", "egl", FALSE);
  g_setenv ("GST_GL_WINDOW", "egl-device", FALSE);
  element_rig_main (&argc, &argv);
  /* GStreamer 1.26 warns about its own second copy of the objects. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  if (has_gl ()) {
    passthrough_table_add (rows, G_N_ELEMENTS (rows));
    g_test_add_func ("/gl-memory/elements", test_elements);
    g_test_add_func ("/gl-memory/converted-record", test_converted_record);
  } else {
    g_test_add_func ("/gl-memory/elements", test_skipped);
  }
  return element_rig_run ();
}
