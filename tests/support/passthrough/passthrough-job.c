/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/passthrough/passthrough-job.h"

#include <math.h>

#include "support/overlay/overlay-frame.h"
#include "support/rekognition/rek-fixtures.h"

#define NO_BODY \
  { \
    NAN, NAN, NAN, NAN \
  }

#define BLACK 16
/* Distance from an edge at which pixels are checked, in pixels: scaling and
 * codecs blur the edge. */
#define EDGE 4
/* By how much codecs and conversions may change the brightness. */
#define TOLERANCE 48

static const RekDataRow rows[] = {
  { 0, "1Am0rE7", "Ada Moreno", 99, { .10, .15, .15, .25 }, NO_BODY },
  { 0, "2Ok4F0r", "Ben & Co", 97, { .62, .58, .20, .30 }, NO_BODY },
  { 500, "1Am0rE7", "Ada Moreno", 99, { .15, .17, .15, .25 }, NO_BODY },
  { 500, "2Ok4F0r", "Ben & Co", 97, { .64, .54, .20, .30 }, NO_BODY },
  { 1000, "1Am0rE7", "Ada Moreno", 99, { .20, .19, .15, .25 }, NO_BODY },
  { 1000, "2Ok4F0r", "Ben & Co", 97, { .66, .50, .20, .30 }, NO_BODY },
  { 1500, "1Am0rE7", "Ada Moreno", 99, { .25, .21, .15, .25 }, NO_BODY },
  { 1500, "2Ok4F0r", "Ben & Co", 97, { .68, .46, .20, .30 }, NO_BODY },
  { 2000, "1Am0rE7", "Ada Moreno", 99, { .30, .23, .15, .25 }, NO_BODY },
  { 2000, "2Ok4F0r", "Ben & Co", 97, { .70, .42, .20, .30 }, NO_BODY },
  { 2500, "1Am0rE7", "Ada Moreno", 99, { .35, .25, .15, .25 }, NO_BODY },
  { 2500, "2Ok4F0r", "Ben & Co", 97, { .70, .40, .20, .30 }, NO_BODY },
};

/* Luma of the painted faces, in the order of tracks. */
static const guint8 brightness[PASSTHROUGH_JOB_N_PEOPLE] = { 235, 130 };

static void
append_number (GString *text, const char *name, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "\"%s\":%s", name,
      g_ascii_dtostr (buffer, sizeof buffer, number));
}

static void
append_row (GString *text, const RekDataRow *row)
{
  g_string_append_printf (text,
      "{\"Timestamp\":%" G_GINT64_FORMAT ",\"Celebrity\":{\"Id\":\"%s\","
      "\"Name\":\"%s\",",
      row->ms, row->id, row->name);
  append_number (text, "Confidence", row->confidence);
  g_string_append (text, ",\"Face\":{\"BoundingBox\":{");
  append_number (text, "Left", row->face.left);
  g_string_append_c (text, ',');
  append_number (text, "Top", row->face.top);
  g_string_append_c (text, ',');
  append_number (text, "Width", row->face.width);
  g_string_append_c (text, ',');
  append_number (text, "Height", row->face.height);
  g_string_append (text, "}}}}");
}

void
passthrough_job_write (const char *filename)
{
  g_autoptr (GString) text =
      g_string_new ("{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_row (text, &rows[i]);
  }
  g_string_append (text, "]}");
  g_file_set_contents (filename, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
}

RekModel *
passthrough_job_model (void)
{
  const RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GPtrArray) detections = g_ptr_array_new ();
  g_autoptr (RekResults) results = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rek_data_add_row (pool, detections, &rows[i]);
  results = rek_data_make_results (pool, detections);
  return rek_model_new (results, &settings);
}

gboolean
passthrough_job_lookup (const RekModel *model, GstClockTime time, RekBox *faces)
{
  const RekLookup lookup = { .time = (gint64) time,
    .frame_duration = GST_SECOND / PASSTHROUGH_JOB_FPS,
    .interpolate = TRUE,
    .box = REK_BOX_CHOICE_AUTO };
  g_autoptr (GArray) people = rek_model_lookup (model, &lookup);

  if (people->len == 0)
    return FALSE;
  g_assert_cmpuint (people->len, ==, PASSTHROUGH_JOB_N_PEOPLE);
  for (guint i = 0; i < people->len; i++)
    faces[i] = g_array_index (people, RekModelPerson, i).face;
  return TRUE;
}

static void
paint_face (GstVideoFrame *frame, const RekBox *face, guint8 value)
{
  guint8 *luma = GST_VIDEO_FRAME_PLANE_DATA (frame, 0);
  gint stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  gint left = (gint) lround (face->left * PASSTHROUGH_JOB_WIDTH);
  gint right =
      (gint) lround ((face->left + face->width) * PASSTHROUGH_JOB_WIDTH);
  gint bottom =
      (gint) lround ((face->top + face->height) * PASSTHROUGH_JOB_HEIGHT);

  for (gint y = (gint) lround (face->top * PASSTHROUGH_JOB_HEIGHT); y < bottom;
       y++)
    memset (luma + y * stride + left, value, (gsize) (right - left));
}

static void
paint_plane (GstVideoFrame *frame, guint plane, guint8 value, gint height)
{
  memset (GST_VIDEO_FRAME_PLANE_DATA (frame, plane), value,
      (gsize) (GST_VIDEO_FRAME_PLANE_STRIDE (frame, plane) * height));
}

void
passthrough_job_paint (const RekModel *model, GstBuffer *buffer)
{
  RekBox faces[PASSTHROUGH_JOB_N_PEOPLE];
  GstVideoFrame frame;
  GstVideoInfo info;

  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420,
      PASSTHROUGH_JOB_WIDTH, PASSTHROUGH_JOB_HEIGHT);
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_WRITE));
  paint_plane (&frame, 0, BLACK, PASSTHROUGH_JOB_HEIGHT);
  paint_plane (&frame, 1, 128, PASSTHROUGH_JOB_HEIGHT / 2);
  paint_plane (&frame, 2, 128, PASSTHROUGH_JOB_HEIGHT / 2);
  if (passthrough_job_lookup (model, GST_BUFFER_PTS (buffer), faces)) {
    for (guint i = 0; i < PASSTHROUGH_JOB_N_PEOPLE; i++)
      paint_face (&frame, &faces[i], brightness[i]);
  }
  gst_video_frame_unmap (&frame);
}

static void
check_pixel (const OverlayPixels *pixels, double x, double y, guint8 value)
{
  gint column = CLAMP ((gint) x, 0, pixels->width - 1);
  gint row = CLAMP ((gint) y, 0, pixels->height - 1);

  g_assert_cmpint (
      ABS (pixels->values[(row * pixels->width + column) * 4 + 1] - value), <,
      TOLERANCE);
}

void
passthrough_job_check_painted (GstBuffer *buffer, const GstVideoInfo *info,
    const RekBox *faces)
{
  g_auto (OverlayPixels) pixels = { .values = NULL };

  overlay_pixels_init (&pixels, buffer, info);
  for (guint i = 0; i < PASSTHROUGH_JOB_N_PEOPLE; i++) {
    const RekBox *face = &faces[i];
    double right = face->left + face->width;
    double bottom = face->top + face->height;
    double x = face->left + face->width / 2.0;
    double y = face->top + face->height / 2.0;

    check_pixel (&pixels, face->left + EDGE, y, brightness[i]);
    check_pixel (&pixels, right - EDGE, y, brightness[i]);
    check_pixel (&pixels, x, face->top + EDGE, brightness[i]);
    check_pixel (&pixels, x, bottom - EDGE, brightness[i]);
    check_pixel (&pixels, face->left - EDGE, y, BLACK);
    check_pixel (&pixels, right + EDGE, y, BLACK);
    check_pixel (&pixels, x, face->top - EDGE, BLACK);
    check_pixel (&pixels, x, bottom + EDGE, BLACK);
  }
}
