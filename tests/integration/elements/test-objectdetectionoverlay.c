/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* GStreamer's objectdetectionoverlay after rekognitioncelebrity draws people at
 * their positions, and nobody who has left. */

#include "support/overlay/overlay-rig.h"
#include "support/common/temporary-folder.h"

#include <gst/analytics/analytics.h>

#define OVERLAY "objectdetectionoverlay"

/* overlay_rig_ada and overlay_rig_ben in a frame of 320x240. Ada is on screen
 * from 1 s to 2 s, Ben until 1.5 s. */
#define DETECTION(ms, name, id, confidence, box) \
  "{\"Timestamp\":" #ms ",\"Celebrity\":{\"Name\":\"" name "\",\"Id\":\"" id \
  "\",\"Confidence\":" #confidence ",\"Face\":{\"Confidence\":91," \
  "\"BoundingBox\":{" box "}}}}"
#define ADA(ms) \
  DETECTION (ms, "Ada Moreno", "1Am0rE7", 98, \
      "\"Left\":0.375,\"Top\":0.33333333,\"Width\":0.25,\"Height\":0.375")
#define BEN(ms) \
  DETECTION (ms, "Ben Okafor", "2Ok4F0r", 87, \
      "\"Left\":0.6875,\"Top\":0.16666667,\"Width\":0.15625,\"Height\":0.25")
#define RESULTS \
  "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[" ADA (1000) "," BEN ( \
      1000) "," ADA (1500) "]}"

typedef struct {
  OverlayRig rig;
  TemporaryFolder *folder;
} Film;

static void
film_init (Film *film, const char *others)
{
  g_autofree char *path = NULL;
  g_autofree char *launch_line = NULL;

  film->folder = temporary_folder_new ();
  path = temporary_folder_write (film->folder, "job.json", RESULTS);
  launch_line = g_strdup_printf (
      "rekognitioncelebrity results-location=%s ! %s", path, others);
  overlay_rig_init (&film->rig, launch_line, GST_VIDEO_FORMAT_BGRx, 320, 240);
  /* The source is not live, so the first frame waits for the results. */
  gst_harness_set_live (film->rig.harness, FALSE);
}

static void
film_clear (Film *film)
{
  overlay_rig_clear (&film->rig);
  g_clear_pointer (&film->folder, temporary_folder_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Film, film_clear)

/* Releases before 1.28 do not support tracks. */
static void
draw_boxes_alone (OverlayRig *rig)
{
  g_autoptr (GstElement) overlay =
      gst_harness_find_element (rig->harness, "objectdetectionoverlay");
  GObjectClass *klass = G_OBJECT_GET_CLASS (overlay);

  g_object_set (overlay, "draw-labels", FALSE, NULL);
  if (g_object_class_find_property (klass, "draw-tracking-labels") != NULL)
    g_object_set (overlay, "draw-tracking-labels", FALSE, NULL);
}

static GstBuffer *
push (OverlayRig *rig, GstBuffer *buffer, gint64 ms)
{
  GstBuffer *out;

  GST_BUFFER_PTS (buffer) =
      ms >= 0 ? (GstClockTime) ms * GST_MSECOND : GST_CLOCK_TIME_NONE;
  g_assert_cmpint (gst_harness_push (rig->harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_try_pull (rig->harness);
  g_assert_nonnull (out);
  return out;
}

/* A new buffer: one from a pool might have an old meta. */
static void
push_fresh (OverlayRig *rig, gint64 ms, GstBufferFlags flags,
    OverlayPixels *pixels)
{
  GstBuffer *buffer = overlay_frame_create (&rig->info);
  g_autoptr (GstBuffer) out = NULL;

  GST_BUFFER_FLAG_SET (buffer, flags);
  out = push (rig, buffer, ms);
  overlay_rig_get_pixels (rig, out, pixels);
}

static void
assert_boxes (OverlayRig *rig, gint64 ms, const OverlayPerson *people,
    guint n_people)
{
  g_auto (OverlayPixels) pixels = { .values = NULL };

  push_fresh (rig, ms, (GstBufferFlags) 0, &pixels);
  overlay_rig_check_boxes (&pixels, people, n_people);
}

static void
assert_nothing (OverlayRig *rig, gint64 ms, GstBufferFlags flags)
{
  g_auto (OverlayPixels) pixels = { .values = NULL };

  push_fresh (rig, ms, flags, &pixels);
  g_assert_cmpuint (overlay_pixels_count (&pixels), ==, 0);
}

static void
flush (OverlayRig *rig)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (rig->harness, gst_event_new_flush_start ());
  gst_harness_push_event (rig->harness, gst_event_new_flush_stop (TRUE));
  gst_harness_push_event (rig->harness, gst_event_new_segment (&segment));
}

static void
test_boxes (void)
{
  const OverlayPerson people[] = { overlay_rig_ada, overlay_rig_ben };
  g_auto (Film) film = { .folder = NULL };
  OverlayRig *rig = &film.rig;

  film_init (&film, OVERLAY);
  draw_boxes_alone (rig);
  assert_nothing (rig, 960, (GstBufferFlags) 0);
  assert_boxes (rig, 1000, people, 2);
  assert_boxes (rig, 1480, people, 2);
  assert_boxes (rig, 1520, people, 1);
  assert_boxes (rig, 1960, people, 1);
  assert_nothing (rig, 2000, (GstBufferFlags) 0);
  assert_nothing (rig, 2040, (GstBufferFlags) 0);
}

static void
test_nothing_left (void)
{
  const OverlayPerson people[] = { overlay_rig_ada, overlay_rig_ben };
  g_auto (Film) film = { .folder = NULL };
  OverlayRig *rig = &film.rig;

  film_init (&film, OVERLAY);
  draw_boxes_alone (rig);
  assert_boxes (rig, 1000, people, 2);
  flush (rig);
  assert_nothing (rig, 40, (GstBufferFlags) 0);
  assert_boxes (rig, 1040, people, 2);
  assert_nothing (rig, 2500, GST_BUFFER_FLAG_DISCONT);
  assert_boxes (rig, 1080, people, 2);
  assert_nothing (rig, -1, (GstBufferFlags) 0);
}

/* People of the job are not attached to another stream. */
static void
test_other_stream (void)
{
  const OverlayPerson people[] = { overlay_rig_ada, overlay_rig_ben };
  g_auto (Film) film = { .folder = NULL };
  OverlayRig *rig = &film.rig;

  film_init (&film, OVERLAY);
  draw_boxes_alone (rig);
  assert_boxes (rig, 1000, people, 2);
  gst_harness_push_event (rig->harness, gst_event_new_stream_start ("other"));
  overlay_rig_set_format (rig, GST_VIDEO_FORMAT_BGRx, 320, 240);
  flush (rig);
  assert_nothing (rig, 1040, (GstBufferFlags) 0);
}

static GstBufferPool *
create_pool (const GstVideoInfo *info)
{
  GstBufferPool *pool = gst_video_buffer_pool_new ();
  GstStructure *config = gst_buffer_pool_get_config (pool);
  g_autoptr (GstCaps) caps = gst_video_info_to_caps (info);

  gst_buffer_pool_config_set_params (config, caps,
      (guint) GST_VIDEO_INFO_SIZE (info), 1, 1);
  g_assert_true (gst_buffer_pool_set_config (pool, config));
  g_assert_true (gst_buffer_pool_set_active (pool, TRUE));
  return pool;
}

/* The same buffer, repeatedly. */
static void
test_pooled (void)
{
  const OverlayPerson people[] = { overlay_rig_ada, overlay_rig_ben };
  static const struct {
    gint64 ms;
    guint n_people;
  } frames[] = { { 960, 0 }, { 1000, 2 }, { 1520, 1 }, { 2000, 0 }, { 1040, 2 },
    { 1080, 2 }, { 3000, 0 } };
  g_auto (Film) film = { .folder = NULL };
  OverlayRig *rig = &film.rig;
  g_autoptr (GstBufferPool) pool = NULL;
  const GstBuffer *first = NULL;

  film_init (&film, OVERLAY);
  draw_boxes_alone (rig);
  pool = create_pool (&rig->info);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++) {
    g_autoptr (GstBuffer) grey = overlay_frame_create (&rig->info);
    g_autoptr (GstBuffer) out = NULL;
    g_auto (OverlayPixels) pixels = { .values = NULL };
    GstBuffer *buffer;
    GstMapInfo map;

    g_assert_cmpint (gst_buffer_pool_acquire_buffer (pool, &buffer, NULL), ==,
        GST_FLOW_OK);
    g_assert_true (first == NULL || first == buffer);
    first = buffer;
    g_assert_true (gst_buffer_map (grey, &map, GST_MAP_READ));
    gst_buffer_fill (buffer, 0, map.data, map.size);
    gst_buffer_unmap (grey, &map);
    out = push (rig, buffer, frames[i].ms);
    g_assert_true (out == first);
    overlay_rig_get_pixels (rig, out, &pixels);
    if (frames[i].n_people == 0)
      g_assert_cmpuint (overlay_pixels_count (&pixels), ==, 0);
    else
      overlay_rig_check_boxes (&pixels, people, frames[i].n_people);
  }
  gst_buffer_pool_set_active (pool, FALSE);
}

/* Adds metas that draw @name with @level in Ada's box. */
static void
add_ada (GstBuffer *buffer, const char *name, gfloat level)
{
  const OverlayPerson *ada = &overlay_rig_ada;
  GstAnalyticsRelationMeta *meta =
      gst_buffer_add_analytics_relation_meta (buffer);
  GQuark quark = g_quark_from_string (name);
  GstAnalyticsTrackingMtd tracking;
  GstAnalyticsClsMtd classification;
  GstAnalyticsODMtd object;

  gst_analytics_relation_meta_add_od_mtd (meta, quark, (gint) ada->x,
      (gint) ada->y, (gint) ada->w, (gint) ada->h, 0.91F, &object);
  gst_analytics_relation_meta_add_one_cls_mtd (meta, level, quark,
      &classification);
  gst_analytics_relation_meta_add_tracking_mtd (meta, 1, 0, &tracking);
  gst_analytics_relation_meta_set_relation (meta,
      GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id, classification.id);
  gst_analytics_relation_meta_set_relation (meta,
      GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id, tracking.id);
}

static gboolean
is_same_as (const OverlayPixels *pixels, const char *name, gfloat level)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) expected = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer;

  overlay_rig_init (&rig, OVERLAY, GST_VIDEO_FORMAT_BGRx, 320, 240);
  buffer = overlay_frame_create (&rig.info);
  add_ada (buffer, name, level);
  out = push (&rig, buffer, 0);
  overlay_rig_get_pixels (&rig, out, &expected);
  return memcmp (pixels->values, expected.values,
             (gsize) (pixels->width * pixels->height * 4)) == 0;
}

/* Compares with label and confidence of the match drawn from hand-made
 * metas. */
static void
test_label (void)
{
  g_auto (Film) film = { .folder = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };

  film_init (&film, OVERLAY);
  push_fresh (&film.rig, 1520, (GstBufferFlags) 0, &pixels);
  g_assert_true (is_same_as (&pixels, "Ada Moreno", 0.98F));
  g_assert_false (is_same_as (&pixels, "Ada Moreno", 0.91F));
  g_assert_false (is_same_as (&pixels, "Ada Moren", 0.98F));
}

/* Objects are scaled with the picture. */
static void
test_scaled (void)
{
  const OverlayPerson scaled = { "Ada Moreno", NULL, 240, 120, 160, 135 };
  g_auto (Film) film = { .folder = NULL };

  film_init (&film, "videoscale ! video/x-raw,width=640,height=360 ! " OVERLAY);
  draw_boxes_alone (&film.rig);
  assert_boxes (&film.rig, 1520, &scaled, 1);
  assert_nothing (&film.rig, 2000, (GstBufferFlags) 0);
}

/* With both overlays, celebrityoverlay draws each person once. */
static void
test_beside_celebrityoverlay (void)
{
  const OverlayPerson people[] = { overlay_rig_ada, overlay_rig_ben };
  g_auto (Film) film = { .folder = NULL };

  film_init (&film, "celebrityoverlay " OVERLAY_RIG_LINES);
  assert_boxes (&film.rig, 1000, people, 2);
  assert_nothing (&film.rig, 2000, (GstBufferFlags) 0);
}

/* A shared frame gets a meta without a copy of its pixels. */
static void
test_no_copy (void)
{
  static const gint64 times[] = { 0, 1000 };
  g_auto (Film) film = { .folder = NULL };
  OverlayRig *rig = &film.rig;

  film_init (&film, "identity");
  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (GstBuffer) held = overlay_frame_create (&rig->info);
    g_autoptr (GstBuffer) out = NULL;

    GST_BUFFER_PTS (held) = (GstClockTime) times[i] * GST_MSECOND;
    g_assert_cmpint (gst_harness_push (rig->harness, gst_buffer_ref (held)), ==,
        GST_FLOW_OK);
    out = gst_harness_try_pull (rig->harness);
    g_assert_nonnull (out);
    g_assert_true (out != held);
    g_assert_true (
        gst_buffer_peek_memory (out, 0) == gst_buffer_peek_memory (held, 0));
    g_assert_nonnull (gst_buffer_get_analytics_relation_meta (out));
    g_assert_null (gst_buffer_get_analytics_relation_meta (held));
  }
}

static void
skip (void)
{
  g_test_skip ("objectdetectionoverlay is missing: install GStreamer's bad "
               "plugins (Debian: gstreamer1.0-plugins-bad)");
}

int
main (int argc, char **argv)
{
  g_autoptr (GstElementFactory) factory = NULL;

  overlay_rig_main (&argc, &argv);

  g_test_add_func ("/objectdetectionoverlay/beside-celebrityoverlay",
      test_beside_celebrityoverlay);
  g_test_add_func ("/objectdetectionoverlay/no-copy", test_no_copy);
  factory = gst_element_factory_find ("objectdetectionoverlay");
  if (factory == NULL) {
    g_test_add_func ("/objectdetectionoverlay/drawn", skip);
    return overlay_rig_run ();
  }
  g_test_add_func ("/objectdetectionoverlay/drawn/boxes", test_boxes);
  g_test_add_func ("/objectdetectionoverlay/drawn/nothing-left",
      test_nothing_left);
  g_test_add_func ("/objectdetectionoverlay/drawn/other-stream",
      test_other_stream);
  g_test_add_func ("/objectdetectionoverlay/drawn/pooled", test_pooled);
  g_test_add_func ("/objectdetectionoverlay/drawn/label", test_label);
  g_test_add_func ("/objectdetectionoverlay/drawn/scaled", test_scaled);
  return overlay_rig_run ();
}
