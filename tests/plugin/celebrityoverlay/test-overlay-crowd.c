/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* celebrityoverlay with thousands of people on a frame, as a forged job or
 * another element may attach them. */

#include "support/overlay/overlay-rig.h"

#define N_PEOPLE 10000
#define MAX_DRAWN 128
#define N_CORNER_BARS 8

/* Values of the properties draw and effect. */
#define DRAW_BOX 1
#define PIXELATE 1

/* Small faces all over the lower part of the frame, and Ada last. */
static GstBuffer *
create_crowd (const OverlayRig *rig)
{
  GstBuffer *buffer = overlay_frame_create (&rig->info);
  const OverlayPerson *ada = &overlay_rig_ada;

  for (guint i = 0; i < N_PEOPLE; i++) {
    gboolean is_last = i == N_PEOPLE - 1;
    GstVideoRegionOfInterestMeta *region =
        gst_buffer_add_video_region_of_interest_meta (buffer, "Somebody",
            is_last ? (guint) ada->x : i % 100 * 3,
            is_last ? (guint) ada->y : 180 + i / 100 % 50,
            is_last ? (guint) ada->w : 4, is_last ? (guint) ada->h : 4);

    region->id = (gint) i + 1;
  }
  return buffer;
}

static void
rig_init (OverlayRig *rig, GstBus *bus, const char *first_property, gint value)
{
  rig->harness = gst_harness_new ("celebrityoverlay");
  gst_element_set_bus (rig->harness->element, bus);
  gst_harness_set (rig->harness, "celebrityoverlay", first_property, value,
      NULL);
}

static guint
count_warnings (GstBus *bus)
{
  GstMessage *message;
  guint n = 0;

  while ((message = gst_bus_pop_filtered (bus, GST_MESSAGE_WARNING)) != NULL) {
    gst_message_unref (message);
    n++;
  }
  return n;
}

/* The largest are drawn, whatever their order on the buffer. */
static void
test_draws_largest (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBus) bus = gst_bus_new ();

  rig_init (&rig, bus, "draw", DRAW_BOX);
  gst_harness_add_propose_allocation_meta (rig.harness,
      GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, NULL);
  overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GstBuffer) out =
        overlay_rig_push_buffer (&rig, create_crowd (&rig));
    GstVideoOverlayComposition *drawn =
        gst_buffer_get_video_overlay_composition_meta (out)->overlay;
    gint x;
    gint y;

    g_assert_cmpuint (gst_video_overlay_composition_n_rectangles (drawn), ==,
        MAX_DRAWN * N_CORNER_BARS);
    gst_video_overlay_rectangle_get_render_rectangle (
        gst_video_overlay_composition_get_rectangle (drawn,
            (MAX_DRAWN - 1) * N_CORNER_BARS),
        &x, &y, NULL, NULL);
    g_assert_cmpint (ABS (x - (gint) overlay_rig_ada.x), <=, 4);
    g_assert_cmpint (ABS (y - (gint) overlay_rig_ada.y), <=, 4);
  }
  g_assert_cmpuint (count_warnings (bus), ==, 1);
  gst_element_set_bus (rig.harness->element, NULL);
}

/* The limit does not apply to hidden faces. */
static void
test_hides_all (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBus) bus = gst_bus_new ();
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer;
  GstMapInfo map;

  rig_init (&rig, bus, "effect", PIXELATE);
  overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
  buffer = create_crowd (&rig);
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  for (gint i = 0; i < 320 * 240; i++)
    map.data[i] = ((i % 320 + i / 320) & 1) != 0 ? 0xf0 : 0x10;
  gst_buffer_unmap (buffer, &map);

  out = overlay_rig_push_buffer (&rig, buffer);
  overlay_rig_get_pixels (&rig, out, &pixels);
  for (gint y = 180; y < 232; y++)
    for (gint x = 0; x < 300; x++) {
      gint light = pixels.values[(y * 320 + x) * 4 + 1];

      g_assert_cmpint (light, >, 0x40);
      g_assert_cmpint (light, <, 0xc0);
    }
  g_assert_cmpuint (count_warnings (bus), ==, 0);
  gst_element_set_bus (rig.harness->element, NULL);
}

int
main (int argc, char **argv)
{
  overlay_rig_main (&argc, &argv);

  g_test_add_func ("/overlay-crowd/draws-largest", test_draws_largest);
  g_test_add_func ("/overlay-crowd/hides-all", test_hides_all);
  return overlay_rig_run ();
}
