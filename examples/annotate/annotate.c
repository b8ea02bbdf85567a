/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * annotate: writes a video file with a box and a name drawn around everybody
 * that rekognitioncelebrity attached, and one frame of it as a picture.
 *
 * It draws with Cairo, right behind the element: a region of interest outlives
 * a colour conversion, but its parameters do not.
 */

#include <gst/gst.h>
#include <gst/video/video.h>
#include <locale.h>
#include <pango/pangocairo.h>

/* Cairo's RGB24 is a native 32 bit word a pixel. */
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define CAIRO_RGB24 "BGRx"
#else
#define CAIRO_RGB24 "xRGB"
#endif

#define PIPELINE \
  "filesrc name=file ! decodebin ! videoconvert ! " \
  "video/x-raw,format=" CAIRO_RGB24 " ! " \
  "rekognitioncelebrity name=celebrities ! identity name=drawing ! " \
  "videoconvert ! vp8enc deadline=1 cpu-used=8 threads=2 " \
  "target-bitrate=900000 keyframe-max-dist=60 ! webmmux ! " \
  "filesink name=output"

#define FONT "DejaVu Sans Bold"

/* Sizes are parts of the frame's height. */
#define FONT_SIZE 0.042
#define LINE_WIDTH 0.007
#define PADDING 0.012

typedef struct {
  GstVideoInfo info;
  GstClockTime picture_time;
  char *picture; /* NULL once it is written */
  GError *error;
} Drawing;

typedef struct {
  char *job_id;
  char *region;
  char *profile;
  char *endpoint_uri;
  char *output;
  char *picture;
  double at;
  char **files;
} Options;

static void
draw_box (cairo_t *cr, const GstVideoRegionOfInterestMeta *roi, double unit)
{
  double line = unit * LINE_WIDTH;

  cairo_rectangle (cr, roi->x, roi->y, roi->w, roi->h);
  /* A dark edge keeps the line visible on a bright background. */
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_set_line_width (cr, line * 2);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1.0, 0.84, 0.0);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

/* Above the box, or below where there is no room; always inside the frame. */
static void
draw_name (cairo_t *cr, const GstVideoRegionOfInterestMeta *roi,
    const GstVideoInfo *info)
{
  double unit = info->height;
  double padding = unit * PADDING;
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  int text_width, text_height;
  double x, y, width, height;

  pango_font_description_set_absolute_size (font,
      unit * FONT_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, g_quark_to_string (roi->roi_type), -1);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);

  width = text_width + 2 * padding;
  height = text_height + padding;
  x = CLAMP (roi->x + roi->w / 2.0 - width / 2, 0,
      MAX (0, info->width - width));
  y = roi->y - height - padding;
  if (y < 0)
    y = MIN (roi->y + roi->h + padding, info->height - height);

  cairo_rectangle (cr, x, y, width, height);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.7);
  cairo_fill (cr);
  cairo_move_to (cr, x + padding, y + padding / 2);
  cairo_set_source_rgb (cr, 1, 1, 1);
  pango_cairo_show_layout (cr, layout);

  pango_font_description_free (font);
  g_object_unref (layout);
}

/* The regions of rekognitioncelebrity have a parameter "celebrity"; those of
 * other analysers have not. */
static void
draw_people (cairo_t *cr, GstBuffer *buffer, const GstVideoInfo *info)
{
  gpointer state = NULL;
  GstMeta *meta;

  while ((meta = gst_buffer_iterate_meta_filtered (buffer, &state,
              GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL) {
    GstVideoRegionOfInterestMeta *roi = (GstVideoRegionOfInterestMeta *) meta;

    if (gst_video_region_of_interest_meta_get_param (roi, "celebrity") == NULL)
      continue;
    draw_box (cr, roi, info->height);
    draw_name (cr, roi, info);
  }
}

static void
write_picture (Drawing *drawing, cairo_surface_t *surface)
{
  g_autofree char *picture = g_steal_pointer (&drawing->picture);
  cairo_status_t status = cairo_surface_write_to_png (surface, picture);

  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (&drawing->error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
        "Can't write %s: %s", picture, cairo_status_to_string (status));
}

static void
draw_frame (Drawing *drawing, GstVideoFrame *frame)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
      GST_VIDEO_FRAME_PLANE_DATA (frame, 0), CAIRO_FORMAT_RGB24,
      GST_VIDEO_FRAME_WIDTH (frame), GST_VIDEO_FRAME_HEIGHT (frame),
      GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0));
  cairo_t *cr = cairo_create (surface);

  draw_people (cr, frame->buffer, &drawing->info);
  cairo_destroy (cr);
  if (drawing->picture != NULL &&
      GST_BUFFER_PTS (frame->buffer) >= drawing->picture_time)
    write_picture (drawing, surface);
  cairo_surface_destroy (surface);
}

static GstPadProbeReturn
on_buffer (Drawing *drawing, GstPadProbeInfo *info)
{
  GstBuffer *buffer =
      gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  GstVideoFrame frame;

  /* The probe's buffer may have become another one. */
  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  if (gst_video_frame_map (&frame, &drawing->info, buffer, GST_MAP_READWRITE)) {
    draw_frame (drawing, &frame);
    gst_video_frame_unmap (&frame);
  }
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_data (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Drawing *drawing = user_data;
  GstEvent *event;
  GstCaps *caps;

  (void) pad;
  if ((GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER) != 0)
    return on_buffer (drawing, info);

  event = GST_PAD_PROBE_INFO_EVENT (info);
  if (GST_EVENT_TYPE (event) == GST_EVENT_CAPS) {
    gst_event_parse_caps (event, &caps);
    gst_video_info_from_caps (&drawing->info, caps);
  }
  return GST_PAD_PROBE_OK;
}

static gboolean
play (GstElement *pipeline, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE,
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  gst_message_parse_error (message, error, NULL);
  return FALSE;
}

static void
set_string (GstElement *pipeline, const char *name, const char *property,
    const char *value)
{
  g_autoptr (GstElement) element =
      gst_bin_get_by_name (GST_BIN (pipeline), name);

  if (value != NULL)
    g_object_set (element, property, value, NULL);
}

static GstElement *
create_pipeline (const Options *options, Drawing *drawing, GError **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) identity = NULL;
  g_autoptr (GstPad) pad = NULL;

  pipeline = gst_parse_launch_full (PIPELINE, NULL, GST_PARSE_FLAG_FATAL_ERRORS,
      error);
  if (pipeline == NULL)
    return NULL;

  set_string (pipeline, "file", "location", options->files[0]);
  set_string (pipeline, "output", "location", options->output);
  set_string (pipeline, "celebrities", "job-id", options->job_id);
  set_string (pipeline, "celebrities", "region", options->region);
  set_string (pipeline, "celebrities", "profile", options->profile);
  set_string (pipeline, "celebrities", "endpoint-uri", options->endpoint_uri);

  identity = gst_bin_get_by_name (GST_BIN (pipeline), "drawing");
  pad = gst_element_get_static_pad (identity, "sink");
  gst_pad_add_probe (pad,
      GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_data,
      drawing, NULL);
  return g_steal_pointer (&pipeline);
}

static gboolean
run (const Options *options, GError **error)
{
  Drawing drawing = {
    .picture_time = (GstClockTime) (options->at * GST_SECOND),
    .picture = g_strdup (options->picture),
  };
  g_autoptr (GstElement) pipeline = create_pipeline (options, &drawing, error);
  gboolean done = pipeline != NULL && play (pipeline, error);

  if (done && drawing.error == NULL && drawing.picture != NULL)
    g_set_error (&drawing.error, GST_CORE_ERROR, GST_CORE_ERROR_FAILED,
        "The video ends before %.3f s: there is no picture", options->at);
  g_free (drawing.picture);
  if (drawing.error == NULL)
    return done;
  if (done)
    g_propagate_error (error, drawing.error);
  else
    g_error_free (drawing.error);
  return FALSE;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "job-id", 'j', 0, G_OPTION_ARG_STRING, &options->job_id,
        "The celebrity recognition job of this video", "ID" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &options->region,
        "AWS region (default: as the AWS CLI finds it)", "REGION" },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &options->profile,
        "Profile of the AWS configuration files", "NAME" },
    { "endpoint-uri", 0, 0, G_OPTION_ARG_STRING, &options->endpoint_uri,
        "Another endpoint than AWS's", "URI" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
        "Write the video (WebM, VP8) to FILE", "FILE" },
    { "picture", 'p', 0, G_OPTION_ARG_FILENAME, &options->picture,
        "Write one frame (PNG) to FILE", "FILE" },
    { "at", 0, 0, G_OPTION_ARG_DOUBLE, &options->at,
        "Which one: the first from here on (default: 0)", "SECONDS" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files,
        NULL, "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
      "Draws a box and a name around everybody in a video file.");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_group (context, gst_init_get_option_group ());
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->job_id != NULL && options->output != NULL &&
      options->files != NULL && g_strv_length (options->files) == 1 &&
      options->at >= 0)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
      "Need --job-id, --output and one FILE");
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Options options = { .job_id = NULL };
  gboolean done;

  setlocale (LC_ALL, "");
  done =
      parse_options (&options, &argc, &argv, &error) && run (&options, &error);
  if (!done)
    g_printerr ("annotate: %s\n", error->message);

  g_free (options.job_id);
  g_free (options.region);
  g_free (options.profile);
  g_free (options.endpoint_uri);
  g_free (options.output);
  g_free (options.picture);
  g_strfreev (options.files);
  return done ? 0 : 1;
}
