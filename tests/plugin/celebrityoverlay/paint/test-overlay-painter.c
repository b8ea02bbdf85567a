/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-sizes.h"
#include "paint/overlay-palette.h"
#include <math.h>

#include "support/overlay/paint-canvas.h"
#include "support/overlay/paint-fixtures.h"

#define RED 0xffff0000u

static const CelebrityLook red_boxes = { .draw = CELEBRITY_DRAW_BOX,
  .color = RED };
static const CelebrityLook red_rectangles = { .draw = CELEBRITY_DRAW_BOX,
  .style = CELEBRITY_STYLE_RECTANGLE,
  .color = RED };

/* Only the edges of the box are painted. */
static void
assert_only_outline (const PaintCanvas *canvas)
{
  const CelebrityRect all = { 0, 0, PAINT_WIDTH, PAINT_HEIGHT };
  const CelebrityRect outer = { PAINT_X - PAINT_BAR / 2,
    PAINT_Y - PAINT_BAR / 2, PAINT_W + PAINT_BAR, PAINT_H + PAINT_BAR };
  const CelebrityRect inner = { PAINT_X + PAINT_BAR / 2,
    PAINT_Y + PAINT_BAR / 2, PAINT_W - PAINT_BAR, PAINT_H - PAINT_BAR };

  g_assert_cmpuint (paint_canvas_count (canvas, &inner), ==, 0);
  g_assert_cmpuint (paint_canvas_count (canvas, &outer), ==,
      paint_canvas_count (canvas, &all));
}

static void
test_corners (void)
{
  const GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person_paint (&red_boxes, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  const gint xs[] = { PAINT_X, PAINT_X + PAINT_W - 1 };
  const gint ys[] = { PAINT_Y, PAINT_Y + PAINT_H - 1 };

  g_assert_cmpuint (paint_person_count (composition), ==, PAINT_N_CORNER_BARS);
  paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
  assert_only_outline (&canvas);

  for (guint i = 0; i < 2; i++) {
    gint inward_x = i == 0 ? 12 : -12;

    for (guint j = 0; j < 2; j++) {
      gint inward_y = j == 0 ? 12 : -12;

      g_assert_cmphex (paint_canvas_get (&canvas, xs[i], ys[j]), ==, RED);
      g_assert_cmphex (paint_canvas_get (&canvas, xs[i] + inward_x, ys[j]), ==,
          RED);
      g_assert_cmphex (paint_canvas_get (&canvas, xs[i], ys[j] + inward_y), ==,
          RED);
    }
    g_assert_cmphex (paint_canvas_get (&canvas, xs[i], PAINT_Y + PAINT_H / 2),
        ==, 0);
    g_assert_cmphex (paint_canvas_get (&canvas, PAINT_X + PAINT_W / 2, ys[i]),
        ==, 0);
  }
}

static void
test_rectangle (void)
{
  const GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person_paint (&red_rectangles, &person);
  g_auto (PaintCanvas) canvas = { 0 };

  g_assert_cmpuint (paint_person_count (composition), ==,
      PAINT_N_RECTANGLE_BARS);
  paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
  assert_only_outline (&canvas);
  for (gint x = PAINT_X; x < PAINT_X + PAINT_W; x++) {
    g_assert_cmphex (paint_canvas_get (&canvas, x, PAINT_Y), ==, RED);
    g_assert_cmphex (paint_canvas_get (&canvas, x, PAINT_Y + PAINT_H - 1), ==,
        RED);
  }
  for (gint y = PAINT_Y; y < PAINT_Y + PAINT_H; y++) {
    g_assert_cmphex (paint_canvas_get (&canvas, PAINT_X, y), ==, RED);
    g_assert_cmphex (paint_canvas_get (&canvas, PAINT_X + PAINT_W - 1, y), ==,
        RED);
  }
}

/* There is a dark edge on either side of a line. */
static void
test_contour (void)
{
  const GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person_paint (&red_rectangles, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  gint middle = PAINT_X + PAINT_W / 2;

  paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
  for (guint i = 0; i < 2; i++) {
    guint32 pixel = paint_canvas_get (&canvas, middle,
        i == 0 ? PAINT_Y - PAINT_BAR / 2 : PAINT_Y + PAINT_BAR / 2 - 1);

    g_assert_cmphex (pixel & 0xffffff, ==, 0);
    g_assert_cmphex (pixel >> 24, >, 0x60);
    g_assert_cmphex (pixel >> 24, <, 0xff);
  }
}

static void
test_held_is_fainter (void)
{
  const CelebrityLook *looks[] = { &red_boxes, &red_rectangles };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    GstCelebrityPerson person =
        paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
    g_autoptr (GstVideoOverlayComposition) composition = NULL;
    g_auto (PaintCanvas) canvas = { 0 };
    guint32 pixel;

    person.state = GST_CELEBRITY_STATE_HELD;
    composition = paint_person_paint (looks[i], &person);
    paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
    pixel = paint_canvas_get (&canvas, PAINT_X + 8, PAINT_Y);
    g_assert_cmphex (pixel >> 24, >=, 0x60);
    g_assert_cmphex (pixel >> 24, <=, 0xa0);
    g_assert_cmphex (pixel >> 16 & 0xff, ==, pixel >> 24);
  }
}

static void
test_colors (void)
{
  const CelebrityLook own_color = { .draw = CELEBRITY_DRAW_BOX };
  const CelebrityLook translucent = { .draw = CELEBRITY_DRAW_BOX,
    .color = 0x80ff0000 };
  GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) own =
      paint_person_paint (&own_color, &person);
  g_autoptr (GstVideoOverlayComposition) thin =
      paint_person_paint (&translucent, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  g_auto (PaintCanvas) thin_canvas = { 0 };

  paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, own);
  g_assert_cmphex (paint_canvas_get (&canvas, PAINT_X + 8, PAINT_Y), ==,
      celebrity_palette_get_color (NULL, "Ann"));
  paint_canvas_init (&thin_canvas, PAINT_WIDTH, PAINT_HEIGHT, thin);
  g_assert_cmphex (paint_canvas_get (&thin_canvas, PAINT_X + 8, PAINT_Y), ==,
      0x80800000);
}

/* Boxes, and the outlines of their parts that are in the frame. */
typedef struct {
  const char *name;
  GstCelebrityPixels box;
  CelebrityRect expected;
} BoxCase;

static const BoxCase box_cases[] = {
  { "inside", { 101, 101, 50, 60 }, { 99, 99, 54, 64 } },
  { "between", { 100, 102, 51, 59 }, { 97, 99, 56, 64 } },
  { "fractions", { 100.6, 101.4, 50.6, 59.4 }, { 99, 99, 54, 64 } },
  { "left", { -25, 101, 50, 60 }, { 0, 99, 27, 64 } },
  { "top", { 101, -31, 50, 60 }, { 99, 0, 54, 31 } },
  { "right", { 615, 101, 50, 60 }, { 613, 99, 27, 64 } },
  { "bottom", { 101, 451, 50, 60 }, { 99, 449, 54, 31 } },
  { "whole", { 0, 0, 640, 480 }, { 0, 0, 640, 480 } },
  { "more-than-all", { -1e6, -1e6, 2e6, 2e6 }, { 0, 0, 640, 480 } },
  { "tiny", { 100, 100, 2, 2 }, { 93, 93, 16, 16 } },
  { "tiny-in-the-corner", { 0, 0, 1, 1 }, { 0, 0, 16, 16 } },
  { "tiny-in-the-other-corner", { 639, 479, 1, 1 }, { 624, 464, 16, 16 } },
  { "none", { 0, 0, 0, 0 }, { 0 } },
  { "beside", { 640, 100, 50, 60 }, { 0 } },
  { "far", { -1e6, 100, 50, 60 }, { 0 } },
  { "nan", { NAN, 100, 50, 60 }, { 0 } },
  { "nan-size", { 100, 100, NAN, 60 }, { 0 } },
  { "infinite", { -INFINITY, 100, INFINITY, 60 }, { 0 } },
};

static void
test_box (gconstpointer data)
{
  const BoxCase *c = data;
  const GstCelebrityPerson person = paint_person_make ("Ann", c->box);
  const CelebrityStyle styles[] = { CELEBRITY_STYLE_CORNERS,
    CELEBRITY_STYLE_RECTANGLE };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++) {
    const CelebrityLook look = { .draw = CELEBRITY_DRAW_BOX,
      .style = styles[i] };
    g_autoptr (GstVideoOverlayComposition) composition =
        paint_person_paint (&look, &person);
    g_auto (PaintCanvas) canvas = { 0 };
    CelebrityRect covered = { PAINT_WIDTH, PAINT_HEIGHT, 0, 0 };
    guint n = paint_person_count (composition);

    if (c->expected.w == 0) {
      g_assert_null (composition);
      continue;
    }
    paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
    for (guint j = 0; j < n; j++) {
      CelebrityRect rect = paint_canvas_rectangle (composition, j);

      covered.x = MIN (covered.x, rect.x);
      covered.y = MIN (covered.y, rect.y);
      covered.w = MAX (covered.w, rect.x + rect.w);
      covered.h = MAX (covered.h, rect.y + rect.h);
      for (guint k = 0; k < j; k++) {
        CelebrityRect other = paint_canvas_rectangle (composition, k);

        g_assert_cmpint (celebrity_rect_get_overlap (&rect, &other), ==, 0);
      }
    }
    g_assert_cmpint (covered.x, ==, c->expected.x);
    g_assert_cmpint (covered.y, ==, c->expected.y);
    g_assert_cmpint (covered.w - covered.x, ==, c->expected.w);
    g_assert_cmpint (covered.h - covered.y, ==, c->expected.h);
  }
}

/* Line widths are proportional to the frame. */
static void
test_line_sizes (void)
{
  const struct {
    gint width;
    gint height;
    gint line;
  } cases[] = {
    { 426, 240, 2 },
    { 640, 480, 2 },
    { 1280, 720, 4 },
    { 1920, 1080, 4 },
    { 1080, 1920, 4 },
    { 3840, 2160, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint width = cases[i].width;
    gint height = cases[i].height;
    const GstCelebrityPerson person = paint_person_make ("Ann",
        (GstCelebrityPixels){ width / 4, height / 4, width / 4, height / 4 });
    g_autoptr (CelebrityPainter) painter =
        paint_person_create_painter (&red_boxes, width, height);
    g_autoptr (GstVideoOverlayComposition) composition =
        celebrity_painter_paint (painter, &person, 1);
    CelebritySizes sizes;

    celebrity_sizes_init (&sizes, width, height, 0);
    g_assert_cmpint (sizes.line, ==, cases[i].line);
    g_assert_cmpint (sizes.bar % 2, ==, 0);
    g_assert_cmpint (paint_canvas_rectangle (composition, 0).h, ==, sizes.bar);
  }
}

static void
test_line_width (void)
{
  CelebrityLook look = red_boxes;
  const GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;

  look.line_width = 9;
  composition = paint_person_paint (&look, &person);
  g_assert_cmpint (paint_canvas_rectangle (composition, 0).h, ==,
      9 + 2 * PAINT_CONTOUR);

  /* A line that is wider than the frame is not drawn. */
  look.line_width = G_MAXUINT;
  g_clear_pointer (&composition, gst_video_overlay_composition_unref);
  composition = paint_person_paint (&look, &person);
  g_assert_null (composition);
}

static GstStructure *
create_landmarks (void)
{
  return gst_structure_from_string (
      "celebrity, landmarks=(structure)<"
      "[landmark,type=eyeLeft,x=0.375,y=0.5],"
      "[landmark,type=nose,x=0.40625,y=0.5],"
      "[landmark,type=far,x=1.5,y=0.5],[landmark,type=lost,x=0.5],"
      "[landmark,type=odd,x=(string)a,y=(string)b]>;",
      NULL);
}

static void
test_landmarks (void)
{
  const CelebrityLook look = { .draw = CELEBRITY_DRAW_LANDMARKS, .color = RED };
  g_autoptr (GstStructure) record = create_landmarks ();
  GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;
  g_autoptr (GstVideoOverlayComposition) changed_frame = NULL;
  g_auto (PaintCanvas) canvas = { 0 };

  g_assert_nonnull (record);
  person.record = record;
  person.has_frame = TRUE;
  composition = paint_person_paint (&look, &person);
  g_assert_cmpuint (paint_person_count (composition), ==, 2);
  paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
  g_assert_cmphex (paint_canvas_get (&canvas, 240, 240), ==, RED);
  g_assert_cmphex (paint_canvas_get (&canvas, 260, 240), ==, RED);

  person.has_frame = FALSE;
  changed_frame = paint_person_paint (&look, &person);
  g_assert_null (changed_frame);
}

static void
test_many_landmarks (void)
{
  const CelebrityLook look = { .draw = CELEBRITY_DRAW_LANDMARKS };
  g_autoptr (GstStructure) record = gst_structure_new_empty ("celebrity");
  GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;
  GValue array = G_VALUE_INIT;

  g_value_init (&array, GST_TYPE_ARRAY);
  for (guint i = 0; i < 1000; i++) {
    GValue value = G_VALUE_INIT;

    g_value_init (&value, GST_TYPE_STRUCTURE);
    g_value_take_boxed (&value,
        gst_structure_new ("landmark", "x", G_TYPE_DOUBLE, i / 1000.0, "y",
            G_TYPE_DOUBLE, 1.0, NULL));
    gst_value_array_append_and_take_value (&array, &value);
  }
  gst_structure_take_value (record, "landmarks", &array);
  person.record = record;
  person.has_frame = TRUE;
  composition = paint_person_paint (&look, &person);
  g_assert_cmpuint (paint_person_count (composition), >, 0);
  g_assert_cmpuint (paint_person_count (composition), <, 100);
}

static void
test_small_frames (void)
{
  for (gint size = 1; size < 40; size++) {
    const CelebrityLook look = { .draw = (CelebrityDraw) 31 };
    const GstCelebrityPerson person = paint_person_make ("Ann Other",
        (GstCelebrityPixels){ 0, 0, size, size });
    g_autoptr (CelebrityPainter) painter =
        paint_person_create_painter (&look, size, size);
    g_autoptr (GstVideoOverlayComposition) composition =
        celebrity_painter_paint (painter, &person, 1);
    g_auto (PaintCanvas) canvas = { 0 };

    paint_canvas_init (&canvas, size, size, composition);
  }
}

static void
add_box_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (box_cases); i++) {
    g_autofree char *path =
        g_strconcat ("/overlay-painter/box/", box_cases[i].name, NULL);

    g_test_add_data_func (path, &box_cases[i], test_box);
  }
}

int
main (int argc, char *argv[])
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay-painter/corners", test_corners);
  g_test_add_func ("/overlay-painter/rectangle", test_rectangle);
  g_test_add_func ("/overlay-painter/contour", test_contour);
  g_test_add_func ("/overlay-painter/held-is-fainter", test_held_is_fainter);
  g_test_add_func ("/overlay-painter/colors", test_colors);
  add_box_cases ();
  g_test_add_func ("/overlay-painter/line-sizes", test_line_sizes);
  g_test_add_func ("/overlay-painter/line-width", test_line_width);
  g_test_add_func ("/overlay-painter/landmarks", test_landmarks);
  g_test_add_func ("/overlay-painter/many-landmarks", test_many_landmarks);
  g_test_add_func ("/overlay-painter/small-frames", test_small_frames);

  return g_test_run ();
}
