/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-orientation.h"

#define WIDTH 40
#define HEIGHT 30

static GstTagList *
create_tags (const char *orientation, GstTagScope scope)
{
  GstTagList *tags = orientation != NULL
      ? gst_tag_list_new (GST_TAG_IMAGE_ORIENTATION, orientation, NULL)
      : gst_tag_list_new (GST_TAG_TITLE, "A film", NULL);

  gst_tag_list_set_scope (tags, scope);
  return tags;
}

static gboolean
take (GstCelebrityOrientation *orientation, GstEvent *event)
{
  gboolean changed = gst_celebrity_orientation_take_event (orientation, event);

  gst_event_unref (event);
  return changed;
}

static void
check_stream (GstCelebrityOrientation *orientation, const char *value,
    GstVideoOrientationMethod expected)
{
  gboolean changes = gst_celebrity_orientation_get (orientation) != expected;

  g_assert_cmpint (
      take (orientation,
          gst_event_new_tag (create_tags (value, GST_TAG_SCOPE_STREAM))),
      ==, changes);
  g_assert_cmpint (gst_celebrity_orientation_get (orientation), ==, expected);
}

static void
check_global (GstCelebrityOrientation *orientation, const char *value,
    GstVideoOrientationMethod expected)
{
  gboolean changes = gst_celebrity_orientation_get (orientation) != expected;

  g_assert_cmpint (
      take (orientation,
          gst_event_new_tag (create_tags (value, GST_TAG_SCOPE_GLOBAL))),
      ==, changes);
  g_assert_cmpint (gst_celebrity_orientation_get (orientation), ==, expected);
}

static void
test_values (void)
{
  static const struct {
    const char *value;
    GstVideoOrientationMethod method;
    gboolean swaps;
  } rows[] = {
    { "rotate-90", GST_VIDEO_ORIENTATION_90R, TRUE },
    { "rotate-180", GST_VIDEO_ORIENTATION_180, FALSE },
    { "rotate-270", GST_VIDEO_ORIENTATION_90L, TRUE },
    { "flip-rotate-0", GST_VIDEO_ORIENTATION_HORIZ, FALSE },
    { "flip-rotate-90", GST_VIDEO_ORIENTATION_UR_LL, TRUE },
    { "flip-rotate-180", GST_VIDEO_ORIENTATION_VERT, FALSE },
    { "flip-rotate-270", GST_VIDEO_ORIENTATION_UL_LR, TRUE },
    { "rotate-0", GST_VIDEO_ORIENTATION_IDENTITY, FALSE },
  };
  GstCelebrityOrientation orientation = { 0 };

  g_assert_cmpint (gst_celebrity_orientation_get (&orientation), ==,
      GST_VIDEO_ORIENTATION_IDENTITY);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    check_stream (&orientation, rows[i].value, rows[i].method);
    g_assert_cmpint (gst_celebrity_orientation_swaps (rows[i].method), ==,
        rows[i].swaps);
  }
}

/* Neither the order of events nor other tags matter. */
static void
test_precedence (void)
{
  GstCelebrityOrientation orientation = { 0 };

  check_global (&orientation, "rotate-90", GST_VIDEO_ORIENTATION_90R);
  check_stream (&orientation, NULL, GST_VIDEO_ORIENTATION_90R);
  check_stream (&orientation, "rotate-180", GST_VIDEO_ORIENTATION_180);
  check_global (&orientation, "rotate-270", GST_VIDEO_ORIENTATION_180);
  check_stream (&orientation, NULL, GST_VIDEO_ORIENTATION_180);
  check_stream (&orientation, "sideways", GST_VIDEO_ORIENTATION_180);
  /* The tag that videoflip sends when it has turned the frames. */
  check_stream (&orientation, "rotate-0", GST_VIDEO_ORIENTATION_IDENTITY);
}

static void
test_stream_start (void)
{
  GstCelebrityOrientation orientation = { 0 };

  check_global (&orientation, "rotate-90", GST_VIDEO_ORIENTATION_90R);
  check_stream (&orientation, "rotate-180", GST_VIDEO_ORIENTATION_180);
  g_assert_false (take (&orientation, gst_event_new_flush_stop (TRUE)));
  g_assert_false (take (&orientation, gst_event_new_eos ()));
  g_assert_cmpint (gst_celebrity_orientation_get (&orientation), ==,
      GST_VIDEO_ORIENTATION_180);

  g_assert_true (take (&orientation, gst_event_new_stream_start ("next")));
  g_assert_cmpint (gst_celebrity_orientation_get (&orientation), ==,
      GST_VIDEO_ORIENTATION_IDENTITY);
  check_global (&orientation, "rotate-90", GST_VIDEO_ORIENTATION_90R);
}

/* One area of a frame of 40 x 30, turned by hand. */
static void
test_areas (void)
{
  static const GstCelebrityArea area = { 1, 2, 10, 5 };
  static const GstCelebrityArea turned[] = {
    [GST_VIDEO_ORIENTATION_IDENTITY] = { 1, 2, 10, 5 },
    [GST_VIDEO_ORIENTATION_90R] = { 23, 1, 5, 10 },
    [GST_VIDEO_ORIENTATION_180] = { 29, 23, 10, 5 },
    [GST_VIDEO_ORIENTATION_90L] = { 2, 29, 5, 10 },
    [GST_VIDEO_ORIENTATION_HORIZ] = { 29, 2, 10, 5 },
    [GST_VIDEO_ORIENTATION_VERT] = { 1, 23, 10, 5 },
    [GST_VIDEO_ORIENTATION_UL_LR] = { 2, 1, 5, 10 },
    [GST_VIDEO_ORIENTATION_UR_LL] = { 23, 29, 5, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (turned); i++) {
    GstCelebrityArea is = area;

    gst_celebrity_orientation_turn ((GstVideoOrientationMethod) i, WIDTH,
        HEIGHT, &is);
    g_assert_cmpfloat (is.x, ==, turned[i].x);
    g_assert_cmpfloat (is.y, ==, turned[i].y);
    g_assert_cmpfloat (is.w, ==, turned[i].w);
    g_assert_cmpfloat (is.h, ==, turned[i].h);
    gst_celebrity_orientation_turn_back ((GstVideoOrientationMethod) i, WIDTH,
        HEIGHT, &is);
    g_assert_cmpfloat (is.x, ==, area.x);
    g_assert_cmpfloat (is.y, ==, area.y);
    g_assert_cmpfloat (is.w, ==, area.w);
    g_assert_cmpfloat (is.h, ==, area.h);
  }
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gst-celebrity-orientation/values", test_values);
  g_test_add_func ("/gst-celebrity-orientation/precedence", test_precedence);
  g_test_add_func ("/gst-celebrity-orientation/stream-start",
      test_stream_start);
  g_test_add_func ("/gst-celebrity-orientation/areas", test_areas);
  return g_test_run ();
}
