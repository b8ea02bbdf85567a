/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "demo-draw.h"

#include <math.h>

#include "demo-script.h"

/* The unit is the head: its box is 1 x 1, with its top left corner at 0, 0. */
#define LINE_WIDTH 0.04

struct _DemoPainter {
  cairo_surface_t *backdrops[DEMO_N_BACKDROPS];
};

DemoPainter *
demo_painter_new (void)
{
  DemoPainter *self = g_new0 (DemoPainter, 1);

  for (guint i = 0; i < DEMO_N_BACKDROPS; i++) {
    cairo_t *cr;

    self->backdrops[i] = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
        DEMO_WIDTH, DEMO_HEIGHT);
    cr = cairo_create (self->backdrops[i]);
    demo_backdrop_draw (cr, i);
    cairo_destroy (cr);
  }
  return self;
}

void
demo_painter_free (DemoPainter *self)
{
  for (guint i = 0; i < DEMO_N_BACKDROPS; i++)
    cairo_surface_destroy (self->backdrops[i]);
  g_free (self);
}

static void
set_color (cairo_t *cr, DemoColor color, double brightness)
{
  cairo_set_source_rgb (cr, color.red * brightness, color.green * brightness,
      color.blue * brightness);
}

static void
fill_ellipse (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, width / 2, height / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_fill (cr);
}

static void
draw_limb (cairo_t *cr, double x1, double y1, double x2, double y2,
    double width)
{
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

static void
draw_body (cairo_t *cr, const DemoFigure *figure)
{
  double swing = figure->swing;
  DemoColor trousers = { 0.24, 0.26, 0.34 };

  set_color (cr, trousers, 1);
  draw_limb (cr, 0.3, 2.6, 0.3 + swing, 4.4, 0.42);
  draw_limb (cr, 0.7, 2.6, 0.7 - swing, 4.4, 0.42);
  set_color (cr, figure->person->clothes, 0.85);
  draw_limb (cr, -0.05, 1.4, -0.2 - swing, 2.5, 0.28);
  draw_limb (cr, 1.05, 1.4, 1.2 + swing, 2.5, 0.28);
  set_color (cr, figure->person->skin, 0.95);
  fill_ellipse (cr, -0.2 - swing, 2.54, 0.28, 0.28);
  fill_ellipse (cr, 1.2 + swing, 2.54, 0.28, 0.28);
  set_color (cr, figure->person->skin, 0.9);
  draw_limb (cr, 0.5, 0.9, 0.5, 1.15, 0.34);
  set_color (cr, figure->person->clothes, 1);
  cairo_move_to (cr, 0.5, 1.05);
  cairo_curve_to (cr, 1.2, 1.08, 1.3, 1.3, 1.1, 2.75);
  cairo_line_to (cr, -0.1, 2.75);
  cairo_curve_to (cr, -0.3, 1.3, -0.2, 1.08, 0.5, 1.05);
  cairo_fill (cr);
}

static void
draw_long_hair (cairo_t *cr)
{
  fill_ellipse (cr, 0.5, 0.45, 1.16, 1.0);
  cairo_rectangle (cr, -0.08, 0.45, 1.16, 0.75);
  cairo_fill (cr);
}

static void
draw_bun (cairo_t *cr)
{
  fill_ellipse (cr, 0.5, -0.08, 0.5, 0.36);
  fill_ellipse (cr, 0.5, 0.4, 1.08, 0.86);
}

static void
draw_curls (cairo_t *cr)
{
  for (guint i = 0; i < 9; i++) {
    double angle = G_PI + i * G_PI / 8;

    fill_ellipse (cr, 0.5 + 0.46 * cos (angle), 0.38 + 0.36 * sin (angle), 0.34,
        0.28);
  }
}

static void
draw_short_hair (cairo_t *cr)
{
  fill_ellipse (cr, 0.5, 0.4, 1.04, 0.86);
}

/* The part of the hair that is behind the face. */
static void
draw_hair (cairo_t *cr, const DemoPerson *person)
{
  static void (*const draw[]) (cairo_t * cr) = {
    [DEMO_HAIR_LONG] = draw_long_hair,
    [DEMO_HAIR_SHORT] = draw_short_hair,
    [DEMO_HAIR_BUN] = draw_bun,
    [DEMO_HAIR_CURLY] = draw_curls,
  };

  set_color (cr, person->hair_color, 1);
  draw[person->hair](cr);
}

/* The fringe: the upper part of the head itself. */
static void
draw_fringe (cairo_t *cr, const DemoFigure *figure)
{
  cairo_save (cr);
  cairo_rectangle (cr, -0.1, -0.1, 1.2, 0.36);
  cairo_clip (cr);
  set_color (cr, figure->person->hair_color, 1);
  fill_ellipse (cr, 0.5, 0.5, 1.02, 1.02);
  cairo_restore (cr);
}

static void
get_landmark (const DemoFigure *figure, DemoLandmark landmark, double *x,
    double *y)
{
  demo_figure_get_landmark (figure, landmark, x, y);
  *x = (*x - figure->head.left) / figure->head.width;
  *y = (*y - figure->head.top) / figure->head.height;
}

static void
draw_eye (cairo_t *cr, const DemoFigure *figure, DemoLandmark eye)
{
  double x;
  double y;

  get_landmark (figure, eye, &x, &y);
  cairo_set_source_rgb (cr, 1, 1, 1);
  fill_ellipse (cr, x, y, 0.19, 0.12);
  cairo_set_source_rgb (cr, 0.12, 0.12, 0.18);
  fill_ellipse (cr, x + 0.02 * figure->turn, y, 0.09, 0.1);
}

static void
draw_face (cairo_t *cr, const DemoFigure *figure)
{
  double left;
  double right;
  double x;
  double y;

  set_color (cr, figure->person->skin, 1);
  fill_ellipse (cr, 0.5, 0.5, 1, 1);
  draw_fringe (cr, figure);
  draw_eye (cr, figure, DEMO_LANDMARK_EYE_LEFT);
  draw_eye (cr, figure, DEMO_LANDMARK_EYE_RIGHT);
  set_color (cr, figure->person->skin, 0.85);
  get_landmark (figure, DEMO_LANDMARK_NOSE, &x, &y);
  fill_ellipse (cr, x, y, 0.12, 0.1);
  get_landmark (figure, DEMO_LANDMARK_MOUTH_LEFT, &left, &y);
  get_landmark (figure, DEMO_LANDMARK_MOUTH_RIGHT, &right, &y);
  cairo_set_source_rgb (cr, 0.68, 0.25, 0.25);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_move_to (cr, left, y);
  cairo_curve_to (cr, left + 0.06, y + 0.1, right - 0.06, y + 0.1, right, y);
  cairo_stroke (cr);
}

static void
draw_back_of_head (cairo_t *cr, const DemoFigure *figure)
{
  draw_hair (cr, figure->person);
  set_color (cr, figure->person->hair_color, 0.96);
  fill_ellipse (cr, 0.5, 0.48, 1, 0.96);
}

static void
draw_figure (cairo_t *cr, const DemoFigure *figure)
{
  cairo_save (cr);
  cairo_translate (cr, figure->head.left * DEMO_WIDTH,
      figure->head.top * DEMO_HEIGHT);
  cairo_scale (cr, figure->head.width * DEMO_WIDTH,
      figure->head.height * DEMO_HEIGHT);
  if (figure->from_behind) {
    draw_body (cr, figure);
    draw_back_of_head (cr, figure);
  } else {
    draw_hair (cr, figure->person);
    draw_body (cr, figure);
    draw_face (cr, figure);
  }
  cairo_restore (cr);
}

void
demo_painter_draw (DemoPainter *self, cairo_surface_t *surface, guint frame)
{
  DemoFigure figures[DEMO_MAX_FIGURES];
  guint n = demo_script_get_figures (frame, figures);
  guint scene = demo_script_get_scene (frame);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_surface (cr, self->backdrops[scene % DEMO_N_BACKDROPS], 0,
      0);
  cairo_paint (cr);
  for (guint i = 0; i < n; i++)
    draw_figure (cr, &figures[i]);
  cairo_destroy (cr);
}
