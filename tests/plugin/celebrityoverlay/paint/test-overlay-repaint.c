/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/overlay/paint-canvas.h"
#include "support/overlay/paint-fixtures.h"

#define RED 0xffff0000u

static const CelebrityLook red_boxes = { .draw = CELEBRITY_DRAW_BOX,
  .color = RED };
static const CelebrityLook names = { .draw = CELEBRITY_DRAW_NAME };
static const CelebrityLook names_and_boxes = { .draw = CELEBRITY_DRAW_BOX |
      CELEBRITY_DRAW_NAME };

static void
test_nobody (void)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (&names_and_boxes, PAINT_WIDTH, PAINT_HEIGHT);
  const GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;

  g_assert_null (celebrity_painter_paint (painter, NULL, 0));
  composition = celebrity_painter_paint (painter, &person, 1);
  g_assert_nonnull (composition);
  g_assert_null (celebrity_painter_paint (painter, NULL, 0));
}

static void
test_same_composition (void)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (&names_and_boxes, PAINT_WIDTH, PAINT_HEIGHT);
  GstCelebrityPerson people[] = {
    paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE),
    paint_person_make ("Bob", (GstCelebrityPixels){ 400, 160, 100, 100 }),
  };
  g_autofree char *other_ann = g_strdup ("Ann");
  g_autoptr (GstVideoOverlayComposition) first =
      celebrity_painter_paint (painter, people, 2);

  for (guint i = 0; i < 5; i++) {
    g_autoptr (GstVideoOverlayComposition) again = NULL;

    /* An invisible movement, and an equal name at another address. */
    people[0].box.x += 0.01;
    people[0].name = other_ann;
    again = celebrity_painter_paint (painter, people, 2);
    g_assert_true (again == first);
  }
}

/* Frames that differ from the first in one respect. */
static void
test_other_composition (void)
{
  const GstCelebrityPerson ann =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  GstCelebrityPerson moved = ann, renamed = ann, held = ann;
  const GstCelebrityPerson *others[] = { &moved, &renamed, &held };

  moved.box.x += 2.0;
  renamed.name = "Bob";
  held.state = GST_CELEBRITY_STATE_HELD;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (CelebrityPainter) painter = paint_person_create_painter (
        &names_and_boxes, PAINT_WIDTH, PAINT_HEIGHT);
    g_autoptr (GstVideoOverlayComposition) first =
        celebrity_painter_paint (painter, &ann, 1);
    g_autoptr (GstVideoOverlayComposition) other =
        celebrity_painter_paint (painter, others[i], 1);
    g_autoptr (GstVideoOverlayComposition) back =
        celebrity_painter_paint (painter, &ann, 1);

    g_assert_true (first != other);
    g_assert_true (other != back);
  }
}

/* People who move keep their pictures; the others keep their rectangles, too. */
static void
test_moving (void)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (&names_and_boxes, PAINT_WIDTH, PAINT_HEIGHT);
  GstCelebrityPerson people[] = {
    paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE),
    paint_person_make ("Bob", (GstCelebrityPixels){ 400, 160, 100, 100 }),
  };
  g_autoptr (GstVideoOverlayComposition) first =
      celebrity_painter_paint (painter, people, 2);
  g_autoptr (GstVideoOverlayComposition) second = NULL;
  const guint n = 2 * PAINT_N_CORNER_BARS + 2;

  people[1].box.x += 8.0;
  people[1].face.x += 8.0;
  second = celebrity_painter_paint (painter, people, 2);
  g_assert_cmpuint (paint_person_count (first), ==, n);
  g_assert_cmpuint (paint_person_count (second), ==, n);
  for (guint i = 0; i < n; i++) {
    gboolean is_ann = i < PAINT_N_CORNER_BARS || i == 2 * PAINT_N_CORNER_BARS;
    CelebrityRect was = paint_canvas_rectangle (first, i);
    CelebrityRect is = paint_canvas_rectangle (second, i);

    g_assert_true (
        paint_canvas_pixels (first, i) == paint_canvas_pixels (second, i));
    g_assert_cmpint (is.x - was.x, ==, is_ann ? 0 : 8);
    g_assert_cmpint (is.y, ==, was.y);
    g_assert_true (
        (gst_video_overlay_composition_get_rectangle (first, i) ==
            gst_video_overlay_composition_get_rectangle (second, i)) == is_ann);
  }
}

/* The plate does not change sides although it could. */
static void
test_calm (void)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (&names, PAINT_WIDTH, PAINT_HEIGHT);
  GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels){ 200, 0, 100, 100 });

  for (gint y = 0; y < 200; y++) {
    g_autoptr (GstVideoOverlayComposition) composition = NULL;

    person.box.y = person.face.y = y;
    composition = celebrity_painter_paint (painter, &person, 1);
    g_assert_cmpint (paint_canvas_rectangle (composition, 0).y, >=, y + 100);
  }
}

static void
test_look_changes (void)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (&red_boxes, PAINT_WIDTH, PAINT_HEIGHT);
  const GstCelebrityPerson person =
      paint_person_make ("Ann", (GstCelebrityPixels) PAINT_FACE);
  const struct {
    CelebrityLook look;
    guint n_rectangles;
  } steps[] = {
    { { .draw = CELEBRITY_DRAW_BOX, .color = RED }, PAINT_N_CORNER_BARS },
    { { .draw = CELEBRITY_DRAW_BOX, .color = 0xff00ff00 },
        PAINT_N_CORNER_BARS },
    { { .draw = CELEBRITY_DRAW_BOX, .style = CELEBRITY_STYLE_RECTANGLE },
        PAINT_N_RECTANGLE_BARS },
    { { .draw = CELEBRITY_DRAW_NAME }, 1 },
    { { .draw = CELEBRITY_DRAW_NAME, .font_desc = "Serif 20" }, 1 },
    { { .draw = CELEBRITY_DRAW_BOX | CELEBRITY_DRAW_NAME, .line_width = 7 },
        PAINT_N_CORNER_BARS + 1 },
    { { 0 }, 0 },
  };
  g_autoptr (GstVideoOverlayComposition) last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GstVideoOverlayComposition) composition = NULL;

    celebrity_painter_set_look (painter, &steps[i].look);
    composition = celebrity_painter_paint (painter, &person, 1);
    g_assert_cmpuint (paint_person_count (composition), ==,
        steps[i].n_rectangles);
    g_assert_true (composition != last);
    g_clear_pointer (&last, gst_video_overlay_composition_unref);
    last = g_steal_pointer (&composition);
  }
}

static void
test_frame_changes (void)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (&names_and_boxes, PAINT_WIDTH, PAINT_HEIGHT);
  const gint sizes[][2] = { { 1920, 1080 }, { 320, 240 }, { 321, 241 },
    { 320, 240 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    const GstCelebrityPerson person =
        paint_person_make ("Ann", (GstCelebrityPixels){ 100, 100, 300, 300 });
    g_autoptr (GstVideoOverlayComposition) composition = NULL;
    g_auto (PaintCanvas) canvas = { 0 };

    celebrity_painter_set_frame (painter, sizes[i][0], sizes[i][1],
        GST_VIDEO_ORIENTATION_IDENTITY);
    composition = celebrity_painter_paint (painter, &person, 1);
    g_assert_cmpuint (paint_person_count (composition), ==,
        PAINT_N_CORNER_BARS + 1);
    paint_canvas_init (&canvas, sizes[i][0], sizes[i][1], composition);
  }
}

#define N_CROWD 50

static void
fill_crowd (GstCelebrityPerson *people, char names_of_people[][16], gint step)
{
  for (gint i = 0; i < N_CROWD; i++) {
    const GstCelebrityPixels box = { 20 + i % 10 * 185 + step,
      60 + i / 10 * 200, 60 + i % 3 * 10, 80 };

    g_snprintf (names_of_people[i], 16, "Person %d", i);
    people[i] = paint_person_make (names_of_people[i], box);
  }
}

static void
test_crowd (void)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (&names_and_boxes, 1920, 1080);
  g_autoptr (GstVideoOverlayComposition) first = NULL;
  GstCelebrityPerson people[N_CROWD];
  char names_of_people[N_CROWD][16];

  for (gint step = 0; step < 20; step++) {
    g_autoptr (GstVideoOverlayComposition) composition = NULL;
    g_autoptr (GstVideoOverlayComposition) again = NULL;
    const guint n = N_CROWD * (PAINT_N_CORNER_BARS + 1);
    g_auto (PaintCanvas) canvas = { 0 };

    fill_crowd (people, names_of_people, step);
    composition = celebrity_painter_paint (painter, people, N_CROWD);
    again = celebrity_painter_paint (painter, people, N_CROWD);
    g_assert_true (composition == again);
    g_assert_cmpuint (paint_person_count (composition), ==, n);
    paint_canvas_init (&canvas, 1920, 1080, composition);
    if (first == NULL)
      first = gst_video_overlay_composition_ref (composition);
    for (guint i = 0; i < n; i++)
      g_assert_true (paint_canvas_pixels (first, i) ==
          paint_canvas_pixels (composition, i));
  }
}

int
main (int argc, char *argv[])
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay-repaint/nobody", test_nobody);
  g_test_add_func ("/overlay-repaint/same-composition", test_same_composition);
  g_test_add_func ("/overlay-repaint/other-composition",
      test_other_composition);
  g_test_add_func ("/overlay-repaint/moving", test_moving);
  g_test_add_func ("/overlay-repaint/calm", test_calm);
  g_test_add_func ("/overlay-repaint/look-changes", test_look_changes);
  g_test_add_func ("/overlay-repaint/frame-changes", test_frame_changes);
  g_test_add_func ("/overlay-repaint/crowd", test_crowd);

  return g_test_run ();
}
