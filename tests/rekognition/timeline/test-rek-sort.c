/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-sort.h"

#define MAX_ITEMS 5000
#define N_ROUNDS 200
/* More than are compared between two checks of the cancellable. */
#define MANY 2000

/* Three words: not a size that a sort may treat specially. */
typedef struct {
  gint64 key;
  gint64 twice;
  gint64 thrice;
} Item;

static GCancellable *to_cancel;
static guint cancel_at;
static guint n_compared;

static gint
compare_items (gconstpointer a, gconstpointer b)
{
  gint64 one = ((const Item *) a)->key;
  gint64 two = ((const Item *) b)->key;

  n_compared++;
  if (to_cancel != NULL && n_compared == cancel_at)
    g_cancellable_cancel (to_cancel);
  return (one > two) - (one < two);
}

static void
fill (Item *items, guint n, gint64 max)
{
  for (guint i = 0; i < n; i++) {
    gint64 key = g_test_rand_int_range (0, (gint32) max);

    items[i] = (Item){ key, 2 * key, 3 * key };
  }
}

static gint64
sum (const Item *items, guint n)
{
  gint64 result = 0;

  for (guint i = 0; i < n; i++)
    result += items[i].key;
  return result;
}

static void
assert_whole (const Item *items, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_assert_cmpint (items[i].twice, ==, 2 * items[i].key);
    g_assert_cmpint (items[i].thrice, ==, 3 * items[i].key);
  }
}

static void
test_random (void)
{
  g_autofree Item *items = g_new (Item, MAX_ITEMS);

  for (guint round = 0; round < N_ROUNDS; round++) {
    guint n = (guint) g_test_rand_int_range (0, MAX_ITEMS);
    gint64 before;

    fill (items, n, round % 2 == 0 ? 20 : 1000000);
    before = sum (items, n);
    g_assert_true (rek_sort (items, n, sizeof (Item), compare_items, NULL));
    g_assert_cmpint (sum (items, n), ==, before);
    assert_whole (items, n);
    for (guint i = 1; i < n; i++)
      g_assert_cmpint (items[i - 1].key, <=, items[i].key);
  }
}

static void
test_sorted (void)
{
  g_autofree Item *items = g_new (Item, MAX_ITEMS);

  for (gint64 i = 0; i < MAX_ITEMS; i++)
    items[i] = (Item){ i, 2 * i, 3 * i };
  n_compared = 0;
  g_assert_true (
      rek_sort (items, MAX_ITEMS, sizeof (Item), compare_items, NULL));
  g_assert_cmpuint (n_compared, ==, MAX_ITEMS - 1);
}

/* It returns soon, with all items in some order. */
static void
test_cancelled (void)
{
  g_autofree Item *items = g_new (Item, MAX_ITEMS);
  guint n_cancelled = 0;

  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    gint64 before;

    fill (items, MAX_ITEMS, 1000000);
    before = sum (items, MAX_ITEMS);
    n_compared = 0;
    to_cancel = cancellable;
    cancel_at = (guint) g_test_rand_int_range (1, 12 * MAX_ITEMS);
    if (!rek_sort (items, MAX_ITEMS, sizeof (Item), compare_items,
            cancellable)) {
      g_assert_cmpuint (n_compared, <, cancel_at + MANY);
      n_cancelled++;
    }
    to_cancel = NULL;
    g_assert_cmpint (sum (items, MAX_ITEMS), ==, before);
    assert_whole (items, MAX_ITEMS);
  }
  g_assert_cmpuint (n_cancelled, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rek-sort/random", test_random);
  g_test_add_func ("/rek-sort/sorted", test_sorted);
  g_test_add_func ("/rek-sort/cancelled", test_cancelled);
  return g_test_run ();
}
