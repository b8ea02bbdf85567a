/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-palette.h"
#include <math.h>

#define BLACK 0xff000000u
#define WHITE 0xffffffffu

/* Pairs whose contrast is known from WCAG documents. */
typedef struct {
  guint32 a;
  guint32 b;
  double expected;
} ContrastCase;

static const ContrastCase contrast_cases[] = {
  { BLACK, WHITE, 21.0 },
  { WHITE, BLACK, 21.0 },
  { WHITE, WHITE, 1.0 },
  { 0xff777777, WHITE, 4.48 },
  { 0xff767676, WHITE, 4.54 },
  { 0xffff0000, WHITE, 4.0 },
  { 0xff0000ff, WHITE, 8.59 },
  { 0xff00ff00, BLACK, 15.3 },
};

static void
test_contrast (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (contrast_cases); i++) {
    const ContrastCase *c = &contrast_cases[i];

    g_assert_cmpfloat_with_epsilon (celebrity_palette_get_contrast (c->a, c->b),
        c->expected, 0.01);
  }
}

static void
assert_readable (guint32 color)
{
  guint32 text = celebrity_palette_get_text (color);
  guint32 plate = celebrity_palette_get_plate (color);

  g_assert_true (text == BLACK || text == WHITE);
  g_assert_cmphex (plate & 0xffffff, ==, color & 0xffffff);
  g_assert_cmpfloat (celebrity_palette_get_contrast (text, color), >=,
      CELEBRITY_PALETTE_MIN_CONTRAST);
  g_assert_cmpfloat (celebrity_palette_get_worst_contrast (text, plate), >=,
      CELEBRITY_PALETTE_MIN_CONTRAST);
}

static void
test_palette_is_readable (void)
{
  g_assert_cmpuint (celebrity_palette_get_size (), >=, 7);
  for (guint i = 0; i < celebrity_palette_get_size (); i++) {
    guint32 color = celebrity_palette_get_nth (i);

    g_assert_cmphex (color >> 24, ==, 0xff);
    assert_readable (color);
    for (guint j = 0; j < i; j++)
      g_assert_cmphex (color, !=, celebrity_palette_get_nth (j));
  }
}

static void
test_palette_is_translucent (void)
{
  for (guint i = 0; i < celebrity_palette_get_size (); i++)
    g_assert_cmphex (
        celebrity_palette_get_plate (celebrity_palette_get_nth (i)) >> 24, <,
        0xff);
}

/* A user's colour may have any value and opacity. */
static void
test_any_color_is_readable (void)
{
  for (guint red = 0; red < 256; red += 15)
    for (guint green = 0; green < 256; green += 15)
      for (guint blue = 0; blue < 256; blue += 15)
        assert_readable (0x40000000u | red << 16 | green << 8 | blue);
}

static void
test_a_translucent_plate_is_judged_by_the_worst_picture (void)
{
  g_assert_cmpfloat_with_epsilon (
      celebrity_palette_get_worst_contrast (WHITE, 0x80000000u),
      celebrity_palette_get_contrast (WHITE, 0xff7f7f7f), 0.01);
  g_assert_cmpfloat_with_epsilon (
      celebrity_palette_get_worst_contrast (BLACK, 0x80ffffffu),
      celebrity_palette_get_contrast (BLACK, 0xff808080), 0.01);
}

static void
test_a_person_keeps_the_color (void)
{
  guint32 color = celebrity_palette_get_color ("1a2b", "Ann");

  g_assert_cmphex (celebrity_palette_get_color ("1a2b", "Ann Other"), ==,
      color);
  g_assert_cmphex (celebrity_palette_get_color ("1a2b", ""), ==, color);
  g_assert_cmphex (celebrity_palette_get_color (NULL, "Ann"), ==,
      celebrity_palette_get_color ("", "Ann"));
  g_assert_cmphex (celebrity_palette_get_color (NULL, "1a2b"), ==, color);
}

static void
test_people_differ (void)
{
  guint counts[32] = { 0 };
  guint size = celebrity_palette_get_size ();

  g_assert_cmpuint (size, <=, G_N_ELEMENTS (counts));
  for (guint i = 0; i < 700; i++) {
    g_autofree char *id = g_strdup_printf ("%x", i * 7919);
    guint32 color = celebrity_palette_get_color (id, "");

    for (guint n = 0; n < size; n++)
      counts[n] += celebrity_palette_get_nth (n) == color;
  }
  for (guint n = 0; n < size; n++) {
    g_assert_cmpuint (counts[n], >, 700 / size / 2);
    g_assert_cmpuint (counts[n], <, 700 / size * 2);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay-palette/contrast", test_contrast);
  g_test_add_func ("/overlay-palette/readable", test_palette_is_readable);
  g_test_add_func ("/overlay-palette/translucent", test_palette_is_translucent);
  g_test_add_func ("/overlay-palette/any-color", test_any_color_is_readable);
  g_test_add_func ("/overlay-palette/worst-picture",
      test_a_translucent_plate_is_judged_by_the_worst_picture);
  g_test_add_func ("/overlay-palette/keeps", test_a_person_keeps_the_color);
  g_test_add_func ("/overlay-palette/differ", test_people_differ);

  return g_test_run ();
}
