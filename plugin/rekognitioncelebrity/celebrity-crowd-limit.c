/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-crowd-limit.h"

#include "util-largest.h"

struct _CelebrityCrowd {
  UtilLargest *largest;
  RekPresence people[CELEBRITY_CROWD_MAX];
};

CelebrityCrowd *
celebrity_crowd_new (void)
{
  CelebrityCrowd *self = g_new0 (CelebrityCrowd, 1);

  self->largest = rekutil_largest_new (CELEBRITY_CROWD_MAX);
  return self;
}

void
celebrity_crowd_free (CelebrityCrowd *self)
{
  rekutil_largest_free (self->largest);
  g_free (self);
}

static double
get_box_area (const RekBox *box)
{
  return rek_box_is_set (box) ? box->width * box->height : 0.0;
}

static double
get_area (const RekPresence *person, RekBoxChoice choice)
{
  const RekBox *box = rek_presence_get_box (person, choice, NULL);

  if (box != NULL)
    return get_box_area (box);
  return MAX (get_box_area (&person->face), get_box_area (&person->body));
}

const RekPresence *
celebrity_crowd_limit (CelebrityCrowd *self, const RekPresence *people,
    guint *n_people, RekBoxChoice choice)
{
  const guint *indices;

  if (*n_people <= CELEBRITY_CROWD_MAX)
    return people;

  for (guint i = 0; i < *n_people; i++)
    rekutil_largest_offer (self->largest, i, get_area (&people[i], choice));
  indices = rekutil_largest_take (self->largest, n_people);
  for (guint i = 0; i < *n_people; i++)
    self->people[i] = people[indices[i]];
  return self->people;
}
