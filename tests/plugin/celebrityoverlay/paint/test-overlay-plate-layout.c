/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-plate-layout.h"
#include <stdlib.h>

#define WIDTH 400
#define HEIGHT 300
#define GAP 4

#define MAX_ITEMS 3

#define N_ROUNDS 300
#define MAX_PEOPLE 50

typedef struct {
  CelebrityRect box;
  CelebrityRect face;
  gint w;
  gint h;
  CelebritySide last;
  gint x;
  gint y;
  CelebritySide expected;
} Row;

typedef struct {
  const char *name;
  Row rows[MAX_ITEMS];
} PlaceCase;

#define BOX(x, y, w, h) \
  { x, y, w, h }, \
  { \
    x, y, w, h \
  }
#define NONE CELEBRITY_SIDE_NONE
#define ABOVE CELEBRITY_SIDE_ABOVE
#define BELOW CELEBRITY_SIDE_BELOW
#define RIGHT CELEBRITY_SIDE_RIGHT
#define LEFT CELEBRITY_SIDE_LEFT
#define BOTTOM CELEBRITY_SIDE_BOTTOM
#define TOP CELEBRITY_SIDE_TOP
#define FREE CELEBRITY_SIDE_FREE

static const PlaceCase place_cases[] = {
  { "above", { { BOX (100, 100, 80, 100), 60, 20, NONE, 110, 76, ABOVE } } },
  { "wider-than-its-box",
      { { BOX (100, 100, 40, 50), 80, 20, NONE, 80, 76, ABOVE } } },
  { "at-the-left-edge",
      { { BOX (0, 100, 40, 50), 80, 20, NONE, 0, 76, ABOVE } } },
  { "at-the-right-edge",
      { { BOX (360, 100, 40, 50), 80, 20, NONE, 320, 76, ABOVE } } },
  { "just-room-above",
      { { BOX (100, 24, 80, 100), 60, 20, NONE, 110, 0, ABOVE } } },
  { "no-room-above",
      { { BOX (100, 23, 80, 100), 60, 20, NONE, 110, 127, BELOW } } },
  { "full-height",
      { { BOX (100, 0, 80, 300), 60, 20, NONE, 184, 140, RIGHT } } },
  { "full-height-at-the-right",
      { { BOX (320, 0, 80, 300), 60, 20, NONE, 256, 140, LEFT } } },
  { "whole-frame",
      { { { 0, 0, 400, 300 }, { 150, 20, 100, 150 }, 60, 20, NONE, 170, 276,
          BOTTOM } } },
  { "whole-frame-face-below",
      { { { 0, 0, 400, 300 }, { 150, 100, 100, 200 }, 60, 20, NONE, 170, 4,
          TOP } } },
  { "body-without-face",
      { { { 0, 0, 400, 300 }, { 0, 0, 0, 0 }, 60, 20, NONE, 170, 276,
          BOTTOM } } },
  { "face-all-over",
      { { BOX (0, 0, 400, 300), 60, 20, NONE, 170, 280, BELOW } } },
  { "no-plate", { { BOX (100, 100, 80, 100), 0, 0, NONE, 0, 0, NONE } } },

  /* Two of them. */
  { "side-by-side",
      { { BOX (100, 100, 80, 100), 60, 20, NONE, 110, 76, ABOVE },
          { BOX (200, 100, 80, 100), 60, 20, NONE, 210, 76, ABOVE } } },
  { "too-wide-for-a-row",
      { { BOX (100, 100, 80, 100), 120, 20, NONE, 80, 76, ABOVE },
          { BOX (200, 100, 80, 100), 120, 20, NONE, 180, 204, BELOW } } },
  { "off-the-other-face",
      { { BOX (100, 50, 80, 100), 60, 20, NONE, 110, 26, ABOVE },
          { BOX (100, 160, 80, 100), 60, 20, NONE, 110, 264, BELOW } } },
  { "off-a-later-face",
      { { BOX (100, 160, 80, 100), 60, 20, NONE, 110, 264, BELOW },
          { BOX (100, 50, 80, 100), 60, 20, NONE, 110, 26, ABOVE } } },
  { "no-plate-in-the-way",
      { { BOX (100, 100, 80, 40), 0, 0, NONE, 0, 0, NONE },
          { BOX (100, 170, 80, 40), 60, 20, NONE, 110, 146, ABOVE } } },
  { "three-in-one",
      { { BOX (100, 100, 80, 100), 60, 20, NONE, 110, 76, ABOVE },
          { BOX (100, 100, 80, 100), 60, 20, NONE, 110, 204, BELOW },
          { BOX (100, 100, 80, 100), 60, 20, NONE, 184, 140, RIGHT } } },

  /* With the side of the previous frame. */
  { "stays-below",
      { { BOX (100, 100, 80, 100), 60, 20, BELOW, 110, 204, BELOW } } },
  { "leaves-what-is-full",
      { { BOX (100, 200, 80, 100), 60, 20, BELOW, 110, 176, ABOVE } } },
  { "returns-from-farther-away",
      { { BOX (100, 100, 80, 100), 60, 20, FREE, 110, 76, ABOVE } } },
};

static void
test_place (gconstpointer data)
{
  const PlaceCase *c = data;
  CelebrityPlateItem items[MAX_ITEMS] = { 0 };
  guint n_items = 0;

  for (; n_items < MAX_ITEMS && c->rows[n_items].box.w > 0; n_items++) {
    const Row *row = &c->rows[n_items];

    items[n_items].box = row->box;
    items[n_items].face = row->face;
    items[n_items].plate.w = row->w;
    items[n_items].plate.h = row->h;
    items[n_items].anchor.side = row->last;
  }
  celebrity_plate_layout_run (items, n_items, WIDTH, HEIGHT, GAP);

  for (guint i = 0; i < n_items; i++) {
    g_assert_cmpint (items[i].plate.x, ==, c->rows[i].x);
    g_assert_cmpint (items[i].plate.y, ==, c->rows[i].y);
    g_assert_cmpint (items[i].anchor.side, ==, c->rows[i].expected);
  }
}

/* A third plate in a corner between two others gets a free position, and keeps
 * it. */
static void
test_free_place (void)
{
  CelebrityPlateItem items[6] = { 0 };
  CelebrityPlateItem again[6];

  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    items[i].box = (CelebrityRect){ 20, 140, 30, 30 };
    items[i].face = items[i].box;
    items[i].plate = (CelebrityRect){ 0, 0, 120, 20 };
  }
  celebrity_plate_layout_run (items, G_N_ELEMENTS (items), WIDTH, HEIGHT, GAP);
  g_assert_cmpint (items[5].anchor.side, ==, CELEBRITY_SIDE_FREE);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    g_assert_cmpint (
        celebrity_rect_get_overlap (&items[i].plate, &items[i].face), ==, 0);
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (
          celebrity_rect_get_overlap (&items[i].plate, &items[j].plate), ==, 0);
  }

  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    again[i] = items[i];
    again[i].box.x += 2;
    again[i].face.x += 2;
  }
  celebrity_plate_layout_run (again, G_N_ELEMENTS (again), WIDTH, HEIGHT, GAP);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    g_assert_cmpint (abs (again[i].plate.x - items[i].plate.x), <=, 2);
    g_assert_cmpint (again[i].plate.y, ==, items[i].plate.y);
  }
}

typedef struct {
  gint width;
  gint height;
  guint n_items;
  CelebrityPlateItem items[MAX_PEOPLE];
} Scene;

/* Fills a frame of @width x @height with random faces and plates. */
static void
fill_scene (Scene *scene, GRand *rand, guint n_items, gint largest_box,
    gint largest_plate)
{
  scene->n_items = n_items;
  for (guint i = 0; i < n_items; i++) {
    CelebrityPlateItem *item = &scene->items[i];
    gint w = g_rand_int_range (rand, 4, largest_box);
    gint h = g_rand_int_range (rand, 4, largest_box);

    *item = (CelebrityPlateItem){ 0 };
    item->box =
        (CelebrityRect){ g_rand_int_range (rand, 0, scene->width - w + 1),
          g_rand_int_range (rand, 0, scene->height - h + 1), w, h };
    item->face = item->box;
    item->plate.w = g_rand_int_range (rand, 2, largest_plate);
    item->plate.h = MAX (2, largest_plate / 6);
  }
}

static void
assert_inside (const Scene *scene)
{
  for (guint i = 0; i < scene->n_items; i++) {
    const CelebrityRect *plate = &scene->items[i].plate;

    g_assert_cmpint (plate->x, >=, 0);
    g_assert_cmpint (plate->y, >=, 0);
    g_assert_cmpint (plate->x + plate->w, <=, scene->width);
    g_assert_cmpint (plate->y + plate->h, <=, scene->height);
  }
}

static void
assert_free (const Scene *scene)
{
  for (guint i = 0; i < scene->n_items; i++) {
    const CelebrityPlateItem *item = &scene->items[i];

    for (guint j = 0; j < scene->n_items; j++)
      g_assert_cmpint (
          celebrity_rect_get_overlap (&item->plate, &scene->items[j].face), ==,
          0);
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (
          celebrity_rect_get_overlap (&item->plate, &scene->items[j].plate), ==,
          0);
  }
}

static void
lay_out (Scene *scene)
{
  celebrity_plate_layout_run (scene->items, scene->n_items, scene->width,
      scene->height, GAP);
}

static void
test_with_room (void)
{
  for (guint seed = 0; seed < N_ROUNDS; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    Scene scene = { .width = 1920, .height = 1080 };

    fill_scene (&scene, rand, (guint) g_rand_int_range (rand, 1, 13), 300, 320);
    lay_out (&scene);
    assert_inside (&scene);
    assert_free (&scene);
  }
}

/* A crowd of small faces: there is room for all plates, but not at all of the
 * faces. */
static void
test_crowd (void)
{
  for (guint seed = 0; seed < 20; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    Scene scene = { .width = 1920, .height = 1080 };

    fill_scene (&scene, rand, MAX_PEOPLE, 60, 200);
    lay_out (&scene);
    assert_inside (&scene);
    assert_free (&scene);
  }
}

/* Plates are always inside the frame, and the layout is deterministic. */
static void
test_without_room (void)
{
  for (guint seed = 0; seed < N_ROUNDS; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    Scene scene = { .width = g_rand_int_range (rand, 16, 400),
      .height = g_rand_int_range (rand, 16, 400) };
    gint size = MIN (scene.width, scene.height);
    Scene again;

    fill_scene (&scene, rand, (guint) g_rand_int_range (rand, 1, MAX_PEOPLE),
        size, size);
    again = scene;
    lay_out (&scene);
    assert_inside (&scene);
    lay_out (&again);
    for (guint i = 0; i < scene.n_items; i++) {
      g_assert_cmpint (again.items[i].plate.x, ==, scene.items[i].plate.x);
      g_assert_cmpint (again.items[i].plate.y, ==, scene.items[i].plate.y);
    }
  }
}

/* If no box moves, no plate moves; else plates follow their boxes. */
static void
test_calm (void)
{
  guint n_jumps = 0;

  for (guint seed = 0; seed < N_ROUNDS; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    Scene scene = { .width = 1920, .height = 1080 };
    Scene next;

    fill_scene (&scene, rand, 8, 200, 300);
    lay_out (&scene);
    next = scene;
    lay_out (&next);
    for (guint i = 0; i < scene.n_items; i++) {
      g_assert_cmpint (next.items[i].plate.x, ==, scene.items[i].plate.x);
      g_assert_cmpint (next.items[i].plate.y, ==, scene.items[i].plate.y);
    }

    for (guint i = 0; i < next.n_items; i++) {
      gint step = next.items[i].box.x < 960 ? 1 : -1;

      next.items[i].box.x += step;
      next.items[i].face.x += step;
    }
    lay_out (&next);
    for (guint i = 0; i < next.n_items; i++) {
      gint moved = abs (next.items[i].plate.x - scene.items[i].plate.x) +
          abs (next.items[i].plate.y - scene.items[i].plate.y);

      /* A box may move onto a plate that was beside it. */
      n_jumps += moved > 1;
    }
  }
  g_assert_cmpuint (n_jumps, <, N_ROUNDS * 8 / 50);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (place_cases); i++) {
    g_autofree char *path =
        g_strconcat ("/overlay-plate-layout/place/", place_cases[i].name, NULL);

    g_test_add_data_func (path, &place_cases[i], test_place);
  }
  g_test_add_func ("/overlay-plate-layout/free-place", test_free_place);
  g_test_add_func ("/overlay-plate-layout/with-room", test_with_room);
  g_test_add_func ("/overlay-plate-layout/crowd", test_crowd);
  g_test_add_func ("/overlay-plate-layout/without-room", test_without_room);
  g_test_add_func ("/overlay-plate-layout/calm", test_calm);

  return g_test_run ();
}
