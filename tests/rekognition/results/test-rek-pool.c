/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "results/rek-pool.h"

#include <string.h>

#define N_DETECTIONS 1000
#define N_LANDMARKS 5
#define MAX_BYTES_A_DETECTION 256

static gboolean
is_aligned (gconstpointer memory)
{
  return GPOINTER_TO_SIZE (memory) % G_ALIGNOF (RekDetection) == 0 &&
      GPOINTER_TO_SIZE (memory) % G_ALIGNOF (gint64) == 0;
}

/* Each piece is aligned and zeroed, and none overlaps another. */
static void
test_alloc (void)
{
  static const gsize sizes[] = { 1, 7, 8, 9, 0, 100, 4000, 8191, 8193, 32768,
    32769, 1000000 };
  g_autoptr (RekPool) pool = rek_pool_new ();
  guint8 *pieces[20 * G_N_ELEMENTS (sizes)];

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    gsize size = sizes[i % G_N_ELEMENTS (sizes)];

    pieces[i] = rek_pool_alloc (pool, size);
    g_assert_nonnull (pieces[i]);
    g_assert_true (is_aligned (pieces[i]));
    for (gsize k = 0; k < size; k++)
      g_assert_cmpuint (pieces[i][k], ==, 0);
    memset (pieces[i], (int) (i % 255) + 1, size);
  }
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    for (gsize k = 0; k < sizes[i % G_N_ELEMENTS (sizes)]; k++)
      g_assert_cmpuint (pieces[i][k], ==, i % 255 + 1);
  }
}

static void
test_nothing (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();

  g_assert_cmpuint (rek_pool_get_size (pool), ==, 0);
  g_assert_cmpuint (rek_pool_get_n_people (pool), ==, 0);
  g_assert_nonnull (rek_pool_alloc (pool, 0));
  g_assert_nonnull (rek_pool_memdup (pool, "", 0));
  g_assert_null (rek_pool_memdup (pool, NULL, 5));
  g_assert_null (rek_pool_intern (pool, NULL));
  g_assert_null (rek_pool_landmark_types (pool, NULL, 0));
}

/* A large allocation takes its own size, and small ones continue to fill the
 * current block. */
static void
test_large (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  guint8 *before = rek_pool_alloc (pool, 8);
  gsize size = rek_pool_get_size (pool);
  guint8 *after;

  rek_pool_alloc (pool, 1000000);
  g_assert_cmpuint (rek_pool_get_size (pool), ==, size + 1000000);
  after = rek_pool_alloc (pool, 8);
  g_assert_true (after == before + 8);
  g_assert_cmpuint (rek_pool_get_size (pool), ==, size + 1000000);
}

static void
test_intern (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  char text[] = "text";
  const char *first = rek_pool_intern (pool, text);

  text[0] = 'n';
  g_assert_cmpstr (first, ==, "text");
  g_assert_true (rek_pool_intern (pool, "text") == first);
  g_assert_true (rek_pool_intern (pool, text) != first);
  g_assert_cmpstr (rek_pool_intern (pool, ""), ==, "");
  g_assert_true (rek_pool_intern (pool, "") == rek_pool_intern (pool, ""));
}

static const char *const one_url[] = { "u", NULL };
static const char *const two_urls[] = { "u", "v", NULL };
static const char *const no_urls[] = { NULL };

/* @person and @identity number the distinct ones, from 1; 0: nobody. */
static const struct {
  const char *id;
  const char *name;
  const char *gender;
  const char *const *urls;
  const char *shown_id;
  const char *shown_name;
  guint person;
  guint identity;
} people[] = {
  { "i", "N", NULL, NULL, "i", "N", 1, 1 },
  { "i", "N", NULL, NULL, "i", "N", 1, 1 },
  { "i", "N", NULL, no_urls, "i", "N", 1, 1 },
  { "i", "Other", NULL, NULL, "i", "Other", 2, 1 },
  { "i", "N", "Male", NULL, "i", "N", 3, 1 },
  { "i", "N", NULL, one_url, "i", "N", 4, 1 },
  { "i", "N", NULL, two_urls, "i", "N", 5, 1 },
  { "k", "N", NULL, NULL, "k", "N", 6, 2 },
  /* Without an id, the name distinguishes people. */
  { "", "N", NULL, NULL, "", "N", 7, 3 },
  { NULL, "N", NULL, NULL, "", "N", 7, 3 },
  { NULL, "N", "Male", NULL, "", "N", 8, 3 },
  { NULL, "i", NULL, NULL, "", "i", 9, 4 },
  /* Without a name the id is shown. */
  { "i", NULL, NULL, NULL, "i", "i", 10, 1 },
  { "i", "", NULL, NULL, "i", "i", 10, 1 },
  { "i", "i", NULL, NULL, "i", "i", 10, 1 },
  { "N", NULL, NULL, NULL, "N", "N", 11, 5 },
  { NULL, NULL, "Male", one_url, NULL, NULL, 0, 0 },
  { "", "", NULL, NULL, NULL, NULL, 0, 0 },
};

static void
test_people (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  const RekPerson *found[G_N_ELEMENTS (people)];

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    found[i] = rek_pool_person (pool, people[i].id, people[i].name,
        people[i].gender, people[i].urls);
    g_assert_cmpint (found[i] == NULL, ==, people[i].person == 0);
    if (found[i] == NULL)
      continue;
    g_assert_cmpstr (found[i]->id, ==, people[i].shown_id);
    g_assert_cmpstr (found[i]->name, ==, people[i].shown_name);
    g_assert_cmpstr (found[i]->known_gender, ==, people[i].gender);
    g_assert_true (g_strv_equal (found[i]->urls,
        people[i].urls != NULL ? people[i].urls : no_urls));

    for (guint k = 0; k < i; k++) {
      if (found[k] == NULL)
        continue;
      g_assert_cmpint (found[i] == found[k], ==,
          people[i].person == people[k].person);
      g_assert_cmpint (found[i]->identity == found[k]->identity, ==,
          people[i].identity == people[k].identity);
    }
  }
  g_assert_cmpuint (rek_pool_get_n_people (pool), ==, 5);
}

static void
test_landmark_types (void)
{
  static const char *const types[] = { "nose", "eyeLeft", "eyeRight" };
  static const char *const swapped[] = { "eyeLeft", "nose", "eyeRight" };
  g_autoptr (RekPool) pool = rek_pool_new ();
  const RekLandmarkTypes *list = rek_pool_landmark_types (pool, types, 3);

  g_assert_cmpuint (list->n_types, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (list->types[i] == rek_pool_intern (pool, types[i]));
  g_assert_true (rek_pool_landmark_types (pool, types, 3) == list);
  g_assert_true (rek_pool_landmark_types (pool, types, 2) != list);
  g_assert_true (rek_pool_landmark_types (pool, swapped, 3) != list);
}

/* A copy refers to nothing of its source. */
static void
test_detection (void)
{
  static const char *const types[] = { "nose", "eyeLeft" };
  g_autoptr (RekPool) pool = rek_pool_new ();
  RekBox body = { 0.1, 0.2, 0.3, 0.4 };
  RekPoint points[] = { { 1, 2 }, { 3, 4 } };
  RekDetection given = REK_DETECTION_INIT;
  const RekDetection *kept;
  const RekDetection *bare;

  given.timestamp_ms = 7;
  given.person = rek_pool_person (pool, "i", NULL, NULL, NULL);
  given.landmarks = points;
  bare = rek_pool_detection (pool, &given);
  given.body = &body;
  given.landmark_types = rek_pool_landmark_types (pool, types, 2);
  kept = rek_pool_detection (pool, &given);
  body.left = points[1].y = 9;
  given.timestamp_ms = 9;

  g_assert_cmpint (kept->timestamp_ms, ==, 7);
  g_assert_true (kept->person == given.person);
  g_assert_true (kept->landmark_types == given.landmark_types);
  g_assert_cmpfloat (kept->body->left, ==, 0.1);
  g_assert_cmpfloat (kept->body->height, ==, 0.4);
  g_assert_cmpfloat (kept->landmarks[0].x, ==, 1);
  g_assert_cmpfloat (kept->landmarks[1].y, ==, 4);
  g_assert_false (rek_box_is_set (&kept->face));
  g_assert_null (bare->body);
  g_assert_null (bare->landmark_types);
  g_assert_null (bare->landmarks);
}

/* A job of a million detections fits into 256 MB, with the two pointers that
 * a page and the results keep for each. */
static void
test_size (void)
{
  static const char *const types[N_LANDMARKS] = { "eyeLeft", "eyeRight",
    "mouthLeft", "mouthRight", "nose" };
  g_autoptr (RekPool) pool = rek_pool_new ();
  RekPoint points[N_LANDMARKS] = { { 0.5, 0.5 } };
  gsize n_bytes;

  for (guint i = 0; i < N_DETECTIONS; i++) {
    g_autofree char *id = g_strdup_printf ("id-%u", i % 20);
    g_autofree char *name = g_strdup_printf ("Person Number %u", i % 20);
    RekDetection detection = REK_DETECTION_INIT;

    detection.timestamp_ms = i;
    detection.person = rek_pool_person (pool, id, name, "Female", two_urls);
    detection.landmark_types =
        rek_pool_landmark_types (pool, types, N_LANDMARKS);
    detection.landmarks = points;
    rek_pool_detection (pool, &detection);
  }
  n_bytes = rek_pool_get_size (pool) + N_DETECTIONS * 2 * sizeof (gpointer);
  g_test_message ("%" G_GSIZE_FORMAT " bytes a detection",
      n_bytes / N_DETECTIONS);
  g_assert_cmpuint (n_bytes, <=, N_DETECTIONS * MAX_BYTES_A_DETECTION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rek-pool/alloc", test_alloc);
  g_test_add_func ("/rek-pool/nothing", test_nothing);
  g_test_add_func ("/rek-pool/large", test_large);
  g_test_add_func ("/rek-pool/intern", test_intern);
  g_test_add_func ("/rek-pool/people", test_people);
  g_test_add_func ("/rek-pool/landmark-types", test_landmark_types);
  g_test_add_func ("/rek-pool/detection", test_detection);
  g_test_add_func ("/rek-pool/size", test_size);
  return g_test_run ();
}
