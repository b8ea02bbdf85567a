/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What elements of GStreamer leave of the metas, and whether who is on a frame
 * is then still found at the right place. */

#include "element-rig.h"
#include "through-rig.h"

typedef struct {
  const char *name;
  const char *elements;
  ThroughMap map;
  ThroughLeft left_22;
  ThroughLeft left_26;
  ThroughLeft left_28;
  guint n_frames;
} Row;

#define ALL (THROUGH_RECORD | THROUGH_REGION | THROUGH_PARAMS | THROUGH_BOX)
#define SINK " ! fakesink name=sink"

static const Row rows[] = {
  { "identity", "identity", THROUGH_SAME, ALL, ALL, ALL, 0 },
  { "queue", "queue", THROUGH_SAME, ALL, ALL, ALL, 0 },
  { "videorate-drop", "videorate ! video/x-raw,framerate=5/1", THROUGH_SAME, ALL, ALL, ALL, 16 },
  { "videorate-double", "videorate ! video/x-raw,framerate=20/1", THROUGH_SAME, ALL, ALL, ALL, 65 },
  { "videoconvert-nothing", "videoconvert ! video/x-raw,format=I420", THROUGH_SAME, ALL, ALL, ALL, 0 },
  { "videoconvert", "videoconvert ! video/x-raw,format=BGRx", THROUGH_SAME, ALL, ALL, ALL, 0 },
  { "videoscale", "videoscale add-borders=false ! video/x-raw,width=640,height=180", { 2, 0, 0, 0, .75, 0 }, ALL, ALL, ALL, 0 },
  { "videoscale-borders", "videoscale ! video/x-raw,width=640,height=240,pixel-aspect-ratio=1/1", { 1, 0, 160, 0, 1, 0 }, ALL, ALL, ALL, 0 },
  { "videocrop", "videocrop left=20 right=12 top=16 bottom=8", { 1, 0, -20, 0, 1, -16 }, ALL, ALL, ALL, 0 },
  { "videocrop-videoscale", "videocrop left=20 right=20 top=15 bottom=15 ! videoscale ! video/x-raw,width=320,height=240", { 320./280, 0, -20*320./280, 0, 240./210, -15*240./210 }, ALL, ALL, ALL, 0 },
  { "videoflip-identity", "videoflip video-direction=identity", THROUGH_SAME, ALL, ALL, ALL, 0 },
  { "videoflip-90r", "videoflip video-direction=90r", { 0, -1, 240, 1, 0, 0 }, ALL, ALL, ALL, 0 },
  { "videoflip-180", "videoflip video-direction=180", { -1, 0, 320, 0, -1, 240 }, ALL, ALL, ALL, 0 },
  { "videoflip-90l", "videoflip video-direction=90l", { 0, 1, 0, -1, 0, 320 }, ALL, ALL, ALL, 0 },
  { "videoflip-horiz", "videoflip video-direction=horiz", { -1, 0, 320, 0, 1, 0 }, ALL, ALL, ALL, 0 },
  { "videoflip-vert", "videoflip video-direction=vert", { 1, 0, 0, 0, -1, 240 }, ALL, ALL, ALL, 0 },
  { "videoflip-ul-lr", "videoflip video-direction=ul-lr", { 0, 1, 0, 1, 0, 0 }, ALL, ALL, ALL, 0 },
  { "videoflip-ur-ll", "videoflip video-direction=ur-ll", { 0, -1, 240, -1, 0, 320 }, ALL, ALL, ALL, 0 },
  { "compositor", "compositor background=black sink_0::xpos=40 sink_0::ypos=20 ! video/x-raw,width=400,height=300", { 1, 0, 40, 0, 1, 20 }, 0, 0, 0, 0 },
  { "vp8", "vp8enc deadline=1 target-bitrate=2000000 ! vp8dec", THROUGH_SAME, ALL, ALL, ALL, 0 },
  { "jpeg", "jpegenc ! jpegdec", THROUGH_SAME, ALL, ALL, ALL, 0 },
  { "matroska", "vp8enc deadline=1 target-bitrate=2000000 ! matroskamux ! matroskademux ! vp8dec", THROUGH_SAME, ALL, ALL, ALL, 0 },
  { "gl", "glupload ! glcolorconvert ! gldownload", THROUGH_SAME, ALL, ALL, ALL, 0 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (ThroughRig) rig = { NULL };
  g_autofree char *elements = g_strconcat (row->elements, SINK, NULL);
  g_autoptr (GPtrArray) samples = NULL;
  g_autofree char *last = NULL;

  through_rig_init (&rig);
  samples = through_rig_run (&rig, "", elements, 1);
  g_printerr ("## %s: %u frames\n", row->name, samples->len);
  for (guint i = 0; i < samples->len; i++) {
    GstSample *sample = samples->pdata[i];
    g_autofree char *text = through_rig_describe (through_rig_look (&rig, sample, &row->map));

    if (g_strcmp0 (text, last) != 0)
      g_printerr ("##   %u (%d): %s\n", i, through_rig_has_people (&rig, sample), text);
    g_free (last);
    last = g_steal_pointer (&text);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("GST_GL_PLATFORM", "egl", FALSE);
  g_setenv ("GST_GL_WINDOW", "egl-device", FALSE);
  element_rig_main (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/celebrity-through/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  return element_rig_run ();
}
