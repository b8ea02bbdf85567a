/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pixels/overlay-blend.h"

#include <string.h>

#define N_COMPOSITIONS 6
#define N_RECTANGLES 4

typedef struct {
  gint width;
  gint height;
} Size;

static const Size sizes[] = { { 64, 48 }, { 65, 47 }, { 47, 33 }, { 130, 9 },
  { 3, 3 }, { 1, 1 } };

typedef struct {
  GstBuffer *buffer;
  GstVideoFrame frame;
} Picture;

static void
picture_clear (Picture *picture)
{
  gst_video_frame_unmap (&picture->frame);
  gst_buffer_unref (picture->buffer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

static void
picture_init (Picture *picture, GstVideoFormat format, const Size *size)
{
  GstVideoInfo info;

  g_assert_true (
      gst_video_info_set_format (&info, format, size->width, size->height));
  picture->buffer =
      gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  g_assert_true (gst_video_frame_map (&picture->frame, &info, picture->buffer,
      GST_MAP_READWRITE));
}

/* Reads and writes back each row, as GStreamer's blending does, which changes
 * unused bits. */
static void
write_back (GstVideoFrame *frame)
{
  const GstVideoFormatInfo *format = frame->info.finfo;
  gint width = GST_VIDEO_FRAME_WIDTH (frame);
  g_autofree guint8 *row = g_malloc0 ((gsize) (width + 16) * 8);

  for (gint y = 0; y < GST_VIDEO_FRAME_HEIGHT (frame); y++) {
    format->unpack_func (format, GST_VIDEO_PACK_FLAG_NONE, row, frame->data,
        frame->info.stride, 0, y, width);
    format->pack_func (format, GST_VIDEO_PACK_FLAG_NONE, row, width,
        frame->data, frame->info.stride, frame->info.chroma_site, y, width);
  }
}

static void
fill (GRand *random, Picture *picture)
{
  const GstMapInfo *map = &picture->frame.map[0];

  for (gsize i = 0; i < map->size; i++)
    map->data[i] = (guint8) g_rand_int (random);
  write_back (&picture->frame);
}

/* Premultiplied if @flags say so: no component is larger than alpha. */
static GstBuffer *
create_pixels (GRand *random, guint width, guint height,
    GstVideoOverlayFormatFlags flags)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, width * height * 4, NULL);
  gboolean premultiplied =
      (flags & GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA) != 0;
  GstMapInfo map;

  gst_buffer_add_video_meta (buffer, GST_VIDEO_FRAME_FLAG_NONE,
      GST_VIDEO_OVERLAY_COMPOSITION_FORMAT_RGB, width, height);
  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  for (gsize i = 0; i < map.size; i += 4) {
    guint alpha = (guint) g_rand_int_range (random, -64, 320);

    alpha = (guint) CLAMP ((gint) alpha, 0, 255);
    for (guint k = 0; k < 3; k++)
      map.data[i + k] = (guint8) g_rand_int_range (random, 0,
          premultiplied ? (gint32) alpha + 1 : 256);
    map.data[i + 3] = (guint8) alpha;
  }
  gst_buffer_unmap (buffer, &map);
  return buffer;
}

static GstVideoOverlayRectangle *
create_rectangle (GRand *random, const Size *size)
{
  static const GstVideoOverlayFormatFlags all_flags[] = {
    GST_VIDEO_OVERLAY_FORMAT_FLAG_NONE,
    GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA,
  };
  GstVideoOverlayFormatFlags flags = all_flags[g_rand_int_range (random, 0, 2)];
  guint width = (guint) g_rand_int_range (random, 1, 24);
  guint height = (guint) g_rand_int_range (random, 1, 12);
  gint x = g_rand_int_range (random, -30, size->width + 10);
  gint y = g_rand_int_range (random, -15, size->height + 5);
  g_autoptr (GstBuffer) pixels = create_pixels (random, width, height, flags);
  GstVideoOverlayRectangle *rectangle =
      gst_video_overlay_rectangle_new_raw (pixels, x, y, width, height, flags);

  if (g_rand_boolean (random))
    gst_video_overlay_rectangle_set_global_alpha (rectangle,
        (gfloat) g_rand_double (random));
  return rectangle;
}

static GstVideoOverlayComposition *
create_composition (GRand *random, const Size *size)
{
  GstVideoOverlayComposition *composition =
      gst_video_overlay_composition_new (NULL);

  for (guint i = 0; i < N_RECTANGLES; i++) {
    GstVideoOverlayRectangle *rectangle = create_rectangle (random, size);

    gst_video_overlay_composition_add_rectangle (composition, rectangle);
    gst_video_overlay_rectangle_unref (rectangle);
  }
  return composition;
}

static void
check_same (const Picture *ours, const Picture *theirs, const Size *size)
{
  if (memcmp (ours->frame.map[0].data, theirs->frame.map[0].data,
          ours->frame.map[0].size) != 0)
    g_error ("%s, %d x %d: other pixels than GStreamer's",
        gst_video_format_to_string (GST_VIDEO_FRAME_FORMAT (&ours->frame)),
        size->width, size->height);
}

/* Formats in which GStreamer damages rows of odd width that it only writes back:
 * it swaps the chroma of the last column, or writes one byte beyond the row. */
static gboolean
is_spoilt (GstVideoFormat format, const Size *size)
{
  return (format == GST_VIDEO_FORMAT_NV61 || format == GST_VIDEO_FORMAT_UYVP) &&
      (size->width & 1) != 0;
}

static void
check_size (GRand *random, GstVideoFormat format, const Size *size)
{
  g_auto (Picture) ours = { .buffer = NULL };
  g_auto (Picture) theirs = { .buffer = NULL };

  picture_init (&ours, format, size);
  picture_init (&theirs, format, size);
  for (guint i = 0; i < N_COMPOSITIONS; i++) {
    g_autoptr (GstVideoOverlayComposition) composition =
        create_composition (random, size);

    fill (random, &ours);
    memcpy (theirs.frame.map[0].data, ours.frame.map[0].data,
        ours.frame.map[0].size);

    g_assert_true (celebrity_blend (composition, &ours.frame, 0, 0));
    g_assert_true (
        gst_video_overlay_composition_blend (composition, &theirs.frame));
    check_same (&ours, &theirs, size);
  }
}

/* The pixels equal those of GStreamer, for every format that it can blend, even
 * and odd sizes, and rectangles inside, across the edges and outside. */
static void
test_same_as_gstreamer (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  guint n_formats;
  const GstVideoFormat *formats = gst_video_formats_raw (&n_formats);

  g_assert_cmpuint (n_formats, >, 50);
  for (guint i = 0; i < n_formats; i++)
    for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
      if (!is_spoilt (formats[i], &sizes[k]))
        check_size (random, formats[i], &sizes[k]);
}

/* Unused bits outside the rectangle are not changed. */
static void
test_outside_untouched (void)
{
  const Size size = { 64, 16 };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GstBuffer) pixels =
      create_pixels (random, 8, 4, GST_VIDEO_OVERLAY_FORMAT_FLAG_NONE);
  GstVideoOverlayRectangle *rectangle = gst_video_overlay_rectangle_new_raw (
      pixels, 20, 6, 8, 4, GST_VIDEO_OVERLAY_FORMAT_FLAG_NONE);
  g_autoptr (GstVideoOverlayComposition) composition =
      gst_video_overlay_composition_new (rectangle);
  g_auto (Picture) picture = { .buffer = NULL };
  const guint8 *data;

  picture_init (&picture, GST_VIDEO_FORMAT_BGRx, &size);
  data = GST_VIDEO_FRAME_PLANE_DATA (&picture.frame, 0);
  memset (picture.frame.map[0].data, 0x35, picture.frame.map[0].size);
  g_assert_true (celebrity_blend (composition, &picture.frame, 0, 0));

  for (gint y = 0; y < size.height; y++)
    for (gint x = 0; x < size.width; x++)
      if (x < 20 || x >= 28 || y < 6 || y >= 10)
        for (gint k = 0; k < 4; k++)
          g_assert_cmphex (data[(y * size.width + x) * 4 + k], ==, 0x35);
  gst_video_overlay_rectangle_unref (rectangle);
}

int
main (int argc, char **argv)
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay-blend/same-as-gstreamer", test_same_as_gstreamer);
  g_test_add_func ("/overlay-blend/outside-untouched", test_outside_untouched);
  return g_test_run ();
}
