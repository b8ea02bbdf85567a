/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-model-check.h"

#define NEAR 1e-9

static void
assert_number (double a, double b)
{
  g_assert_cmpint (!isnan (a), ==, !isnan (b));
  if (!isnan (a))
    g_assert_cmpfloat_with_epsilon (a, b, NEAR);
}

static void
assert_box (const RekBox *a, const RekBox *b)
{
  assert_number (a->left, b->left);
  assert_number (a->top, b->top);
  assert_number (a->width, b->width);
  assert_number (a->height, b->height);
}

static void
assert_person (const RekPresence *person, const RekModelPerson *expected)
{
  g_assert_cmpuint (person->track->id, ==, expected->track);
  g_assert_true (person->detection == expected->detection);
  g_assert_true (person->next == expected->next);
  g_assert_cmpint (person->state, ==, expected->state);
  assert_box (&person->face, &expected->face);
  assert_box (&person->body, &expected->body);
  assert_number (person->pose.roll, expected->pose.roll);
  assert_number (person->pose.yaw, expected->pose.yaw);
  assert_number (person->pose.pitch, expected->pose.pitch);
}

guint
rek_model_assert_look (const RekModel *model, RekCursor *cursor,
    const RekMoment *moment)
{
  g_autoptr (GArray) expected = rek_model_look (model, moment);
  guint n;
  const RekPresence *people = rek_cursor_look (cursor, moment, &n);

  g_assert_cmpuint (n, ==, expected->len);
  g_assert_true ((people == NULL) == (n == 0));
  for (guint i = 0; i < n; i++)
    assert_person (&people[i], &g_array_index (expected, RekModelPerson, i));
  return n;
}
