/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-largest.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
  double area;
  guint index;
} Rank;

/* Whenever there are twice as many as wanted, half of them are dropped; @limit
 * is the least area that was kept then. */
struct _CelebrityLargest {
  guint max;
  guint n_ranks;
  Rank *ranks;
  guint *indices;
  double limit;
};

static void
begin (CelebrityLargest *self)
{
  self->n_ranks = 0;
  self->limit = -1.0;
}

CelebrityLargest *
celebrity_largest_new (guint max)
{
  CelebrityLargest *self = g_new0 (CelebrityLargest, 1);

  self->max = max;
  self->ranks = g_new (Rank, 2 * max);
  self->indices = g_new (guint, max);
  begin (self);
  return self;
}

void
celebrity_largest_free (CelebrityLargest *self)
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
drop_small (CelebrityLargest *self)
{
  if (self->n_ranks <= self->max)
    return;

  qsort (self->ranks, self->n_ranks, sizeof (Rank), compare_ranks);
  self->n_ranks = self->max;
  self->limit = self->ranks[self->max - 1].area;
}

void
celebrity_largest_offer (CelebrityLargest *self, guint index, double area)
{
  double valid = isfinite (area) && area > 0.0 ? area : 0.0;

  /* Of equal areas the earlier ones stay. */
  if (valid <= self->limit)
    return;
  self->ranks[self->n_ranks++] = (Rank){ valid, index };
  if (self->n_ranks == 2 * self->max)
    drop_small (self);
}

const guint *
celebrity_largest_take (CelebrityLargest *self, guint *n)
{
  drop_small (self);
  *n = self->n_ranks;
  for (guint i = 0; i < self->n_ranks; i++)
    self->indices[i] = self->ranks[i].index;
  qsort (self->indices, *n, sizeof (guint), compare_indices);
  begin (self);
  return self->indices;
}
