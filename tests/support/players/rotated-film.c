/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/players/rotated-film.h"

#include <string.h>

#include "support/element/element-rig.h"

#define PATIENCE (60 * GST_SECOND)

/* A bright face with a dark dot in a grey body, all off-centre. */
#define BACKGROUND 96
#define BODY_LUMA 170
#define FACE_LUMA 235
#define DOT_LUMA 16

const RotatedFilmArea rotated_film_face = { 0.25, 0.09375, 0.25, 0.125 };
static const RotatedFilmArea body = { 0.125, 0.0625, 0.5, 0.375 };
static const RotatedFilmArea dot = { 0.3125, 0.125, 0.0, 0.0 };

const RotatedFilmOrientation
    rotated_film_orientations[ROTATED_FILM_N_ORIENTATIONS] = {
      { "rotate-0", "identity", { 1, 0, 0, 1 }, FALSE, FALSE },
      { "rotate-90", "90l", { 0, 1, -1, 0 }, TRUE, FALSE },
      { "rotate-180", "180", { -1, 0, 0, -1 }, FALSE, FALSE },
      { "rotate-270", "90r", { 0, -1, 1, 0 }, TRUE, FALSE },
      { "flip-rotate-0", "horiz", { -1, 0, 0, 1 }, FALSE, TRUE },
      { "flip-rotate-90", "ur-ll", { 0, -1, -1, 0 }, TRUE, TRUE },
      { "flip-rotate-180", "vert", { 1, 0, 0, -1 }, FALSE, TRUE },
      { "flip-rotate-270", "ul-lr", { 0, 1, 1, 0 }, TRUE, TRUE },
    };

static void
fill (GstVideoFrame *frame, const RotatedFilmArea *area, double margin,
    guint8 luma)
{
  gint left = (gint) (area->x * ROTATED_FILM_WIDTH - margin);
  gint top = (gint) (area->y * ROTATED_FILM_HEIGHT - margin);
  gint right = (gint) ((area->x + area->w) * ROTATED_FILM_WIDTH + margin);
  gint bottom = (gint) ((area->y + area->h) * ROTATED_FILM_HEIGHT + margin);
  guint8 *pixels = GST_VIDEO_FRAME_PLANE_DATA (frame, 0);

  for (gint y = top; y < bottom; y++)
    memset (pixels + y * GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0) + left, luma,
        (gsize) (right - left));
}

static GstPadProbeReturn
paint (GstPad *pad G_GNUC_UNUSED, GstPadProbeInfo *info,
    gpointer user_data G_GNUC_UNUSED)
{
  GstBuffer *buffer =
      gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  const RotatedFilmArea all = { 0.0, 0.0, 1.0, 1.0 };
  GstVideoInfo video;
  GstVideoFrame frame;

  info->data = buffer;
  gst_video_info_set_format (&video, GST_VIDEO_FORMAT_I420, ROTATED_FILM_WIDTH,
      ROTATED_FILM_HEIGHT);
  g_assert_true (gst_video_frame_map (&frame, &video, buffer, GST_MAP_WRITE));
  fill (&frame, &all, 0.0, BACKGROUND);
  fill (&frame, &body, 0.0, BODY_LUMA);
  fill (&frame, &rotated_film_face, 0.0, FACE_LUMA);
  fill (&frame, &dot, ROTATED_FILM_DOT_SIZE / 2.0, DOT_LUMA);
  gst_video_frame_unmap (&frame);
  return GST_PAD_PROBE_OK;
}

gboolean
rotated_film_wait (GstElement *pipeline, GstMessageType type,
    GstClockTime patience)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus,
      patience * (GstClockTime) element_rig_get_patience (),
      type | GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);
  g_autoptr (GError) error = NULL;

  if (message == NULL)
    return FALSE;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, NULL);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_WARNING)
    gst_message_parse_warning (message, &error, NULL);
  g_assert_no_error (error);
  return TRUE;
}

/* Writes the matrix as a phone does. GStreamer's muxers before 1.26 do not. */
static void
write_matrix (const char *path, const gint8 *matrix)
{
  static const guint8 offsets[] = { 0, 4, 12, 16 };
  g_autoptr (GError) error = NULL;
  g_autofree char *film = NULL;
  gsize length;
  gsize header = 0;

  g_file_get_contents (path, &film, &length, &error);
  g_assert_no_error (error);
  while (memcmp (film + header, "tkhd", 4) != 0)
    g_assert_cmpuint (++header, <, length - 60);
  /* Version 1 of the box has other offsets. */
  g_assert_cmpint (film[header + 4], ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    GST_WRITE_UINT32_BE (film + header + 44 + offsets[i],
        (guint32) (matrix[i] * 0x10000));
  g_file_set_contents (path, film, (gssize) length, &error);
  g_assert_no_error (error);
}

char *
rotated_film_make (const TemporaryFolder *folder,
    const RotatedFilmOrientation *orientation, gboolean has_matrix)
{
  char *path = temporary_folder_get_path (folder, "film.mp4");
  g_autofree char *launch = g_strdup_printf (
      "videotestsrc num-buffers=%d ! video/x-raw,format=I420,width=%d,"
      "height=%d,framerate=25/1 ! identity name=painted ! "
      "videoflip video-direction=%s ! x264enc speed-preset=ultrafast "
      "pass=quant quantizer=10 ! h264parse ! mp4mux ! "
      "filesink location=\"%s\"",
      ROTATED_FILM_N_FRAMES, ROTATED_FILM_WIDTH, ROTATED_FILM_HEIGHT,
      orientation->recorded, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (launch, &error);
  g_autoptr (GstElement) painted = NULL;
  g_autoptr (GstPad) pad = NULL;

  g_assert_no_error (error);
  painted = gst_bin_get_by_name (GST_BIN (pipeline), "painted");
  pad = gst_element_get_static_pad (painted, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, paint, NULL, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_assert_true (rotated_film_wait (pipeline, GST_MESSAGE_EOS, PATIENCE));
  gst_element_set_state (pipeline, GST_STATE_NULL);
  if (has_matrix)
    write_matrix (path, orientation->matrix);
  return path;
}

/* Returns the bounding box of all pixels from @darkest to @lightest. */
static RotatedFilmArea
find (const GstVideoFrame *frame, guint8 darkest, guint8 lightest)
{
  gint left = G_MAXINT, top = G_MAXINT, right = -1, bottom = -1;

  for (gint y = 0; y < GST_VIDEO_FRAME_HEIGHT (frame); y++) {
    const guint8 *line =
        (const guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, 0) +
        y * GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);

    for (gint x = 0; x < GST_VIDEO_FRAME_WIDTH (frame); x++) {
      if (line[x] < darkest || line[x] > lightest)
        continue;
      left = MIN (left, x);
      top = MIN (top, y);
      right = MAX (right, x);
      bottom = MAX (bottom, y);
    }
  }
  g_assert_cmpint (right, >=, 0);
  return (RotatedFilmArea){ left, top, right + 1 - left, bottom + 1 - top };
}

void
rotated_film_measure (GstBuffer *buffer, const GstCaps *caps,
    RotatedFilmPicture *picture)
{
  GstVideoInfo video;
  GstVideoFrame frame;

  g_assert_true (gst_video_info_from_caps (&video, caps));
  g_assert_true (gst_video_frame_map (&frame, &video, buffer, GST_MAP_READ));
  *picture = (RotatedFilmPicture){
    .width = GST_VIDEO_FRAME_WIDTH (&frame),
    .height = GST_VIDEO_FRAME_HEIGHT (&frame),
    .face = find (&frame, (BODY_LUMA + FACE_LUMA) / 2, 255),
    .body = find (&frame, (BACKGROUND + BODY_LUMA) / 2, 255),
    .dot = find (&frame, 0, (DOT_LUMA + BACKGROUND) / 2),
  };
  gst_video_frame_unmap (&frame);
}
