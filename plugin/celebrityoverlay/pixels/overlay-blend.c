/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pixels/overlay-blend.h"

#include "pixels/overlay-plane-layout.h"

/* The area that a rectangle is shown in, pixels; @x and @y may be negative. */
typedef struct {
  gint x;
  gint y;
  guint w;
  guint h;
} Target;

/* Returns a frame that consists of the columns of @frame that @target covers:
 * gst_video_blend() processes whole rows. @target is made relative to it. */
static GstVideoFrame
narrow (const GstVideoFrame *frame, const CelebrityPlanes *planes,
    Target *target)
{
  gint width = GST_VIDEO_FRAME_WIDTH (frame);
  gint grid = (gint) planes->x_grid;
  gint right = MIN (target->x + (gint) target->w, width);
  gint left = MAX (target->x, 0) / grid * grid;
  GstVideoFrame view = *frame;

  for (guint i = 0; i < planes->n_planes; i++) {
    const CelebrityPlane *plane = &planes->planes[i];

    view.data[i] = (guint8 *) view.data[i] +
        ((guint) left >> plane->w_shift) * plane->group;
  }
  view.info.width = MIN (GST_ROUND_UP_N (right, grid), width) - left;
  target->x -= left;
  return view;
}

static gboolean
is_outside (const GstVideoFrame *frame, const Target *target)
{
  return target->x >= GST_VIDEO_FRAME_WIDTH (frame) ||
      target->y >= GST_VIDEO_FRAME_HEIGHT (frame) ||
      target->x + (gint) target->w <= 0 || target->y + (gint) target->h <= 0;
}

/* Maps the rectangle's picture, scaled to the size that it is shown in. */
static gboolean
map_pixels (GstVideoOverlayRectangle *rectangle, GstVideoFrame *picture)
{
  /* Requesting the rectangle's own kind of alpha avoids a copy. */
  GstVideoOverlayFormatFlags flags =
      gst_video_overlay_rectangle_get_flags (rectangle);
  GstBuffer *pixels =
      gst_video_overlay_rectangle_get_pixels_raw (rectangle, flags);
  const GstVideoMeta *meta = gst_buffer_get_video_meta (pixels);
  GstVideoInfo info;

  if (meta == NULL ||
      !gst_video_info_set_format (&info, meta->format, meta->width,
          meta->height))
    return FALSE;
  if ((flags & GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA) != 0)
    GST_VIDEO_INFO_FLAGS (&info) |= GST_VIDEO_FLAG_PREMULTIPLIED_ALPHA;
  return gst_video_frame_map (picture, &info, pixels,
      GST_MAP_READ | GST_VIDEO_FRAME_MAP_FLAG_NO_REF);
}

static gboolean
blend_rectangle (GstVideoOverlayRectangle *rectangle, GstVideoFrame *frame,
    gint x, gint y, const CelebrityPlanes *planes)
{
  GstVideoFrame picture;
  GstVideoFrame view;
  Target target;
  gboolean blended;

  gst_video_overlay_rectangle_get_render_rectangle (rectangle, &target.x,
      &target.y, &target.w, &target.h);
  target.x += x;
  target.y += y;
  if (is_outside (frame, &target))
    return TRUE;
  if (!map_pixels (rectangle, &picture))
    return FALSE;

  view = planes != NULL ? narrow (frame, planes, &target) : *frame;
  blended = gst_video_blend (&view, &picture, target.x, target.y,
      gst_video_overlay_rectangle_get_global_alpha (rectangle));
  gst_video_frame_unmap (&picture);
  return blended;
}

gboolean
celebrity_blend (GstVideoOverlayComposition *composition, GstVideoFrame *frame,
    gint x, gint y)
{
  guint n_rectangles = gst_video_overlay_composition_n_rectangles (composition);
  gboolean blended = TRUE;
  CelebrityPlanes planes;
  gboolean has_planes = celebrity_planes_init (&planes, frame->info.finfo);

  for (guint i = 0; i < n_rectangles && blended; i++)
    blended = blend_rectangle (
        gst_video_overlay_composition_get_rectangle (composition, i), frame, x,
        y, has_planes ? &planes : NULL);
  return blended;
}
