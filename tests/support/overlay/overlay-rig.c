/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/overlay/overlay-rig.h"

/* Tolerance of the position of an outline: line width, rounding, chroma. */
#define NEAR 6

const OverlayPerson overlay_rig_ada = { "Ada Moreno", "1Am0rE7", 120, 80, 80,
  90 };
const OverlayPerson overlay_rig_ben = { "Ben Okafor", "2Ok4F0r", 220, 40, 50,
  60 };

void
overlay_rig_main (int *argc, char ***argv)
{
  g_autoptr (GstElementFactory) factory = NULL;

  gst_init (argc, argv);
  g_test_init (argc, argv, NULL);

  /* Loading the element registers the record. */
  factory = gst_element_factory_find ("celebrityoverlay");
  g_assert_nonnull (factory);
  g_assert_true (gst_celebrity_meta_register (NULL));
}

int
overlay_rig_run (void)
{
  int result = g_test_run ();

  gst_deinit ();
  return result;
}

void
overlay_rig_clear (OverlayRig *rig)
{
  g_clear_pointer (&rig->harness, gst_harness_teardown);
}

void
overlay_rig_set_format (OverlayRig *rig, GstVideoFormat format, gint width,
    gint height)
{
  g_assert_true (gst_video_info_set_format (&rig->info, format, width, height));
  gst_harness_set_src_caps (rig->harness, gst_video_info_to_caps (&rig->info));
}

void
overlay_rig_init (OverlayRig *rig, const char *launch_line,
    GstVideoFormat format, gint width, gint height)
{
  rig->harness = gst_harness_new_parse (launch_line);
  overlay_rig_set_format (rig, format, width, height);
}

void
overlay_rig_init_default (OverlayRig *rig, const char *launch_line)
{
  overlay_rig_init (rig, launch_line, GST_VIDEO_FORMAT_I420, 320, 240);
}

GstBuffer *
overlay_rig_push_buffer (OverlayRig *rig, GstBuffer *buffer)
{
  GstBuffer *out;

  GST_BUFFER_PTS (buffer) = 0;
  g_assert_cmpint (gst_harness_push (rig->harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_try_pull (rig->harness);
  g_assert_nonnull (out);
  return out;
}

GstBuffer *
overlay_rig_create_buffer (OverlayRig *rig, const OverlayPerson *people,
    guint n_people)
{
  GstBuffer *buffer = overlay_frame_create (&rig->info);

  overlay_frame_attach (buffer, &rig->info, people, n_people,
      OVERLAY_FRAME_TYPES);
  return buffer;
}

GstBuffer *
overlay_rig_push (OverlayRig *rig, const OverlayPerson *people, guint n_people)
{
  return overlay_rig_push_buffer (rig,
      overlay_rig_create_buffer (rig, people, n_people));
}

void
overlay_rig_get_pixels (OverlayRig *rig, GstBuffer *buffer,
    OverlayPixels *pixels)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (rig->harness->sinkpad);
  GstVideoInfo info;

  g_assert_true (gst_video_info_from_caps (&info, caps));
  overlay_pixels_init (pixels, buffer, &info);
}

guint
overlay_rig_count (OverlayRig *rig, const OverlayPerson *people, guint n_people)
{
  g_autoptr (GstBuffer) out = overlay_rig_push (rig, people, n_people);
  g_auto (OverlayPixels) pixels = { .values = NULL };

  overlay_rig_get_pixels (rig, out, &pixels);
  return overlay_pixels_count (&pixels);
}

static gboolean
is_painted_near (const OverlayPixels *pixels, double x, double y)
{
  for (gint dy = -NEAR; dy <= NEAR; dy++)
    for (gint dx = -NEAR; dx <= NEAR; dx++) {
      gint px = (gint) x + dx;
      gint py = (gint) y + dy;

      if (px >= 0 && py >= 0 && px < pixels->width && py < pixels->height &&
          overlay_pixels_differ (pixels, px, py))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_on_line (const OverlayPerson *person, gint x, gint y)
{
  double left = x - person->x;
  double top = y - person->y;
  double right = person->x + person->w - x;
  double bottom = person->y + person->h - y;

  return left >= -NEAR && top >= -NEAR && right >= -NEAR && bottom >= -NEAR &&
      (left <= NEAR || top <= NEAR || right <= NEAR || bottom <= NEAR);
}

static gboolean
is_on_a_line (const OverlayPerson *people, guint n_people, gint x, gint y)
{
  for (guint i = 0; i < n_people; i++)
    if (is_on_line (&people[i], x, y))
      return TRUE;
  return FALSE;
}

void
overlay_rig_check_boxes (const OverlayPixels *pixels,
    const OverlayPerson *people, guint n_people)
{
  for (guint i = 0; i < n_people; i++) {
    const OverlayPerson *person = &people[i];
    double x = person->x + person->w / 2.0;
    double y = person->y + person->h / 2.0;

    g_assert_true (is_painted_near (pixels, person->x, y));
    g_assert_true (is_painted_near (pixels, person->x + person->w, y));
    g_assert_true (is_painted_near (pixels, x, person->y));
    g_assert_true (is_painted_near (pixels, x, person->y + person->h));
  }
  for (gint y = 0; y < pixels->height; y++)
    for (gint x = 0; x < pixels->width; x++)
      if (overlay_pixels_differ (pixels, x, y) &&
          !is_on_a_line (people, n_people, x, y))
        g_error ("painted at %d,%d", x, y);
}
