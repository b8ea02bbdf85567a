/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What elements of GStreamer leave of the metas, and whether who is on a frame
 * is then still found at the right place. */

#include "element-rig.h"
#include "overlay-frame.h"
#include "through-table.h"

/* How far from its line a box may be drawn, pixels: its width, rounding. */
#define NEAR_LINE 6
/* Of 0..255, between red and the other colours. */
#define CLEARLY 80

#define ALL THROUGH_ALL
#define MOST THROUGH_MOST
#define RECORD THROUGH_RECORD
#define WRONG (THROUGH_RECORD | THROUGH_REGION_WRONG | THROUGH_BOX_WRONG)
#define UNNAMED (THROUGH_REGION | THROUGH_BOX)

static const ThroughRow rows[] = {
  { "identity", "identity" THROUGH_SINK, THROUGH_SAME, { ALL, ALL, ALL },
      THROUGH_ONCE },
  { "queue", "queue" THROUGH_SINK, THROUGH_SAME, { ALL, ALL, ALL },
      THROUGH_ONCE },
  { "tee",
      "tee name=t ! queue ! fakesink name=sink0 t. ! queue ! fakesink "
      "name=sink1",
      THROUGH_SAME, { ALL, ALL, ALL }, 2, 60 },
  { "tee-other-branch-drawn-into",
      "tee name=t ! queue ! celebrityoverlay ! fakesink async=false t. ! "
      "queue" THROUGH_SINK,
      THROUGH_SAME, { ALL, ALL, ALL }, THROUGH_ONCE },
  { "videorate-drop", "videorate ! video/x-raw,framerate=5/1" THROUGH_SINK,
      THROUGH_SAME, { ALL, ALL, ALL }, 1, 15 },
  { "videorate-double", "videorate ! video/x-raw,framerate=20/1" THROUGH_SINK,
      THROUGH_SAME, { ALL, ALL, ALL }, 1, 60 },
  { "videoconvert-nothing-to-do",
      "videoconvert ! video/x-raw,format=I420" THROUGH_SINK, THROUGH_SAME,
      { ALL, ALL, ALL }, THROUGH_ONCE },
  { "videoconvert", "videoconvert ! video/x-raw,format=BGRx" THROUGH_SINK,
      THROUGH_SAME, { MOST, MOST, MOST }, THROUGH_ONCE },
  { "videoscale",
      "videoscale ! video/x-raw,width=640,height=180" THROUGH_SINK,
      { 2, 0, 0, 0, .75, 0 }, { MOST, MOST, MOST }, THROUGH_ONCE },
  { "videoscale-distorted",
      "videoscale add-borders=false ! "
      "video/x-raw,width=640,height=180,pixel-aspect-ratio=1/1" THROUGH_SINK,
      { 2, 0, 0, 0, .75, 0 }, { MOST, MOST, MOST }, THROUGH_ONCE },
  { "videoscale-with-borders",
      "videoscale ! "
      "video/x-raw,width=640,height=240,pixel-aspect-ratio=1/1" THROUGH_SINK,
      { 1, 0, 160, 0, 1, 0 }, { WRONG, WRONG, MOST }, THROUGH_ONCE },
  { "videocrop", "videocrop left=20 right=12 top=16 bottom=8" THROUGH_SINK,
      { 1, 0, -20, 0, 1, -16 }, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videocrop-and-back-to-size",
      "videocrop left=20 right=20 top=15 bottom=15 ! videoscale ! "
      "video/x-raw,width=320,height=240" THROUGH_SINK,
      { 320.0 / 280, 0, -20 * 320.0 / 280, 0, 240.0 / 210, -15 * 240.0 / 210 },
      { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videoflip-identity", "videoflip video-direction=identity" THROUGH_SINK,
      THROUGH_SAME, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videoflip-90r", "videoflip video-direction=90r" THROUGH_SINK,
      { 0, -1, 240, 1, 0, 0 }, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videoflip-180", "videoflip video-direction=180" THROUGH_SINK,
      { -1, 0, 320, 0, -1, 240 }, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videoflip-90l", "videoflip video-direction=90l" THROUGH_SINK,
      { 0, 1, 0, -1, 0, 320 }, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videoflip-horiz", "videoflip video-direction=horiz" THROUGH_SINK,
      { -1, 0, 320, 0, 1, 0 }, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videoflip-vert", "videoflip video-direction=vert" THROUGH_SINK,
      { 1, 0, 0, 0, -1, 240 }, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videoflip-ul-lr", "videoflip video-direction=ul-lr" THROUGH_SINK,
      { 0, 1, 0, 1, 0, 0 }, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "videoflip-ur-ll", "videoflip video-direction=ur-ll" THROUGH_SINK,
      { 0, -1, 240, -1, 0, 320 }, { RECORD, RECORD, MOST }, THROUGH_ONCE },
  { "compositor",
      "compositor background=black sink_0::xpos=40 sink_0::ypos=20 ! "
      "video/x-raw,width=400,height=300" THROUGH_SINK,
      { 1, 0, 40, 0, 1, 20 }, { 0, 0, UNNAMED }, THROUGH_ONCE },
  { "vp8", "vp8enc deadline=1 target-bitrate=2000000 ! vp8dec" THROUGH_SINK,
      THROUGH_SAME, { ALL, ALL, ALL }, THROUGH_ONCE },
  { "jpeg", "jpegenc ! jpegdec" THROUGH_SINK, THROUGH_SAME, { ALL, ALL, ALL },
      THROUGH_ONCE },
};

static gboolean
is_red (const OverlayPixels *pixels, gint x, gint y)
{
  const guint8 *pixel = &pixels->values[(y * pixels->width + x) * 4];

  return pixel[1] - MAX (pixel[2], pixel[3]) > CLEARLY;
}

/* How far inside the box of @left, @top, @right, @bottom a pixel is; below 0
 * outside. */
static double
get_depth (const RekBox *box, gint x, gint y)
{
  double right = box->left + box->width;
  double bottom = box->top + box->height;

  return MIN (MIN (x - box->left, right - x), MIN (y - box->top, bottom - y));
}

static gboolean
is_near_line (const RekBox *boxes, gint x, gint y)
{
  for (guint i = 0; i < THROUGH_JOB_N_PEOPLE; i++)
    if (ABS (get_depth (&boxes[i], x, y)) <= NEAR_LINE)
      return TRUE;
  return FALSE;
}

static gboolean
is_red_near (const OverlayPixels *pixels, double x, double y)
{
  for (gint dy = -NEAR_LINE; dy <= NEAR_LINE; dy++)
    for (gint dx = -NEAR_LINE; dx <= NEAR_LINE; dx++)
      if (is_red (pixels, (gint) x + dx, (gint) y + dy))
        return TRUE;
  return FALSE;
}

/* All four lines of each box, and nothing else. */
static void
check_drawn (const OverlayPixels *pixels, const RekBox *boxes)
{
  for (guint i = 0; i < THROUGH_JOB_N_PEOPLE; i++) {
    const RekBox *box = &boxes[i];
    double x = box->left + box->width / 2.0;
    double y = box->top + box->height / 2.0;

    g_assert_true (is_red_near (pixels, box->left, y));
    g_assert_true (is_red_near (pixels, box->left + box->width, y));
    g_assert_true (is_red_near (pixels, x, box->top));
    g_assert_true (is_red_near (pixels, x, box->top + box->height));
  }
  for (gint y = 0; y < pixels->height; y++)
    for (gint x = 0; x < pixels->width; x++)
      g_assert_true (!is_red (pixels, x, y) || is_near_line (boxes, x, y));
}

/* Every frame, in another format and size, on every release. */
static void
test_drawn (void)
{
  const ThroughChain chain = {
    .after =
        "videoconvert ! video/x-raw,format=BGRx ! videoscale ! "
        "video/x-raw,width=640,height=360 ! "
        "celebrityoverlay draw=box style=rectangle color=0xffff0000" THROUGH_SINK,
  };
  g_auto (ThroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;
  guint n_frames = 0;

  through_rig_init (&rig);
  samples = through_rig_run (&rig, &chain, 1);
  for (guint i = 0; i < samples->len; i++) {
    GstBuffer *buffer = gst_sample_get_buffer (samples->pdata[i]);
    g_auto (OverlayPixels) pixels = { .values = NULL };
    RekBox boxes[THROUGH_JOB_N_PEOPLE];
    GstVideoInfo info;

    if (!through_job_look (rig.model, GST_BUFFER_PTS (buffer), boxes))
      continue;
    for (guint k = 0; k < THROUGH_JOB_N_PEOPLE; k++)
      boxes[k] = (RekBox){ boxes[k].left * 640, boxes[k].top * 360,
        boxes[k].width * 640, boxes[k].height * 360 };
    gst_video_info_from_caps (&info, gst_sample_get_caps (samples->pdata[i]));
    overlay_pixels_init (&pixels, buffer, &info);
    check_drawn (&pixels, boxes);
    n_frames++;
  }
  g_assert_cmpuint (n_frames, ==, 30);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  through_table_add (rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/celebrity-through/drawn", test_drawn);
  return element_rig_run ();
}
