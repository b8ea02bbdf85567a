/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/overlay/paint-canvas.h"

static guint32
get_channel (guint32 pixel, guint shift)
{
  return pixel >> shift & 0xff;
}

static guint32
put_over (guint32 above, guint32 below)
{
  guint32 through = 255 - get_channel (above, 24);
  guint32 sum = 0;

  for (guint shift = 0; shift <= 24; shift += 8)
    sum |= MIN (255,
               get_channel (above, shift) +
                   get_channel (below, shift) * through / 255)
        << shift;
  return sum;
}

static void
assert_premultiplied (guint32 pixel)
{
  for (guint shift = 0; shift < 24; shift += 8)
    g_assert_cmpuint (get_channel (pixel, shift), <=, get_channel (pixel, 24));
}

CelebrityRect
paint_canvas_rectangle (GstVideoOverlayComposition *composition, guint i)
{
  GstVideoOverlayRectangle *rectangle =
      gst_video_overlay_composition_get_rectangle (composition, i);
  CelebrityRect rect;
  guint w, h;

  g_assert_nonnull (rectangle);
  gst_video_overlay_rectangle_get_render_rectangle (rectangle, &rect.x, &rect.y,
      &w, &h);
  rect.w = (gint) w;
  rect.h = (gint) h;
  return rect;
}

GstBuffer *
paint_canvas_pixels (GstVideoOverlayComposition *composition, guint i)
{
  GstVideoOverlayRectangle *rectangle =
      gst_video_overlay_composition_get_rectangle (composition, i);

  g_assert_nonnull (rectangle);
  g_assert_cmpint (gst_video_overlay_rectangle_get_flags (rectangle), ==,
      GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA);
  return gst_video_overlay_rectangle_get_pixels_unscaled_raw (rectangle,
      GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA);
}

static void
put_picture (PaintCanvas *canvas, GstVideoOverlayComposition *composition,
    guint i)
{
  CelebrityRect rect = paint_canvas_rectangle (composition, i);
  GstBuffer *pixels = paint_canvas_pixels (composition, i);
  const GstVideoMeta *meta = gst_buffer_get_video_meta (pixels);
  GstMapInfo map;

  g_assert_cmpint (meta->format, ==, GST_VIDEO_OVERLAY_COMPOSITION_FORMAT_RGB);
  g_assert_cmpuint (meta->width, ==, (guint) rect.w);
  g_assert_cmpuint (meta->height, ==, (guint) rect.h);
  g_assert_cmpint (rect.x, >=, 0);
  g_assert_cmpint (rect.y, >=, 0);
  g_assert_cmpint (rect.x + rect.w, <=, canvas->width);
  g_assert_cmpint (rect.y + rect.h, <=, canvas->height);

  g_assert_true (gst_buffer_map (pixels, &map, GST_MAP_READ));
  for (gint y = 0; y < rect.h; y++) {
    const guint32 *row =
        (const guint32 *) (gpointer) (map.data + y * meta->stride[0]);

    for (gint x = 0; x < rect.w; x++) {
      guint32 *target =
          &canvas->pixels[(rect.y + y) * canvas->width + rect.x + x];

      assert_premultiplied (row[x]);
      *target = put_over (row[x], *target);
    }
  }
  gst_buffer_unmap (pixels, &map);
}

void
paint_canvas_init (PaintCanvas *canvas, gint width, gint height,
    GstVideoOverlayComposition *composition)
{
  canvas->width = width;
  canvas->height = height;
  canvas->pixels = g_new0 (guint32, (gsize) width * (gsize) height);
  if (composition == NULL)
    return;
  for (guint i = 0;
       i < gst_video_overlay_composition_n_rectangles (composition); i++)
    put_picture (canvas, composition, i);
}

void
paint_canvas_clear (PaintCanvas *canvas)
{
  g_clear_pointer (&canvas->pixels, g_free);
}

guint32
paint_canvas_get (const PaintCanvas *canvas, gint x, gint y)
{
  g_assert_true (x >= 0 && x < canvas->width && y >= 0 && y < canvas->height);
  return canvas->pixels[y * canvas->width + x];
}

guint
paint_canvas_count (const PaintCanvas *canvas, const CelebrityRect *rect)
{
  guint n_painted = 0;

  for (gint y = rect->y; y < rect->y + rect->h; y++)
    for (gint x = rect->x; x < rect->x + rect->w; x++)
      n_painted += paint_canvas_get (canvas, x, y) >> 24 != 0;
  return n_painted;
}
