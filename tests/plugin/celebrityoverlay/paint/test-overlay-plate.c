/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/overlay/paint-canvas.h"
#include "support/overlay/paint-fixtures.h"

static const CelebrityLook names = { .draw = CELEBRITY_DRAW_NAME };

/* Names, and whether a plate is drawn for them. */
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
  { "directions", "\342\200\256Ann\342\201\246 \342\200\253Other", TRUE },
  { "one-letter", "i", TRUE },
  { "empty", "", FALSE },
};

static void
assert_plate (const CelebrityRect *plate)
{
  const CelebrityRect face = PAINT_FACE;

  g_assert_cmpint (celebrity_rect_get_overlap (plate, &face), ==, 0);
  g_assert_cmpint (plate->x, >=, 0);
  g_assert_cmpint (plate->x + plate->w, <=, PAINT_WIDTH);
  g_assert_cmpint (plate->y, >=, 0);
  g_assert_cmpint (plate->y + plate->h, <=, PAINT_Y);
  g_assert_cmpint (plate->w % 2, ==, 0);
  g_assert_cmpint (plate->h % 2, ==, 0);
  g_assert_cmpint (plate->w, <, PAINT_WIDTH / 2);
  g_assert_cmpint (plate->h, >=, 14);
  g_assert_cmpint (plate->h, <=, 30);
}

static void
test_name (gconstpointer data)
{
  const NameCase *c = data;
  const GstCelebrityPerson person =
      paint_person_make (c->text, (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person_paint (&names, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  CelebrityRect plate;
  guint32 background;

  g_assert_cmpuint (paint_person_count (composition), ==, c->has_plate ? 1 : 0);
  if (!c->has_plate)
    return;

  plate = paint_canvas_rectangle (composition, 0);
  assert_plate (&plate);
  paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
  background = paint_canvas_get (&canvas, plate.x + plate.w / 2, plate.y + 1);
  g_assert_cmphex (background >> 24, >=, 0xe0);
}

/* There are letters, if there is any font. */
static void
test_letters_contrast (void)
{
  const CelebrityLook look = { .draw = CELEBRITY_DRAW_NAME,
    .color = 0xffffff00 };
  const GstCelebrityPerson person =
      paint_person_make ("IIII", (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint_person_paint (&look, &person);
  g_auto (PaintCanvas) canvas = { 0 };
  CelebrityRect plate = paint_canvas_rectangle (composition, 0);
  guint n_dark = 0;

  paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
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
  GstCelebrityPerson person =
      paint_person_make (name, (GstCelebrityPixels) PAINT_FACE);
  g_autoptr (GstVideoOverlayComposition) composition = NULL;

  person.confidence = 97.4;
  person.known_gender = "Female";
  composition = paint_person_paint (look, &person);
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
  g_autofree char *longer = g_strnfill (1024 * 1024, 'm');
  g_autofree char *wide = g_strnfill (300, 'i');
  gint limit = PAINT_WIDTH * 36 / 100 + 16;

  g_assert_cmpint (get_plate_width (&names, name), <=, limit);
  g_assert_cmpint (get_plate_width (&names, name), >, PAINT_WIDTH / 5);
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

/* Placeholders for missing glyphs all have one width, of any size. */
static gboolean
skip_without_font (void)
{
  if (get_plate_width (&names, "mmmm") > get_plate_width (&names, "iiii"))
    return FALSE;
  g_test_skip ("All letters are of one width: there seems to be no font.");
  return TRUE;
}

/* Letters are proportional to the frame, and readable on a small one. */
static void
test_sizes (void)
{
  const struct {
    gint width;
    gint height;
    gint least;
    gint largest;
  } sizes[] = {
    { 426, 240, 14, 24 },
    { 640, 480, 14, 28 },
    { 1280, 720, 22, 36 },
    { 1920, 1080, 32, 52 },
    { 1080, 1920, 32, 52 },
    { 3840, 2160, 64, 100 },
  };

  if (skip_without_font ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    gint width = sizes[i].width;
    gint height = sizes[i].height;
    const GstCelebrityPerson person = paint_person_make ("Ann",
        (GstCelebrityPixels){ width / 4, height / 4, width / 4, height / 4 });
    g_autoptr (CelebrityPainter) painter =
        paint_person_create_painter (&names, width, height);
    g_autoptr (GstVideoOverlayComposition) composition =
        celebrity_painter_paint (painter, &person, 1);
    CelebrityRect plate = paint_canvas_rectangle (composition, 0);

    g_assert_cmpint (plate.h, >=, sizes[i].least);
    g_assert_cmpint (plate.h, <=, sizes[i].largest);
  }
}

static void
test_font (void)
{
  CelebrityLook look = names;
  gint automatic = get_plate_width (&names, "Ann Other");

  if (skip_without_font ())
    return;
  look.font_desc = "Sans Bold 30";
  g_assert_cmpint (get_plate_width (&look, "Ann Other"), >, automatic * 2);
  look.font_desc = "Sans Bold";
  g_assert_cmpint (get_plate_width (&look, "Ann Other"), ==, automatic);
  look.font_desc = "Sans Bold 8px";
  g_assert_cmpint (get_plate_width (&look, "Ann Other"), <, automatic);
  look.font_desc = "No Such Font, 100000";
  g_assert_cmpint (get_plate_width (&look, "Ann Other"), <=, PAINT_WIDTH);
}

static void
add_name_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (name_cases); i++) {
    g_autofree char *path =
        g_strconcat ("/overlay-plate/name/", name_cases[i].name, NULL);

    g_test_add_data_func (path, &name_cases[i], test_name);
  }
}

int
main (int argc, char *argv[])
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  add_name_cases ();
  g_test_add_func ("/overlay-plate/letters-contrast", test_letters_contrast);
  g_test_add_func ("/overlay-plate/text-is-no-markup", test_text_is_no_markup);
  g_test_add_func ("/overlay-plate/long-names", test_long_names_are_cut);
  g_test_add_func ("/overlay-plate/notes", test_notes);
  g_test_add_func ("/overlay-plate/sizes", test_sizes);
  g_test_add_func ("/overlay-plate/font", test_font);

  return g_test_run ();
}
