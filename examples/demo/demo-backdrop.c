/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "demo-draw.h"
#include "demo-script.h"

static void
fill_gradient (cairo_t *cr, DemoColor top, DemoColor bottom, double height)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, 0, 0, height);

  cairo_pattern_add_color_stop_rgb (pattern, 0, top.red, top.green, top.blue);
  cairo_pattern_add_color_stop_rgb (pattern, 1, bottom.red, bottom.green,
      bottom.blue);
  cairo_set_source (cr, pattern);
  cairo_rectangle (cr, 0, 0, DEMO_WIDTH, height);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

static void
fill_circle (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
fill_rectangle (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
draw_tree (cairo_t *cr, double x, double y, double size)
{
  cairo_set_source_rgb (cr, 0.48, 0.36, 0.26);
  fill_rectangle (cr, x - size * 0.08, y - size * 0.6, size * 0.16, size * 0.6);
  cairo_set_source_rgb (cr, 0.36, 0.60, 0.34);
  fill_circle (cr, x, y - size * 0.85, size * 0.36);
  cairo_set_source_rgb (cr, 0.42, 0.67, 0.38);
  fill_circle (cr, x - size * 0.2, y - size * 0.7, size * 0.26);
  fill_circle (cr, x + size * 0.22, y - size * 0.68, size * 0.24);
}

static void
draw_park (cairo_t *cr)
{
  fill_gradient (cr, (DemoColor){ 0.53, 0.77, 0.95 },
      (DemoColor){ 0.90, 0.96, 0.98 }, DEMO_HEIGHT);
  cairo_set_source_rgb (cr, 1.0, 0.93, 0.62);
  fill_circle (cr, 540, 62, 30);
  cairo_set_source_rgb (cr, 0.68, 0.84, 0.62);
  fill_circle (cr, 150, 470, 270);
  cairo_set_source_rgb (cr, 0.60, 0.79, 0.55);
  fill_circle (cr, 520, 520, 300);
  cairo_set_source_rgb (cr, 0.52, 0.73, 0.46);
  fill_rectangle (cr, 0, 290, DEMO_WIDTH, 70);
  draw_tree (cr, 78, 292, 110);
  draw_tree (cr, 330, 288, 86);
  draw_tree (cr, 590, 292, 124);
  cairo_set_source_rgb (cr, 0.91, 0.85, 0.70);
  fill_rectangle (cr, 0, 326, DEMO_WIDTH, 22);
}

static void
draw_window (cairo_t *cr, double x, double y)
{
  cairo_set_source_rgb (cr, 0.98, 0.97, 0.94);
  fill_rectangle (cr, x, y, 132, 112);
  cairo_set_source_rgb (cr, 0.68, 0.85, 0.96);
  fill_rectangle (cr, x + 8, y + 8, 54, 96);
  fill_rectangle (cr, x + 70, y + 8, 54, 96);
}

static void
draw_books (cairo_t *cr, double x, double y)
{
  static const DemoColor colors[] = {
    { 0.75, 0.35, 0.30 },
    { 0.35, 0.55, 0.65 },
    { 0.88, 0.72, 0.38 },
    { 0.45, 0.62, 0.45 },
    { 0.58, 0.45, 0.62 },
  };

  for (guint i = 0; i < 9; i++) {
    const DemoColor *color = &colors[i % G_N_ELEMENTS (colors)];
    double height = 34 + (i * 7) % 13;

    cairo_set_source_rgb (cr, color->red, color->green, color->blue);
    fill_rectangle (cr, x + i * 13, y - height, 11, height);
  }
  cairo_set_source_rgb (cr, 0.62, 0.46, 0.33);
  fill_rectangle (cr, x - 10, y, 140, 7);
}

static void
draw_room (cairo_t *cr)
{
  fill_gradient (cr, (DemoColor){ 0.95, 0.89, 0.80 },
      (DemoColor){ 0.90, 0.82, 0.71 }, DEMO_HEIGHT);
  draw_window (cr, 250, 52);
  draw_books (cr, 470, 96);
  draw_books (cr, 470, 168);
  cairo_set_source_rgb (cr, 0.71, 0.54, 0.40);
  fill_rectangle (cr, 0, 300, DEMO_WIDTH, 60);
  cairo_set_source_rgb (cr, 0.78, 0.61, 0.46);
  fill_rectangle (cr, 0, 300, DEMO_WIDTH, 6);
  cairo_set_source_rgb (cr, 0.55, 0.68, 0.70);
  cairo_save (cr);
  cairo_translate (cr, 320, 340);
  cairo_scale (cr, 1, 0.12);
  fill_circle (cr, 0, 0, 190);
  cairo_restore (cr);
}

static void
draw_house (cairo_t *cr, guint number, double x, double width, double height)
{
  double shade = 0.20 + 0.04 * (number % 3);

  cairo_set_source_rgb (cr, shade, shade + 0.02, shade + 0.12);
  fill_rectangle (cr, x, 320 - height, width, height);
  cairo_set_source_rgb (cr, 0.98, 0.84, 0.50);
  for (guint row = 0; row * 26 + 30 < height; row++) {
    for (guint column = 0; column * 24 + 28 < width; column++) {
      if ((row * 5 + column * 3 + number) % 4 != 0)
        fill_rectangle (cr, x + 12 + column * 24, 332 - height + row * 26, 11,
            14);
    }
  }
}

static void
draw_town (cairo_t *cr)
{
  static const struct {
    double width;
    double height;
  } houses[] = {
    { 92, 150 },
    { 74, 210 },
    { 116, 128 },
    { 86, 236 },
    { 104, 168 },
    { 80, 198 },
    { 110, 140 },
  };
  double x = -10;

  fill_gradient (cr, (DemoColor){ 0.27, 0.25, 0.48 },
      (DemoColor){ 0.95, 0.62, 0.52 }, DEMO_HEIGHT);
  cairo_set_source_rgb (cr, 0.98, 0.95, 0.86);
  fill_circle (cr, 96, 66, 24);
  for (guint i = 0; i < G_N_ELEMENTS (houses); i++) {
    draw_house (cr, i, x, houses[i].width, houses[i].height);
    x += houses[i].width;
  }
  cairo_set_source_rgb (cr, 0.33, 0.32, 0.40);
  fill_rectangle (cr, 0, 320, DEMO_WIDTH, 40);
}

void
demo_backdrop_draw (cairo_t *cr, guint scene)
{
  static void (*const draw[DEMO_N_BACKDROPS]) (cairo_t * cr) = {
    draw_park,
    draw_room,
    draw_town,
  };

  draw[scene % DEMO_N_BACKDROPS](cr);
}
