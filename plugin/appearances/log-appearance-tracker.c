/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-appearance-tracker.h"

struct _CelebrityAppearances {
  guint64 gap;
  /* of CelebrityAppearance, which are their own keys; one a person */
  GHashTable *open;
  gboolean has_last;
  CelebrityMoment last;
  /* whether anybody was ever seen */
  gboolean has_begun;
  gboolean has_gone_back;
};

CelebrityAppearances *
celebrity_appearances_new (guint64 gap)
{
  CelebrityAppearances *self = g_new0 (CelebrityAppearances, 1);

  self->gap = gap;
  self->open = g_hash_table_new_full (celebrity_appearance_hash,
      celebrity_appearance_is_same_person,
      (GDestroyNotify) celebrity_appearance_free, NULL);
  return self;
}

void
celebrity_appearances_free (CelebrityAppearances *self)
{
  g_hash_table_unref (self->open);
  g_free (self);
}

/* Wholly before the other: timestamps that merely tremble are no jump. */
static gboolean
is_before (const CelebrityMoment *one, const CelebrityMoment *other)
{
  return one->start < other->start && one->end <= other->start;
}

static gboolean
is_another_pass (const CelebrityAppearances *self,
    const CelebrityMoment *moment)
{
  if (!self->has_last)
    return FALSE;
  if (moment->is_backward != self->last.is_backward)
    return TRUE;
  return moment->is_backward ? is_before (&self->last, moment)
                             : is_before (moment, &self->last);
}

static gboolean
is_over (const CelebrityAppearances *self,
    const CelebrityAppearance *appearance, const CelebrityMoment *moment)
{
  guint64 length = celebrity_appearance_get_break (appearance, moment);

  return length >= self->gap && length > (moment->end - moment->start) / 2;
}

/* With no moment all of them. */
static void
end_open (CelebrityAppearances *self, const CelebrityMoment *moment,
    GPtrArray *ended)
{
  GHashTableIter iter;
  gpointer appearance;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &appearance, NULL)) {
    if (moment != NULL && !is_over (self, appearance, moment))
      continue;
    g_hash_table_iter_steal (&iter);
    celebrity_appearance_finish (appearance);
    g_ptr_array_add (ended, appearance);
  }
  g_ptr_array_sort (ended, celebrity_appearance_compare);
}

static void
note_person (CelebrityAppearances *self, const CelebrityLogPerson *person,
    const CelebrityMoment *moment)
{
  const CelebrityAppearance key = {
    .name = (char *) person->name,
    .id = (char *) person->id,
  };
  CelebrityAppearance *appearance = g_hash_table_lookup (self->open, &key);

  if (appearance != NULL)
    celebrity_appearance_extend (appearance, person, moment);
  else
    g_hash_table_add (self->open, celebrity_appearance_new (person, moment));
}

static void
note_time (CelebrityAppearances *self, const CelebrityMoment *moment)
{
  if (moment->is_backward ||
      (self->has_begun && self->has_last && is_before (moment, &self->last)))
    self->has_gone_back = TRUE;
  self->last = *moment;
  self->has_last = TRUE;
}

void
celebrity_appearances_look (CelebrityAppearances *self,
    const CelebrityMoment *moment, const GArray *people, GPtrArray *ended)
{
  gboolean is_new = is_another_pass (self, moment);

  note_time (self, moment);
  self->has_begun |= people != NULL && people->len > 0;
  if (g_hash_table_size (self->open) > 0)
    end_open (self, is_new ? NULL : moment, ended);
  for (guint i = 0; people != NULL && i < people->len; i++)
    note_person (self, &g_array_index (people, CelebrityLogPerson, i), moment);
}

void
celebrity_appearances_end (CelebrityAppearances *self, GPtrArray *ended)
{
  end_open (self, NULL, ended);
}

void
celebrity_appearances_drop (CelebrityAppearances *self)
{
  g_hash_table_remove_all (self->open);
  self->has_last = FALSE;
}

guint64
celebrity_appearances_get_first_start (const CelebrityAppearances *self)
{
  guint64 first = GST_CLOCK_TIME_NONE;
  GHashTableIter iter;
  gpointer appearance;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &appearance, NULL))
    first = MIN (first, ((CelebrityAppearance *) appearance)->start);
  return first;
}

guint
celebrity_appearances_get_max_kept (const CelebrityAppearances *self)
{
  GHashTableIter iter;
  gpointer appearance;
  guint max = 0;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &appearance, NULL))
    max = MAX (max, ((CelebrityAppearance *) appearance)->recent->len);
  return max;
}

gboolean
celebrity_appearances_has_gone_back (const CelebrityAppearances *self)
{
  return self->has_gone_back;
}
