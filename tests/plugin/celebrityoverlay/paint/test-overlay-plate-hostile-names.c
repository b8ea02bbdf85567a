/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Draws names that are made to break a plate: there must be no warning of a
 * library, the size and the time must be limited, and the text beside the name
 * must look as usual. */

#include <string.h>

#include "support/common/hostile-names.h"
#include "support/overlay/paint-canvas.h"
#include "support/overlay/paint-fixtures.h"

/* Width of the name and of the text beside it. */
#define MAX_PLATE_WIDTH (PAINT_WIDTH * 2 / 3)
#define MAX_PLATE_HEIGHT 48
#define N_REPEATS 200

static const CelebrityLook everything = { .draw = CELEBRITY_DRAW_NAME |
      CELEBRITY_DRAW_CONFIDENCE | CELEBRITY_DRAW_KNOWN_GENDER };
static const CelebrityLook confidence = {
  .draw = CELEBRITY_DRAW_NAME | CELEBRITY_DRAW_CONFIDENCE, .color = 0xffffff00
};
static const CelebrityLook note = { .draw = CELEBRITY_DRAW_CONFIDENCE |
      CELEBRITY_DRAW_KNOWN_GENDER };

static GstVideoOverlayComposition *
paint (const CelebrityLook *look, const char *name, const char *gender)
{
  GstCelebrityPerson person =
      paint_person_make (name, (GstCelebrityPixels) PAINT_FACE);

  person.confidence = 97.0;
  person.known_gender = gender;
  return paint_person_paint (look, &person);
}

static void
test_drawn (gconstpointer data)
{
  g_autofree char *name = hostile_name_dup (data);
  g_autoptr (GstVideoOverlayComposition) composition =
      paint (&everything, name, name);
  CelebrityRect plate = paint_canvas_rectangle (composition, 0);
  g_auto (PaintCanvas) canvas = { 0 };

  g_assert_cmpuint (paint_person_count (composition), ==, 1);
  g_assert_cmpint (plate.w, >, 0);
  g_assert_cmpint (plate.w, <=, MAX_PLATE_WIDTH);
  g_assert_cmpint (plate.h, <=, MAX_PLATE_HEIGHT);
  /* The plate is inside the frame. */
  paint_canvas_init (&canvas, PAINT_WIDTH, PAINT_HEIGHT, composition);
}

/* The cost of a frame with the same people does not depend on the length of
 * names. */
static void
test_soon (void)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (&everything, PAINT_WIDTH, PAINT_HEIGHT);
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *name = hostile_name_dup (&rows[i]);
    GstCelebrityPerson person =
        paint_person_make (name, (GstCelebrityPixels) PAINT_FACE);
    gint64 start = g_get_monotonic_time ();

    person.id = "1";
    person.confidence = 97.0;
    person.known_gender = name;
    for (guint k = 0; k < N_REPEATS; k++) {
      g_autoptr (GstVideoOverlayComposition) composition = NULL;

      person.box.x = PAINT_X + k % 2;
      composition = celebrity_painter_paint (painter, &person, 1);
      g_assert_nonnull (composition);
    }
    g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  }
}

/* Whether both have equal pixels. */
static void
assert_same (GstVideoOverlayComposition *one, GstVideoOverlayComposition *other)
{
  GstBuffer *pixels = paint_canvas_pixels (one, 0);
  GstBuffer *others = paint_canvas_pixels (other, 0);
  GstMapInfo map;

  g_assert_cmpuint (gst_buffer_get_size (pixels), ==,
      gst_buffer_get_size (others));
  g_assert_true (gst_buffer_map (pixels, &map, GST_MAP_READ));
  g_assert_cmpint (gst_buffer_memcmp (others, 0, map.data, map.size), ==, 0);
  gst_buffer_unmap (pixels, &map);
}

/* Direction marks in the name do not affect the text beside it. */
static const char *const turned[] = {
  "\xe2\x80\xae%s",
  "\xe2\x80\xab%s",
  "%s\xe2\x80\xae",
  "\xe2\x81\xa7%s",
  "\xe2\x80\x8f%s",
  "\xd8\x9c%s",
  "%s\xe2\x81\xa9\xe2\x80\xac",
  "\xe2\x80\xae\xe2\x80\xae%s\xe2\x80\xac",
};

static char *
turn (guint i, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (turned[i], "%s", 2);

  return g_strconcat (parts[0], text, parts[1], NULL);
}

static void
test_directions (void)
{
  g_autoptr (GstVideoOverlayComposition) plain =
      paint (&confidence, "Ada 12 (x)", NULL);
  g_autoptr (GstVideoOverlayComposition) plain_note =
      paint (&note, "Ada", "12 (x)");

  for (guint i = 0; i < G_N_ELEMENTS (turned); i++) {
    g_autofree char *name = turn (i, "Ada 12 (x)");
    g_autofree char *gender = turn (i, "12 (x)");
    g_autoptr (GstVideoOverlayComposition) composition =
        paint (&confidence, name, NULL);
    g_autoptr (GstVideoOverlayComposition) with_note =
        paint (&note, "Ada", gender);

    assert_same (composition, plain);
    assert_same (with_note, plain_note);
  }
}

int
main (int argc, char **argv)
{
  const HostileName *rows;
  guint n_rows;

  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *path = g_strconcat ("/overlay-plate-hostile-names/drawn/",
        rows[i].label, NULL);

    g_test_add_data_func (path, &rows[i], test_drawn);
  }
  g_test_add_func ("/overlay-plate-hostile-names/soon", test_soon);
  g_test_add_func ("/overlay-plate-hostile-names/directions", test_directions);
  return g_test_run ();
}
