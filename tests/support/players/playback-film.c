/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/players/playback-film.h"

#include <string.h>

/* The number is in the lowest sixth: one bar per bit of the frame's number, one
 * for the film's number, and one that is always white. Before scaling, a bar is
 * as wide as a block of a video encoder. */
#define BAR_SIZE 16
#define N_FRAME_BITS 8
#define FILM_BIT N_FRAME_BITS
#define WHITE_BIT (N_FRAME_BITS + 1)
#define BLACK 16
#define WHITE 235
#define BACKGROUND 126
#define NOISE 40

/* The service samples every twelfth frame. */
#define FRAMES_PER_SAMPLE 12

/* A person who is seen in samples @first to @last and walks @step of the
 * frame's width per sample. */
typedef struct {
  const char *name;
  const char *id;
  guint first;
  guint last;
  double left;
  double step;
} Walker;

/* Nobody is on screen from 4.8 s to 5.28 s. Cleo comes back; Bo is seen twice,
 * because of a mirror. */
static const Walker walkers[] = {
  { "Ada Moreno", "1aB", 0, 4, 0.1, 0.05 },
  { "Bo & <Lind>", "2cD", 3, 6, 0.7, -0.02 },
  { "Bo & <Lind>", "2cD", 5, 6, 0.1, 0.01 },
  { "李小明", "", 6, 9, 0.3, 0.2 },
  { "Cleo", "3eF", 2, 2, 0.5, 0.0 },
  { "Cleo", "3eF", 11, 12, 0.5, 0.02 },
};

static guint8 *
get_line (const GstVideoFrame *frame, gint y)
{
  return (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, 0) +
      GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0) * y;
}

static void
paint_bar (GstVideoFrame *frame, guint bit, gboolean is_set)
{
  for (gint y = PLAYBACK_FILM_HEIGHT - BAR_SIZE; y < PLAYBACK_FILM_HEIGHT; y++)
    memset (get_line (frame, y) + bit * BAR_SIZE, is_set ? WHITE : BLACK,
        BAR_SIZE);
}

/* Reads the bar at its centre. */
static gboolean
read_bar (const GstVideoFrame *frame, guint bit)
{
  gint x = (gint) (2 * bit + 1) * BAR_SIZE / 2 * GST_VIDEO_FRAME_WIDTH (frame) /
      PLAYBACK_FILM_WIDTH;
  gint y = (PLAYBACK_FILM_HEIGHT - BAR_SIZE / 2) *
      GST_VIDEO_FRAME_HEIGHT (frame) / PLAYBACK_FILM_HEIGHT;

  return get_line (frame, y)[x] > (BLACK + WHITE) / 2;
}

static GstPadProbeReturn
paint_buffer (GstPad *pad G_GNUC_UNUSED, GstPadProbeInfo *info,
    gpointer user_data)
{
  GstBuffer *buffer =
      gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  guint number = (guint) gst_util_uint64_scale_round (GST_BUFFER_PTS (buffer),
      PLAYBACK_FILM_FPS, GST_SECOND);
  GstVideoInfo video;
  GstVideoFrame frame;

  info->data = buffer;
  gst_video_info_set_format (&video, GST_VIDEO_FORMAT_I420, PLAYBACK_FILM_WIDTH,
      PLAYBACK_FILM_HEIGHT);
  g_assert_true (gst_video_frame_map (&frame, &video, buffer, GST_MAP_WRITE));
  for (guint bit = 0; bit < N_FRAME_BITS; bit++)
    paint_bar (&frame, bit, number >> bit & 1);
  paint_bar (&frame, FILM_BIT, GPOINTER_TO_UINT (user_data) != 0);
  paint_bar (&frame, WHITE_BIT, TRUE);
  gst_video_frame_unmap (&frame);
  return GST_PAD_PROBE_OK;
}

void
playback_film_paint (GstPad *pad, guint number)
{
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, paint_buffer,
      GUINT_TO_POINTER (number), NULL);
}

static GstElement *
create_encoder (PlaybackFormat format, const char *path)
{
  static const char *const encoders[] = {
    [PLAYBACK_FORMAT_WEBM] =
        "vp8enc deadline=1 cpu-used=8 threads=1 keyframe-max-dist=10 "
        "target-bitrate=500000 ! queue ! webmmux name=mux "
        "audiotestsrc wave=silence num-buffers=150 samplesperbuffer=1764 ! "
        "audio/x-raw,rate=44100,channels=1 ! vorbisenc ! queue ! mux.",
    [PLAYBACK_FORMAT_AVI] = "jpegenc ! avimux name=mux",
    [PLAYBACK_FORMAT_MOV] = "jpegenc ! qtmux name=mux",
  };
  g_autofree char *launch = g_strdup_printf (
      "videotestsrc pattern=solid-color foreground-color=0xff808080 "
      "num-buffers=%d ! video/x-raw,format=I420,width=%d,height=%d,"
      "framerate=%d/1 ! identity name=painted ! %s mux. ! "
      "filesink location=%s",
      PLAYBACK_FILM_N_FRAMES, PLAYBACK_FILM_WIDTH, PLAYBACK_FILM_HEIGHT,
      PLAYBACK_FILM_FPS, encoders[format], path);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (launch, &error);

  g_assert_no_error (error);
  return pipeline;
}

char *
playback_film_make (const TemporaryFolder *folder, PlaybackFormat format,
    guint number)
{
  g_autofree char *name = g_strdup_printf ("film-%d-%u", format, number);
  g_autofree char *path = temporary_folder_get_path (folder, name);
  g_autoptr (GstElement) pipeline = create_encoder (format, path);
  g_autoptr (GstElement) painted =
      gst_bin_get_by_name (GST_BIN (pipeline), "painted");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (painted, "src");
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  playback_film_paint (pad, number);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE,
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, NULL);
  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return gst_filename_to_uri (path, NULL);
}

static gboolean
is_drawn_on (const GstVideoFrame *frame)
{
  /* Leaves out the rows next to the bars, whose edge scaling blurs. */
  gint height = GST_VIDEO_FRAME_HEIGHT (frame) *
      (PLAYBACK_FILM_HEIGHT - BAR_SIZE - 2) / PLAYBACK_FILM_HEIGHT;

  for (gint y = 0; y < height; y++) {
    for (gint x = 0; x < GST_VIDEO_FRAME_WIDTH (frame); x++) {
      if (ABS (get_line (frame, y)[x] - BACKGROUND) > NOISE)
        return TRUE;
    }
  }
  return FALSE;
}

gboolean
playback_film_read (GstBuffer *buffer, const GstCaps *caps,
    PlaybackPicture *picture)
{
  GstVideoInfo video;
  GstVideoFrame frame;
  gboolean is_film;

  g_assert_true (gst_video_info_from_caps (&video, caps));
  g_assert_false (GST_VIDEO_INFO_IS_RGB (&video));
  g_assert_true (gst_video_frame_map (&frame, &video, buffer, GST_MAP_READ));

  is_film = read_bar (&frame, WHITE_BIT);
  picture->film = read_bar (&frame, FILM_BIT);
  picture->frame = 0;
  for (guint bit = 0; bit < N_FRAME_BITS; bit++)
    picture->frame |= (guint) read_bar (&frame, bit) << bit;
  picture->is_drawn_on = is_drawn_on (&frame);
  picture->width = GST_VIDEO_FRAME_WIDTH (&frame);
  picture->height = GST_VIDEO_FRAME_HEIGHT (&frame);
  gst_video_frame_unmap (&frame);
  return is_film;
}

GstClockTime
playback_film_get_time (guint frame)
{
  return frame * (GST_SECOND / PLAYBACK_FILM_FPS);
}

static void
append_detection (GString *json, const Walker *walker, guint sample)
{
  double left = walker->left + (sample - walker->first) * walker->step;
  guint64 ms =
      playback_film_get_time (sample * FRAMES_PER_SAMPLE) / GST_MSECOND;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json,
      "{\"Timestamp\":%" G_GUINT64_FORMAT ",\"Celebrity\":{\"Name\":\"%s\","
      "\"Id\":\"%s\",\"Confidence\":90,\"Face\":{\"BoundingBox\":{"
      "\"Left\":%s,\"Top\":0.4,\"Width\":0.2,\"Height\":0.25}}}}",
      ms, walker->name, walker->id, g_ascii_dtostr (text, sizeof text, left));
}

char *
playback_film_create_job (void)
{
  GString *json = g_string_new (
      "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"" PLAYBACK_FILM_JOB "\",");
  const char *separator = "";

  g_string_append_printf (json,
      "\"VideoMetadata\":{\"FrameWidth\":%d,\"FrameHeight\":%d,"
      "\"DurationMillis\":%d},\"Celebrities\":[",
      PLAYBACK_FILM_WIDTH, PLAYBACK_FILM_HEIGHT,
      PLAYBACK_FILM_N_FRAMES * 1000 / PLAYBACK_FILM_FPS);
  for (guint sample = 0; sample * FRAMES_PER_SAMPLE < PLAYBACK_FILM_N_FRAMES;
       sample++) {
    for (gsize i = 0; i < G_N_ELEMENTS (walkers); i++) {
      if (sample < walkers[i].first || sample > walkers[i].last)
        continue;
      g_string_append (json, separator);
      append_detection (json, &walkers[i], sample);
      separator = ",";
    }
  }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

RekModel *
playback_film_create_model (void)
{
  const RekTimelineSettings settings = {
    .hold = REK_AUTOMATIC,
    .max_gap = REK_AUTOMATIC,
  };
  g_autofree char *json = playback_film_create_job ();
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekResults) results = rek_results_new (pool);
  g_autoptr (GError) error = NULL;
  g_autoptr (RekPage) page = rek_page_parse (bytes, pool, &error);

  g_assert_no_error (error);
  rek_results_add_page (results, page);
  return rek_model_new (results, &settings);
}
