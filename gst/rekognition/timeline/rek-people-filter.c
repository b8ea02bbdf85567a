/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-people-filter.h"

struct _RekPeopleFilter {
  char **people;
  /* the strings of @people */
  GHashTable *set;
};

RekPeopleFilter *
rek_people_filter_new (const char *const *people)
{
  RekPeopleFilter *filter;

  if (people == NULL || *people == NULL)
    return NULL;

  filter = g_atomic_rc_box_new0 (RekPeopleFilter);
  filter->people = g_strdupv ((char **) people);
  filter->set = g_hash_table_new (g_str_hash, g_str_equal);
  for (char **person = filter->people; *person != NULL; person++)
    g_hash_table_add (filter->set, *person);
  return filter;
}

RekPeopleFilter *
rek_people_filter_ref (RekPeopleFilter *filter)
{
  return g_atomic_rc_box_acquire (filter);
}

static void
filter_clear (gpointer data)
{
  RekPeopleFilter *filter = data;

  g_hash_table_unref (filter->set);
  g_strfreev (filter->people);
}

void
rek_people_filter_unref (RekPeopleFilter *filter)
{
  g_atomic_rc_box_release_full (filter, filter_clear);
}

const char *const *
rek_people_filter_get_people (const RekPeopleFilter *filter)
{
  static const char *const nobody[] = { NULL };

  return filter != NULL ? (const char *const *) filter->people : nobody;
}

gboolean
rek_people_filter_equal (const RekPeopleFilter *a, const RekPeopleFilter *b)
{
  return a == b ||
      g_strv_equal (rek_people_filter_get_people (a),
          rek_people_filter_get_people (b));
}

gboolean
rek_people_filter_matches (const RekPeopleFilter *filter,
    const RekPerson *person)
{
  if (filter == NULL || g_hash_table_contains (filter->set, person->name))
    return TRUE;
  /* An empty id is not an id. */
  return *person->id != '\0' && g_hash_table_contains (filter->set, person->id);
}
