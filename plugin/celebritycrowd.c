/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebritycrowd.h"

#include <math.h>

/* The largest are searched among this many at a time. */
#define N_RANKS (2 * CELEBRITY_CROWD_MAX)

/* Somebody's place in the crowd. */
typedef struct {
  double area;
  guint index;
} Rank;

struct _CelebrityCrowd {
  Rank ranks[N_RANKS];
  guint n_ranks;
  RekPresence people[CELEBRITY_CROWD_MAX];
};

CelebrityCrowd *
celebrity_crowd_new (void)
{
  return g_new0 (CelebrityCrowd, 1);
}

void
celebrity_crowd_free (CelebrityCrowd *self)
{
  g_free (self);
}

static double
get_box_area (const RekBox *box)
{
  double area = box->width * box->height;

  return rek_box_is_set (box) && isfinite (area) ? area : 0.0;
}

static double
get_area (const RekPresence *person, RekBoxChoice choice)
{
  const RekBox *box = rek_presence_get_box (person, choice, NULL);

  if (box != NULL)
    return get_box_area (box);
  return MAX (get_box_area (&person->face), get_box_area (&person->body));
}

static int
compare_area (gconstpointer a, gconstpointer b)
{
  const Rank *one = a;
  const Rank *two = b;

  if (one->area != two->area)
    return one->area > two->area ? -1 : 1;
  return one->index < two->index ? -1 : 1;
}

static int
compare_index (gconstpointer a, gconstpointer b)
{
  const Rank *one = a;
  const Rank *two = b;

  return one->index < two->index ? -1 : 1;
}

static void
drop_small (CelebrityCrowd *self)
{
  qsort (self->ranks, self->n_ranks, sizeof (Rank), compare_area);
  self->n_ranks = MIN (self->n_ranks, CELEBRITY_CROWD_MAX);
}

static void
find_largest (CelebrityCrowd *self, const RekPresence *people, guint n_people,
    RekBoxChoice choice)
{
  double limit = -1.0;

  self->n_ranks = 0;
  for (guint i = 0; i < n_people; i++) {
    double area = get_area (&people[i], choice);

    /* Those that are kept came earlier. */
    if (area <= limit)
      continue;
    self->ranks[self->n_ranks++] = (Rank){ area, i };
    if (self->n_ranks == N_RANKS) {
      drop_small (self);
      limit = self->ranks[CELEBRITY_CROWD_MAX - 1].area;
    }
  }
  drop_small (self);
}

const RekPresence *
celebrity_crowd_limit (CelebrityCrowd *self, const RekPresence *people,
    guint *n_people, RekBoxChoice choice)
{
  if (*n_people <= CELEBRITY_CROWD_MAX)
    return people;

  find_largest (self, people, *n_people, choice);
  qsort (self->ranks, self->n_ranks, sizeof (Rank), compare_index);
  for (guint i = 0; i < self->n_ranks; i++)
    self->people[i] = people[self->ranks[i].index];
  *n_people = self->n_ranks;
  return self->people;
}
