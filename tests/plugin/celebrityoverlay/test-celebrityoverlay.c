/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <string.h>

#include "support/common/hostile-names.h"
#include "support/overlay/overlay-rig.h"

static const GstVideoFormat formats[] = { GST_VIDEO_FORMAT_I420,
  GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_RGBA, GST_VIDEO_FORMAT_BGRx,
  GST_VIDEO_FORMAT_P010_10LE, GST_VIDEO_FORMAT_v210, GST_VIDEO_FORMAT_YUY2 };

static void
test_boxes (void)
{
  const OverlayPerson people[] = { overlay_rig_ada, overlay_rig_ben };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_auto (OverlayRig) rig = { .harness = NULL };
    g_auto (OverlayPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) out = NULL;

    overlay_rig_init (&rig, "celebrityoverlay " OVERLAY_RIG_LINES, formats[i],
        321, 241);
    out = overlay_rig_push (&rig, people, 2);
    overlay_rig_get_pixels (&rig, out, &pixels);
    overlay_rig_check_boxes (&pixels, people, 2);
  }
}

/* A name has the same size at an edge as in the middle: it is not cut off. */
static void
test_names_inside (void)
{
  static const OverlayPerson at_edges[] = {
    { "Ada Moreno", "1", 0, 0, 60, 60 },
    { "Ada Moreno", "1", 260, 0, 60, 60 },
    { "Ada Moreno", "1", 0, 180, 60, 60 },
    { "Ada Moreno", "1", 260, 180, 60, 60 },
    { "Ada Moreno", "1", -30, 100, 60, 60 },
    { "Ada Moreno", "1", 290, 100, 60, 60 },
  };
  const OverlayPerson middle = { "Ada Moreno", "1", 130, 90, 60, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_auto (OverlayRig) rig = { .harness = NULL };
    guint n_middle;

    overlay_rig_init (&rig, "celebrityoverlay draw=name", formats[i], 321, 241);
    n_middle = overlay_rig_count (&rig, &middle, 1);
    g_assert_cmpuint (n_middle, >, 100);
    for (guint k = 0; k < G_N_ELEMENTS (at_edges); k++) {
      guint n = overlay_rig_count (&rig, &at_edges[k], 1);

      g_assert_cmpuint (n * 10, >, n_middle * 8);
      g_assert_cmpuint (n * 10, <, n_middle * 12);
    }
  }
}

/* After scaling, the box is at the face, in every release of GStreamer. */
static void
test_scaled (void)
{
  const OverlayPerson scaled = { "Ada Moreno", NULL, 240, 120, 160, 135 };
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;

  overlay_rig_init_default (&rig,
      "videoscale ! video/x-raw,width=640,height=360 ! celebrityoverlay " OVERLAY_RIG_LINES);
  out = overlay_rig_push (&rig, &overlay_rig_ada, 1);
  overlay_rig_get_pixels (&rig, out, &pixels);
  g_assert_cmpint (pixels.width, ==, 640);
  overlay_rig_check_boxes (&pixels, &scaled, 1);
}

/* A conversion drops the parameters of the region, but not the record. */
static void
test_converted (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;

  overlay_rig_init_default (&rig,
      "videoconvert ! video/x-raw,format=BGRx ! celebrityoverlay "
      "celebrities=<1Am0rE7> " OVERLAY_RIG_LINES);
  out = overlay_rig_push (&rig, &overlay_rig_ada, 1);
  overlay_rig_get_pixels (&rig, out, &pixels);
  overlay_rig_check_boxes (&pixels, &overlay_rig_ada, 1);
}

typedef struct {
  const char *name;
  const char *launch_line;
  OverlayPerson moved;
} Geometry;

/* Either no box is drawn, or the right one. */
static void
test_geometry (gconstpointer data)
{
  const Geometry *geometry = data;
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  guint major;
  guint minor;
  guint micro;
  guint nano;

  gst_version (&major, &minor, &micro, &nano);
  overlay_rig_init_default (&rig, geometry->launch_line);
  out = overlay_rig_push (&rig, &overlay_rig_ben, 1);
  overlay_rig_get_pixels (&rig, out, &pixels);
  if (overlay_pixels_count (&pixels) > 0)
    overlay_rig_check_boxes (&pixels, &geometry->moved, 1);
  else
    g_assert_cmpuint (minor, <, 28);
}

static const Geometry geometries[] = {
  { "crop", "videocrop left=40 top=30 ! celebrityoverlay " OVERLAY_RIG_LINES,
      { "Ben", NULL, 180, 10, 50, 60 } },
  { "flip",
      "videoflip video-direction=horiz ! celebrityoverlay " OVERLAY_RIG_LINES,
      { "Ben", NULL, 50, 40, 50, 60 } },
  { "rotate",
      "videoflip video-direction=90r ! celebrityoverlay " OVERLAY_RIG_LINES,
      { "Ben", NULL, 140, 220, 60, 50 } },
};

typedef struct {
  const char *celebrities;
  const char *exclude;
  gboolean invert;
  gboolean has_ada;
  gboolean has_ben;
} Choice;

static const Choice choices[] = {
  { "<>", "<>", FALSE, TRUE, TRUE },
  { "<\"Ada Moreno\">", "<>", FALSE, TRUE, FALSE },
  { "<2Ok4F0r>", "<>", FALSE, FALSE, TRUE },
  { "<\"Ada Moreno\", 2Ok4F0r>", "<>", FALSE, TRUE, TRUE },
  { "<Nobody>", "<>", FALSE, FALSE, FALSE },
  { "<>", "<1Am0rE7>", FALSE, FALSE, TRUE },
  { "<2Ok4F0r>", "<\"Ben Okafor\">", FALSE, FALSE, FALSE },
  { "<>", "<>", TRUE, FALSE, FALSE },
  { "<2Ok4F0r>", "<>", TRUE, TRUE, FALSE },
  { "<>", "<2Ok4F0r>", TRUE, FALSE, TRUE },
};

static void
test_choices (void)
{
  const OverlayPerson people[] = { overlay_rig_ada, overlay_rig_ben };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    const Choice *choice = &choices[i];
    g_auto (OverlayRig) rig = { .harness = NULL };
    g_auto (OverlayPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) out = NULL;
    g_autoptr (GstElement) element = NULL;
    guint first = choice->has_ada ? 0 : 1;
    guint end = choice->has_ben ? 2 : 1;

    overlay_rig_init_default (&rig, "celebrityoverlay " OVERLAY_RIG_LINES);
    element = gst_harness_find_element (rig.harness, "celebrityoverlay");
    gst_util_set_object_arg (G_OBJECT (element), "celebrities",
        choice->celebrities);
    gst_util_set_object_arg (G_OBJECT (element), "exclude", choice->exclude);
    g_object_set (element, "invert", choice->invert, NULL);
    out = overlay_rig_push (&rig, people, 2);
    overlay_rig_get_pixels (&rig, out, &pixels);
    overlay_rig_check_boxes (&pixels, &people[first],
        end > first ? end - first : 0);
  }
}

static void
test_change_properties (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  guint n_corners;
  guint n_lines;
  guint n_named;

  overlay_rig_init_default (&rig, "celebrityoverlay draw=box");
  n_corners = overlay_rig_count (&rig, &overlay_rig_ada, 1);
  g_assert_cmpuint (n_corners, >, 0);
  gst_harness_set (rig.harness, "celebrityoverlay", "style", 1, NULL);
  n_lines = overlay_rig_count (&rig, &overlay_rig_ada, 1);
  g_assert_cmpuint (n_lines, >, n_corners);
  gst_harness_set (rig.harness, "celebrityoverlay", "line-width", 9, NULL);
  g_assert_cmpuint (overlay_rig_count (&rig, &overlay_rig_ada, 1), >, n_lines);
  gst_harness_set (rig.harness, "celebrityoverlay", "line-width", 0, "draw", 3,
      NULL);
  n_named = overlay_rig_count (&rig, &overlay_rig_ada, 1);
  g_assert_cmpuint (n_named, >, n_lines);
  gst_harness_set (rig.harness, "celebrityoverlay", "font-desc", "Sans 30",
      NULL);
  g_assert_cmpuint (overlay_rig_count (&rig, &overlay_rig_ada, 1), >, n_named);
  gst_harness_set (rig.harness, "celebrityoverlay", "silent", TRUE, NULL);
  g_assert_cmpuint (overlay_rig_count (&rig, &overlay_rig_ada, 1), ==, 0);
}

static void
test_change_caps (void)
{
  static const struct {
    GstVideoFormat format;
    gint width;
    gint height;
  } all[] = {
    { GST_VIDEO_FORMAT_I420, 320, 240 },
    { GST_VIDEO_FORMAT_BGRx, 641, 481 },
    { GST_VIDEO_FORMAT_NV12, 401, 241 },
    { GST_VIDEO_FORMAT_I420, 320, 240 },
  };
  g_auto (OverlayRig) rig = { .harness = NULL };

  overlay_rig_init_default (&rig, "celebrityoverlay " OVERLAY_RIG_LINES);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    g_auto (OverlayPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) out = NULL;

    overlay_rig_set_format (&rig, all[i].format, all[i].width, all[i].height);
    out = overlay_rig_push (&rig, &overlay_rig_ada, 1);
    overlay_rig_get_pixels (&rig, out, &pixels);
    g_assert_cmpint (pixels.width, ==, all[i].width);
    overlay_rig_check_boxes (&pixels, &overlay_rig_ada, 1);
  }
}

/* Regions from other elements, such as facedetect. */
static void
test_plain_region (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer;

  overlay_rig_init_default (&rig, "celebrityoverlay " OVERLAY_RIG_LINES);
  buffer = overlay_frame_create (&rig.info);
  gst_buffer_add_video_region_of_interest_meta (buffer, "face", 120, 80, 80,
      90);
  out = overlay_rig_push_buffer (&rig, buffer);
  overlay_rig_get_pixels (&rig, out, &pixels);
  overlay_rig_check_boxes (&pixels, &overlay_rig_ada, 1);
}

/* The element can be stopped and started again. */
static void
test_restart (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  guint n;

  overlay_rig_init_default (&rig, "celebrityoverlay");
  n = overlay_rig_count (&rig, &overlay_rig_ada, 1);
  for (guint i = 0; i < 2; i++) {
    gst_element_set_state (rig.harness->element, GST_STATE_NULL);
    gst_element_set_state (rig.harness->element, GST_STATE_PLAYING);
    gst_pad_set_active (rig.harness->sinkpad, TRUE);
    gst_harness_push_event (rig.harness,
        gst_event_new_stream_start ("another"));
    overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
    g_assert_cmpuint (overlay_rig_count (&rig, &overlay_rig_ada, 1), ==, n);
  }
}

/* Names of regions from other elements may be arbitrary bytes. */
static void
test_hostile_regions (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  const HostileName *rows;
  guint n_rows;

  overlay_rig_init_default (&rig, "celebrityoverlay");
  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *name = hostile_name_dup (&rows[i]);
    GstBuffer *buffer = overlay_frame_create (&rig.info);
    g_autoptr (GstBuffer) out = NULL;
    g_auto (OverlayPixels) pixels = { .values = NULL };

    gst_buffer_add_video_region_of_interest_meta (buffer, name, 100, 100, 60,
        60);
    out = overlay_rig_push_buffer (&rig, buffer);
    overlay_rig_get_pixels (&rig, out, &pixels);
    g_assert_cmpuint (overlay_pixels_count (&pixels), >, 60);
    g_assert_cmpuint (overlay_pixels_count (&pixels), <, 320 * 240 / 4);
  }
}

/* Draws Ada with @confidence; frames are 20 ms apart. */
static void
get_drawn (OverlayRig *rig, guint frame, double confidence,
    OverlayPixels *pixels)
{
  GstBuffer *buffer = overlay_rig_create_buffer (rig, &overlay_rig_ada, 1);
  GstCustomMeta *meta =
      gst_buffer_get_custom_meta (buffer, GST_CELEBRITY_META_NAME);
  const GValue *celebrities = gst_structure_get_value (
      gst_custom_meta_get_structure (meta), "celebrities");
  GstStructure *ada = (GstStructure *) gst_value_get_structure (
      gst_value_array_get_value (celebrities, 0));
  g_autoptr (GstBuffer) out = NULL;

  gst_structure_set (ada, "confidence", G_TYPE_DOUBLE, confidence, NULL);
  GST_BUFFER_PTS (buffer) = frame * 20 * GST_MSECOND;
  g_assert_cmpint (gst_harness_push (rig->harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_pull (rig->harness);
  overlay_rig_get_pixels (rig, out, pixels);
}

static gboolean
is_same_picture (const OverlayPixels *a, const OverlayPixels *b)
{
  return memcmp (a->values, b->values,
             (gsize) a->width * (gsize) a->height * 4) == 0;
}

/* A value is shown for half a second; a seek resets it. */
static void
test_confidence (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) first = { .values = NULL };
  g_auto (OverlayPixels) sought = { .values = NULL };
  GstSegment segment;

  overlay_rig_init_default (&rig, "celebrityoverlay draw=confidence");
  get_drawn (&rig, 0, 50.0, &first);
  for (guint i = 1; i < 50; i++) {
    g_auto (OverlayPixels) pixels = { .values = NULL };

    get_drawn (&rig, i, 50.0 + i, &pixels);
    g_assert_cmpint (is_same_picture (&first, &pixels), ==, i < 25);
  }

  gst_harness_push_event (rig.harness, gst_event_new_flush_start ());
  gst_harness_push_event (rig.harness, gst_event_new_flush_stop (TRUE));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (rig.harness, gst_event_new_segment (&segment));
  get_drawn (&rig, 49, 50.0, &sought);
  g_assert_true (is_same_picture (&first, &sought));
}

static void
add_geometries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (geometries); i++) {
    g_autofree char *path =
        g_strconcat ("/celebrityoverlay/geometry/", geometries[i].name, NULL);

    g_test_add_data_func (path, &geometries[i], test_geometry);
  }
}

int
main (int argc, char **argv)
{
  overlay_rig_main (&argc, &argv);

  g_test_add_func ("/celebrityoverlay/boxes", test_boxes);
  g_test_add_func ("/celebrityoverlay/names-inside", test_names_inside);
  g_test_add_func ("/celebrityoverlay/scaled", test_scaled);
  g_test_add_func ("/celebrityoverlay/converted", test_converted);
  g_test_add_func ("/celebrityoverlay/choices", test_choices);
  g_test_add_func ("/celebrityoverlay/change-properties",
      test_change_properties);
  g_test_add_func ("/celebrityoverlay/change-caps", test_change_caps);
  g_test_add_func ("/celebrityoverlay/plain-region", test_plain_region);
  g_test_add_func ("/celebrityoverlay/hostile-regions", test_hostile_regions);
  g_test_add_func ("/celebrityoverlay/confidence", test_confidence);
  g_test_add_func ("/celebrityoverlay/restart", test_restart);
  add_geometries ();
  return overlay_rig_run ();
}
