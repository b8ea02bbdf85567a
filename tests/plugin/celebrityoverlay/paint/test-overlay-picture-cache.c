/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-picture-cache.h"

#define BAR_BYTES (8 * 4 * 4)

typedef struct {
  CelebrityPen *pen;
  CelebrityPictureCache *cache;
} Fixture;

static CelebrityPen *
create_pen (void)
{
  CelebritySizes sizes;

  celebrity_sizes_init (&sizes, 320, 240, 0);
  return celebrity_pen_new (&sizes, NULL, GST_VIDEO_ORIENTATION_IDENTITY);
}

static void
fixture_init (Fixture *fixture, guint max_pictures, gsize max_bytes)
{
  fixture->pen = create_pen ();
  fixture->cache = celebrity_picture_cache_new (max_pictures, max_bytes);
}

static void
fixture_clear (Fixture *fixture)
{
  celebrity_picture_cache_free (fixture->cache);
  celebrity_pen_free (fixture->pen);
}

static GstBuffer *
get_picture (Fixture *fixture, const CelebrityPicture *picture)
{
  return celebrity_picture_cache_get (fixture->cache, fixture->pen, picture);
}

static CelebrityPictureStats
get_stats (const Fixture *fixture)
{
  CelebrityPictureStats stats;

  celebrity_picture_cache_get_stats (fixture->cache, &stats);
  return stats;
}

/* A bar of BAR_BYTES. */
static GstBuffer *
get_bar (Fixture *fixture, guint32 color)
{
  const CelebrityPicture picture = { CELEBRITY_SHAPE_SIDE, color, FALSE, 4, 8,
    NULL, NULL };

  return get_picture (fixture, &picture);
}

static void
test_same_picture (void)
{
  Fixture fixture;
  g_autoptr (GstBuffer) first = NULL;
  g_autoptr (GstBuffer) again = NULL;

  fixture_init (&fixture, 8, G_MAXSIZE);
  first = get_bar (&fixture, 1);
  again = get_bar (&fixture, 1);
  g_assert_true (first == again);
  g_assert_cmpuint (get_stats (&fixture).n_pictures, ==, 1);
  g_assert_cmpuint (get_stats (&fixture).n_bytes, ==, BAR_BYTES);
  g_assert_cmpuint (get_stats (&fixture).n_renders, ==, 1);
  g_assert_cmpuint (get_stats (&fixture).n_hits, ==, 1);
  fixture_clear (&fixture);
}

/* Each differs from the first in one member. */
static const CelebrityPicture different[] = {
  { CELEBRITY_SHAPE_PLATE, 0xffff0000, FALSE, 4, 8, "Ann", "97%" },
  { CELEBRITY_SHAPE_SIDE, 0xffff0000, FALSE, 4, 8, "Ann", "97%" },
  { CELEBRITY_SHAPE_PLATE, 0xffff0001, FALSE, 4, 8, "Ann", "97%" },
  { CELEBRITY_SHAPE_PLATE, 0xffff0000, TRUE, 4, 8, "Ann", "97%" },
  { CELEBRITY_SHAPE_PLATE, 0xffff0000, FALSE, 6, 8, "Ann", "97%" },
  { CELEBRITY_SHAPE_PLATE, 0xffff0000, FALSE, 4, 6, "Ann", "97%" },
  { CELEBRITY_SHAPE_PLATE, 0xffff0000, FALSE, 4, 8, "Bob", "97%" },
  { CELEBRITY_SHAPE_PLATE, 0xffff0000, FALSE, 4, 8, "Ann", "98%" },
  { CELEBRITY_SHAPE_PLATE, 0xffff0000, FALSE, 4, 8, NULL, "97%" },
  { CELEBRITY_SHAPE_PLATE, 0xffff0000, FALSE, 4, 8, "Ann", NULL },
};

static void
test_different_pictures (void)
{
  Fixture fixture;

  fixture_init (&fixture, 100, G_MAXSIZE);
  for (guint round = 0; round < 2; round++) {
    for (guint i = 0; i < G_N_ELEMENTS (different); i++) {
      g_autoptr (GstBuffer) pixels = get_picture (&fixture, &different[i]);

      g_assert_nonnull (pixels);
    }
    g_assert_cmpuint (get_stats (&fixture).n_pictures, ==,
        G_N_ELEMENTS (different));
  }
  fixture_clear (&fixture);
}

static void
test_bounded_number (void)
{
  Fixture fixture;
  g_autoptr (GstBuffer) first = NULL;
  g_autoptr (GstBuffer) second = NULL;
  g_autoptr (GstBuffer) first_again = NULL;
  g_autoptr (GstBuffer) second_again = NULL;

  fixture_init (&fixture, 4, G_MAXSIZE);
  first = get_bar (&fixture, 1);
  second = get_bar (&fixture, 2);
  for (guint32 color = 3; color < 6; color++) {
    g_autoptr (GstBuffer) used = get_bar (&fixture, 1);
    g_autoptr (GstBuffer) added = get_bar (&fixture, color);

    g_assert_true (used == first);
    g_assert_true (added != first);
  }

  /* The second is the least recently used one. */
  g_assert_cmpuint (get_stats (&fixture).n_pictures, ==, 4);
  g_assert_cmpuint (get_stats (&fixture).n_bytes, ==, 4 * BAR_BYTES);
  first_again = get_bar (&fixture, 1);
  g_assert_true (first_again == first);
  second_again = get_bar (&fixture, 2);
  g_assert_true (second_again != second);
  fixture_clear (&fixture);
}

static void
test_bounded_bytes (void)
{
  Fixture fixture;

  fixture_init (&fixture, 100, 5 * BAR_BYTES / 2);
  for (guint32 color = 0; color < 10; color++) {
    g_autoptr (GstBuffer) pixels = get_bar (&fixture, color);

    g_assert_cmpuint (gst_buffer_get_size (pixels), ==, BAR_BYTES);
  }
  g_assert_cmpuint (get_stats (&fixture).n_pictures, ==, 2);
  fixture_clear (&fixture);

  /* One picture is kept whatever its size. */
  fixture_init (&fixture, 100, 1);
  for (guint32 color = 0; color < 3; color++) {
    g_autoptr (GstBuffer) pixels = get_bar (&fixture, color);
    g_autoptr (GstBuffer) again = get_bar (&fixture, color);

    g_assert_true (pixels == again);
  }
  g_assert_cmpuint (get_stats (&fixture).n_pictures, ==, 1);
  fixture_clear (&fixture);
}

static void
test_clear (void)
{
  Fixture fixture;
  g_autoptr (GstBuffer) first = NULL;
  g_autoptr (GstBuffer) again = NULL;

  fixture_init (&fixture, 4, G_MAXSIZE);
  first = get_bar (&fixture, 1);
  celebrity_picture_cache_clear (fixture.cache);
  g_assert_cmpuint (get_stats (&fixture).n_pictures, ==, 0);
  g_assert_cmpuint (get_stats (&fixture).n_bytes, ==, 0);
  again = get_bar (&fixture, 1);
  g_assert_true (first != again);
  fixture_clear (&fixture);
}

int
main (int argc, char *argv[])
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay-picture-cache/same", test_same_picture);
  g_test_add_func ("/overlay-picture-cache/different", test_different_pictures);
  g_test_add_func ("/overlay-picture-cache/bounded-number",
      test_bounded_number);
  g_test_add_func ("/overlay-picture-cache/bounded-bytes", test_bounded_bytes);
  g_test_add_func ("/overlay-picture-cache/clear", test_clear);

  return g_test_run ();
}
