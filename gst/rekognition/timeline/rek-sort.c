/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-sort.h"

#include <stdlib.h>
#include <string.h>

/* How many items are sorted or merged between two checks of the cancellable. */
#define RUN 128

typedef struct {
  gsize size;
  GCompareFunc compare;
  GCancellable *cancellable;
  guint8 *space;
} Sort;

static gboolean
is_sorted (const Sort *sort, const guint8 *base, gsize n)
{
  for (gsize i = 1; i < n; i++) {
    const guint8 *item = base + i * sort->size;

    if (sort->compare (item - sort->size, item) > 0)
      return FALSE;
    if (i % RUN == 0 && g_cancellable_is_cancelled (sort->cancellable))
      return FALSE;
  }
  return TRUE;
}

/* The first half is copied, so that writing never overtakes reading. If it is
 * cancelled, the rest is put back. */
static gboolean
merge (const Sort *sort, guint8 *base, gsize n_left, gsize n)
{
  const gsize size = sort->size;
  const guint8 *left = sort->space;
  const guint8 *left_end = left + n_left * size;
  const guint8 *right = base + n_left * size;
  const guint8 *right_end = base + n * size;
  gboolean cancelled = FALSE;
  guint8 *to = base;

  memcpy (sort->space, base, n_left * size);
  for (gsize i = 1; left < left_end && right < right_end && !cancelled; i++) {
    const guint8 **from = sort->compare (left, right) <= 0 ? &left : &right;

    memcpy (to, *from, size);
    *from += size;
    to += size;
    cancelled = i % RUN == 0 && g_cancellable_is_cancelled (sort->cancellable);
  }
  memcpy (to, left, (gsize) (left_end - left));
  return !cancelled;
}

/* Recursion is as deep as the logarithm of @n. */
static gboolean
sort_range (const Sort *sort, guint8 *base, gsize n)
{
  gsize n_left = n / 2;

  if (n <= RUN) {
    qsort (base, n, sort->size, sort->compare);
    return !g_cancellable_is_cancelled (sort->cancellable);
  }
  return sort_range (sort, base, n_left) &&
      sort_range (sort, base + n_left * sort->size, n - n_left) &&
      merge (sort, base, n_left, n);
}

gboolean
rek_sort (gpointer base, gsize n, gsize size, GCompareFunc compare,
    GCancellable *cancellable)
{
  g_autofree guint8 *space = NULL;
  Sort sort = { size, compare, cancellable, NULL };

  if (n < 2)
    return TRUE;
  if (is_sorted (&sort, base, n))
    return TRUE;

  if (n > RUN)
    space = g_malloc (n / 2 * size);
  sort.space = space;
  return sort_range (&sort, base, n);
}

gint
rek_sort_compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return (one > two) - (one < two);
}
