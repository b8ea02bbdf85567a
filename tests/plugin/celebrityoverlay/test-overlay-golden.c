/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Compares whole frames with reference pictures. If a change of the look is
 * intended, recreate the pictures with TEST_MAKE_GOLDEN=1 in the environment, and
 * view them before you commit them. */

#include <cairo.h>
#include <stdlib.h>

#include "support/overlay/overlay-rig.h"

#define WIDTH 240
#define HEIGHT 136

#define TO_BGRX " ! videoconvert ! capsfilter caps=video/x-raw,format=BGRx"
#define AS(format) "videoconvert ! video/x-raw,format=" format " ! "

/* Shapes are compared pixel by pixel. Text differs between releases of fonts and
 * libraries, so frames with names are compared by the means of blocks. */
typedef struct {
  guint block;
  guint max_difference;
  double max_share;
} Tolerance;

static const Tolerance shapes = { 1, 24, 0.002 };
static const Tolerance names = { 8, 48, 0.01 };

typedef struct {
  const char *name;
  const char *launch_line;
  const Tolerance *tolerance;
} Case;

static const Case cases[] = {
  { "corners", "celebrityoverlay draw=box", &shapes },
  { "rectangles", "celebrityoverlay draw=box style=rectangle", &shapes },
  { "thick", "celebrityoverlay draw=box line-width=5 color=0xc0ffffff",
      &shapes },
  { "corners-i420", AS ("I420") "celebrityoverlay draw=box" TO_BGRX, &shapes },
  { "pixelate", "celebrityoverlay effect=pixelate", &shapes },
  { "names", "celebrityoverlay draw=box+name+confidence", &names },
  { "names-nv12", AS ("NV12") "celebrityoverlay exclude=<4Te2El>" TO_BGRX,
      &names },
};

/* One face inside, one at the top without room above it, one cut off. They are
 * far enough apart that the width of text does not move a plate elsewhere. */
static const OverlayPerson people[] = {
  { "Ada Moreno", "1Aq7Mo", 8, 50, 44, 56 },
  { "Björn Okafor", "2bK4Of", 130, 3, 40, 51 },
  { "Tom & Ella", "4Te2El", 206, 110, 51, 60 },
};

static cairo_surface_t *
create_surface (void)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
}

static guint32
get_pixel (cairo_surface_t *surface, gint x, gint y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  gint stride = cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gpointer) (data + y * stride))[x];
}

/* A gradient from dark to bright, with stripes. */
static void
fill_background (GstBuffer *buffer)
{
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  for (gint y = 0; y < HEIGHT; y++)
    for (gint x = 0; x < WIDTH; x++) {
      gint grey = 30 + 170 * x / WIDTH + ((x + y) / 16 % 2 == 0 ? 0 : 25);

      for (gint i = 0; i < 4; i++)
        map.data[(y * WIDTH + x) * 4 + i] = (guint8) grey;
    }
  gst_buffer_unmap (buffer, &map);
}

static cairo_surface_t *
take_picture (GstBuffer *buffer)
{
  cairo_surface_t *surface = create_surface ();
  guint8 *data = cairo_image_surface_get_data (surface);
  gint stride = cairo_image_surface_get_stride (surface);
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  g_assert_cmpuint (map.size, ==, WIDTH * HEIGHT * 4);
  cairo_surface_flush (surface);
  for (gint y = 0; y < HEIGHT; y++)
    for (gint x = 0; x < WIDTH; x++) {
      const guint8 *pixel = map.data + (y * WIDTH + x) * 4;

      ((guint32 *) (gpointer) (data + y * stride))[x] =
          (guint32) (pixel[2] << 16 | pixel[1] << 8 | pixel[0]);
    }
  cairo_surface_mark_dirty (surface);
  gst_buffer_unmap (buffer, &map);
  return surface;
}

static cairo_surface_t *
render (const char *launch_line)
{
  g_auto (OverlayRig) rig = { .harness = NULL };
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer;

  overlay_rig_init (&rig, launch_line, GST_VIDEO_FORMAT_BGRx, WIDTH, HEIGHT);
  buffer = overlay_rig_create_buffer (&rig, people, G_N_ELEMENTS (people));
  fill_background (buffer);
  out = overlay_rig_push_buffer (&rig, buffer);
  return take_picture (out);
}

/* Sum of a channel over the block at @x, @y. */
static guint
add_up (cairo_surface_t *surface, gint x, gint y, gint block, guint shift)
{
  guint sum = 0;

  for (gint j = y; j < y + block; j++)
    for (gint i = x; i < x + block; i++)
      sum += get_pixel (surface, i, j) >> shift & 0xff;
  return sum;
}

static gboolean
differs (cairo_surface_t *a, cairo_surface_t *b, gint x, gint y,
    const Tolerance *tolerance)
{
  gint block = (gint) tolerance->block;
  gint limit = (gint) tolerance->max_difference * block * block;

  for (guint shift = 0; shift <= 16; shift += 8)
    if (abs ((gint) add_up (a, x, y, block, shift) -
            (gint) add_up (b, x, y, block, shift)) > limit)
      return TRUE;
  return FALSE;
}

static gboolean
is_alike (cairo_surface_t *a, cairo_surface_t *b, const Tolerance *tolerance)
{
  gint block = (gint) tolerance->block;
  guint n_different = 0;
  double share;

  for (gint y = 0; y + block <= HEIGHT; y += block)
    for (gint x = 0; x + block <= WIDTH; x += block)
      n_different += (guint) differs (a, b, x, y, tolerance);
  share = (double) n_different * block * block / (WIDTH * HEIGHT);
  g_test_message ("%.2f %% differ (at most %.2f)", share * 100.0,
      tolerance->max_share * 100.0);
  return share <= tolerance->max_share;
}

static void
write_picture (cairo_surface_t *surface, const char *filename)
{
  g_assert_cmpint (cairo_surface_write_to_png (surface, filename), ==,
      CAIRO_STATUS_SUCCESS);
}

static void
compare (const Case *c, cairo_surface_t *found, const char *filename)
{
  g_autofree char *kept = NULL;
  cairo_surface_t *golden = cairo_image_surface_create_from_png (filename);
  gboolean alike;

  g_assert_cmpint (cairo_surface_status (golden), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (golden), ==, WIDTH);
  g_assert_cmpint (cairo_image_surface_get_height (golden), ==, HEIGHT);
  alike = is_alike (found, golden, c->tolerance);
  cairo_surface_destroy (golden);
  if (alike)
    return;

  kept = g_strdup_printf ("%s/golden-%s.png", g_test_get_dir (G_TEST_BUILT),
      c->name);
  write_picture (found, kept);
  g_test_message ("%s is not as %s", kept, filename);
  g_test_fail ();
}

static void
test_golden (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *basename = g_strconcat (c->name, ".png", NULL);
  g_autofree char *filename =
      g_test_build_filename (G_TEST_DIST, "data", "golden", basename, NULL);
  cairo_surface_t *found = render (c->launch_line);

  if (g_getenv ("TEST_MAKE_GOLDEN") != NULL) {
    write_picture (found, filename);
    g_test_skip ("TEST_MAKE_GOLDEN is set: the picture was made anew");
  } else {
    compare (c, found, filename);
  }
  cairo_surface_destroy (found);
}

int
main (int argc, char **argv)
{
  overlay_rig_main (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path =
        g_strconcat ("/overlay-golden/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_golden);
  }
  return overlay_rig_run ();
}
