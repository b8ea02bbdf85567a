/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/element/film-file.h"

#include <gst/video/video.h>

#include "support/element/element-rig.h"

#define N_BITS 8
#define BIT_WIDTH (FILM_FILE_WIDTH / N_BITS)
#define PATIENCE (60 * GST_SECOND)

G_STATIC_ASSERT (FILM_FILE_N_FRAMES < 1 << N_BITS);

GstClockTime
film_file_get_time (FilmFileSpeed speed, guint n)
{
  static const guint ms[] = { 20, 33, 150, 8, 40, 42 };
  GstClockTime time = 0;

  if (speed == FILM_FILE_CONSTANT)
    return gst_util_uint64_scale (n, 1001 * GST_SECOND, 30000);

  for (guint i = 0; i < n; i++)
    time += ms[i % G_N_ELEMENTS (ms)] * GST_MSECOND;
  return time;
}

/* One black or white column per bit. */
static void
paint_number (GstBuffer *buffer, const GstVideoInfo *info, guint n)
{
  GstVideoFrame frame;
  guint8 *luma;
  gint stride;

  g_assert_true (gst_video_frame_map (&frame, info, buffer, GST_MAP_WRITE));
  luma = GST_VIDEO_FRAME_PLANE_DATA (&frame, 0);
  stride = GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0);
  for (guint plane = 1; plane < 3; plane++)
    memset (GST_VIDEO_FRAME_PLANE_DATA (&frame, plane), 128,
        (gsize) (GST_VIDEO_FRAME_PLANE_STRIDE (&frame, plane) *
            GST_VIDEO_FRAME_COMP_HEIGHT (&frame, plane)));
  for (gint y = 0; y < FILM_FILE_HEIGHT; y++) {
    for (gint x = 0; x < FILM_FILE_WIDTH; x++)
      luma[y * stride + x] = (n >> (x / BIT_WIDTH)) & 1 ? 235 : 16;
  }
  gst_video_frame_unmap (&frame);
}

guint
film_file_get_number (GstBuffer *buffer, const GstCaps *caps)
{
  guint number = 0;
  GstVideoFrame frame;
  GstVideoInfo info;
  const guint8 *luma;

  g_assert_true (gst_video_info_from_caps (&info, caps));
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_READ));
  luma = (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (&frame, 0) +
      GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0) * (FILM_FILE_HEIGHT / 2);
  for (guint bit = 0; bit < N_BITS; bit++)
    number |= (luma[bit * BIT_WIDTH + BIT_WIDTH / 2] > 127 ? 1U : 0U) << bit;
  gst_video_frame_unmap (&frame);
  return number;
}

static void
push_frames (GstElement *source, const GstVideoInfo *info, FilmFileSpeed speed,
    GstClockTime first)
{
  GstFlowReturn flow;

  for (guint n = 0; n < FILM_FILE_N_FRAMES; n++) {
    g_autoptr (GstBuffer) buffer =
        gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);

    paint_number (buffer, info, n);
    GST_BUFFER_PTS (buffer) = first + film_file_get_time (speed, n);
    GST_BUFFER_DURATION (buffer) =
        film_file_get_time (speed, n + 1) - film_file_get_time (speed, n);
    g_signal_emit_by_name (source, "push-buffer", buffer, &flow);
    g_assert_cmpint (flow, ==, GST_FLOW_OK);
  }
  g_signal_emit_by_name (source, "end-of-stream", &flow);
}

void
film_file_make (const char *path, const char *launch, FilmFileSpeed speed,
    GstClockTime first)
{
  g_autofree char *line = g_strdup_printf ("appsrc name=film format=time "
                                           "max-bytes=0 ! %s mux. ! "
                                           "filesink name=file",
      launch);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, &error);
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstMessage) message = NULL;
  GstVideoInfo info;

  g_assert_no_error (error);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "film");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  bus = gst_element_get_bus (pipeline);
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, FILM_FILE_WIDTH,
      FILM_FILE_HEIGHT);
  info.fps_n = speed == FILM_FILE_CONSTANT ? 30000 : 0;
  info.fps_d = speed == FILM_FILE_CONSTANT ? 1001 : 1;
  caps = gst_video_info_to_caps (&info);
  g_object_set (source, "caps", caps, NULL);
  g_object_set (sink, "location", path, NULL);

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  push_frames (source, &info, speed, first);
  message = gst_bus_timed_pop_filtered (bus,
      PATIENCE * (GstClockTime) element_rig_get_patience (),
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
}
