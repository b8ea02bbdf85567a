/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which metas GStreamer's elements leave on buffers, and whether people are
 * still found at the right position. */

#include "support/element/element-rig.h"
#include "support/passthrough/passthrough-outlines.h"
#include "support/passthrough/passthrough-table.h"

#define ALL PASSTHROUGH_ALL
#define MOST PASSTHROUGH_MOST
#define RECORD PASSTHROUGH_RECORD
#define WRONG \
  (PASSTHROUGH_RECORD | PASSTHROUGH_REGION_WRONG | PASSTHROUGH_BOX_WRONG | \
      PASSTHROUGH_OBJECT_WRONG)
#define UNNAMED (PASSTHROUGH_REGION | PASSTHROUGH_BOX | PASSTHROUGH_OBJECT)

static const PassthroughRow rows[] = {
  { "identity", "identity" PASSTHROUGH_SINK, PASSTHROUGH_SAME,
      { ALL, ALL, ALL }, PASSTHROUGH_ONCE },
  { "queue", "queue" PASSTHROUGH_SINK, PASSTHROUGH_SAME, { ALL, ALL, ALL },
      PASSTHROUGH_ONCE },
  { "tee",
      "tee name=t ! queue ! fakesink name=sink0 t. ! queue ! fakesink "
      "name=sink1",
      PASSTHROUGH_SAME, { ALL, ALL, ALL }, 2, 60 },
  { "tee-other-branch-drawn-into",
      "tee name=t ! queue ! celebrityoverlay ! fakesink async=false t. ! "
      "queue" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { ALL, ALL, ALL }, PASSTHROUGH_ONCE },
  { "videorate-drop", "videorate ! video/x-raw,framerate=5/1" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { ALL, ALL, ALL }, 1, 15 },
  { "videorate-double",
      "videorate ! video/x-raw,framerate=20/1" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { ALL, ALL, ALL }, 1, 60 },
  { "videoconvert-nothing-to-do",
      "videoconvert ! video/x-raw,format=I420" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { ALL, ALL, ALL }, PASSTHROUGH_ONCE },
  { "videoconvert", "videoconvert ! video/x-raw,format=BGRx" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { MOST, MOST, MOST }, PASSTHROUGH_ONCE },
  { "videoscale",
      "videoscale ! video/x-raw,width=640,height=180" PASSTHROUGH_SINK,
      { 2, 0, 0, 0, .75, 0 }, { MOST, MOST, MOST }, PASSTHROUGH_ONCE },
  { "videoscale-distorted",
      "videoscale add-borders=false ! "
      "video/x-raw,width=640,height=180,pixel-aspect-ratio=1/1" PASSTHROUGH_SINK,
      { 2, 0, 0, 0, .75, 0 }, { MOST, MOST, MOST }, PASSTHROUGH_ONCE },
  { "videoscale-with-borders",
      "videoscale ! "
      "video/x-raw,width=640,height=240,pixel-aspect-ratio=1/1" PASSTHROUGH_SINK,
      { 1, 0, 160, 0, 1, 0 }, { WRONG, WRONG, MOST }, PASSTHROUGH_ONCE },
  { "videocrop", "videocrop left=20 right=12 top=16 bottom=8" PASSTHROUGH_SINK,
      { 1, 0, -20, 0, 1, -16 }, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videocrop-and-back-to-size",
      "videocrop left=20 right=20 top=15 bottom=15 ! videoscale ! "
      "video/x-raw,width=320,height=240" PASSTHROUGH_SINK,
      { 320.0 / 280, 0, -20 * 320.0 / 280, 0, 240.0 / 210, -15 * 240.0 / 210 },
      { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videoflip-identity", "videoflip video-direction=identity" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videoflip-90r", "videoflip video-direction=90r" PASSTHROUGH_SINK,
      { 0, -1, 240, 1, 0, 0 }, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videoflip-180", "videoflip video-direction=180" PASSTHROUGH_SINK,
      { -1, 0, 320, 0, -1, 240 }, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videoflip-90l", "videoflip video-direction=90l" PASSTHROUGH_SINK,
      { 0, 1, 0, -1, 0, 320 }, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videoflip-horiz", "videoflip video-direction=horiz" PASSTHROUGH_SINK,
      { -1, 0, 320, 0, 1, 0 }, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videoflip-vert", "videoflip video-direction=vert" PASSTHROUGH_SINK,
      { 1, 0, 0, 0, -1, 240 }, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videoflip-ul-lr", "videoflip video-direction=ul-lr" PASSTHROUGH_SINK,
      { 0, 1, 0, 1, 0, 0 }, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "videoflip-ur-ll", "videoflip video-direction=ur-ll" PASSTHROUGH_SINK,
      { 0, -1, 240, -1, 0, 320 }, { RECORD, RECORD, MOST }, PASSTHROUGH_ONCE },
  { "compositor",
      "compositor background=black sink_0::xpos=40 sink_0::ypos=20 ! "
      "video/x-raw,width=400,height=300" PASSTHROUGH_SINK,
      { 1, 0, 40, 0, 1, 20 }, { 0, 0, UNNAMED }, PASSTHROUGH_ONCE },
  { "interlace", "interlace field-pattern=2:2" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { 0, 0, 0 }, PASSTHROUGH_ONCE },
  { "deinterlace-nothing-to-do", "deinterlace" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { ALL, ALL, ALL }, PASSTHROUGH_ONCE },
  { "deinterlace", "deinterlace mode=interlaced" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { 0, 0, 0 }, 1, 60 },
  { "rtp", "rtpvrawpay ! rtpvrawdepay" PASSTHROUGH_SINK, PASSTHROUGH_SAME,
      { RECORD, RECORD, RECORD }, PASSTHROUGH_ONCE },
  { "vp8", "vp8enc deadline=1 target-bitrate=2000000 ! vp8dec" PASSTHROUGH_SINK,
      PASSTHROUGH_SAME, { ALL, ALL, ALL }, PASSTHROUGH_ONCE },
  { "jpeg", "jpegenc ! jpegdec" PASSTHROUGH_SINK, PASSTHROUGH_SAME,
      { ALL, ALL, ALL }, PASSTHROUGH_ONCE },
};

/* Every frame, in another format and size, on every release. */
static void
test_drawn (void)
{
  const PassthroughChain chain = {
    .after = "videoconvert ! video/x-raw,format=BGRx ! videoscale ! "
             "video/x-raw,width=640,height=360 ! "
             "celebrityoverlay " PASSTHROUGH_OUTLINES PASSTHROUGH_SINK,
  };
  const PassthroughMap map = { 2, 0, 0, 0, 1.5, 0 };
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  passthrough_rig_init (&rig);
  samples = passthrough_rig_run (&rig, &chain, 1);
  g_assert_cmpuint (passthrough_outlines_check (&rig, samples, &map), ==, 30);
}

/* The record alone does not say where the picture went. */
static void
test_record_alone (void)
{
  const PassthroughChain chain = {
    .settings = "meta-types=celebrity",
    .after = "videoflip video-direction=horiz" PASSTHROUGH_SINK,
  };
  const PassthroughMap map = { -1, 0, 320, 0, 1, 0 };
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  passthrough_rig_init (&rig);
  samples = passthrough_rig_run (&rig, &chain, 1);
  g_assert_cmpuint (passthrough_table_check (&rig, samples, &map,
                        PASSTHROUGH_RECORD | PASSTHROUGH_BOX_WRONG),
      ==, 30);
}

/* Without regions, none can be lost. */
static void
test_rtp_record (void)
{
  const PassthroughChain chain = {
    .settings = "meta-types=celebrity",
    .after = "rtpvrawpay ! rtpvrawdepay" PASSTHROUGH_SINK,
  };
  const PassthroughMap map = PASSTHROUGH_SAME;
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  passthrough_rig_init (&rig);
  samples = passthrough_rig_run (&rig, &chain, 1);
  g_assert_cmpuint (passthrough_table_check (&rig, samples, &map,
                        PASSTHROUGH_RECORD | PASSTHROUGH_BOX),
      ==, 30);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  passthrough_table_add (rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/meta-survival/drawn", test_drawn);
  g_test_add_func ("/meta-survival/record-alone", test_record_alone);
  g_test_add_func ("/meta-survival/rtp-record", test_rtp_record);
  return element_rig_run ();
}
