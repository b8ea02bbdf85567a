/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "overlay-rig.h"

#include <gst/check/gstharness.h>

#define FEATURE GST_CAPS_FEATURE_META_GST_VIDEO_OVERLAY_COMPOSITION

/* How far from its line an outline may be: its width, rounding, chroma. */
#define NEAR 6

#define LINES "draw=box style=rectangle color=0xffff0000"

static const OverlayRigPerson ada = { "Ada Moreno", "1Am0rE7", 120, 80, 80,
  90 };
static const OverlayRigPerson ben = { "Ben Okafor", "2Ok4F0r", 220, 40, 50,
  60 };

typedef struct {
  GstHarness *harness;
  GstVideoInfo info;
} Rig;

static void
rig_clear (Rig *rig)
{
  g_clear_pointer (&rig->harness, gst_harness_teardown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rig, rig_clear)

static void
rig_set_format (Rig *rig, GstVideoFormat format, gint width, gint height)
{
  g_assert_true (gst_video_info_set_format (&rig->info, format, width, height));
  gst_harness_set_src_caps (rig->harness, gst_video_info_to_caps (&rig->info));
}

static void
rig_init (Rig *rig, const char *launch_line, GstVideoFormat format, gint width,
    gint height)
{
  rig->harness = gst_harness_new_parse (launch_line);
  rig_set_format (rig, format, width, height);
}

static void
rig_init_default (Rig *rig, const char *launch_line)
{
  rig_init (rig, launch_line, GST_VIDEO_FORMAT_I420, 320, 240);
}

/* Takes @buffer. */
static GstBuffer *
rig_push_buffer (Rig *rig, GstBuffer *buffer)
{
  GstBuffer *out;

  GST_BUFFER_PTS (buffer) = 0;
  g_assert_cmpint (gst_harness_push (rig->harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_try_pull (rig->harness);
  g_assert_nonnull (out);
  return out;
}

static GstBuffer *
rig_create_buffer (Rig *rig, const OverlayRigPerson *people, guint n_people)
{
  GstBuffer *buffer = overlay_rig_create_frame (&rig->info);

  overlay_rig_attach (buffer, &rig->info, people, n_people,
      OVERLAY_RIG_ALL_TYPES);
  return buffer;
}

static GstBuffer *
rig_push (Rig *rig, const OverlayRigPerson *people, guint n_people)
{
  return rig_push_buffer (rig, rig_create_buffer (rig, people, n_people));
}

static void
rig_get_pixels (Rig *rig, GstBuffer *buffer, OverlayRigPixels *pixels)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (rig->harness->sinkpad);
  GstVideoInfo info;

  g_assert_true (gst_video_info_from_caps (&info, caps));
  overlay_rig_pixels_init (pixels, buffer, &info);
}

static guint
count_differing (const OverlayRigPixels *pixels)
{
  guint n = 0;

  for (gint y = 0; y < pixels->height; y++)
    for (gint x = 0; x < pixels->width; x++)
      n += (guint) overlay_rig_pixels_differ (pixels, x, y);
  return n;
}

/* Pushes and counts the pixels that changed. */
static guint
rig_count (Rig *rig, const OverlayRigPerson *people, guint n_people)
{
  g_autoptr (GstBuffer) out = rig_push (rig, people, n_people);
  g_auto (OverlayRigPixels) pixels = { .values = NULL };

  rig_get_pixels (rig, out, &pixels);
  return count_differing (&pixels);
}

static gboolean
is_painted_near (const OverlayRigPixels *pixels, double x, double y)
{
  for (gint dy = -NEAR; dy <= NEAR; dy++)
    for (gint dx = -NEAR; dx <= NEAR; dx++) {
      gint px = (gint) x + dx;
      gint py = (gint) y + dy;

      if (px >= 0 && py >= 0 && px < pixels->width && py < pixels->height &&
          overlay_rig_pixels_differ (pixels, px, py))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_on_line (const OverlayRigPerson *person, gint x, gint y)
{
  double left = x - person->x;
  double top = y - person->y;
  double right = person->x + person->w - x;
  double bottom = person->y + person->h - y;

  return left >= -NEAR && top >= -NEAR && right >= -NEAR && bottom >= -NEAR &&
      (left <= NEAR || top <= NEAR || right <= NEAR || bottom <= NEAR);
}

static gboolean
is_on_a_line (const OverlayRigPerson *people, guint n_people, gint x, gint y)
{
  for (guint i = 0; i < n_people; i++)
    if (is_on_line (&people[i], x, y))
      return TRUE;
  return FALSE;
}

/* All four lines of each box are there, and nothing is painted elsewhere. */
static void
check_boxes (const OverlayRigPixels *pixels, const OverlayRigPerson *people,
    guint n_people)
{
  for (guint i = 0; i < n_people; i++) {
    const OverlayRigPerson *person = &people[i];
    double x = person->x + person->w / 2.0;
    double y = person->y + person->h / 2.0;

    g_assert_true (is_painted_near (pixels, person->x, y));
    g_assert_true (is_painted_near (pixels, person->x + person->w, y));
    g_assert_true (is_painted_near (pixels, x, person->y));
    g_assert_true (is_painted_near (pixels, x, person->y + person->h));
  }
  for (gint y = 0; y < pixels->height; y++)
    for (gint x = 0; x < pixels->width; x++)
      if (overlay_rig_pixels_differ (pixels, x, y) &&
          !is_on_a_line (people, n_people, x, y))
        g_error ("painted at %d,%d", x, y);
}

static const GstVideoFormat formats[] = { GST_VIDEO_FORMAT_I420,
  GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_RGBA, GST_VIDEO_FORMAT_BGRx,
  GST_VIDEO_FORMAT_P010_10LE, GST_VIDEO_FORMAT_v210, GST_VIDEO_FORMAT_YUY2 };

static void
test_boxes (void)
{
  const OverlayRigPerson people[] = { ada, ben };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_auto (Rig) rig = { .harness = NULL };
    g_auto (OverlayRigPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) out = NULL;

    rig_init (&rig, "celebrityoverlay " LINES, formats[i], 321, 241);
    out = rig_push (&rig, people, 2);
    rig_get_pixels (&rig, out, &pixels);
    check_boxes (&pixels, people, 2);
  }
}

/* A name is as large at an edge as in the middle: none of it is cut off. */
static void
test_names_inside (void)
{
  static const OverlayRigPerson places[] = {
    { "Ada Moreno", "1", 0, 0, 60, 60 },
    { "Ada Moreno", "1", 260, 0, 60, 60 },
    { "Ada Moreno", "1", 0, 180, 60, 60 },
    { "Ada Moreno", "1", 260, 180, 60, 60 },
    { "Ada Moreno", "1", -30, 100, 60, 60 },
    { "Ada Moreno", "1", 290, 100, 60, 60 },
  };
  const OverlayRigPerson middle = { "Ada Moreno", "1", 130, 90, 60, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_auto (Rig) rig = { .harness = NULL };
    guint n_middle;

    rig_init (&rig, "celebrityoverlay draw=name", formats[i], 321, 241);
    n_middle = rig_count (&rig, &middle, 1);
    g_assert_cmpuint (n_middle, >, 100);
    for (guint k = 0; k < G_N_ELEMENTS (places); k++) {
      guint n = rig_count (&rig, &places[k], 1);

      g_assert_cmpuint (n * 10, >, n_middle * 8);
      g_assert_cmpuint (n * 10, <, n_middle * 12);
    }
  }
}

/* The box is where the face is after scaling, on every release. */
static void
test_scaled (void)
{
  const OverlayRigPerson scaled = { "Ada Moreno", NULL, 240, 120, 160, 135 };
  g_auto (Rig) rig = { .harness = NULL };
  g_auto (OverlayRigPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;

  rig_init_default (&rig,
      "videoscale ! video/x-raw,width=640,height=360 ! celebrityoverlay " LINES);
  out = rig_push (&rig, &ada, 1);
  rig_get_pixels (&rig, out, &pixels);
  g_assert_cmpint (pixels.width, ==, 640);
  check_boxes (&pixels, &scaled, 1);
}

/* A conversion takes the region's parameters away, not the record. */
static void
test_converted (void)
{
  g_auto (Rig) rig = { .harness = NULL };
  g_auto (OverlayRigPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;

  rig_init_default (&rig,
      "videoconvert ! video/x-raw,format=BGRx ! celebrityoverlay "
      "celebrities=<1Am0rE7> " LINES);
  out = rig_push (&rig, &ada, 1);
  rig_get_pixels (&rig, out, &pixels);
  check_boxes (&pixels, &ada, 1);
}

typedef struct {
  const char *name;
  const char *launch_line;
  OverlayRigPerson moved;
  guint from_minor;
} Geometry;

/* No box, or the right one. Releases before @from_minor leave the region where
 * it was, and nothing tells that the frame is another. */
static void
test_geometry (gconstpointer data)
{
  const Geometry *geometry = data;
  g_auto (Rig) rig = { .harness = NULL };
  g_auto (OverlayRigPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  guint major;
  guint minor;
  guint micro;
  guint nano;

  gst_version (&major, &minor, &micro, &nano);
  if (minor < geometry->from_minor) {
    g_test_skip ("this GStreamer leaves regions where they were");
    return;
  }
  rig_init_default (&rig, geometry->launch_line);
  out = rig_push (&rig, &ada, 1);
  rig_get_pixels (&rig, out, &pixels);
  if (count_differing (&pixels) > 0)
    check_boxes (&pixels, &geometry->moved, 1);
  else
    g_assert_cmpuint (minor, <, 28);
}

static const Geometry geometries[] = {
  { "crop", "videocrop left=40 top=30 ! celebrityoverlay " LINES,
      { "Ada Moreno", NULL, 80, 50, 80, 90 }, 22 },
  { "flip", "videoflip method=horizontal-flip ! celebrityoverlay " LINES,
      { "Ada Moreno", NULL, 120, 80, 80, 90 }, 26 },
  { "rotate", "videoflip method=clockwise ! celebrityoverlay " LINES,
      { "Ada Moreno", NULL, 70, 120, 90, 80 }, 26 },
};

typedef struct {
  const char *name;
  const char *upstream;
  const char *downstream;
  gboolean asks;
  gboolean attached;
  gboolean with_feature;
} Way;

#define SIZE ",width=320,height=240,framerate=25/1"
#define PLAIN "video/x-raw,format=I420" SIZE
#define OVERLAID "video/x-raw(memory:SystemMemory," FEATURE "),format=I420" SIZE
#define GL "video/x-raw(memory:GLMemory),format=RGBA" SIZE
#define GL_OVERLAID "video/x-raw(memory:GLMemory," FEATURE "),format=RGBA" SIZE

static const Way ways[] = {
  { "feature-and-allocation", PLAIN, OVERLAID ";" PLAIN, TRUE, TRUE, TRUE },
  { "feature-alone", PLAIN, OVERLAID ";" PLAIN, FALSE, FALSE, FALSE },
  { "anything", PLAIN, "ANY", FALSE, FALSE, FALSE },
  { "allocation-alone", PLAIN, PLAIN, TRUE, TRUE, FALSE },
  { "neither", PLAIN, PLAIN, FALSE, FALSE, FALSE },
  { "upstream-has-it", OVERLAID, OVERLAID, FALSE, TRUE, TRUE },
  { "gl", GL, GL_OVERLAID, TRUE, TRUE, TRUE },
  { "gl-not-asking", GL, GL_OVERLAID, FALSE, TRUE, TRUE },
  { "gl-upstream-has-it", GL_OVERLAID, GL_OVERLAID, TRUE, TRUE, TRUE },
};

static void
ways_init (Rig *rig, const Way *way, const char *launch_line)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (way->upstream);

  g_assert_true (gst_video_info_from_caps (&rig->info, caps));
  rig->harness = gst_harness_new_parse (launch_line);
  if (way->asks)
    gst_harness_add_propose_allocation_meta (rig->harness,
        GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, NULL);
  gst_harness_set_caps_str (rig->harness, way->upstream, way->downstream);
}

/* The rectangles go where they should, and only there. */
static void
test_way (gconstpointer data)
{
  const Way *way = data;
  g_auto (Rig) rig = { .harness = NULL };
  g_auto (OverlayRigPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  g_autoptr (GstCaps) caps = NULL;
  GstVideoOverlayCompositionMeta *meta;

  ways_init (&rig, way, "celebrityoverlay");
  out = rig_push (&rig, &ada, 1);
  caps = gst_pad_get_current_caps (rig.harness->sinkpad);
  g_assert_cmpint (
      gst_caps_features_contains (gst_caps_get_features (caps, 0), FEATURE), ==,
      way->with_feature);

  overlay_rig_pixels_init (&pixels, out, &rig.info);
  meta = gst_buffer_get_video_overlay_composition_meta (out);
  if (way->attached) {
    g_assert_nonnull (meta);
    g_assert_cmpuint (
        gst_video_overlay_composition_n_rectangles (meta->overlay), >, 0);
    g_assert_cmpuint (count_differing (&pixels), ==, 0);
  } else {
    g_assert_null (meta);
    g_assert_cmpuint (count_differing (&pixels), >, 0);
  }
}

/* Memory that can't be drawn into is refused where downstream does not blend. */
static void
test_gl_refused (void)
{
  const Way way = { "gl", GL, GL, FALSE, FALSE, FALSE };
  g_auto (Rig) rig = { .harness = NULL };
  GstBuffer *buffer;

  ways_init (&rig, &way, "celebrityoverlay");
  buffer = rig_create_buffer (&rig, &ada, 1);
  g_assert_cmpint (gst_harness_push (rig.harness, buffer), ==,
      GST_FLOW_NOT_NEGOTIATED);
}

/* With an effect only system memory is asked for. */
static void
test_effect_wants_system_memory (void)
{
  static const char *const effects[] = { "none", "pixelate" };

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++) {
    g_autofree char *line =
        g_strdup_printf ("celebrityoverlay effect=%s", effects[i]);
    g_autoptr (GstCaps) gl = gst_caps_from_string (GL);
    g_autoptr (GstCaps) plain = gst_caps_from_string (PLAIN);
    g_auto (Rig) rig = { .harness = gst_harness_new_parse (line) };

    gst_harness_set_sink_caps_str (rig.harness,
        GL_OVERLAID ";" OVERLAID ";" PLAIN);
    g_assert_cmpint (gst_pad_peer_query_accept_caps (rig.harness->srcpad, gl),
        ==, i == 0);
    g_assert_true (gst_pad_peer_query_accept_caps (rig.harness->srcpad, plain));
  }
}

/* Turned on while frames are elsewhere: upstream is asked for others. */
static void
test_effect_reconfigures (void)
{
  const Way way = { "gl", GL, GL_OVERLAID, TRUE, TRUE, TRUE };
  g_auto (Rig) rig = { .harness = NULL };
  g_autoptr (GstBuffer) out = NULL;

  ways_init (&rig, &way, "celebrityoverlay");
  out = rig_push (&rig, &ada, 1);
  while (gst_pad_check_reconfigure (rig.harness->srcpad))
    continue;
  gst_harness_set (rig.harness, "celebrityoverlay", "effect", 1, NULL);
  g_assert_true (gst_pad_check_reconfigure (rig.harness->srcpad));
}

static GstVideoOverlayComposition *
create_composition (void)
{
  g_autoptr (GstBuffer) pixels =
      gst_buffer_new_allocate (NULL, 8 * 8 * 4, NULL);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;
  GstVideoOverlayRectangle *rectangle;

  gst_buffer_add_video_meta (pixels, GST_VIDEO_FRAME_FLAG_NONE,
      GST_VIDEO_OVERLAY_COMPOSITION_FORMAT_RGB, 8, 8);
  rectangle = gst_video_overlay_rectangle_new_raw (pixels, 4, 4, 8, 8,
      GST_VIDEO_OVERLAY_FORMAT_FLAG_NONE);
  composition = gst_video_overlay_composition_new (rectangle);
  gst_video_overlay_rectangle_unref (rectangle);
  return g_steal_pointer (&composition);
}

static guint
count_compositions (GstBuffer *buffer)
{
  return gst_buffer_get_n_meta (buffer,
      GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE);
}

/* One composition comes out, with upstream's very rectangle below ours. */
static void
test_merged (void)
{
  g_auto (Rig) rig = { .harness = NULL };
  g_autoptr (GstVideoOverlayComposition) upstream = create_composition ();
  g_autoptr (GstVideoOverlayComposition) second = create_composition ();
  g_autoptr (GstBuffer) out = NULL;
  GstVideoOverlayComposition *merged;
  GstBuffer *buffer;

  ways_init (&rig, &ways[5], "celebrityoverlay");
  buffer = rig_create_buffer (&rig, &ada, 1);
  gst_buffer_add_video_overlay_composition_meta (buffer, upstream);
  gst_buffer_add_video_overlay_composition_meta (buffer, second);
  out = rig_push_buffer (&rig, buffer);

  g_assert_cmpuint (count_compositions (out), ==, 1);
  merged = gst_buffer_get_video_overlay_composition_meta (out)->overlay;
  g_assert_cmpuint (gst_video_overlay_composition_n_rectangles (merged), >, 2);
  g_assert_true (gst_video_overlay_composition_get_rectangle (merged, 0) ==
      gst_video_overlay_composition_get_rectangle (upstream, 0));
  g_assert_true (gst_video_overlay_composition_get_rectangle (merged, 1) ==
      gst_video_overlay_composition_get_rectangle (second, 0));
}

/* The same buffer, though somebody else holds it too, with what is on it. */
static void
check_untouched (Rig *rig, GstBuffer *buffer)
{
  g_autoptr (GstVideoOverlayComposition) upstream = create_composition ();
  g_autoptr (GstBuffer) held = NULL;
  g_autoptr (GstBuffer) out = NULL;

  gst_buffer_add_video_overlay_composition_meta (buffer, upstream);
  GST_BUFFER_PTS (buffer) = 0;
  held = gst_buffer_ref (buffer);
  g_assert_cmpint (gst_harness_push (rig->harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_try_pull (rig->harness);
  g_assert_true (out == held);
  g_assert_true (
      gst_buffer_get_video_overlay_composition_meta (out)->overlay == upstream);
}

static void
test_nobody (void)
{
  static const char *const lines[] = { "celebrityoverlay",
    "celebrityoverlay effect=blur" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (guint k = 0; k < G_N_ELEMENTS (ways); k++) {
      g_auto (Rig) rig = { .harness = NULL };

      if (i == 1 && g_str_has_prefix (ways[k].name, "gl"))
        continue;
      ways_init (&rig, &ways[k], lines[i]);
      check_untouched (&rig, overlay_rig_create_frame (&rig.info));
    }
}

static void
test_silent (void)
{
  g_auto (Rig) rig = { .harness = NULL };

  rig_init_default (&rig, "celebrityoverlay silent=true");
  check_untouched (&rig, rig_create_buffer (&rig, &ada, 1));
}

/* Whoever else holds the buffer keeps his pixels. */
static void
test_shared (void)
{
  static const char *const lines[] = { "celebrityoverlay",
    "celebrityoverlay effect=pixelate" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_auto (Rig) rig = { .harness = NULL };
    g_auto (OverlayRigPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) held = NULL;
    g_autoptr (GstBuffer) out = NULL;

    rig_init_default (&rig, lines[i]);
    held = rig_create_buffer (&rig, &ada, 1);
    GST_BUFFER_PTS (held) = 0;
    g_assert_cmpint (gst_harness_push (rig.harness, gst_buffer_ref (held)), ==,
        GST_FLOW_OK);
    out = gst_harness_try_pull (rig.harness);
    g_assert_true (out != held);
    overlay_rig_pixels_init (&pixels, held, &rig.info);
    g_assert_cmpuint (count_differing (&pixels), ==, 0);
  }
}

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
  const OverlayRigPerson people[] = { ada, ben };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    const Choice *choice = &choices[i];
    g_auto (Rig) rig = { .harness = NULL };
    g_auto (OverlayRigPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) out = NULL;
    g_autoptr (GstElement) element = NULL;
    guint first = choice->has_ada ? 0 : 1;
    guint end = choice->has_ben ? 2 : 1;

    rig_init_default (&rig, "celebrityoverlay " LINES);
    element = gst_harness_find_element (rig.harness, "celebrityoverlay");
    gst_util_set_object_arg (G_OBJECT (element), "celebrities",
        choice->celebrities);
    gst_util_set_object_arg (G_OBJECT (element), "exclude", choice->exclude);
    g_object_set (element, "invert", choice->invert, NULL);
    out = rig_push (&rig, people, 2);
    rig_get_pixels (&rig, out, &pixels);
    check_boxes (&pixels, &people[first], end > first ? end - first : 0);
  }
}

static void
test_change_properties (void)
{
  g_auto (Rig) rig = { .harness = NULL };
  guint n_corners;
  guint n_lines;
  guint n_named;

  rig_init_default (&rig, "celebrityoverlay draw=box");
  n_corners = rig_count (&rig, &ada, 1);
  g_assert_cmpuint (n_corners, >, 0);
  gst_harness_set (rig.harness, "celebrityoverlay", "style", 1, NULL);
  n_lines = rig_count (&rig, &ada, 1);
  g_assert_cmpuint (n_lines, >, n_corners);
  gst_harness_set (rig.harness, "celebrityoverlay", "line-width", 9, NULL);
  g_assert_cmpuint (rig_count (&rig, &ada, 1), >, n_lines);
  gst_harness_set (rig.harness, "celebrityoverlay", "line-width", 0, "draw", 3,
      NULL);
  n_named = rig_count (&rig, &ada, 1);
  g_assert_cmpuint (n_named, >, n_lines);
  gst_harness_set (rig.harness, "celebrityoverlay", "font-desc", "Sans 30",
      NULL);
  g_assert_cmpuint (rig_count (&rig, &ada, 1), >, n_named);
  gst_harness_set (rig.harness, "celebrityoverlay", "silent", TRUE, NULL);
  g_assert_cmpuint (rig_count (&rig, &ada, 1), ==, 0);
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
  g_auto (Rig) rig = { .harness = NULL };

  rig_init_default (&rig, "celebrityoverlay " LINES);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    g_auto (OverlayRigPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) out = NULL;

    rig_set_format (&rig, all[i].format, all[i].width, all[i].height);
    out = rig_push (&rig, &ada, 1);
    rig_get_pixels (&rig, out, &pixels);
    g_assert_cmpint (pixels.width, ==, all[i].width);
    check_boxes (&pixels, &ada, 1);
  }
}

/* Regions of others, as facedetect attaches them. */
static void
test_plain_region (void)
{
  g_auto (Rig) rig = { .harness = NULL };
  g_auto (OverlayRigPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer;

  rig_init_default (&rig, "celebrityoverlay " LINES);
  buffer = overlay_rig_create_frame (&rig.info);
  gst_buffer_add_video_region_of_interest_meta (buffer, "face", 120, 80, 80,
      90);
  out = rig_push_buffer (&rig, buffer);
  rig_get_pixels (&rig, out, &pixels);
  check_boxes (&pixels, &ada, 1);
}

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
get_light (const OverlayRigPixels *pixels, gint x, gint y)
{
  return pixels->values[(y * pixels->width + x) * 4 + 1];
}

static void
check_face (const OverlayRigPixels *pixels, const OverlayRigPerson *person,
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
  const OverlayRigPerson people[] = { ada, ben };

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    for (guint invert = 0; invert < 2; invert++) {
      g_autofree char *line = g_strdup_printf (
          "celebrityoverlay effect=%s celebrities=<1Am0rE7> invert=%u",
          effects[i], invert);
      g_auto (Rig) rig = { .harness = NULL };
      g_auto (OverlayRigPixels) pixels = { .values = NULL };
      g_autoptr (GstBuffer) out = NULL;
      GstBuffer *buffer;

      rig_init_default (&rig, line);
      buffer = rig_create_buffer (&rig, people, 2);
      draw_squares (buffer);
      out = rig_push_buffer (&rig, buffer);
      rig_get_pixels (&rig, out, &pixels);
      check_face (&pixels, &ada, invert == 0);
      check_face (&pixels, &ben, invert == 1);
      g_assert_cmpuint (get_light (&pixels, 20, 20), !=, 0x80);
      for (gint x = 0; x < 320; x++)
        g_assert_true (get_light (&pixels, x, 220) == 0x20 ||
            get_light (&pixels, x, 220) == 0xe0);
    }
}

/* Whoever wants a face hidden is told when nobody knows where it is. */
static void
test_effect_warns (void)
{
  g_auto (Rig) rig = { .harness = NULL };
  g_autoptr (GstBus) bus = gst_bus_new ();
  g_autoptr (GstMessage) message = NULL;
  GstVideoInfo other;
  GstBuffer *buffer;
  GstBuffer *out;

  rig.harness = gst_harness_new ("celebrityoverlay");
  rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
  gst_harness_set (rig.harness, "celebrityoverlay", "effect", 1, NULL);
  gst_element_set_bus (rig.harness->element, bus);

  /* A record of a frame of another size, and no region. */
  g_assert_true (
      gst_video_info_set_format (&other, GST_VIDEO_FORMAT_I420, 640, 200));
  for (guint i = 0; i < 2; i++) {
    buffer = overlay_rig_create_frame (&rig.info);
    overlay_rig_attach (buffer, &other, &ada, 1,
        GST_CELEBRITY_META_TYPE_CELEBRITY);
    out = rig_push_buffer (&rig, buffer);
    gst_buffer_unref (out);
  }
  message = gst_bus_pop_filtered (bus, GST_MESSAGE_WARNING);
  g_assert_nonnull (message);
  g_assert_null (gst_bus_pop_filtered (bus, GST_MESSAGE_WARNING));
  gst_element_set_bus (rig.harness->element, NULL);
}

/* Pixels that can't be changed stop the pipeline: a face must not pass. */
static void
test_effect_fails_closed (void)
{
  g_auto (Rig) rig = { .harness = NULL };
  g_autoptr (GstBus) bus = gst_bus_new ();
  g_autoptr (GstMessage) message = NULL;
  GstBuffer *buffer;

  rig.harness = gst_harness_new ("celebrityoverlay");
  rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
  gst_harness_set (rig.harness, "celebrityoverlay", "effect", 1, NULL);
  gst_element_set_bus (rig.harness->element, bus);

  /* Too small for the frame, as handles to other memory are. */
  buffer = gst_buffer_new_allocate (NULL, 64, NULL);
  overlay_rig_attach (buffer, &rig.info, &ada, 1, OVERLAY_RIG_ALL_TYPES);
  g_assert_cmpint (gst_harness_push (rig.harness, buffer), ==, GST_FLOW_ERROR);
  g_assert_null (gst_harness_try_pull (rig.harness));
  message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  gst_element_set_bus (rig.harness->element, NULL);
}

/* Stopped and started again. */
static void
test_restart (void)
{
  g_auto (Rig) rig = { .harness = NULL };
  guint n;

  rig_init_default (&rig, "celebrityoverlay");
  n = rig_count (&rig, &ada, 1);
  for (guint i = 0; i < 2; i++) {
    gst_element_set_state (rig.harness->element, GST_STATE_NULL);
    gst_element_set_state (rig.harness->element, GST_STATE_PLAYING);
    gst_pad_set_active (rig.harness->sinkpad, TRUE);
    gst_harness_push_event (rig.harness,
        gst_event_new_stream_start ("another"));
    rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
    g_assert_cmpuint (rig_count (&rig, &ada, 1), ==, n);
  }
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autofree char *path =
        g_strconcat ("/celebrityoverlay/way/", ways[i].name, NULL);

    g_test_add_data_func (path, &ways[i], test_way);
  }
  for (guint i = 0; i < G_N_ELEMENTS (geometries); i++) {
    g_autofree char *path =
        g_strconcat ("/celebrityoverlay/geometry/", geometries[i].name, NULL);

    g_test_add_data_func (path, &geometries[i], test_geometry);
  }
}

int
main (int argc, char **argv)
{
  GstElementFactory *factory;
  int result;

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  /* With the element comes the registration of the record. */
  factory = gst_element_factory_find ("celebrityoverlay");
  g_assert_nonnull (factory);
  gst_object_unref (factory);
  g_assert_true (gst_celebrity_meta_register (NULL));

  g_test_add_func ("/celebrityoverlay/boxes", test_boxes);
  g_test_add_func ("/celebrityoverlay/names-inside", test_names_inside);
  g_test_add_func ("/celebrityoverlay/scaled", test_scaled);
  g_test_add_func ("/celebrityoverlay/converted", test_converted);
  add_tables ();
  g_test_add_func ("/celebrityoverlay/gl-refused", test_gl_refused);
  g_test_add_func ("/celebrityoverlay/merged", test_merged);
  g_test_add_func ("/celebrityoverlay/nobody", test_nobody);
  g_test_add_func ("/celebrityoverlay/silent", test_silent);
  g_test_add_func ("/celebrityoverlay/shared", test_shared);
  g_test_add_func ("/celebrityoverlay/choices", test_choices);
  g_test_add_func ("/celebrityoverlay/change-properties",
      test_change_properties);
  g_test_add_func ("/celebrityoverlay/change-caps", test_change_caps);
  g_test_add_func ("/celebrityoverlay/plain-region", test_plain_region);
  g_test_add_func ("/celebrityoverlay/effect", test_effect);
  g_test_add_func ("/celebrityoverlay/effect-warns", test_effect_warns);
  g_test_add_func ("/celebrityoverlay/effect-wants-system-memory",
      test_effect_wants_system_memory);
  g_test_add_func ("/celebrityoverlay/effect-reconfigures",
      test_effect_reconfigures);
  g_test_add_func ("/celebrityoverlay/effect-fails-closed",
      test_effect_fails_closed);
  g_test_add_func ("/celebrityoverlay/restart", test_restart);
  result = g_test_run ();
  gst_deinit ();
  return result;
}
