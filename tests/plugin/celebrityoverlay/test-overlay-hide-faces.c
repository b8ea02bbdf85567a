/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <string.h>

#include "support/common/hostile-names.h"
#include "support/overlay/overlay-rig.h"

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

/* A record of a frame with another size, and no region. */
static GstBuffer *
create_unknown_position (const OverlayRig *rig, const OverlayPerson *person)
{
  GstBuffer *buffer = overlay_frame_create (&rig->info);
  GstVideoInfo other;

  g_assert_true (
      gst_video_info_set_format (&other, GST_VIDEO_FORMAT_I420, 640, 200));
  overlay_frame_attach (buffer, &other, person, 1,
      GST_CELEBRITY_META_TYPE_CELEBRITY);
  return buffer;
}

/* If the position of a face to hide is not known, one warning says whose face it
 * is. */
static void
check_warns (GstBuffer *(*create) (const OverlayRig *, const OverlayPerson *),
    const OverlayPerson *person, const char *debug_end)
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
    gst_buffer_unref (overlay_rig_push_buffer (&rig, create (&rig, person)));
  message = gst_bus_pop_filtered (bus, GST_MESSAGE_WARNING);
  g_assert_nonnull (message);
  gst_message_parse_warning (message, &warning, &debug);
  hostile_names_assert_shown (warning->message);
  /* GStreamer prepends the source location and a line break. */
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

  check_warns (create_unknown_position, &overlay_rig_ada,
      "no box of \"Ada Moreno\"");
  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *name = hostile_name_dup (&rows[i]);
    const OverlayPerson person = { name, "1", 10, 10, 50, 50 };

    if (rows[i].name != NULL)
      check_warns (create_unknown_position, &person, NULL);
  }
}

/* A person of whom the record says only that they are on screen and, with @body,
 * where the body is. */
static GstBuffer *
create_without_box (const OverlayRig *rig, const OverlayPerson *body)
{
  GstBuffer *buffer = overlay_frame_create (&rig->info);
  GstCustomMeta *meta =
      gst_buffer_add_custom_meta (buffer, GST_CELEBRITY_META_NAME);
  GstStructure *celebrity =
      gst_structure_new ("celebrity", "name", G_TYPE_STRING, "Ada Moreno", "id",
          G_TYPE_STRING, "1Am0rE7", "track-id", G_TYPE_INT, 1, NULL);
  g_auto (GValue) celebrities = G_VALUE_INIT;
  GValue value = G_VALUE_INIT;

  if (body != NULL) {
    g_autoptr (GstStructure) box =
        gst_structure_new ("box", "left", G_TYPE_DOUBLE, body->x / 320.0, "top",
            G_TYPE_DOUBLE, body->y / 240.0, "width", G_TYPE_DOUBLE,
            body->w / 320.0, "height", G_TYPE_DOUBLE, body->h / 240.0, NULL);

    gst_structure_set (celebrity, "body", GST_TYPE_STRUCTURE, box, NULL);
  }
  g_value_init (&celebrities, GST_TYPE_ARRAY);
  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, celebrity);
  gst_value_array_append_and_take_value (&celebrities, &value);
  gst_structure_set (gst_custom_meta_get_structure (meta), "version",
      G_TYPE_INT, 1, "frame-width", G_TYPE_INT, 320, "frame-height", G_TYPE_INT,
      240, NULL);
  gst_structure_set_value (gst_custom_meta_get_structure (meta), "celebrities",
      &celebrities);
  return buffer;
}

static void
test_warns_without_box (void)
{
  check_warns (create_without_box, NULL, "no box of \"Ada Moreno\"");
}

/* A person without a box is not drawn, whatever else is known. */
static void
test_draws_nothing_without_box (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };

  overlay_rig_init_default (&rig,
      "celebrityoverlay draw=box+name+confidence+landmarks+known-gender");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GstBuffer) buffer =
        create_without_box (&rig, i == 0 ? NULL : &overlay_rig_ada);
    g_autoptr (GstBuffer) out =
        overlay_rig_push_buffer (&rig, gst_buffer_ref (buffer));

    g_assert_true (out == buffer);
  }
}

/* If only the body is known, it is hidden, because the face is in it. */
static void
test_hides_body_without_box (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer;

  overlay_rig_init_default (&rig, "celebrityoverlay effect=pixelate");
  buffer = create_without_box (&rig, &overlay_rig_ada);
  draw_squares (buffer);
  out = overlay_rig_push_buffer (&rig, buffer);
  overlay_rig_get_pixels (&rig, out, &pixels);
  check_face (&pixels, &overlay_rig_ada, TRUE);
}

/* If pixels can't be changed, the pipeline stops: a face must not pass. */
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

  /* Too small for the frame, like a handle of other memory. */
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

  g_test_add_func ("/overlay-hide-faces/effect", test_effect);
  g_test_add_func ("/overlay-hide-faces/warns", test_warns);
  g_test_add_func ("/overlay-hide-faces/warns-without-box",
      test_warns_without_box);
  g_test_add_func ("/overlay-hide-faces/draws-nothing-without-box",
      test_draws_nothing_without_box);
  g_test_add_func ("/overlay-hide-faces/hides-body-without-box",
      test_hides_body_without_box);
  g_test_add_func ("/overlay-hide-faces/fails-closed", test_fails_closed);
  return overlay_rig_run ();
}
