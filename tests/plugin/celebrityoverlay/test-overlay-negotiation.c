/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/overlay/overlay-rig.h"

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
#define OVERLAID \
  "video/x-raw(memory:SystemMemory," OVERLAY_RIG_FEATURE "),format=I420" SIZE
#define GL "video/x-raw(memory:GLMemory),format=RGBA" SIZE
#define GL_OVERLAID \
  "video/x-raw(memory:GLMemory," OVERLAY_RIG_FEATURE "),format=RGBA" SIZE

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
way_init (OverlayRig *rig, const Way *way, const char *launch_line)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (way->upstream);

  g_assert_true (gst_video_info_from_caps (&rig->info, caps));
  rig->harness = gst_harness_new_parse (launch_line);
  if (way->asks)
    gst_harness_add_propose_allocation_meta (rig->harness,
        GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, NULL);
  gst_harness_set_caps_str (rig->harness, way->upstream, way->downstream);
}

/* Rectangles are either attached or blended, as expected. */
static void
test_way (gconstpointer data)
{
  const Way *way = data;
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  g_autoptr (GstCaps) caps = NULL;
  GstVideoOverlayCompositionMeta *meta;

  way_init (&rig, way, "celebrityoverlay");
  out = overlay_rig_push (&rig, &overlay_rig_ada, 1);
  caps = gst_pad_get_current_caps (rig.harness->sinkpad);
  g_assert_cmpint (gst_caps_features_contains (gst_caps_get_features (caps, 0),
                       OVERLAY_RIG_FEATURE),
      ==, way->with_feature);

  overlay_pixels_init (&pixels, out, &rig.info);
  meta = gst_buffer_get_video_overlay_composition_meta (out);
  if (way->attached) {
    g_assert_nonnull (meta);
    g_assert_cmpuint (
        gst_video_overlay_composition_n_rectangles (meta->overlay), >, 0);
    g_assert_cmpuint (overlay_pixels_count (&pixels), ==, 0);
  } else {
    g_assert_null (meta);
    g_assert_cmpuint (overlay_pixels_count (&pixels), >, 0);
  }
}

/* Memory that can't be drawn into is refused if downstream does not blend. */
static void
test_gl_refused (void)
{
  const Way way = { "gl", GL, GL, FALSE, FALSE, FALSE };
  g_auto (OverlayRig) rig = { .harness = NULL };
  GstBuffer *buffer;

  way_init (&rig, &way, "celebrityoverlay");
  buffer = overlay_rig_create_buffer (&rig, &overlay_rig_ada, 1);
  g_assert_cmpint (gst_harness_push (rig.harness, buffer), ==,
      GST_FLOW_NOT_NEGOTIATED);
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

/* One composition comes out, with upstream's rectangles, unchanged, below ours. */
static void
test_merged (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstVideoOverlayComposition) upstream = create_composition ();
  g_autoptr (GstVideoOverlayComposition) second = create_composition ();
  g_autoptr (GstBuffer) out = NULL;
  GstVideoOverlayComposition *merged;
  GstBuffer *buffer;

  way_init (&rig, &ways[5], "celebrityoverlay");
  buffer = overlay_rig_create_buffer (&rig, &overlay_rig_ada, 1);
  gst_buffer_add_video_overlay_composition_meta (buffer, upstream);
  gst_buffer_add_video_overlay_composition_meta (buffer, second);
  out = overlay_rig_push_buffer (&rig, buffer);

  g_assert_cmpuint (count_compositions (out), ==, 1);
  merged = gst_buffer_get_video_overlay_composition_meta (out)->overlay;
  g_assert_cmpuint (gst_video_overlay_composition_n_rectangles (merged), >, 2);
  g_assert_true (gst_video_overlay_composition_get_rectangle (merged, 0) ==
      gst_video_overlay_composition_get_rectangle (upstream, 0));
  g_assert_true (gst_video_overlay_composition_get_rectangle (merged, 1) ==
      gst_video_overlay_composition_get_rectangle (second, 0));
}

/* The same buffer comes out with its metas, although it is shared. */
static void
check_untouched (OverlayRig *rig, GstBuffer *buffer)
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
      g_auto (OverlayRig) rig = { .harness = NULL };

      if (i == 1 && g_str_has_prefix (ways[k].name, "gl"))
        continue;
      way_init (&rig, &ways[k], lines[i]);
      check_untouched (&rig, overlay_frame_create (&rig.info));
    }
}

static void
test_silent (void)
{
  g_auto (OverlayRig) rig = { .harness = NULL };

  overlay_rig_init_default (&rig, "celebrityoverlay silent=true");
  check_untouched (&rig, overlay_rig_create_buffer (&rig, &overlay_rig_ada, 1));
}

/* The pixels of a shared buffer are not changed. */
static void
test_shared (void)
{
  static const char *const lines[] = { "celebrityoverlay",
    "celebrityoverlay effect=pixelate" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_auto (OverlayRig) rig = { .harness = NULL };
    g_auto (OverlayPixels) pixels = { .values = NULL };
    g_autoptr (GstBuffer) held = NULL;
    g_autoptr (GstBuffer) out = NULL;

    overlay_rig_init_default (&rig, lines[i]);
    held = overlay_rig_create_buffer (&rig, &overlay_rig_ada, 1);
    GST_BUFFER_PTS (held) = 0;
    g_assert_cmpint (gst_harness_push (rig.harness, gst_buffer_ref (held)), ==,
        GST_FLOW_OK);
    out = gst_harness_try_pull (rig.harness);
    g_assert_true (out != held);
    overlay_pixels_init (&pixels, held, &rig.info);
    g_assert_cmpuint (overlay_pixels_count (&pixels), ==, 0);
  }
}

/* With an effect, only system memory is accepted. */
static void
test_effect_wants_system_memory (void)
{
  static const char *const effects[] = { "none", "pixelate" };

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++) {
    g_autofree char *line =
        g_strdup_printf ("celebrityoverlay effect=%s", effects[i]);
    g_autoptr (GstCaps) gl = gst_caps_from_string (GL);
    g_autoptr (GstCaps) plain = gst_caps_from_string (PLAIN);
    g_auto (OverlayRig) rig = { .harness = gst_harness_new_parse (line) };

    gst_harness_set_sink_caps_str (rig.harness,
        GL_OVERLAID ";" OVERLAID ";" PLAIN);
    g_assert_cmpint (gst_pad_peer_query_accept_caps (rig.harness->srcpad, gl),
        ==, i == 0);
    g_assert_true (gst_pad_peer_query_accept_caps (rig.harness->srcpad, plain));
  }
}

/* If an effect is set while frames are in other memory, upstream must
 * reconfigure. */
static void
test_effect_reconfigures (void)
{
  const Way way = { "gl", GL, GL_OVERLAID, TRUE, TRUE, TRUE };
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBuffer) out = NULL;

  way_init (&rig, &way, "celebrityoverlay");
  out = overlay_rig_push (&rig, &overlay_rig_ada, 1);
  while (gst_pad_check_reconfigure (rig.harness->srcpad))
    continue;
  gst_harness_set (rig.harness, "celebrityoverlay", "effect", 1, NULL);
  g_assert_true (gst_pad_check_reconfigure (rig.harness->srcpad));
}

static void
add_ways (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autofree char *path =
        g_strconcat ("/overlay-negotiation/way/", ways[i].name, NULL);

    g_test_add_data_func (path, &ways[i], test_way);
  }
}

int
main (int argc, char **argv)
{
  overlay_rig_main (&argc, &argv);

  add_ways ();
  g_test_add_func ("/overlay-negotiation/gl-refused", test_gl_refused);
  g_test_add_func ("/overlay-negotiation/merged", test_merged);
  g_test_add_func ("/overlay-negotiation/nobody", test_nobody);
  g_test_add_func ("/overlay-negotiation/silent", test_silent);
  g_test_add_func ("/overlay-negotiation/shared", test_shared);
  g_test_add_func ("/overlay-negotiation/effect-wants-system-memory",
      test_effect_wants_system_memory);
  g_test_add_func ("/overlay-negotiation/effect-reconfigures",
      test_effect_reconfigures);
  return overlay_rig_run ();
}
