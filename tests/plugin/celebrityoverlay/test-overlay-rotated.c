/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* celebrityoverlay with rotated films, as phones record them: a tag says how a
 * sink must turn the frames. */

#include "gst-celebrity-orientation.h"
#include <string.h>

#include "support/overlay/overlay-rig.h"

/* Size of the frame in the buffer; odd, to find faults of mirrored ones. */
#define WIDTH 401
#define HEIGHT 301

#define ALL "draw=box+name+confidence+landmarks"

/* Difference that a drawn line causes at least, with subsampled chroma. */
#define NEAR 48

static const struct {
  const char *tag;
  const char *direction;
  GstVideoOrientationMethod method;
} turns[] = {
  { "rotate-90", "90r", GST_VIDEO_ORIENTATION_90R },
  { "rotate-180", "180", GST_VIDEO_ORIENTATION_180 },
  { "rotate-270", "90l", GST_VIDEO_ORIENTATION_90L },
  { "flip-rotate-0", "horiz", GST_VIDEO_ORIENTATION_HORIZ },
  { "flip-rotate-90", "ur-ll", GST_VIDEO_ORIENTATION_UR_LL },
  { "flip-rotate-180", "vert", GST_VIDEO_ORIENTATION_VERT },
  { "flip-rotate-270", "ul-lr", GST_VIDEO_ORIENTATION_UL_LR },
};

/* In the middle and at three edges of the frame as it is in the buffer. */
static const OverlayPerson people[] = {
  { "Ada Moreno", "1Am0rE7", 160, 100, 60, 80 },
  { "Ben Okafor", "2Ok4F0r", 10, 4, 50, 60 },
  { "Chi Nguyen-Winterbottom", "3", 330, 230, 64, 62 },
  { "D", "4", 2, 250, 40, 44 },
};

#define N_PEOPLE G_N_ELEMENTS (people)

static OverlayPerson
turn_person (const OverlayPerson *person, GstVideoOrientationMethod method)
{
  GstCelebrityArea area = { person->x, person->y, person->w, person->h };

  gst_celebrity_orientation_turn (method, WIDTH, HEIGHT, &area);
  return (OverlayPerson){ person->name, person->id, area.x, area.y, area.w,
    area.h };
}

/* Adds a landmark in the upper left quarter of the first face. */
static void
add_landmark (GstBuffer *buffer, double x, double y)
{
  GstCustomMeta *meta =
      gst_buffer_get_custom_meta (buffer, GST_CELEBRITY_META_NAME);
  const GValue *celebrities = gst_structure_get_value (
      gst_custom_meta_get_structure (meta), "celebrities");
  GstStructure *celebrity = (GstStructure *) gst_value_get_structure (
      gst_value_array_get_value (celebrities, 0));
  g_auto (GValue) landmarks = G_VALUE_INIT;
  GValue value = G_VALUE_INIT;

  g_value_init (&landmarks, GST_TYPE_ARRAY);
  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value,
      gst_structure_new ("landmark", "x", G_TYPE_DOUBLE, x, "y", G_TYPE_DOUBLE,
          y, NULL));
  gst_value_array_append_and_take_value (&landmarks, &value);
  gst_structure_set_value (celebrity, "landmarks", &landmarks);
}

static GstEvent *
create_tags (const char *orientation, GstTagScope scope)
{
  GstTagList *tags =
      gst_tag_list_new (GST_TAG_IMAGE_ORIENTATION, orientation, NULL);

  gst_tag_list_set_scope (tags, scope);
  return gst_event_new_tag (tags);
}

static void
push_tag (OverlayRig *rig, const char *orientation, GstTagScope scope)
{
  g_assert_true (
      gst_harness_push_event (rig->harness, create_tags (orientation, scope)));
}

/* Gets a frame that was drawn on and then turned upright. */
static void
get_turned (guint i, const char *properties, GstVideoFormat format,
    OverlayPixels *pixels)
{
  g_autofree char *line =
      g_strdup_printf ("celebrityoverlay %s ! videoflip video-direction=%s",
          properties, turns[i].direction);
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer;

  overlay_rig_init (&rig, line, format, WIDTH, HEIGHT);
  push_tag (&rig, turns[i].tag, GST_TAG_SCOPE_STREAM);
  buffer = overlay_rig_create_buffer (&rig, people, N_PEOPLE);
  add_landmark (buffer, 175.0 / WIDTH, 120.0 / HEIGHT);
  out = overlay_rig_push_buffer (&rig, buffer);
  overlay_rig_get_pixels (&rig, out, pixels);
}

/* Gets the same frame as it would be without a tag. */
static void
get_upright (guint i, const char *properties, GstVideoFormat format,
    OverlayPixels *pixels)
{
  g_autofree char *line = g_strdup_printf ("celebrityoverlay %s", properties);
  gboolean swaps = gst_celebrity_orientation_swaps (turns[i].method);
  GstCelebrityArea point = { 175.0 / WIDTH, 120.0 / HEIGHT, 0, 0 };
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBuffer) out = NULL;
  OverlayPerson upright[N_PEOPLE];
  GstBuffer *buffer;

  for (guint k = 0; k < N_PEOPLE; k++)
    upright[k] = turn_person (&people[k], turns[i].method);
  overlay_rig_init (&rig, line, format, swaps ? HEIGHT : WIDTH,
      swaps ? WIDTH : HEIGHT);
  buffer = overlay_rig_create_buffer (&rig, upright, N_PEOPLE);
  gst_celebrity_orientation_turn (turns[i].method, 1.0, 1.0, &point);
  add_landmark (buffer, point.x, point.y);
  out = overlay_rig_push_buffer (&rig, buffer);
  overlay_rig_get_pixels (&rig, out, pixels);
}

static guint
count_different (const OverlayPixels *a, const OverlayPixels *b, gint tolerance)
{
  guint n = 0;

  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  for (gint i = 0; i < a->width * a->height * 4; i++)
    n += ABS (a->values[i] - b->values[i]) > tolerance;
  return n;
}

/* Without chroma subsampling, the pictures are equal. */
static void
test_same_picture (gconstpointer data)
{
  static const char *const properties[] = { ALL, ALL " style=rectangle",
    "draw=name font-desc=\"Serif 20\"" };
  guint i = GPOINTER_TO_UINT (data);

  for (guint k = 0; k < G_N_ELEMENTS (properties); k++) {
    g_auto (OverlayPixels) turned = { .values = NULL };
    g_auto (OverlayPixels) upright = { .values = NULL };

    get_turned (i, properties[k], GST_VIDEO_FORMAT_AYUV, &turned);
    get_upright (i, properties[k], GST_VIDEO_FORMAT_AYUV, &upright);
    g_assert_cmpuint (overlay_pixels_count (&upright), >, 1000);
    g_assert_cmpuint (count_different (&turned, &upright, 0), ==, 0);
  }
}

/* With chroma subsampling, chroma may be one pixel off. */
static void
test_shared_colours (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (OverlayPixels) turned = { .values = NULL };
  g_auto (OverlayPixels) upright = { .values = NULL };
  guint n_painted;

  get_turned (i, ALL, GST_VIDEO_FORMAT_I420, &turned);
  get_upright (i, ALL, GST_VIDEO_FORMAT_I420, &upright);
  n_painted = overlay_pixels_count (&upright);
  g_assert_cmpuint (n_painted, >, 1000);
  g_assert_cmpuint (count_different (&turned, &upright, NEAR), <,
      n_painted / 10);
}

static gboolean
is_hidden (const OverlayPixels *pixels, double x, double y)
{
  gint light = pixels->values[((gint) y * pixels->width + (gint) x) * 4 + 1];

  return light > 0x50 && light < 0xb0;
}

/* More is hidden above a face than below it, because of the hair, whichever side
 * of the frame that is. */
static void
test_effect (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *line = g_strdup_printf (
      "celebrityoverlay effect=pixelate ! videoflip video-direction=%s",
      turns[i].direction);
  OverlayPerson face = turn_person (&people[0], turns[i].method);
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_auto (OverlayPixels) pixels = { .values = NULL };
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer;
  GstVideoFrame frame;

  overlay_rig_init (&rig, line, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
  push_tag (&rig, turns[i].tag, GST_TAG_SCOPE_STREAM);
  buffer = overlay_rig_create_buffer (&rig, people, 1);
  g_assert_true (
      gst_video_frame_map (&frame, &rig.info, buffer, GST_MAP_WRITE));
  for (gint y = 0; y < HEIGHT; y++)
    for (gint x = 0; x < WIDTH; x++)
      ((guint8 *) frame.data[0])[y * frame.info.stride[0] + x] =
          ((x + y) & 1) != 0 ? 0xf0 : 0x10;
  gst_video_frame_unmap (&frame);
  out = overlay_rig_push_buffer (&rig, buffer);
  overlay_rig_get_pixels (&rig, out, &pixels);

  g_assert_true (is_hidden (&pixels, face.x + face.w / 2, face.y + 1));
  g_assert_true (
      is_hidden (&pixels, face.x + face.w / 2, face.y - 0.18 * face.h));
  g_assert_true (
      is_hidden (&pixels, face.x + face.w / 2, face.y + 1.08 * face.h));
  g_assert_false (
      is_hidden (&pixels, face.x + face.w / 2, face.y + 1.18 * face.h));
}

static gboolean
is_attached (OverlayRig *rig)
{
  g_autoptr (GstBuffer) out = overlay_rig_push (rig, people, 1);
  g_auto (OverlayPixels) pixels = { .values = NULL };
  gboolean attached =
      gst_buffer_get_video_overlay_composition_meta (out) != NULL;

  overlay_pixels_init (&pixels, out, &rig->info);
  g_assert_cmpint (overlay_pixels_count (&pixels) == 0, ==, attached);
  return attached;
}

static void
begin_stream (OverlayRig *rig, const char *id)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (rig->harness, gst_event_new_stream_start (id));
  overlay_rig_set_format (rig, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
  gst_harness_push_event (rig->harness, gst_event_new_segment (&segment));
}

#define FEATURE "(memory:SystemMemory," OVERLAY_RIG_FEATURE ")"

/* A sink that accepts rectangles would not turn them. */
static void
test_never_attaches (void)
{
  static const char *const sinks[] = { "video/x-raw" FEATURE "; video/x-raw",
    "video/x-raw" };

  for (guint i = 0; i < G_N_ELEMENTS (sinks); i++) {
    g_auto (OverlayRig) rig = { .harness = NULL };

    rig.harness = gst_harness_new ("celebrityoverlay");
    gst_harness_add_propose_allocation_meta (rig.harness,
        GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, NULL);
    gst_harness_set_sink_caps_str (rig.harness, sinks[i]);
    overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
    g_assert_true (is_attached (&rig));

    push_tag (&rig, "rotate-90", GST_TAG_SCOPE_GLOBAL);
    g_assert_false (is_attached (&rig));
    push_tag (&rig, "rotate-0", GST_TAG_SCOPE_STREAM);
    g_assert_true (is_attached (&rig));
    push_tag (&rig, "flip-rotate-0", GST_TAG_SCOPE_STREAM);
    g_assert_false (is_attached (&rig));

    gst_harness_push_event (rig.harness, gst_event_new_flush_start ());
    gst_harness_push_event (rig.harness, gst_event_new_flush_stop (TRUE));
    begin_stream (&rig, "another");
    g_assert_true (is_attached (&rig));
  }
}

/* Frames must then be in memory that can be drawn into. */
static void
test_asks_for_system_memory (void)
{
  g_autoptr (GstCaps) gl = gst_caps_from_string (
      "video/x-raw(memory:GLMemory),format=RGBA,width=401,height=301,"
      "framerate=0/1");
  g_auto (OverlayRig) rig = { .harness = NULL };

  rig.harness = gst_harness_new ("celebrityoverlay");
  gst_harness_set_sink_caps_str (rig.harness,
      "video/x-raw(memory:GLMemory," OVERLAY_RIG_FEATURE
      "); video/x-raw" FEATURE "; video/x-raw");
  overlay_rig_set_format (&rig, GST_VIDEO_FORMAT_I420, WIDTH, HEIGHT);
  g_assert_true (gst_pad_peer_query_accept_caps (rig.harness->srcpad, gl));
  while (gst_pad_check_reconfigure (rig.harness->srcpad))
    continue;

  push_tag (&rig, "rotate-270", GST_TAG_SCOPE_STREAM);
  g_assert_true (gst_pad_check_reconfigure (rig.harness->srcpad));
  g_assert_false (gst_pad_peer_query_accept_caps (rig.harness->srcpad, gl));

  push_tag (&rig, "rotate-0", GST_TAG_SCOPE_STREAM);
  g_assert_true (gst_pad_check_reconfigure (rig.harness->srcpad));
  g_assert_true (gst_pad_peer_query_accept_caps (rig.harness->srcpad, gl));
}

/* Pads may receive events before the start and after the stop. */
static void
test_between_states (void)
{
  g_autoptr (GstElement) element =
      gst_object_ref_sink (gst_element_factory_make ("celebrityoverlay", NULL));
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "sink");
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  for (guint i = 0; i < 2; i++) {
    g_assert_true (gst_pad_set_active (pad, TRUE));
    gst_pad_send_event (pad, gst_event_new_stream_start ("film"));
    gst_pad_send_event (pad, create_tags ("rotate-90", GST_TAG_SCOPE_STREAM));
    gst_pad_send_event (pad, gst_event_new_segment (&segment));
    g_assert_cmpint (gst_element_set_state (element, GST_STATE_PAUSED), !=,
        GST_STATE_CHANGE_FAILURE);
    g_assert_cmpint (gst_element_set_state (element, GST_STATE_NULL), !=,
        GST_STATE_CHANGE_FAILURE);
  }
}

static void
add (const char *name, guint i, GTestDataFunc function)
{
  g_autofree char *path =
      g_strdup_printf ("/overlay-rotated/%s/%s", name, turns[i].tag);

  g_test_add_data_func (path, GUINT_TO_POINTER (i), function);
}

int
main (int argc, char **argv)
{
  overlay_rig_main (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (turns); i++) {
    add ("same-picture", i, test_same_picture);
    add ("shared-colours", i, test_shared_colours);
    add ("effect", i, test_effect);
  }
  g_test_add_func ("/overlay-rotated/never-attaches", test_never_attaches);
  g_test_add_func ("/overlay-rotated/between-states", test_between_states);
  g_test_add_func ("/overlay-rotated/asks-for-system-memory",
      test_asks_for_system_memory);
  return overlay_rig_run ();
}
