/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pixels/overlay-face-effect.h"

#include <math.h>
#include <string.h>

typedef struct {
  gint width;
  gint height;
} Size;

static const Size sizes[] = { { 160, 120 }, { 161, 119 } };

/* A box in the middle, one across each edge, a tiny one, one of all. */
static const GstCelebrityPixels faces[] = {
  { 51.5, 33.0, 48.0, 56.0 },
  { -20.0, 31.0, 50.0, 40.0 },
  { 140.0, 90.0, 50.0, 60.0 },
  { 60.0, -30.0, 40.0, 50.0 },
  { 70.0, 60.0, 3.0, 4.0 },
  { -500.0, -500.0, 2000.0, 2000.0 },
};

static const CelebrityEffect effects[] = { CELEBRITY_EFFECT_PIXELATE,
  CELEBRITY_EFFECT_BLUR };

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
  gconstpointer palette;
  gsize palette_size;

  g_assert_true (
      gst_video_info_set_format (&info, format, size->width, size->height));
  g_assert_true (celebrity_effect_supports (&info));
  picture->buffer =
      gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  gst_buffer_memset (picture->buffer, 0, 0, GST_VIDEO_INFO_SIZE (&info));
  g_assert_true (gst_video_frame_map (&picture->frame, &info, picture->buffer,
      GST_MAP_READWRITE));
  if (GST_VIDEO_FORMAT_INFO_HAS_PALETTE (info.finfo)) {
    palette = gst_video_format_get_palette (format, &palette_size);
    memcpy (picture->frame.data[1], palette, palette_size);
  }
}

/* Rows as 16-bit samples, four per pixel, whatever the format. */
static guint16 *
read_rows (const GstVideoFrame *frame)
{
  const GstVideoFormatInfo *format = frame->info.finfo;
  const GstVideoFormatInfo *unpacked =
      gst_video_format_get_info (format->unpack_format);
  gint width = GST_VIDEO_FRAME_WIDTH (frame);
  gint height = GST_VIDEO_FRAME_HEIGHT (frame);
  gsize n = (gsize) width * 4;
  guint16 *rows = g_new (guint16, n * (gsize) height);
  g_autofree guint8 *row = g_malloc0 ((gsize) (width + 16) * 8);

  for (gint y = 0; y < height; y++) {
    format->unpack_func (format, GST_VIDEO_PACK_FLAG_NONE, row,
        (gpointer *) frame->data, frame->info.stride, 0, y, width);
    for (gsize i = 0; i < n; i++)
      rows[n * (gsize) y + i] = unpacked->depth[0] == 8
          ? (guint16) (row[i] * 257)
          : ((guint16 *) (gpointer) row)[i];
  }
  return rows;
}

/* Draws a checkerboard of 2 x 2 pixels: detail that must disappear. */
static void
draw_squares (GstVideoFrame *frame)
{
  const GstVideoFormatInfo *format = frame->info.finfo;
  const GstVideoFormatInfo *unpacked =
      gst_video_format_get_info (format->unpack_format);
  gboolean is_rgb = GST_VIDEO_FORMAT_INFO_IS_RGB (format);
  gint width = GST_VIDEO_FRAME_WIDTH (frame);
  g_autofree guint8 *row = g_malloc0 ((gsize) (width + 16) * 8);

  for (gint y = 0; y < GST_VIDEO_FRAME_HEIGHT (frame); y++) {
    for (gint x = 0; x < width; x++) {
      guint8 light = ((x / 2 + y / 2) & 1) != 0 ? 0xe0 : 0x20;
      const guint8 pixel[] = { 0xff, light, is_rgb ? light : 0x80,
        is_rgb ? light : 0x80 };

      for (gint i = 0; i < 4; i++) {
        if (unpacked->depth[0] == 8)
          row[x * 4 + i] = pixel[i];
        else
          ((guint16 *) (gpointer) row)[x * 4 + i] = (guint16) (pixel[i] * 257);
      }
    }
    format->pack_func (format, GST_VIDEO_PACK_FLAG_NONE, row, width,
        frame->data, frame->info.stride, frame->info.chroma_site, y, width);
  }
}

/* Largest difference of luma between adjacent pixels in the given area. */
static guint
find_contrast (const guint16 *rows, const Size *size, gint left, gint top,
    gint right, gint bottom)
{
  guint contrast = 0;

  for (gint y = top; y < bottom; y++)
    for (gint x = left + 1; x < right; x++) {
      gsize at = ((gsize) y * (gsize) size->width + (gsize) x) * 4 + 1;
      guint step = (guint) ABS ((gint) rows[at] - (gint) rows[at - 4]);

      contrast = MAX (contrast, step);
    }
  return contrast;
}

/* Whether a pixel is outside the grown box: a fifth of its size and the chroma
 * grid away. */
static gboolean
is_outside (const GstCelebrityPixels *face, gint x, gint y)
{
  return x < face->x - face->w * 0.1 - 4.0 ||
      x >= face->x + face->w * 1.1 + 4.0 || y < face->y - face->h * 0.2 - 4.0 ||
      y >= face->y + face->h * 1.1 + 4.0;
}

static void
check_outside (GstVideoFormat format, const guint16 *before,
    const guint16 *after, const Size *size, const GstCelebrityPixels *face)
{
  for (gint y = 0; y < size->height; y++)
    for (gint x = 0; x < size->width; x++)
      if (is_outside (face, x, y)) {
        gsize at = ((gsize) y * (gsize) size->width + (gsize) x) * 4;

        if (memcmp (before + at, after + at, 4 * sizeof (guint16)) != 0)
          g_error ("%s, %d x %d, box at %g,%g: changed at %d,%d",
              gst_video_format_to_string (format), size->width, size->height,
              face->x, face->y, x, y);
      }
}

static void
check_hidden (GstVideoFormat format, const Size *size,
    const GstCelebrityPixels *face, CelebrityEffect effect)
{
  g_auto (Picture) picture = { .buffer = NULL };
  g_autofree guint16 *before = NULL;
  g_autofree guint16 *after = NULL;
  gint left = MAX (0, (gint) face->x);
  gint top = MAX (0, (gint) face->y);
  gint right = MIN (size->width, (gint) ceil (face->x + face->w));
  gint bottom = MIN (size->height, (gint) ceil (face->y + face->h));
  guint was;
  guint is;

  picture_init (&picture, format, size);
  draw_squares (&picture.frame);
  before = read_rows (&picture.frame);
  celebrity_effect_apply (effect, &picture.frame, face,
      GST_VIDEO_ORIENTATION_IDENTITY);
  after = read_rows (&picture.frame);

  was = find_contrast (before, size, left, top, right, bottom);
  is = find_contrast (after, size, left, top, right, bottom);
  g_assert_cmpuint (was, >, 0x7000);
  if (is * 4 > was)
    g_error ("%s, %d x %d, box at %g,%g: contrast was %u, is %u",
        gst_video_format_to_string (format), size->width, size->height, face->x,
        face->y, was, is);
  check_outside (format, before, after, size, face);
}

/* GStreamer allocates one byte less for odd rows of UYVP than it writes. In
 * MT2110T and MT2110R (not in every release) it neither reads nor writes the
 * pixels to the right of the last whole tile. */
static gboolean
is_spoilt (GstVideoFormat format, const Size *size)
{
  const char *name = gst_video_format_to_string (format);

  return (format == GST_VIDEO_FORMAT_UYVP && size->width % 2 != 0) ||
      (g_str_has_prefix (name, "MT2110") && size->width % 16 != 0);
}

/* Alternates the effects, so that each has every face at one of the sizes. */
static void
check_format (GstVideoFormat format, const Size *size)
{
  for (guint i = 0; i < G_N_ELEMENTS (faces); i++)
    check_hidden (format, size, &faces[i],
        effects[(i + (guint) size->width) % G_N_ELEMENTS (effects)]);
}

/* In every format there is no detail inside the box, and no change outside. */
static void
test_all_formats (void)
{
  guint n_formats;
  const GstVideoFormat *formats = gst_video_formats_raw (&n_formats);

  for (guint i = 0; i < n_formats; i++)
    for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
      if (!is_spoilt (formats[i], &sizes[k]))
        check_format (formats[i], &sizes[k]);
}

/* At most nine colours in a row of a face: eight squares and a part of one. */
static void
test_pixelate_is_coarse (void)
{
  const Size size = { 640, 480 };
  const GstCelebrityPixels face = { 200.0, 100.0, 200.0, 250.0 };
  g_auto (Picture) picture = { .buffer = NULL };
  const guint8 *row;
  guint n_changes = 0;

  picture_init (&picture, GST_VIDEO_FORMAT_GRAY8, &size);
  row = GST_VIDEO_FRAME_PLANE_DATA (&picture.frame, 0);
  for (gint i = 0; i < size.width * size.height; i++)
    ((guint8 *) picture.frame.data[0])[i] = (guint8) (i % size.width * i);
  celebrity_effect_apply (CELEBRITY_EFFECT_PIXELATE, &picture.frame, &face,
      GST_VIDEO_ORIENTATION_IDENTITY);

  row += 200 * size.width;
  for (gint x = 201; x < 400; x++)
    n_changes += row[x] != row[x - 1];
  g_assert_cmpuint (n_changes, >, 0);
  g_assert_cmpuint (n_changes, <=, 8);
}

/* The mean brightness of a face does not change. */
static void
test_keeps_light (void)
{
  const Size size = { 64, 64 };
  const GstCelebrityPixels face = { 16.0, 16.0, 32.0, 32.0 };

  for (guint e = 0; e < G_N_ELEMENTS (effects); e++) {
    g_auto (Picture) picture = { .buffer = NULL };
    const guint8 *data;

    picture_init (&picture, GST_VIDEO_FORMAT_I420, &size);
    data = GST_VIDEO_FRAME_PLANE_DATA (&picture.frame, 0);
    memset (picture.frame.data[0], 200, (gsize) size.width * 32);
    memset ((guint8 *) picture.frame.data[0] + size.width * 32, 40,
        (gsize) size.width * 32);
    celebrity_effect_apply (effects[e], &picture.frame, &face,
        GST_VIDEO_ORIENTATION_IDENTITY);
    g_assert_cmpint (ABS (data[18 * 64 + 32] - 200), <, 6);
    g_assert_cmpint (ABS (data[46 * 64 + 32] - 40), <, 6);
  }
}

/* Invalid boxes change nothing. */
static void
test_no_box (void)
{
  static const GstCelebrityPixels none[] = {
    { 10.0, 10.0, 0.0, 0.0 },
    { 10.0, 10.0, -5.0, 5.0 },
    { 300.0, 10.0, 20.0, 20.0 },
    { 10.0, -90.0, 20.0, 20.0 },
    { (double) NAN, 10.0, 20.0, 20.0 },
    { 10.0, 10.0, (double) INFINITY, 20.0 },
  };
  const Size size = { 64, 64 };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++) {
    g_auto (Picture) picture = { .buffer = NULL };
    g_autofree guint16 *before = NULL;
    g_autofree guint16 *after = NULL;

    picture_init (&picture, GST_VIDEO_FORMAT_NV12, &size);
    draw_squares (&picture.frame);
    before = read_rows (&picture.frame);
    celebrity_effect_apply (CELEBRITY_EFFECT_BLUR, &picture.frame, &none[i],
        GST_VIDEO_ORIENTATION_IDENTITY);
    after = read_rows (&picture.frame);
    g_assert_cmpmem (before, 64 * 64 * 8, after, 64 * 64 * 8);
  }
}

static void
test_unsupported (void)
{
  GstVideoInfo info;

  gst_video_info_init (&info);
  g_assert_false (celebrity_effect_supports (&info));
  g_assert_true (gst_video_info_set_interlaced_format (&info,
      GST_VIDEO_FORMAT_I420, GST_VIDEO_INTERLACE_MODE_ALTERNATE, 64, 64));
  g_assert_false (celebrity_effect_supports (&info));
}

int
main (int argc, char **argv)
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay-face-effect/all-formats", test_all_formats);
  g_test_add_func ("/overlay-face-effect/pixelate-is-coarse",
      test_pixelate_is_coarse);
  g_test_add_func ("/overlay-face-effect/keeps-light", test_keeps_light);
  g_test_add_func ("/overlay-face-effect/no-box", test_no_box);
  g_test_add_func ("/overlay-face-effect/unsupported", test_unsupported);
  return g_test_run ();
}
