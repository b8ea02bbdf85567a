/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-largest.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
  double area;
  guint index;
} Rank;

/* When twice as many items as requested are stored, half of them are dropped;
 * @limit is the smallest area that was kept. */
struct _UtilLargest {
  guint max;
  guint n_ranks;
  Rank *ranks;
  guint *indices;
  double limit;
};

static void
begin (UtilLargest *self)
{
  self->n_ranks = 0;
  self->limit = -1.0;
}

UtilLargest *
rekutil_largest_new (guint max)
{
  UtilLargest *self = g_new0 (UtilLargest, 1);

  self->max = max;
  self->ranks = g_new (Rank, 2 * max);
  self->indices = g_new (guint, max);
  begin (self);
  return self;
}

void
rekutil_largest_free (UtilLargest *self)
{
  g_free (self->ranks);
  g_free (self->indices);
  g_free (self);
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Rank *one = a;
  const Rank *two = b;

  if (one->area != two->area)
    return one->area > two->area ? -1 : 1;
  return one->index < two->index ? -1 : 1;
}

static int
compare_indices (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a;
  guint two = *(const guint *) b;

  return one < two ? -1 : one > two;
}

static void
drop_small (UtilLargest *self)
{
  if (self->n_ranks <= self->max)
    return;

  qsort (self->ranks, self->n_ranks, sizeof (Rank), compare_ranks);
  self->n_ranks = self->max;
  self->limit = self->ranks[self->max - 1].area;
}

void
rekutil_largest_offer (UtilLargest *self, guint index, double area)
{
  double valid = isfinite (area) && area > 0.0 ? area : 0.0;

  /* If areas are equal, the earlier ones are kept. */
  if (valid <= self->limit)
    return;
  self->ranks[self->n_ranks++] = (Rank){ valid, index };
  if (self->n_ranks == 2 * self->max)
    drop_small (self);
}

const guint *
rekutil_largest_take (UtilLargest *self, guint *n)
{
  drop_small (self);
  *n = self->n_ranks;
  for (guint i = 0; i < self->n_ranks; i++)
    self->indices[i] = self->ranks[i].index;
  qsort (self->indices, *n, sizeof (guint), compare_indices);
  begin (self);
  return self->indices;
}
