/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What elements of GStreamer leave of the metas, and whether who is on a frame
 * is then still found at the right place. */

#include "support/element/element-rig.h"
#include "support/passthrough/passthrough-outlines.h"
#include "support/passthrough/passthrough-table.h"

#define ALL THROUGH_ALL
#define MOST THROUGH_MOST
#define RECORD THROUGH_RECORD
#define WRONG \
  (THROUGH_RECORD | THROUGH_REGION_WRONG | THROUGH_BOX_WRONG | \
      THROUGH_OBJECT_WRONG)
#define UNNAMED (THROUGH_REGION | THROUGH_BOX | THROUGH_OBJECT)

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
  { "videoscale", "videoscale ! video/x-raw,width=640,height=180" THROUGH_SINK,
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
  { "interlace", "interlace field-pattern=2:2" THROUGH_SINK, THROUGH_SAME,
      { 0, 0, 0 }, THROUGH_ONCE },
  { "deinterlace-nothing-to-do", "deinterlace" THROUGH_SINK, THROUGH_SAME,
      { ALL, ALL, ALL }, THROUGH_ONCE },
  { "deinterlace", "deinterlace mode=interlaced" THROUGH_SINK, THROUGH_SAME,
      { 0, 0, 0 }, 1, 60 },
  { "rtp", "rtpvrawpay ! rtpvrawdepay" THROUGH_SINK, THROUGH_SAME,
      { RECORD, RECORD, RECORD }, THROUGH_ONCE },
  { "vp8", "vp8enc deadline=1 target-bitrate=2000000 ! vp8dec" THROUGH_SINK,
      THROUGH_SAME, { ALL, ALL, ALL }, THROUGH_ONCE },
  { "jpeg", "jpegenc ! jpegdec" THROUGH_SINK, THROUGH_SAME, { ALL, ALL, ALL },
      THROUGH_ONCE },
};

/* Every frame, in another format and size, on every release. */
static void
test_drawn (void)
{
  const ThroughChain chain = {
    .after = "videoconvert ! video/x-raw,format=BGRx ! videoscale ! "
             "video/x-raw,width=640,height=360 ! "
             "celebrityoverlay " THROUGH_LINES THROUGH_SINK,
  };
  const ThroughMap map = { 2, 0, 0, 0, 1.5, 0 };
  g_auto (ThroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  through_rig_init (&rig);
  samples = through_rig_run (&rig, &chain, 1);
  g_assert_cmpuint (through_lines_check (&rig, samples, &map), ==, 30);
}

/* With the record alone nothing on the buffer tells. */
static void
test_record_alone (void)
{
  const ThroughChain chain = {
    .settings = "meta-types=celebrity",
    .after = "videoflip video-direction=horiz" THROUGH_SINK,
  };
  const ThroughMap map = { -1, 0, 320, 0, 1, 0 };
  g_auto (ThroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  through_rig_init (&rig);
  samples = through_rig_run (&rig, &chain, 1);
  g_assert_cmpuint (through_table_check (&rig, samples, &map,
                        THROUGH_RECORD | THROUGH_BOX_WRONG),
      ==, 30);
}

/* Without regions there is nothing to lose on the way. */
static void
test_rtp_record (void)
{
  const ThroughChain chain = {
    .settings = "meta-types=celebrity",
    .after = "rtpvrawpay ! rtpvrawdepay" THROUGH_SINK,
  };
  const ThroughMap map = THROUGH_SAME;
  g_auto (ThroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  through_rig_init (&rig);
  samples = through_rig_run (&rig, &chain, 1);
  g_assert_cmpuint (
      through_table_check (&rig, samples, &map, THROUGH_RECORD | THROUGH_BOX),
      ==, 30);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  through_table_add (rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/meta-survival/drawn", test_drawn);
  g_test_add_func ("/meta-survival/record-alone", test_record_alone);
  g_test_add_func ("/meta-survival/rtp-record", test_rtp_record);
  return element_rig_run ();
}
