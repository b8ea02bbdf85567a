/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-largest.h"
#include <math.h>
#include <stdlib.h>

#define MAX_AREAS 500

/* The slow way: an item is selected if fewer than @max items are larger, or equal
 * and earlier. */
static gboolean
is_largest (const double *areas, guint n, guint max, guint index)
{
  guint n_before = 0;

  for (guint i = 0; i < n; i++)
    n_before +=
        areas[i] > areas[index] || (areas[i] == areas[index] && i < index);
  return n_before < max;
}

static void
check (UtilLargest *largest, const double *areas, guint n, guint max)
{
  const guint *indices;
  guint n_found;
  guint next = 0;

  for (guint i = 0; i < n; i++)
    rekutil_largest_offer (largest, i, areas[i]);
  indices = rekutil_largest_take (largest, &n_found);
  g_assert_cmpuint (n_found, ==, MIN (n, max));
  for (guint i = 0; i < n; i++)
    if (is_largest (areas, n, max, i))
      g_assert_cmpuint (indices[next++], ==, i);
  g_assert_cmpuint (next, ==, n_found);
}

/* Few different areas, so that many are equal; one object for all cases. */
static void
test_same_as_slow (void)
{
  static const guint maxima[] = { 1, 2, 7, 64 };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint m = 0; m < G_N_ELEMENTS (maxima); m++) {
    g_autoptr (UtilLargest) largest = rekutil_largest_new (maxima[m]);

    for (guint round = 0; round < 50; round++) {
      double areas[MAX_AREAS];
      guint n = (guint) g_rand_int_range (random, 0, MAX_AREAS);
      gint n_different = g_rand_int_range (random, 1, 200);

      for (guint i = 0; i < n; i++)
        areas[i] = g_rand_int_range (random, 0, n_different);
      check (largest, areas, n, maxima[m]);
    }
  }
}

/* Values that are not areas count as the smallest. */
static void
test_odd (void)
{
  static const double areas[] = { NAN, INFINITY, 0.1, -5.0, -INFINITY, 0.2 };
  g_autoptr (UtilLargest) largest = rekutil_largest_new (2);
  const guint *indices;
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    rekutil_largest_offer (largest, i, areas[i]);
  indices = rekutil_largest_take (largest, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (indices[0], ==, 2);
  g_assert_cmpuint (indices[1], ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/util-largest/same-as-slow", test_same_as_slow);
  g_test_add_func ("/util-largest/odd", test_odd);
  return g_test_run ();
}
