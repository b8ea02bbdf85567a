/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-rotation.h"

/* Index in the turned picture, whose size is @width x @height, of a pixel of the
 * upright one. */
static gint
get_index (GstVideoOrientationMethod method, gint width, gint height, gint x,
    gint y)
{
  GstCelebrityArea pixel = { x, y, 1, 1 };

  gst_celebrity_orientation_turn_back (method, width, height, &pixel);
  return (gint) pixel.y * width + (gint) pixel.x;
}

/* The distance between adjacent columns, and between adjacent rows, is
 * constant. */
static void
copy_pixels (GstVideoOrientationMethod method, gint width, gint height,
    const guint32 *upright, guint32 *turned)
{
  gboolean swaps = gst_celebrity_orientation_swaps (method);
  gint upright_width = swaps ? height : width;
  gint upright_height = swaps ? width : height;
  gint first = get_index (method, width, height, 0, 0);
  gint column = get_index (method, width, height, 1, 0) - first;
  gint row = get_index (method, width, height, 0, 1) - first;

  for (gint y = 0; y < upright_height; y++)
    for (gint x = 0; x < upright_width; x++)
      turned[first + x * column + y * row] = upright[y * upright_width + x];
}

GstBuffer *
celebrity_turn_back (GstBuffer *pixels, GstVideoOrientationMethod method)
{
  g_autoptr (GstBuffer) upright = pixels;
  const GstVideoMeta *meta = gst_buffer_get_video_meta (pixels);
  gboolean swaps = gst_celebrity_orientation_swaps (method);
  guint width = swaps ? meta->height : meta->width;
  guint height = swaps ? meta->width : meta->height;
  GstMapInfo from;
  GstMapInfo to;
  GstBuffer *turned;

  if (method == GST_VIDEO_ORIENTATION_IDENTITY ||
      !gst_buffer_map (upright, &from, GST_MAP_READ))
    return g_steal_pointer (&upright);

  turned = gst_buffer_new_allocate (NULL, from.size, NULL);
  gst_buffer_add_video_meta (turned, meta->flags, meta->format, width, height);
  if (gst_buffer_map (turned, &to, GST_MAP_WRITE)) {
    copy_pixels (method, (gint) width, (gint) height,
        (const guint32 *) (gpointer) from.data, (guint32 *) (gpointer) to.data);
    gst_buffer_unmap (turned, &to);
  }
  gst_buffer_unmap (upright, &from);
  return turned;
}
