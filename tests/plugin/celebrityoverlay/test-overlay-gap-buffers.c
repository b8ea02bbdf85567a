/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* celebrityoverlay with frames that have no time or fill a gap. */

#include "support/overlay/overlay-rig.h"

static const char *const lines[] = { "celebrityoverlay",
  "celebrityoverlay effect=pixelate" };

static GstBuffer *
push (OverlayRig *rig, GstBuffer *buffer)
{
  GstBuffer *out;

  g_assert_cmpint (gst_harness_push (rig->harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_try_pull (rig->harness);
  g_assert_nonnull (out);
  return out;
}

static guint
count_pixels (OverlayRig *rig, GstBuffer *buffer)
{
  g_auto (OverlayPixels) pixels = { .values = NULL };

  overlay_rig_get_pixels (rig, buffer, &pixels);
  return overlay_pixels_count (&pixels);
}

/* Frames that repeat the previous one have the flag GAP, and are shown like
 * others. A frame that is drawn on loses the flag. */
static void
test_repeated_frame (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (guint n_people = 0; n_people < 2; n_people++) {
      g_auto (OverlayRig) rig = { .harness = NULL };
      g_autoptr (GstBuffer) held = NULL;
      g_autoptr (GstBuffer) out = NULL;
      gboolean is_gap;

      overlay_rig_init_default (&rig, lines[i]);
      held = overlay_rig_create_buffer (&rig, &overlay_rig_ada, n_people);
      GST_BUFFER_PTS (held) = 0;
      GST_BUFFER_FLAG_SET (held, GST_BUFFER_FLAG_GAP);
      out = push (&rig, gst_buffer_ref (held));

      is_gap = GST_BUFFER_FLAG_IS_SET (out, GST_BUFFER_FLAG_GAP);
      g_assert_cmpint (is_gap, ==, n_people == 0);
      g_assert_cmpint (out == held, ==, n_people == 0);
      g_assert_true (GST_BUFFER_FLAG_IS_SET (held, GST_BUFFER_FLAG_GAP));
      g_assert_cmpuint (count_pixels (&rig, held), ==, 0);
      if (i == 0)
        g_assert_cmpint (count_pixels (&rig, out) > 0, ==, n_people > 0);
    }
}

/* A buffer without a picture can't be drawn on, whoever is attached to it. */
static void
test_no_picture (void)
{
  static const char *const caps[] = {
    "video/x-raw",
    "video/x-raw(" GST_CAPS_FEATURE_MEMORY_SYSTEM_MEMORY "," OVERLAY_RIG_FEATURE
    "); video/x-raw",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (guint k = 0; k < G_N_ELEMENTS (caps); k++) {
      g_auto (OverlayRig) rig = { .harness = NULL };
      g_autoptr (GstBuffer) held = gst_buffer_new ();
      g_autoptr (GstBuffer) out = NULL;

      overlay_rig_init_default (&rig, lines[i]);
      gst_harness_set_sink_caps_str (rig.harness, caps[k]);
      overlay_frame_attach (held, &rig.info, &overlay_rig_ada, 1,
          OVERLAY_FRAME_TYPES);
      GST_BUFFER_PTS (held) = 0;
      GST_BUFFER_FLAG_SET (held, GST_BUFFER_FLAG_GAP);
      out = push (&rig, gst_buffer_ref (held));
      g_assert_true (out == held);
    }
}

/* The people on a frame are drawn whatever its time. */
static void
test_no_time (void)
{
  static const GstFormat formats[] = { GST_FORMAT_TIME, GST_FORMAT_BYTES,
    GST_FORMAT_DEFAULT };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_auto (OverlayRig) rig = { .harness = NULL };
    g_auto (OverlayPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) out = NULL;
    GstSegment segment;

    overlay_rig_init_default (&rig, "celebrityoverlay " OVERLAY_RIG_LINES);
    gst_segment_init (&segment, formats[i]);
    g_assert_true (
        gst_harness_push_event (rig.harness, gst_event_new_segment (&segment)));
    out = push (&rig, overlay_rig_create_buffer (&rig, &overlay_rig_ada, 1));
    overlay_rig_get_pixels (&rig, out, &pixels);
    overlay_rig_check_boxes (&pixels, &overlay_rig_ada, 1);
  }
}

int
main (int argc, char **argv)
{
  overlay_rig_main (&argc, &argv);

  g_test_add_func ("/overlay-gap-buffers/repeated-frame", test_repeated_frame);
  g_test_add_func ("/overlay-gap-buffers/no-picture", test_no_picture);
  g_test_add_func ("/overlay-gap-buffers/no-time", test_no_time);
  return overlay_rig_run ();
}
