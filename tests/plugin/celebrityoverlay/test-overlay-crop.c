/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* celebrityoverlay with a sink that crops frames itself: xvimagesink, ximagesink
 * and kmssink announce that in their answer to the allocation query, and
 * videocrop then only attaches to the buffer which part is to be shown. */

#include "gst-celebrity-crop.h"
#include "gst-celebrity-people.h"

#include "support/overlay/overlay-rig.h"

#define LEFT 41
#define TOP 31
#define WIDTH 200
#define HEIGHT 160

/* Position on the part that is shown. */
static const OverlayPerson shown = { "Ada Moreno", "1Am0rE7", 60, 40, 50, 60 };

static void
promise (GstHarness *harness)
{
  gst_harness_add_propose_allocation_meta (harness, GST_VIDEO_META_API_TYPE,
      NULL);
  gst_harness_add_propose_allocation_meta (harness,
      GST_VIDEO_AFFINE_TRANSFORMATION_META_API_TYPE, NULL);
  gst_harness_add_propose_allocation_meta (harness,
      GST_VIDEO_CROP_META_API_TYPE, NULL);
}

/* Upstream must not learn of metas that would move the picture under the boxes.
 * All others are passed on. */
static void
test_answer (void)
{
  static const char *const lines[] = { "celebrityoverlay",
    "celebrityoverlay effect=pixelate", "celebrityoverlay silent=true" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (lines); i++) {
    g_auto (OverlayRig) rig = { .harness = NULL };
    g_autoptr (GstQuery) query = NULL;
    g_autoptr (GstCaps) caps = NULL;
    gboolean attaches = i >= G_N_ELEMENTS (lines);

    rig.harness = gst_harness_new_parse (lines[i % G_N_ELEMENTS (lines)]);
    promise (rig.harness);
    if (attaches)
      gst_harness_add_propose_allocation_meta (rig.harness,
          GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, NULL);
    overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, 320, 240);
    caps = gst_video_info_to_caps (&rig.info);
    query = gst_query_new_allocation (caps, FALSE);

    g_assert_true (gst_pad_peer_query (rig.harness->srcpad, query));
    g_assert_false (gst_query_find_allocation_meta (query,
        GST_VIDEO_CROP_META_API_TYPE, NULL));
    g_assert_false (gst_query_find_allocation_meta (query,
        GST_VIDEO_AFFINE_TRANSFORMATION_META_API_TYPE, NULL));
    g_assert_true (
        gst_query_find_allocation_meta (query, GST_VIDEO_META_API_TYPE, NULL));
    g_assert_cmpint (gst_query_find_allocation_meta (query,
                         GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, NULL),
        ==, attaches);
  }
}

/* Gets the part of a frame that the sink shows. */
static void
get_shown (GstBuffer *buffer, OverlayPixels *pixels)
{
  g_auto (OverlayPixels) frame = { .values = NULL };
  const GstVideoMeta *meta = gst_buffer_get_video_meta (buffer);
  GstCelebrityCrop crop;
  GstVideoInfo info;

  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420,
      meta != NULL ? meta->width : WIDTH, meta != NULL ? meta->height : HEIGHT);
  overlay_pixels_init (&frame, buffer, &info);
  gst_celebrity_crop_read (buffer, &crop);
  *pixels = (OverlayPixels){ WIDTH, HEIGHT, g_malloc (WIDTH * HEIGHT * 4) };
  for (gint y = 0; y < HEIGHT; y++)
    memcpy (pixels->values + y * WIDTH * 4,
        frame.values + ((y + crop.y) * frame.width + crop.x) * 4, WIDTH * 4);
}

/* Attaches as rekognitioncelebrity does if frames are cropped before it. */
static GstPadProbeReturn
attach_shown (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstVideoInfo video;

  (void) pad;
  (void) data;
  gst_video_info_set_format (&video, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
  info->data = gst_buffer_make_writable (info->data);
  overlay_frame_attach (info->data, &video, &shown, 1, OVERLAY_FRAME_TYPES);
  return GST_PAD_PROBE_OK;
}

static void
crop_rig_init (OverlayRig *rig, const char *properties)
{
  g_autofree char *line = g_strdup_printf (
      "videocrop name=crop left=%d top=%d right=%d bottom=%d ! "
      "celebrityoverlay %s",
      LEFT, TOP, 320 - LEFT - WIDTH, 240 - TOP - HEIGHT, properties);
  g_autoptr (GstElement) crop = NULL;
  g_autoptr (GstPad) pad = NULL;

  rig->harness = gst_harness_new_parse (line);
  promise (rig->harness);
  overlay_rig_set_format (rig, GST_VIDEO_FORMAT_I420, 320, 240);
  crop = gst_bin_get_by_name (GST_BIN (rig->harness->element), "crop");
  pad = gst_element_get_static_pad (crop, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, attach_shown, NULL, NULL);
}

/* Draws dots of two colours, which disappear if a face is hidden. */
static void
draw_dots (GstBuffer *buffer)
{
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  for (gint i = 0; i < 320 * 240; i++)
    map.data[i] = ((i % 320 / 2 + i / 320 / 2) & 1) != 0 ? 0xf0 : 0x10;
  gst_buffer_unmap (buffer, &map);
}

static void
check_hidden (const OverlayPixels *pixels)
{
  for (gint y = (gint) shown.y; y < shown.y + shown.h; y++)
    for (gint x = (gint) shown.x; x < shown.x + shown.w; x++) {
      gint light = pixels->values[(y * pixels->width + x) * 4 + 1];

      g_assert_cmpint (light, >, 0x40);
      g_assert_cmpint (light, <, 0xc0);
    }
}

static void
check_passes (OverlayRig *rig, GstBuffer *buffer, gboolean is_hidden)
{
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;

  if (is_hidden)
    draw_dots (buffer);
  out = overlay_rig_push_buffer (rig, buffer);
  get_shown (out, &pixels);
  if (is_hidden)
    check_hidden (&pixels);
  else
    overlay_rig_check_boxes (&pixels, &shown, 1);
}

static void
test_videocrop (void)
{
  static const char *const properties[] = { OVERLAY_RIG_LINES,
    "effect=pixelate" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++) {
    g_auto (OverlayRig) rig = { .harness = NULL };

    crop_rig_init (&rig, properties[i]);
    check_passes (&rig, overlay_frame_create (&rig.info), i == 1);
  }
}

/* Creates a frame as it may wait in a queue while the overlay is inserted. */
static GstBuffer *
create_cropped (const GstVideoInfo *whole, gboolean attached_before)
{
  const OverlayPerson before = { shown.name, shown.id, shown.x + LEFT,
    shown.y + TOP, shown.w, shown.h };
  GstBuffer *buffer = overlay_frame_create (whole);
  GstVideoCropMeta *crop = gst_buffer_add_video_crop_meta (buffer);
  GstVideoInfo info;

  crop->x = LEFT;
  crop->y = TOP;
  crop->width = WIDTH;
  crop->height = HEIGHT;
  gst_buffer_add_video_meta (buffer, GST_VIDEO_FRAME_FLAG_NONE,
      GST_VIDEO_INFO_FORMAT (whole), (guint) GST_VIDEO_INFO_WIDTH (whole),
      (guint) GST_VIDEO_INFO_HEIGHT (whole));
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
  overlay_frame_attach (buffer, attached_before ? whole : &info,
      attached_before ? &before : &shown, 1, OVERLAY_FRAME_TYPES);
  return buffer;
}

static void
test_cropped_already (void)
{
  static const char *const lines[] = { "celebrityoverlay " OVERLAY_RIG_LINES,
    "celebrityoverlay effect=blur" };
  GstVideoInfo whole;

  gst_video_info_set_format (&whole, GST_VIDEO_FORMAT_I420, 320, 240);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (lines); i++) {
    g_auto (OverlayRig) rig = { .harness = NULL };

    overlay_rig_init (&rig, lines[i / 2], GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
    check_passes (&rig, create_cropped (&whole, i % 2 == 0), i / 2 == 1);
  }
}

/* celebritylog passes the answer on, and reads positions on the part shown. */
static void
test_read (void)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  GstVideoInfo whole;

  gst_video_info_set_format (&whole, GST_VIDEO_FORMAT_I420, 320, 240);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GstBuffer) buffer = create_cropped (&whole, i == 0);
    const GstCelebrityPerson *person;

    gst_celebrity_people_read (buffer, WIDTH, HEIGHT, people);
    g_assert_cmpuint (people->len, ==, 1);
    person = &g_array_index (people, GstCelebrityPerson, 0);
    g_assert_cmpfloat (person->box.x, ==, shown.x);
    g_assert_cmpfloat (person->box.y, ==, shown.y);
    g_assert_cmpfloat (person->face.x, ==, shown.x);
    g_assert_cmpfloat (person->box.w, ==, shown.w);
  }
}

/* Regions from other elements refer to the whole frame, too. */
static void
test_read_regions (void)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  GstVideoCropMeta *crop = gst_buffer_add_video_crop_meta (buffer);
  const GstCelebrityPerson *person;

  crop->x = LEFT;
  crop->y = TOP;
  crop->width = WIDTH;
  crop->height = HEIGHT;
  gst_buffer_add_video_meta (buffer, GST_VIDEO_FRAME_FLAG_NONE,
      GST_VIDEO_FORMAT_I420, 320, 240);
  gst_buffer_add_video_region_of_interest_meta (buffer, "face", 100, 90, 20,
      30);
  gst_celebrity_people_read (buffer, WIDTH, HEIGHT, people);
  person = &g_array_index (people, GstCelebrityPerson, 0);
  g_assert_cmpfloat (person->box.x, ==, 100 - LEFT);
  g_assert_cmpfloat (person->box.y, ==, 90 - TOP);
}

int
main (int argc, char **argv)
{
  overlay_rig_main (&argc, &argv);

  g_test_add_func ("/overlay-crop/answer", test_answer);
  g_test_add_func ("/overlay-crop/videocrop", test_videocrop);
  g_test_add_func ("/overlay-crop/cropped-already", test_cropped_already);
  g_test_add_func ("/overlay-crop/read", test_read);
  g_test_add_func ("/overlay-crop/read-regions", test_read_regions);
  return overlay_rig_run ();
}
