/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pixels/overlay-face-effect.h"

#include "pixels/overlay-mosaic.h"
#include "pixels/overlay-plane-layout.h"

#include <math.h>
#include <string.h>

/* How much a face's box is grown, as a fraction of its width and height. The
 * service's boxes end within the forehead. */
#define GROW_SIDES 0.1
#define GROW_TOP 0.2
#define GROW_BOTTOM 0.1

/* Cells along the longer edge of the grown box. */
#define N_CELLS 8
#define MIN_CELL 8

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define NATIVE_SAMPLE_16 CELEBRITY_SAMPLE_16_LE
#else
#define NATIVE_SAMPLE_16 CELEBRITY_SAMPLE_16_BE
#endif

/* Area of a frame, pixels; @right and @bottom are exclusive. @cell is the edge
 * of the squares. */
typedef struct {
  guint left;
  guint top;
  guint right;
  guint bottom;
  guint cell;
} Area;

static guint
clamp_to (double value, gint end)
{
  return (guint) CLAMP (value, 0.0, (double) end);
}

/* The area to hide for @face, on the frame as it is in the buffer. */
static GstCelebrityArea
grow (const GstCelebrityPixels *face, const GstVideoFrame *frame,
    GstVideoOrientationMethod orientation)
{
  double width = GST_VIDEO_FRAME_WIDTH (frame);
  double height = GST_VIDEO_FRAME_HEIGHT (frame);
  GstCelebrityArea area = { face->x, face->y, face->w, face->h };

  gst_celebrity_orientation_turn (orientation, width, height, &area);
  area.x -= area.w * GROW_SIDES;
  area.y -= area.h * GROW_TOP;
  area.w *= 1.0 + 2.0 * GROW_SIDES;
  area.h *= 1.0 + GROW_TOP + GROW_BOTTOM;
  gst_celebrity_orientation_turn_back (orientation, width, height, &area);
  return area;
}

/* Returns FALSE if no part of the face is in the frame. */
static gboolean
get_area (const GstCelebrityPixels *face, const GstVideoFrame *frame,
    GstVideoOrientationMethod orientation, guint grid, Area *area)
{
  gint width = GST_VIDEO_FRAME_WIDTH (frame);
  gint height = GST_VIDEO_FRAME_HEIGHT (frame);
  const GstCelebrityArea grown = grow (face, frame, orientation);
  double right = grown.x + grown.w;
  double bottom = grown.y + grown.h;
  double size = MIN (MAX (grown.w, grown.h), 2.0 * MAX (width, height));

  if (!(face->w > 0.0 && face->h > 0.0) || !isfinite (right) ||
      !isfinite (bottom))
    return FALSE;

  area->left = clamp_to (floor (grown.x), width) / grid * grid;
  area->top = clamp_to (floor (grown.y), height) / grid * grid;
  area->right = clamp_to (ceil (right), width);
  area->right = MIN (GST_ROUND_UP_N (area->right, grid), (guint) width);
  area->bottom = clamp_to (ceil (bottom), height);
  area->bottom = MIN (GST_ROUND_UP_N (area->bottom, grid), (guint) height);
  area->cell = MAX ((guint) ceil (size / N_CELLS), MIN_CELL);
  area->cell = GST_ROUND_UP_N (area->cell, grid);
  return right > 0.0 && bottom > 0.0 && area->left < area->right &&
      area->top < area->bottom;
}

/* Returns the bytes per sample; 0 if samples are not aligned to bytes, or are
 * floating point. */
static guint
get_sample_size (const GstVideoFormatInfo *format,
    const CelebrityPlanes *planes)
{
  guint bits = GST_VIDEO_FORMAT_INFO_DEPTH (format, 0) +
      GST_VIDEO_FORMAT_INFO_SHIFT (format, 0);
  guint size = bits <= 8 ? 1 : 2;

  if (bits > 16)
    return 0;
  for (guint i = 0; i < planes->n_planes; i++)
    if (planes->planes[i].n_components * size > planes->planes[i].group)
      return 0;
  return size;
}

static CelebritySample
get_sample (const GstVideoFormatInfo *format, guint size)
{
  GstVideoFormat id = GST_VIDEO_FORMAT_INFO_FORMAT (format);

  if (size == 1)
    return CELEBRITY_SAMPLE_8;
  /* GStreamer does not flag these two as little endian. */
  if (GST_VIDEO_FORMAT_INFO_IS_LE (format) || id == GST_VIDEO_FORMAT_v216 ||
      id == GST_VIDEO_FORMAT_Y210)
    return CELEBRITY_SAMPLE_16_LE;
  return CELEBRITY_SAMPLE_16_BE;
}

static guint
divide_up (guint value, guint shift)
{
  return (value + (1u << shift) - 1) >> shift;
}

static void
hide_in_plane (GstVideoFrame *frame, guint number, const CelebrityPlane *plane,
    const Area *area, guint size, gboolean smooth)
{
  const GstVideoFormatInfo *format = frame->info.finfo;
  guint left = area->left >> plane->w_shift;
  guint top = area->top >> plane->h_shift;
  gint stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, number);
  const CelebrityPatch patch = {
    .data = (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, number) +
        (gssize) top * stride + (gsize) left * plane->group,
    .stride = stride,
    .sample = get_sample (format, size),
    .mask = (guint16) (G_MAXUINT16
        << (size == 1 ? 0 : GST_VIDEO_FORMAT_INFO_SHIFT (format, 0))),
    .n_lanes = plane->group / size,
    .width = divide_up (area->right, plane->w_shift) - left,
    .height = divide_up (area->bottom, plane->h_shift) - top,
    .cell_width = area->cell >> plane->w_shift,
    .cell_height = area->cell >> plane->h_shift,
  };

  celebrity_mosaic_apply (&patch, smooth);
}

/* Packing assumes that the frame has GStreamer's palette. */
static void
set_palette (GstVideoFrame *frame)
{
  gsize size;
  gconstpointer palette =
      gst_video_format_get_palette (GST_VIDEO_FRAME_FORMAT (frame), &size);

  memcpy (GST_VIDEO_FRAME_PLANE_DATA (frame, 1), palette, size);
}

/* For formats whose samples are not bytes: works on an unpacked copy of the
 * rows. */
static void
hide_in_rows (GstVideoFrame *frame, const Area *area, gboolean smooth)
{
  const GstVideoFormatInfo *format = frame->info.finfo;
  const GstVideoFormatInfo *unpacked =
      gst_video_format_get_info (format->unpack_format);
  /* A palette applies to the whole frame. */
  gboolean has_palette = GST_VIDEO_FORMAT_INFO_HAS_PALETTE (format);
  gint width = GST_VIDEO_FRAME_WIDTH (frame);
  gint first = has_palette ? 0 : (gint) area->top;
  gint end = has_palette ? GST_VIDEO_FRAME_HEIGHT (frame) : (gint) area->bottom;
  guint size = GST_VIDEO_FORMAT_INFO_DEPTH (unpacked, 0) == 8 ? 1 : 2;
  /* Unpacking works in blocks and may write a few more pixels. */
  gsize stride = (gsize) GST_ROUND_UP_N (width + 8, 8) * 4 * size;
  g_autofree guint8 *rows = g_malloc0 (stride * (gsize) (end - first));
  const CelebrityPatch patch = {
    .data = rows + stride * (area->top - (guint) first) +
        (gsize) area->left * 4 * size,
    .stride = (gint) stride,
    .sample = size == 1 ? CELEBRITY_SAMPLE_8 : NATIVE_SAMPLE_16,
    .mask = G_MAXUINT16,
    .n_lanes = 4,
    .width = area->right - area->left,
    .height = area->bottom - area->top,
    .cell_width = area->cell,
    .cell_height = area->cell,
  };

  for (gint y = first; y < end; y++)
    format->unpack_func (format, GST_VIDEO_PACK_FLAG_NONE,
        rows + stride * (gsize) (y - first), frame->data, frame->info.stride, 0,
        y, width);
  celebrity_mosaic_apply (&patch, smooth);
  if (has_palette)
    set_palette (frame);
  for (gint y = first; y < end; y++)
    format->pack_func (format, GST_VIDEO_PACK_FLAG_NONE,
        rows + stride * (gsize) (y - first), (gint) stride, frame->data,
        frame->info.stride, frame->info.chroma_site, y, width);
}

gboolean
celebrity_effect_supports (const GstVideoInfo *info)
{
  const GstVideoFormatInfo *format = info->finfo;

  /* In alternate mode a buffer is a single field, of half the height. */
  return format != NULL && format->unpack_func != NULL &&
      format->pack_func != NULL &&
      GST_VIDEO_FORMAT_INFO_N_COMPONENTS (format) > 0 &&
      GST_VIDEO_INFO_INTERLACE_MODE (info) !=
      GST_VIDEO_INTERLACE_MODE_ALTERNATE;
}

const GstCelebrityPixels *
celebrity_effect_get_face (const GstCelebrityPerson *person)
{
  if (person->face.w > 0.0)
    return &person->face;
  return person->box.w > 0.0 ? &person->box : &person->body;
}

void
celebrity_effect_apply (CelebrityEffect effect, GstVideoFrame *frame,
    const GstCelebrityPixels *face, GstVideoOrientationMethod orientation)
{
  const GstVideoFormatInfo *format = frame->info.finfo;
  gboolean smooth = effect == CELEBRITY_EFFECT_BLUR;
  CelebrityPlanes planes;
  gboolean has_groups = celebrity_planes_init (&planes, format);
  guint size = has_groups ? get_sample_size (format, &planes) : 0;
  Area area;

  if (effect == CELEBRITY_EFFECT_NONE ||
      !get_area (face, frame, orientation, MAX (planes.x_grid, planes.y_grid),
          &area))
    return;

  if (size == 0) {
    hide_in_rows (frame, &area, smooth);
    return;
  }
  for (guint i = 0; i < planes.n_planes; i++)
    hide_in_plane (frame, i, &planes.planes[i], &area, size, smooth);
}
