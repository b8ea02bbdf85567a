/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <celebritymeasures.h>
#include <celebritypainter.h>
#include <celebritypalette.h>
#include <math.h>

#include "paint-canvas.h"

#define WIDTH 640
#define HEIGHT 480

/* What is drawn with at that height, see celebritymeasures.c. */
#define LINE 2
#define CONTOUR 1
#define BAR (LINE + 2 * CONTOUR)

#define N_CORNER_BARS 8
#define N_RECTANGLE_BARS 4

#define BOX_X 200
#define BOX_Y 160
#define BOX_W 120
#define BOX_H 160

#define FACE_BOX \
  { \
    BOX_X, BOX_Y, BOX_W, BOX_H \
  }

#define RED 0xffff0000u

static const CelebrityLook red_boxes = { .draw = CELEBRITY_DRAW_BOX,
  .color = RED };
static const CelebrityLook red_rectangles = { .draw = CELEBRITY_DRAW_BOX,
  .style = CELEBRITY_STYLE_RECTANGLE,
  .color = RED };
static const CelebrityLook names = { .draw = CELEBRITY_DRAW_NAME };
static const CelebrityLook names_and_boxes = { .draw = CELEBRITY_DRAW_BOX |
      CELEBRITY_DRAW_NAME };

static GstCelebrityPerson
make_person (const char *name, GstCelebrityPixels box)
{
  return (GstCelebrityPerson){ .name = name,
    .confidence = NAN,
    .box = box,
    .face = box };
}

static CelebrityPainter *
create_painter (const CelebrityLook *look, gint width, gint height)
{
  CelebrityPainter *painter = celebrity_painter_new ();

  celebrity_painter_set_look (painter, look);
  celebrity_painter_set_frame (painter, width, height);
  return painter;
}

static GstVideoOverlayComposition *
paint_person (const CelebrityLook *look, const GstCelebrityPerson *person)
{
  g_autoptr (CelebrityPainter) painter = create_painter (look, WIDTH, HEIGHT);

  return celebrity_painter_paint (painter, person, 1);
}

static guint
count_rectangles (GstVideoOverlayComposition *composition)
{
  return composition != NULL
      ? gst_video_overlay_composition_n_rectangles (composition)
      : 0;
}

/* Nothing is painted but along the edges of the box. */
static void
assert_only_outline (const PaintCanvas *canvas)
{
  const CelebrityRect all = { 0, 0, WIDTH, HEIGHT };
  const CelebrityRect outer = { BOX_X - BAR / 2, BOX_Y - BAR / 2, BOX_W + BAR,
    BOX_H + BAR };
  const CelebrityRect inner = { BOX_X + BAR / 2, BOX_Y + BAR / 2, BOX_W - BAR,
    BOX_H - BAR };

  g_assert_cmpuint (paint_canvas_count (canvas, &inner), ==, 0);
  g_assert_cmpuint (paint_canvas_count (canvas, &outer), ==,
      paint_canvas_count (canvas, &all));
}

static void
test_corners (void)
{
  const GstCelebrityPerson person =
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person (&red_boxes, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  const gint xs[] = { BOX_X, BOX_X + BOX_W - 1 };
  const gint ys[] = { BOX_Y, BOX_Y + BOX_H - 1 };

  g_assert_cmpuint (count_rectangles (composition), ==, N_CORNER_BARS);
  paint_canvas_init (&canvas, WIDTH, HEIGHT, composition);
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
    g_assert_cmphex (paint_canvas_get (&canvas, xs[i], BOX_Y + BOX_H / 2), ==,
        0);
    g_assert_cmphex (paint_canvas_get (&canvas, BOX_X + BOX_W / 2, ys[i]), ==,
        0);
  }
}

static void
test_rectangle (void)
{
  const GstCelebrityPerson person =
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person (&red_rectangles, &person);
  g_auto (PaintCanvas) canvas = { 0 };

  g_assert_cmpuint (count_rectangles (composition), ==, N_RECTANGLE_BARS);
  paint_canvas_init (&canvas, WIDTH, HEIGHT, composition);
  assert_only_outline (&canvas);
  for (gint x = BOX_X; x < BOX_X + BOX_W; x++) {
    g_assert_cmphex (paint_canvas_get (&canvas, x, BOX_Y), ==, RED);
    g_assert_cmphex (paint_canvas_get (&canvas, x, BOX_Y + BOX_H - 1), ==, RED);
  }
  for (gint y = BOX_Y; y < BOX_Y + BOX_H; y++) {
    g_assert_cmphex (paint_canvas_get (&canvas, BOX_X, y), ==, RED);
    g_assert_cmphex (paint_canvas_get (&canvas, BOX_X + BOX_W - 1, y), ==, RED);
  }
}

/* A dark edge on either side, so that the line is seen on any picture. */
static void
test_contour (void)
{
  const GstCelebrityPerson person =
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person (&red_rectangles, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  gint middle = BOX_X + BOX_W / 2;

  paint_canvas_init (&canvas, WIDTH, HEIGHT, composition);
  for (guint i = 0; i < 2; i++) {
    guint32 pixel = paint_canvas_get (&canvas, middle,
        i == 0 ? BOX_Y - BAR / 2 : BOX_Y + BAR / 2 - 1);

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
        make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
    g_autoptr (GstVideoOverlayComposition) composition = NULL;
    g_auto (PaintCanvas) canvas = { 0 };
    guint32 pixel;

    person.state = GST_CELEBRITY_STATE_HELD;
    composition = paint_person (looks[i], &person);
    paint_canvas_init (&canvas, WIDTH, HEIGHT, composition);
    pixel = paint_canvas_get (&canvas, BOX_X + 8, BOX_Y);
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
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) own =
      paint_person (&own_color, &person);
  g_autoptr (GstVideoOverlayComposition) thin =
      paint_person (&translucent, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  g_auto (PaintCanvas) thin_canvas = { 0 };

  paint_canvas_init (&canvas, WIDTH, HEIGHT, own);
  g_assert_cmphex (paint_canvas_get (&canvas, BOX_X + 8, BOX_Y), ==,
      celebrity_palette_get_color (NULL, "Ann"));
  paint_canvas_init (&thin_canvas, WIDTH, HEIGHT, thin);
  g_assert_cmphex (paint_canvas_get (&thin_canvas, BOX_X + 8, BOX_Y), ==,
      0x80800000);
}

/* Boxes and what is drawn of them: the outline of what is in the frame. */
typedef struct {
  const char *name;
  GstCelebrityPixels box;
  CelebrityRect expected;
} BoxCase;

static const BoxCase box_cases[] = {
  { "inside", { 100, 100, 50, 60 }, { 98, 98, 54, 64 } },
  { "fractions", { 100.4, 99.6, 50.2, 60.2 }, { 98, 98, 55, 64 } },
  { "left", { -25, 100, 50, 60 }, { 0, 98, 27, 64 } },
  { "top", { 100, -30, 50, 60 }, { 98, 0, 54, 32 } },
  { "right", { 615, 100, 50, 60 }, { 613, 98, 27, 64 } },
  { "bottom", { 100, 450, 50, 60 }, { 98, 448, 54, 32 } },
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
  const GstCelebrityPerson person = make_person ("Ann", c->box);
  const CelebrityStyle styles[] = { CELEBRITY_STYLE_CORNERS,
    CELEBRITY_STYLE_RECTANGLE };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++) {
    const CelebrityLook look = { .draw = CELEBRITY_DRAW_BOX,
      .style = styles[i] };
    g_autoptr (GstVideoOverlayComposition) composition =
        paint_person (&look, &person);
    g_auto (PaintCanvas) canvas = { 0 };
    CelebrityRect covered = { WIDTH, HEIGHT, 0, 0 };
    guint n = count_rectangles (composition);

    if (c->expected.w == 0) {
      g_assert_null (composition);
      continue;
    }
    paint_canvas_init (&canvas, WIDTH, HEIGHT, composition);
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

/* Names, and whether they have a plate. */
typedef struct {
  const char *name;
  const char *text;
  gboolean has_plate;
} NameCase;

static const NameCase name_cases[] = {
  { "plain", "Ann Other", TRUE },
  { "markup", "Tom & \"Jerry\" <b>", TRUE },
  { "chinese", "\346\235\216\345\260\217\351\276\215", TRUE },
  { "arabic", "\331\205\330\255\331\205\330\257", TRUE },
  { "emoji", "\360\237\230\200\360\237\221\251\342\200\215\360\237\232\200",
      TRUE },
  { "combining", "Z\314\201\314\202\314\203\314\204\314\205a", TRUE },
  { "lines", "Ann\nOther\tX\r\n", TRUE },
  { "not-utf8", "Ann \377\376 Other\303", TRUE },
  { "one-letter", "i", TRUE },
  { "empty", "", FALSE },
};

static void
assert_plate (const CelebrityRect *plate)
{
  const CelebrityRect face = FACE_BOX;

  g_assert_cmpint (celebrity_rect_get_overlap (plate, &face), ==, 0);
  g_assert_cmpint (plate->x, >=, 0);
  g_assert_cmpint (plate->x + plate->w, <=, WIDTH);
  g_assert_cmpint (plate->y, >=, 0);
  g_assert_cmpint (plate->y + plate->h, <=, BOX_Y);
  g_assert_cmpint (plate->w % 2, ==, 0);
  g_assert_cmpint (plate->h % 2, ==, 0);
  g_assert_cmpint (plate->w, <, WIDTH / 2);
  g_assert_cmpint (plate->h, >=, 14);
  g_assert_cmpint (plate->h, <=, 30);
}

static void
test_name (gconstpointer data)
{
  const NameCase *c = data;
  const GstCelebrityPerson person =
      make_person (c->text, (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person (&names, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  CelebrityRect plate;
  guint32 background;

  g_assert_cmpuint (count_rectangles (composition), ==, c->has_plate ? 1 : 0);
  if (!c->has_plate)
    return;

  plate = paint_canvas_rectangle (composition, 0);
  assert_plate (&plate);
  paint_canvas_init (&canvas, WIDTH, HEIGHT, composition);
  background = paint_canvas_get (&canvas, plate.x + plate.w / 2, plate.y + 1);
  g_assert_cmphex (background >> 24, >=, 0xe0);
}

/* Letters there are, where there is any font at all. */
static void
test_letters_contrast (void)
{
  const CelebrityLook look = { .draw = CELEBRITY_DRAW_NAME,
    .color = 0xffffff00 };
  const GstCelebrityPerson person =
      make_person ("IIII", (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person (&look, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  CelebrityRect plate = paint_canvas_rectangle (composition, 0);
  guint n_dark = 0;

  paint_canvas_init (&canvas, WIDTH, HEIGHT, composition);
  for (gint y = plate.y; y < plate.y + plate.h; y++) {
    for (gint x = plate.x; x < plate.x + plate.w; x++) {
      guint32 pixel = paint_canvas_get (&canvas, x, y);

      n_dark += pixel >> 24 > 0xe0 && (pixel >> 8 & 0xff) < 0x40;
    }
  }
  if (n_dark == 0)
    g_test_skip ("No letters were drawn: there seems to be no font.");
  else
    g_assert_cmpuint (n_dark, >, 8);
}

static gint
get_plate_width (const CelebrityLook *look, const char *name)
{
  GstCelebrityPerson person = make_person (name, (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;

  person.confidence = 97.4;
  person.known_gender = "Female";
  composition = paint_person (look, &person);
  return paint_canvas_rectangle (composition, 0).w;
}

static void
test_text_is_no_markup (void)
{
  g_assert_cmpint (get_plate_width (&names, "<b>x</b>"), >,
      get_plate_width (&names, "x"));
  g_assert_cmpint (get_plate_width (&names, "&amp;"), >,
      get_plate_width (&names, "&"));
}

static void
test_long_names_are_cut (void)
{
  g_autofree char *name = g_strnfill (300, 'm');
  g_autofree char *longer = g_strnfill (100000, 'm');
  g_autofree char *wide = g_strnfill (300, 'i');
  gint limit = WIDTH * 36 / 100 + 16;

  g_assert_cmpint (get_plate_width (&names, name), <=, limit);
  g_assert_cmpint (get_plate_width (&names, name), >, WIDTH / 5);
  g_assert_cmpint (get_plate_width (&names, longer), ==,
      get_plate_width (&names, name));
  g_assert_cmpint (get_plate_width (&names, wide), <=, limit);
}

static void
test_notes (void)
{
  const CelebrityLook confidence = { .draw = CELEBRITY_DRAW_NAME |
        CELEBRITY_DRAW_CONFIDENCE };
  const CelebrityLook gender = { .draw = CELEBRITY_DRAW_NAME |
        CELEBRITY_DRAW_KNOWN_GENDER };
  const CelebrityLook both = { .draw = CELEBRITY_DRAW_NAME |
        CELEBRITY_DRAW_CONFIDENCE | CELEBRITY_DRAW_KNOWN_GENDER };
  const CelebrityLook alone = { .draw = CELEBRITY_DRAW_CONFIDENCE };
  gint name_width = get_plate_width (&names, "Ann");

  g_assert_cmpint (get_plate_width (&confidence, "Ann"), >, name_width + 8);
  g_assert_cmpint (get_plate_width (&gender, "Ann"), >, name_width + 8);
  g_assert_cmpint (get_plate_width (&both, "Ann"), >,
      get_plate_width (&gender, "Ann") + 4);
  g_assert_cmpint (get_plate_width (&alone, "Ann"), <,
      get_plate_width (&confidence, "Ann"));
}

/* Letters and lines grow with the frame, and can be read on a small one. */
static void
test_sizes (void)
{
  const struct {
    gint width;
    gint height;
    gint line;
    gint least_plate;
    gint largest_plate;
  } sizes[] = {
    { 426, 240, 2, 14, 24 },
    { 640, 480, 2, 14, 28 },
    { 1280, 720, 4, 22, 36 },
    { 1920, 1080, 4, 32, 52 },
    { 1080, 1920, 4, 32, 52 },
    { 3840, 2160, 10, 64, 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    gint width = sizes[i].width;
    gint height = sizes[i].height;
    const GstCelebrityPerson person = make_person ("Ann",
        (GstCelebrityPixels){ width / 4, height / 4, width / 4, height / 4 });
    g_autoptr (CelebrityPainter) painter =
        create_painter (&names_and_boxes, width, height);
    g_autoptr (GstVideoOverlayComposition) composition =
        celebrity_painter_paint (painter, &person, 1);
    CelebrityMeasures measures;
    CelebrityRect plate;

    celebrity_measures_init (&measures, width, height, 0);
    g_assert_cmpint (measures.line, ==, sizes[i].line);
    g_assert_cmpint (measures.bar % 2, ==, 0);
    g_assert_cmpint (paint_canvas_rectangle (composition, 0).h, ==,
        measures.bar);
    plate = paint_canvas_rectangle (composition, N_CORNER_BARS);
    g_assert_cmpint (plate.h, >=, sizes[i].least_plate);
    g_assert_cmpint (plate.h, <=, sizes[i].largest_plate);
  }
}

static void
test_line_width (void)
{
  CelebrityLook look = red_boxes;
  const GstCelebrityPerson person =
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;

  look.line_width = 9;
  composition = paint_person (&look, &person);
  g_assert_cmpint (paint_canvas_rectangle (composition, 0).h, ==,
      9 + 2 * CONTOUR);

  /* However wide, it is no more than the frame. */
  look.line_width = G_MAXUINT;
  g_clear_pointer (&composition, gst_video_overlay_composition_unref);
  composition = paint_person (&look, &person);
  g_assert_null (composition);
}

static void
test_font (void)
{
  CelebrityLook look = names;
  gint automatic = get_plate_width (&names, "Ann Other");

  look.font_desc = "Sans Bold 30";
  g_assert_cmpint (get_plate_width (&look, "Ann Other"), >, automatic * 2);
  look.font_desc = "Sans Bold";
  g_assert_cmpint (get_plate_width (&look, "Ann Other"), ==, automatic);
  look.font_desc = "Sans Bold 8px";
  g_assert_cmpint (get_plate_width (&look, "Ann Other"), <, automatic);
  look.font_desc = "No Such Font, 100000";
  g_assert_cmpint (get_plate_width (&look, "Ann Other"), <=, WIDTH);
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
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;
  g_autoptr (GstVideoOverlayComposition) changed_frame = NULL;
  g_auto (PaintCanvas) canvas = { 0 };

  g_assert_nonnull (record);
  person.record = record;
  person.has_frame = TRUE;
  composition = paint_person (&look, &person);
  g_assert_cmpuint (count_rectangles (composition), ==, 2);
  paint_canvas_init (&canvas, WIDTH, HEIGHT, composition);
  g_assert_cmphex (paint_canvas_get (&canvas, 240, 240), ==, RED);
  g_assert_cmphex (paint_canvas_get (&canvas, 260, 240), ==, RED);

  person.has_frame = FALSE;
  changed_frame = paint_person (&look, &person);
  g_assert_null (changed_frame);
}

static void
test_many_landmarks (void)
{
  const CelebrityLook look = { .draw = CELEBRITY_DRAW_LANDMARKS };
  g_autoptr (GstStructure) record = gst_structure_new_empty ("celebrity");
  GstCelebrityPerson person =
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
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
  composition = paint_person (&look, &person);
  g_assert_cmpuint (count_rectangles (composition), >, 0);
  g_assert_cmpuint (count_rectangles (composition), <, 100);
}

static void
test_nobody (void)
{
  g_autoptr (CelebrityPainter) painter =
      create_painter (&names_and_boxes, WIDTH, HEIGHT);
  const GstCelebrityPerson person =
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;

  g_assert_null (celebrity_painter_paint (painter, NULL, 0));
  composition = celebrity_painter_paint (painter, &person, 1);
  g_assert_nonnull (composition);
  g_assert_null (celebrity_painter_paint (painter, NULL, 0));
}

static void
test_small_frames (void)
{
  for (gint size = 1; size < 40; size++) {
    const CelebrityLook look = { .draw = (CelebrityDraw) 31 };
    const GstCelebrityPerson person =
        make_person ("Ann Other", (GstCelebrityPixels){ 0, 0, size, size });
    g_autoptr (CelebrityPainter) painter = create_painter (&look, size, size);
    g_autoptr (GstVideoOverlayComposition) composition =
        celebrity_painter_paint (painter, &person, 1);
    g_auto (PaintCanvas) canvas = { 0 };

    paint_canvas_init (&canvas, size, size, composition);
  }
}

static void
test_same_composition (void)
{
  g_autoptr (CelebrityPainter) painter =
      create_painter (&names_and_boxes, WIDTH, HEIGHT);
  GstCelebrityPerson people[] = {
    make_person ("Ann", (GstCelebrityPixels) FACE_BOX),
    make_person ("Bob", (GstCelebrityPixels){ 400, 160, 100, 100 }),
  };
  g_autofree char *other_ann = g_strdup ("Ann");
  g_autoptr (GstVideoOverlayComposition) first =
      celebrity_painter_paint (painter, people, 2);

  for (guint i = 0; i < 5; i++) {
    g_autoptr (GstVideoOverlayComposition) again = NULL;

    /* Less than can be seen, and the same name elsewhere in memory. */
    people[0].box.x += 0.01;
    people[0].name = other_ann;
    again = celebrity_painter_paint (painter, people, 2);
    g_assert_true (again == first);
  }
}

/* Frames that differ from the first in one thing. */
static void
test_other_composition (void)
{
  const GstCelebrityPerson ann =
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  GstCelebrityPerson moved = ann, renamed = ann, held = ann;
  const GstCelebrityPerson *others[] = { &moved, &renamed, &held };

  moved.box.x += 1.0;
  renamed.name = "Bob";
  held.state = GST_CELEBRITY_STATE_HELD;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (CelebrityPainter) painter =
        create_painter (&names_and_boxes, WIDTH, HEIGHT);
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

/* Who moves keeps the pictures, who stays the rectangles, too. */
static void
test_moving (void)
{
  g_autoptr (CelebrityPainter) painter =
      create_painter (&names_and_boxes, WIDTH, HEIGHT);
  GstCelebrityPerson people[] = {
    make_person ("Ann", (GstCelebrityPixels) FACE_BOX),
    make_person ("Bob", (GstCelebrityPixels){ 400, 160, 100, 100 }),
  };
  g_autoptr (GstVideoOverlayComposition) first =
      celebrity_painter_paint (painter, people, 2);
  g_autoptr (GstVideoOverlayComposition) second = NULL;
  const guint n = 2 * N_CORNER_BARS + 2;

  people[1].box.x += 7.0;
  people[1].face.x += 7.0;
  second = celebrity_painter_paint (painter, people, 2);
  g_assert_cmpuint (count_rectangles (first), ==, n);
  g_assert_cmpuint (count_rectangles (second), ==, n);
  for (guint i = 0; i < n; i++) {
    gboolean is_ann = i < N_CORNER_BARS || i == 2 * N_CORNER_BARS;
    CelebrityRect was = paint_canvas_rectangle (first, i);
    CelebrityRect is = paint_canvas_rectangle (second, i);

    g_assert_true (
        paint_canvas_pixels (first, i) == paint_canvas_pixels (second, i));
    g_assert_cmpint (is.x - was.x, ==, is_ann ? 0 : 7);
    g_assert_cmpint (is.y, ==, was.y);
    g_assert_true (
        (gst_video_overlay_composition_get_rectangle (first, i) ==
            gst_video_overlay_composition_get_rectangle (second, i)) == is_ann);
  }
}

/* The plate does not change sides as soon as it could. */
static void
test_calm (void)
{
  g_autoptr (CelebrityPainter) painter = create_painter (&names, WIDTH, HEIGHT);
  GstCelebrityPerson person =
      make_person ("Ann", (GstCelebrityPixels){ 200, 0, 100, 100 });

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
      create_painter (&red_boxes, WIDTH, HEIGHT);
  const GstCelebrityPerson person =
      make_person ("Ann", (GstCelebrityPixels) FACE_BOX);
  const struct {
    CelebrityLook look;
    guint n_rectangles;
  } steps[] = {
    { { .draw = CELEBRITY_DRAW_BOX, .color = RED }, N_CORNER_BARS },
    { { .draw = CELEBRITY_DRAW_BOX, .color = 0xff00ff00 }, N_CORNER_BARS },
    { { .draw = CELEBRITY_DRAW_BOX, .style = CELEBRITY_STYLE_RECTANGLE },
        N_RECTANGLE_BARS },
    { { .draw = CELEBRITY_DRAW_NAME }, 1 },
    { { .draw = CELEBRITY_DRAW_NAME, .font_desc = "Serif 20" }, 1 },
    { { .draw = CELEBRITY_DRAW_BOX | CELEBRITY_DRAW_NAME, .line_width = 7 },
        N_CORNER_BARS + 1 },
    { { 0 }, 0 },
  };
  g_autoptr (GstVideoOverlayComposition) last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GstVideoOverlayComposition) composition = NULL;

    celebrity_painter_set_look (painter, &steps[i].look);
    composition = celebrity_painter_paint (painter, &person, 1);
    g_assert_cmpuint (count_rectangles (composition), ==,
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
      create_painter (&names_and_boxes, WIDTH, HEIGHT);
  const gint sizes[][2] = { { 1920, 1080 }, { 320, 240 }, { 321, 241 },
    { 320, 240 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    const GstCelebrityPerson person =
        make_person ("Ann", (GstCelebrityPixels){ 100, 100, 300, 300 });
    g_autoptr (GstVideoOverlayComposition) composition = NULL;
    g_auto (PaintCanvas) canvas = { 0 };

    celebrity_painter_set_frame (painter, sizes[i][0], sizes[i][1]);
    composition = celebrity_painter_paint (painter, &person, 1);
    g_assert_cmpuint (count_rectangles (composition), ==, N_CORNER_BARS + 1);
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
    people[i] = make_person (names_of_people[i], box);
  }
}

static void
test_crowd (void)
{
  g_autoptr (CelebrityPainter) painter =
      create_painter (&names_and_boxes, 1920, 1080);
  g_autoptr (GstVideoOverlayComposition) first = NULL;
  GstCelebrityPerson people[N_CROWD];
  char names_of_people[N_CROWD][16];

  for (gint step = 0; step < 20; step++) {
    g_autoptr (GstVideoOverlayComposition) composition = NULL;
    g_autoptr (GstVideoOverlayComposition) again = NULL;
    const guint n = N_CROWD * (N_CORNER_BARS + 1);
    g_auto (PaintCanvas) canvas = { 0 };

    fill_crowd (people, names_of_people, step);
    composition = celebrity_painter_paint (painter, people, N_CROWD);
    again = celebrity_painter_paint (painter, people, N_CROWD);
    g_assert_true (composition == again);
    g_assert_cmpuint (count_rectangles (composition), ==, n);
    paint_canvas_init (&canvas, 1920, 1080, composition);
    if (first == NULL)
      first = gst_video_overlay_composition_ref (composition);
    for (guint i = 0; i < n; i++)
      g_assert_true (paint_canvas_pixels (first, i) ==
          paint_canvas_pixels (composition, i));
  }
}

static void
add_box_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (box_cases); i++) {
    g_autofree char *path =
        g_strconcat ("/painter/box/", box_cases[i].name, NULL);

    g_test_add_data_func (path, &box_cases[i], test_box);
  }
}

static void
add_name_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (name_cases); i++) {
    g_autofree char *path =
        g_strconcat ("/painter/name/", name_cases[i].name, NULL);

    g_test_add_data_func (path, &name_cases[i], test_name);
  }
}

int
main (int argc, char *argv[])
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/painter/corners", test_corners);
  g_test_add_func ("/painter/rectangle", test_rectangle);
  g_test_add_func ("/painter/contour", test_contour);
  g_test_add_func ("/painter/held-is-fainter", test_held_is_fainter);
  g_test_add_func ("/painter/colors", test_colors);
  add_box_cases ();
  add_name_cases ();
  g_test_add_func ("/painter/letters-contrast", test_letters_contrast);
  g_test_add_func ("/painter/text-is-no-markup", test_text_is_no_markup);
  g_test_add_func ("/painter/long-names", test_long_names_are_cut);
  g_test_add_func ("/painter/notes", test_notes);
  g_test_add_func ("/painter/sizes", test_sizes);
  g_test_add_func ("/painter/line-width", test_line_width);
  g_test_add_func ("/painter/font", test_font);
  g_test_add_func ("/painter/landmarks", test_landmarks);
  g_test_add_func ("/painter/many-landmarks", test_many_landmarks);
  g_test_add_func ("/painter/nobody", test_nobody);
  g_test_add_func ("/painter/small-frames", test_small_frames);
  g_test_add_func ("/painter/same-composition", test_same_composition);
  g_test_add_func ("/painter/other-composition", test_other_composition);
  g_test_add_func ("/painter/moving", test_moving);
  g_test_add_func ("/painter/calm", test_calm);
  g_test_add_func ("/painter/look-changes", test_look_changes);
  g_test_add_func ("/painter/frame-changes", test_frame_changes);
  g_test_add_func ("/painter/crowd", test_crowd);

  return g_test_run ();
}
