/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/overlay/overlay-frame.h"

#define GREY 0x80
/* Largest error of converting a colour there and back. */
#define TOLERANCE 12
#define MAX_PEOPLE 64

static gboolean
map (GstVideoFrame *frame, const GstVideoInfo *info, GstBuffer *buffer,
    GstMapFlags flags)
{
  return gst_video_frame_map (frame, (GstVideoInfo *) info, buffer, flags);
}

/* Bytes per sample of the format's unpacked rows. */
static gint
get_depth (const GstVideoFormatInfo *format)
{
  return gst_video_format_get_info (format->unpack_format)->depth[0] / 8;
}

GstBuffer *
overlay_frame_create (const GstVideoInfo *info)
{
  const GstVideoFormatInfo *format = info->finfo;
  GstBuffer *buffer =
      gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);
  gint width = GST_VIDEO_INFO_WIDTH (info);
  gint n = (width + 16) * 4 * get_depth (format);
  g_autofree guint8 *row = g_malloc (n);
  GstVideoFrame frame;

  for (gint i = 0; i < n; i++)
    row[i] = (i / get_depth (format)) % 4 == 0 ? 0xff : GREY;
  gst_buffer_memset (buffer, 0, 0, GST_VIDEO_INFO_SIZE (info));
  g_assert_true (map (&frame, info, buffer, GST_MAP_READWRITE));
  for (gint y = 0; y < GST_VIDEO_INFO_HEIGHT (info); y++)
    format->pack_func (format, GST_VIDEO_PACK_FLAG_NONE, row, n, frame.data,
        frame.info.stride, frame.info.chroma_site, y, width);
  gst_video_frame_unmap (&frame);
  return buffer;
}

void
overlay_frame_attach (GstBuffer *buffer, const GstVideoInfo *info,
    const OverlayPerson *people, guint n_people, GstCelebrityMetaTypes types)
{
  static const char *const no_urls[] = { NULL };
  double width = GST_VIDEO_INFO_WIDTH (info);
  double height = GST_VIDEO_INFO_HEIGHT (info);
  const GstCelebrityFrame frame = {
    .job_id = "job-1",
    .width = (guint) width,
    .height = (guint) height,
    .stream_time = 0,
    .box = REK_BOX_CHOICE_AUTO,
    .types = types,
  };
  RekPerson persons[MAX_PEOPLE];
  RekDetection detections[MAX_PEOPLE];
  const RekDetection *first[MAX_PEOPLE];
  RekTrack tracks[MAX_PEOPLE];
  RekPresence presences[MAX_PEOPLE];

  g_assert_cmpuint (n_people, <=, MAX_PEOPLE);
  for (guint i = 0; i < n_people; i++) {
    const OverlayPerson *person = &people[i];

    persons[i] =
        (RekPerson){ .id = person->id, .name = person->name, .urls = no_urls };
    detections[i] = REK_DETECTION_INIT;
    detections[i].person = &persons[i];
    detections[i].confidence = 99.0;
    detections[i].face_confidence = 98.0;
    detections[i].face = (RekBox){ person->x / width, person->y / height,
      person->w / width, person->h / height };
    first[i] = &detections[i];
    tracks[i] = (RekTrack){ .id = i + 1,
      .first_id = i + 1,
      .person = &persons[i],
      .all = { 1, &first[i] } };
    presences[i] = (RekPresence){ .track = &tracks[i],
      .detection = &detections[i],
      .state = REK_STATE_DETECTED,
      .face = detections[i].face,
      .face_from = &detections[i],
      .body = REK_BOX_NONE,
      .pose = detections[i].pose };
  }
  gst_celebrity_meta_attach (buffer, &frame, presences, n_people);
}

void
overlay_pixels_init (OverlayPixels *pixels, GstBuffer *buffer,
    const GstVideoInfo *info)
{
  const GstVideoFormatInfo *format = info->finfo;
  gint depth = get_depth (format);
  gint width = GST_VIDEO_INFO_WIDTH (info);
  gint height = GST_VIDEO_INFO_HEIGHT (info);
  g_autofree guint8 *row = g_malloc ((gsize) (width + 16) * 8);
  GstVideoFrame frame;

  *pixels = (OverlayPixels){ width, height,
    g_malloc ((gsize) width * (gsize) height * 4) };
  g_assert_true (map (&frame, info, buffer, GST_MAP_READ));
  for (gint y = 0; y < height; y++) {
    format->unpack_func (format, GST_VIDEO_PACK_FLAG_NONE, row, frame.data,
        frame.info.stride, 0, y, width);
    for (gint i = 0; i < width * 4; i++)
      pixels->values[y * width * 4 + i] =
          depth == 1 ? row[i] : (guint8) (((guint16 *) (gpointer) row)[i] >> 8);
  }
  gst_video_frame_unmap (&frame);
}

void
overlay_pixels_clear (OverlayPixels *pixels)
{
  g_clear_pointer (&pixels->values, g_free);
}

gboolean
overlay_pixels_differ (const OverlayPixels *pixels, gint x, gint y)
{
  const guint8 *pixel = &pixels->values[(y * pixels->width + x) * 4];

  for (guint i = 1; i < 4; i++)
    if (ABS (pixel[i] - GREY) > TOLERANCE)
      return TRUE;
  return FALSE;
}

guint
overlay_pixels_count (const OverlayPixels *pixels)
{
  guint n = 0;

  for (gint y = 0; y < pixels->height; y++)
    for (gint x = 0; x < pixels->width; x++)
      n += (guint) overlay_pixels_differ (pixels, x, y);
  return n;
}
