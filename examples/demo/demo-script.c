/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "demo-script.h"

#include <math.h>

/* Width of a head divided by its height. */
#define HEAD_ASPECT 0.76

enum { ADA, BJORN, XIAOMING, TOM_AND_ELLA };

static const DemoPerson people[] = {
  [ADA] = { "1Aq7Mo", "Ada Moreno", "Female",
      { "www.example.org/people/ada-moreno", "www.example.com/moreno", NULL },
      { 0.87, 0.66, 0.50 }, { 0.33, 0.16, 0.10 }, { 0.82, 0.26, 0.30 },
      DEMO_HAIR_LONG },
  [BJORN] = { "2bK4Of", "Björn Okafor", "Male",
      { "www.example.org/people/bjorn-okafor", NULL }, { 0.47, 0.31, 0.22 },
      { 0.10, 0.08, 0.08 }, { 0.20, 0.45, 0.70 }, DEMO_HAIR_SHORT },
  [XIAOMING] = { "3Lx9Xm", "李小明", "Male", { NULL }, { 0.95, 0.79, 0.64 },
      { 0.14, 0.13, 0.16 }, { 0.96, 0.72, 0.23 }, DEMO_HAIR_CURLY },
  [TOM_AND_ELLA] = { "4Te2El", "Tom & Ella", "Nonbinary",
      { "www.example.org/people/tom-and-ella", NULL }, { 0.98, 0.82, 0.73 },
      { 0.87, 0.55, 0.20 }, { 0.30, 0.62, 0.45 }, DEMO_HAIR_BUN },
};

typedef struct {
  double x;
  double y;
  double height;
} Position;

/* A straight path during the frames [first, end). Positions are the centre and
 * the height of the head, in ratios of the frame. */
typedef struct {
  guint person;
  guint first;
  guint end;
  Position from;
  Position to;
  gboolean from_behind;
} Path;

static const guint cuts[] = { 600, 1200 };

static const Path paths[] = {
  /* In the park: Ada comes and goes on the left, Björn comes from the right. */
  { ADA, 30, 285, { -0.14, 0.36, 0.20 }, { 0.40, 0.36, 0.20 }, FALSE },
  { ADA, 285, 540, { 0.40, 0.36, 0.20 }, { -0.14, 0.36, 0.20 }, FALSE },
  { BJORN, 240, 420, { 1.14, 0.34, 0.25 }, { 0.72, 0.34, 0.25 }, FALSE },
  { BJORN, 420, 600, { 0.72, 0.34, 0.25 }, { 0.64, 0.34, 0.25 }, FALSE },
  /* At home: Xiaoming approaches, Tom & Ella look in, turn around and leave. */
  { TOM_AND_ELLA, 840, 1020, { -0.14, 0.40, 0.22 }, { 0.30, 0.40, 0.22 },
      FALSE },
  { TOM_AND_ELLA, 1020, 1170, { 0.30, 0.40, 0.22 }, { -0.14, 0.40, 0.22 },
      TRUE },
  { XIAOMING, 660, 780, { 1.14, 0.38, 0.25 }, { 0.74, 0.38, 0.25 }, FALSE },
  { XIAOMING, 780, 1200, { 0.74, 0.38, 0.25 }, { 0.66, 0.42, 0.40 }, FALSE },
  /* In town: Xiaoming is elsewhere after the cut, the others meet. */
  { XIAOMING, 1200, 1410, { 0.24, 0.36, 0.28 }, { -0.16, 0.36, 0.28 }, FALSE },
  { TOM_AND_ELLA, 1440, 1620, { -0.16, 0.40, 0.26 }, { 0.28, 0.40, 0.26 },
      FALSE },
  { TOM_AND_ELLA, 1620, 1755, { 0.28, 0.40, 0.26 }, { -0.16, 0.40, 0.26 },
      FALSE },
  { ADA, 1290, 1500, { 1.14, 0.36, 0.20 }, { 0.58, 0.36, 0.20 }, FALSE },
  { ADA, 1500, 1665, { 0.58, 0.36, 0.20 }, { 0.66, 0.40, 0.34 }, FALSE },
  { ADA, 1665, 1755, { 0.66, 0.40, 0.34 }, { 1.20, 0.40, 0.34 }, FALSE },
};

static double
mix (double from, double to, double part)
{
  return from + (to - from) * part;
}

static double
head_width (double height)
{
  return height * HEAD_ASPECT * DEMO_HEIGHT / DEMO_WIDTH;
}

/* The area that demo-draw.c draws to, in units of the head: the torso is the
 * widest part unless a hand or a foot swings past it. */
static DemoBox
get_body (const DemoPerson *person, const DemoBox *head, double swing)
{
  static const double tops[] = {
    [DEMO_HAIR_LONG] = -0.05,
    [DEMO_HAIR_SHORT] = -0.03,
    [DEMO_HAIR_BUN] = -0.26,
    [DEMO_HAIR_CURLY] = -0.12,
  };
  const double bottom = 4.61;
  double top = tops[person->hair];
  double reach = MAX (0.69, MAX (0.84 + swing, 0.41 - swing));

  return (DemoBox){ head->left + (0.5 - reach) * head->width,
    head->top + top * head->height, 2 * reach * head->width,
    (bottom - top) * head->height };
}

static void
set_figure (const Path *path, guint frame, DemoFigure *figure)
{
  double part = (frame - path->first) / (double) (path->end - path->first);
  double x = mix (path->from.x, path->to.x, part);
  double y = mix (path->from.y, path->to.y, part);
  double height = mix (path->from.height, path->to.height, part);
  double width = head_width (height);
  double speed = (path->to.x - path->from.x) / (path->end - path->first);

  figure->person = &people[path->person];
  figure->head = (DemoBox){ x - width / 2, y - height / 2, width, height };
  /* A slow walker faces the camera. */
  figure->turn = CLAMP (speed * 500, -1, 1);
  /* Arms and legs hang straight at both ends of a path, so that they do not jump
   * from one path to the next. */
  figure->swing = 0.35 * MIN (1, 8 * MIN (part, 1 - part)) *
      sin (ABS (x - path->from.x) / width * 2);
  figure->body = get_body (figure->person, &figure->head, figure->swing);
  figure->from_behind = path->from_behind;
}

guint
demo_script_get_figures (guint frame, DemoFigure figures[DEMO_MAX_FIGURES])
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (paths) && n < DEMO_MAX_FIGURES; i++) {
    if (frame >= paths[i].first && frame < paths[i].end)
      set_figure (&paths[i], frame, &figures[n++]);
  }
  return n;
}

guint
demo_script_get_scene (guint frame)
{
  guint scene = 0;

  while (scene < G_N_ELEMENTS (cuts) && frame >= cuts[scene])
    scene++;
  return scene;
}

gint64
demo_script_get_milliseconds (guint frame)
{
  return (gint64) frame * 1000 * DEMO_FRAME_RATE_D / DEMO_FRAME_RATE_N;
}

void
demo_figure_get_landmark (const DemoFigure *figure, DemoLandmark landmark,
    double *x, double *y)
{
  static const struct {
    double x;
    double y;
  } positions[DEMO_N_LANDMARKS] = {
    [DEMO_LANDMARK_EYE_LEFT] = { 0.32, 0.46 },
    [DEMO_LANDMARK_EYE_RIGHT] = { 0.68, 0.46 },
    [DEMO_LANDMARK_MOUTH_LEFT] = { 0.36, 0.75 },
    [DEMO_LANDMARK_MOUTH_RIGHT] = { 0.64, 0.75 },
    [DEMO_LANDMARK_NOSE] = { 0.50, 0.60 },
  };
  double shift = 0.12 * figure->turn;

  *x = figure->head.left + (positions[landmark].x + shift) * figure->head.width;
  *y = figure->head.top + positions[landmark].y * figure->head.height;
}

static double
visible_length (double start, double length)
{
  return MAX (0, MIN (1, start + length) - MAX (0, start)) / length;
}

double
demo_figure_get_visible_part (const DemoFigure *figure)
{
  return visible_length (figure->head.left, figure->head.width) *
      visible_length (figure->head.top, figure->head.height);
}
