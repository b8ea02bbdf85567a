/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <string.h>

#include "hostile-names.h"
#include "overlay-rig.h"

/* Squares of 4 x 4 pixels, so that there is something to hide. */
static void
draw_squares (GstBuffer *buffer)
{
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  for (gint i = 0; i < 320 * 240; i++)
    map.data[i] = ((i % 320 / 4 + i / 320 / 4) & 1) != 0 ? 0xe0 : 0x20;
  gst_buffer_unmap (buffer, &map);
}

static guint8
get_light (const OverlayPixels *pixels, gint x, gint y)
{
  return pixels->values[(y * pixels->width + x) * 4 + 1];
}

static void
check_face (const OverlayPixels *pixels, const OverlayPerson *person,
    gboolean hidden)
{
  gint left = (gint) person->x;
  gint top = (gint) person->y;

  for (gint y = top; y < top + (gint) person->h; y++)
    for (gint x = left; x < left + (gint) person->w; x++) {
      gint light = get_light (pixels, x, y);

      g_assert_cmpint (light > 0x50 && light < 0xb0, ==, hidden);
    }
}

/* Only the chosen face is hidden; nothing is drawn. */
static void
test_effect (void)
{
  static const char *const effects[] = { "pixelate", "blur" };
  const OverlayPerson people[] = { overlay_rig_ada, overlay_rig_ben };

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    for (guint invert = 0; invert < 2; invert++) {
      g_autofree char *line = g_strdup_printf (
          "celebrityoverlay effect=%s celebrities=<1Am0rE7> invert=%u",
          effects[i], invert);
      g_auto (OverlayRig) rig = { .harness = NULL };
      g_auto (OverlayPixels) pixels = { .values = NULL };
      g_autoptr (GstBuffer) out = NULL;
      GstBuffer *buffer;

      overlay_rig_init_default (&rig, line);
      buffer = overlay_rig_create_buffer (&rig, people, 2);
      draw_squares (buffer);
      out = overlay_rig_push_buffer (&rig, buffer);
      overlay_rig_get_pixels (&rig, out, &pixels);
      check_face (&pixels, &overlay_rig_ada, invert == 0);
      check_face (&pixels, &overlay_rig_ben, invert == 1);
      g_assert_cmpuint (get_light (&pixels, 20, 20), !=, 0x80);
      for (gint x = 0; x < 320; x++)
        g_assert_true (get_light (&pixels, x, 220) == 0x20 ||
            get_light (&pixels, x, 220) == 0xe0);
    }
}

/* A record of a frame of another size, and no region. */
static GstBuffer *
create_unplaced (const OverlayRig *rig, const OverlayPerson *person)
{
  GstBuffer *buffer = overlay_frame_create (&rig->info);
  GstVideoInfo other;

  g_assert_true (
      gst_video_info_set_format (&other, GST_VIDEO_FORMAT_I420, 640, 200));
  overlay_frame_attach (buffer, &other, person, 1,
      GST_CELEBRITY_META_TYPE_CELEBRITY);
  return buffer;
}

/* Whoever wants a face hidden is told when nobody knows where it is: once, and
 * whose it is. */
static void
check_warns (const OverlayPerson *person, const char *debug_end)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBus) bus = gst_bus_new ();
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) warning = NULL;
  g_autofree char *debug = NULL;

  rig.harness = gst_harness_new ("celebrityoverlay");
  overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
  gst_harness_set (rig.harness, "celebrityoverlay", "effect", 1, NULL);
  gst_element_set_bus (rig.harness->element, bus);

  for (guint i = 0; i < 2; i++)
    gst_buffer_unref (
        overlay_rig_push_buffer (&rig, create_unplaced (&rig, person)));
  message = gst_bus_pop_filtered (bus, GST_MESSAGE_WARNING);
  g_assert_nonnull (message);
  gst_message_parse_warning (message, &warning, &debug);
  hostile_names_assert_shown (warning->message);
  /* GStreamer puts the source's place and an end of line before it. */
  hostile_names_assert_shown (strchr (debug, '\n') + 1);
  if (debug_end != NULL)
    g_assert_true (g_str_has_suffix (debug, debug_end));
  g_assert_null (gst_bus_pop_filtered (bus, GST_MESSAGE_WARNING));
  gst_element_set_bus (rig.harness->element, NULL);
}

static void
test_warns (void)
{
  const HostileName *rows;
  guint n_rows;

  check_warns (&overlay_rig_ada, "no box of \"Ada Moreno\"");
  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *name = hostile_name_dup (&rows[i]);
    const OverlayPerson person = { name, "1", 10, 10, 50, 50 };

    if (rows[i].name != NULL)
      check_warns (&person, NULL);
  }
}

/* Pixels that can't be changed stop the pipeline: a face must not pass. */
static void
test_fails_closed (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBus) bus = gst_bus_new ();
  g_autoptr (GstMessage) message = NULL;
  GstBuffer *buffer;

  rig.harness = gst_harness_new ("celebrityoverlay");
  overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
  gst_harness_set (rig.harness, "celebrityoverlay", "effect", 1, NULL);
  gst_element_set_bus (rig.harness->element, bus);

  /* Too small for the frame, as handles to other memory are. */
  buffer = gst_buffer_new_allocate (NULL, 64, NULL);
  overlay_frame_attach (buffer, &rig.info, &overlay_rig_ada, 1,
      OVERLAY_FRAME_TYPES);
  g_assert_cmpint (gst_harness_push (rig.harness, buffer), ==, GST_FLOW_ERROR);
  g_assert_null (gst_harness_try_pull (rig.harness));
  message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  gst_element_set_bus (rig.harness->element, NULL);
}

int
main (int argc, char **argv)
{
  overlay_rig_main (&argc, &argv);

  g_test_add_func ("/celebrity-hide/effect", test_effect);
  g_test_add_func ("/celebrity-hide/warns", test_warns);
  g_test_add_func ("/celebrity-hide/fails-closed", test_fails_closed);
  return overlay_rig_run ();
}
