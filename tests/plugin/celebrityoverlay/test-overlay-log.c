/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The debug log of celebrityoverlay: negotiation, settings, rendering, and a
 * line per buffer. */

#include <string.h>

#include "support/overlay/overlay-rig.h"

/* Each message of the category on a line, with its level in front. */
static GString *lines;

static void
collect (GstDebugCategory *category, GstDebugLevel level, const gchar *file,
    const gchar *function, gint line, GObject *object, GstDebugMessage *message,
    gpointer data)
{
  g_autofree char *name = NULL;

  (void) file;
  (void) function;
  (void) line;
  (void) object;
  (void) data;
  if (!g_str_equal (gst_debug_category_get_name (category), "celebrityoverlay"))
    return;
  /* Names of levels are padded with spaces. */
  name = g_strstrip (g_strdup (gst_debug_level_get_name (level)));
  g_string_append_printf (lines, "%s %s\n", name,
      gst_debug_message_get (message));
}

static void
assert_logged (const char *text)
{
  if (strstr (lines->str, text) == NULL)
    g_error ("no \"%s\" in the log:\n%s", text, lines->str);
}

static guint
count_logged (const char *text)
{
  guint n = 0;

  for (const char *found = strstr (lines->str, text); found != NULL;
       found = strstr (found + 1, text))
    n++;
  return n;
}

static void
test_blending (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };

  g_string_truncate (lines, 0);
  overlay_rig_init_default (&rig,
      "celebrityoverlay style=rectangle celebrities=<1Am0rE7>");
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GstBuffer) out = overlay_rig_push (&rig, &overlay_rig_ada, 1);

    g_assert_nonnull (out);
  }
  assert_logged ("INFO blending overlays: video/x-raw, format=(string)I420");
  assert_logged ("downstream does not blend overlays");
  assert_logged ("DEBUG settings: draw 0x03, style 1");
  assert_logged ("celebrities 1, exclude 0");
  assert_logged ("DEBUG rendered ");
  g_assert_cmpuint (count_logged ("DEBUG rendered "), ==, 1);
  g_assert_cmpuint (count_logged (": 1 people drawn, in 5 rectangles"), ==, 3);
}

static void
test_attaching (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBuffer) out = NULL;
  GstStructure *window = gst_structure_new ("GstVideoOverlayCompositionMeta",
      "width", G_TYPE_UINT, 1920, "height", G_TYPE_UINT, 1080, NULL);

  g_string_truncate (lines, 0);
  rig.harness = gst_harness_new ("celebrityoverlay");
  gst_harness_add_propose_allocation_meta (rig.harness,
      GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, window);
  overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
  out = overlay_rig_push (&rig, &overlay_rig_ada, 1);
  assert_logged ("INFO attaching overlays");
  assert_logged ("downstream blends overlays; window "
                 "GstVideoOverlayCompositionMeta, width=(uint)1920");
  assert_logged (": 1 people attached, in 9 rectangles");
  gst_structure_free (window);
}

static void
test_hiding (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBuffer) hidden = NULL;
  g_autoptr (GstBuffer) nobody = NULL;

  g_string_truncate (lines, 0);
  overlay_rig_init_default (&rig, "celebrityoverlay effect=pixelate");
  hidden = overlay_rig_push (&rig, &overlay_rig_ada, 1);
  nobody = overlay_rig_push (&rig, NULL, 0);
  assert_logged ("INFO effect pixelate: hiding faces");
  assert_logged (": 1 people hidden");
  assert_logged (": nobody");
}

static void
test_rotated (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBuffer) out = NULL;

  overlay_rig_init_default (&rig, "celebrityoverlay");
  g_string_truncate (lines, 0);
  gst_harness_push_event (rig.harness,
      gst_event_new_tag (
          gst_tag_list_new (GST_TAG_IMAGE_ORIENTATION, "rotate-90", NULL)));
  out = overlay_rig_push (&rig, &overlay_rig_ada, 1);
  assert_logged ("DEBUG orientation: method 1");
  assert_logged ("DEBUG renegotiating");
  assert_logged ("INFO blending overlays (frames are turned downstream)");
}

int
main (int argc, char **argv)
{
  int result;

  overlay_rig_main (&argc, &argv);
  lines = g_string_new (NULL);
  (gst_debug_remove_log_function) (NULL);
  (gst_debug_add_log_function) (collect, NULL, NULL);
  gst_debug_set_threshold_from_string ("celebrityoverlay:LOG", TRUE);

  g_test_add_func ("/overlay-log/blending", test_blending);
  g_test_add_func ("/overlay-log/attaching", test_attaching);
  g_test_add_func ("/overlay-log/hiding", test_hiding);
  g_test_add_func ("/overlay-log/rotated", test_rotated);
  result = overlay_rig_run ();
  g_string_free (lines, TRUE);
  return result;
}
