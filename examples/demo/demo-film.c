/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-film: creates the demonstration film and the results of its job.
 */

#include <gst/app/app.h>
#include <gst/video/video.h>
#include <locale.h>
#include <stdlib.h>

#include "demo-draw.h"
#include "demo-job.h"
#include "demo-script.h"

#define MAX_QUEUED_FRAMES 8

/* Prefers speed to size. Several threads of vp8enc wait for each other in busy
 * loops, which takes minutes on a single core. */
#define PIPELINE \
  "appsrc name=source format=time block=true max-bytes=0 ! videoconvert ! " \
  "vp8enc deadline=1 cpu-used=8 threads=1 target-bitrate=900000 " \
  "keyframe-max-dist=60 ! webmmux ! filesink name=sink"

static gboolean
check_elements (GError **error)
{
  static const struct {
    const char *element;
    const char *package;
  } needed[] = {
    { "appsrc", "gstreamer1.0-plugins-base" },
    { "videoconvert", "gstreamer1.0-plugins-base" },
    { "vp8enc", "gstreamer1.0-plugins-good" },
    { "webmmux", "gstreamer1.0-plugins-good" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    g_autoptr (GstElementFactory) factory =
        gst_element_factory_find (needed[i].element);

    if (factory == NULL) {
      g_set_error (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN,
          "The GStreamer element “%s” is missing; install %s (the package "
          "of Debian)",
          needed[i].element, needed[i].package);
      return FALSE;
    }
  }
  return TRUE;
}

static GstClockTime
frame_time (guint frame)
{
  return gst_util_uint64_scale (frame, (guint64) DEMO_FRAME_RATE_D * GST_SECOND,
      DEMO_FRAME_RATE_N);
}

static GstBuffer *
create_frame (DemoPainter *painter, guint frame)
{
  int stride = cairo_format_stride_for_width (CAIRO_FORMAT_RGB24, DEMO_WIDTH);
  gsize size = (gsize) stride * DEMO_HEIGHT;
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);
  GstMapInfo map;
  cairo_surface_t *surface;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  surface = cairo_image_surface_create_for_data (map.data, CAIRO_FORMAT_RGB24,
      DEMO_WIDTH, DEMO_HEIGHT, stride);
  demo_painter_draw (painter, surface, frame);
  cairo_surface_destroy (surface);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = frame_time (frame);
  GST_BUFFER_DURATION (buffer) = frame_time (frame + 1) - frame_time (frame);
  return buffer;
}

/* Stops when the pipeline fails; the error is on the bus. */
static void
push_frames (GstAppSrc *source)
{
  g_autoptr (DemoPainter) painter = demo_painter_new ();
  GstFlowReturn result = GST_FLOW_OK;

  for (guint i = 0; i < DEMO_N_FRAMES && result == GST_FLOW_OK; i++)
    result = gst_app_src_push_buffer (source, create_frame (painter, i));
  if (result == GST_FLOW_OK)
    gst_app_src_end_of_stream (source);
}

static void
set_up_source (GstElement *source)
{
  GstVideoInfo info;
  g_autoptr (GstCaps) caps = NULL;

  /* Cairo's RGB24 is one native-endian 32-bit word per pixel. */
  gst_video_info_set_format (&info,
      G_BYTE_ORDER == G_LITTLE_ENDIAN ? GST_VIDEO_FORMAT_BGRx
                                      : GST_VIDEO_FORMAT_xRGB,
      DEMO_WIDTH, DEMO_HEIGHT);
  info.fps_n = DEMO_FRAME_RATE_N;
  info.fps_d = DEMO_FRAME_RATE_D;
  caps = gst_video_info_to_caps (&info);
  g_object_set (source, "caps", caps, "max-buffers",
      (guint64) MAX_QUEUED_FRAMES, NULL);
}

static gboolean
wait_for_end (GstElement *pipeline, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus,
      GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  gst_message_parse_error (message, error, NULL);
  return FALSE;
}

static gboolean
write_film (const char *filename, GError **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  gboolean written;

  if (!check_elements (error))
    return FALSE;
  pipeline = gst_parse_launch (PIPELINE, error);
  if (pipeline == NULL)
    return FALSE;
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (sink, "location", filename, NULL);
  set_up_source (source);
  if (gst_element_set_state (pipeline, GST_STATE_PLAYING) !=
      GST_STATE_CHANGE_FAILURE)
    push_frames (GST_APP_SRC (source));
  written = wait_for_end (pipeline, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return written;
}

static gboolean
write_job (const char *filename, DemoShape shape, GError **error)
{
  GString *json = demo_job_build (shape);
  gboolean written =
      g_file_set_contents (filename, json->str, (gssize) json->len, error);

  g_string_free (json, TRUE);
  return written;
}

typedef struct {
  char *film;
  char *job;
  char *shape;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->film);
  g_free (options->job);
  g_free (options->shape);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *o, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "film", 'f', 0, G_OPTION_ARG_FILENAME, &o->film,
        "Write the film (WebM, VP8) to FILE", "FILE" },
    { "job", 'j', 0, G_OPTION_ARG_FILENAME, &o->job,
        "Write the results of its job to FILE, one page per line", "FILE" },
    { "shape", 's', 0, G_OPTION_ARG_STRING, &o->shape,
        "Kind of job: dense (15 samples per second, each with the body, every "
        "third with the face; the default), sparse (2 samples per second, "
        "each with the face) or body (like dense, without faces)",
        "SHAPE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
      "Creates a one-minute film with invented people, and the results that "
      "Amazon\nRekognition would return for it (job id: " DEMO_JOB_ID ").");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_group (context, gst_init_get_option_group ());
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
run (int *argc, char ***argv, GError **error)
{
  g_auto (Options) options = { 0 };
  DemoShape shape = DEMO_SHAPE_DENSE;

  if (!parse_options (&options, argc, argv, error))
    return FALSE;
  if (options.film == NULL && options.job == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
        "Nothing to do: specify --film or --job");
    return FALSE;
  }
  if (options.shape != NULL && !demo_shape_parse (options.shape, &shape)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "--shape must be dense, sparse or body, not “%s”", options.shape);
    return FALSE;
  }
  return (options.job == NULL || write_job (options.job, shape, error)) &&
      (options.film == NULL || write_film (options.film, error));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (run (&argc, &argv, &error))
    return EXIT_SUCCESS;
  g_printerr ("demo-film: %s\n", error->message);
  return EXIT_FAILURE;
}
