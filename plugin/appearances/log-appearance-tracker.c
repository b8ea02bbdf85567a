/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-appearance-tracker.h"

struct _CelebrityAppearanceTracker {
  guint64 gap;
  /* set of CelebrityAppearance, one per person */
  GHashTable *open;
  gboolean has_last;
  CelebrityInterval last;
  gboolean has_seen_anybody;
  gboolean is_monotonic;
  CelebrityAppearanceFunc on_begin;
  gpointer user_data;
};

CelebrityAppearanceTracker *
celebrity_appearance_tracker_new (guint64 gap)
{
  CelebrityAppearanceTracker *self = g_new0 (CelebrityAppearanceTracker, 1);

  self->gap = gap;
  self->is_monotonic = TRUE;
  self->open = g_hash_table_new_full (celebrity_appearance_hash,
      celebrity_appearance_is_same_person,
      (GDestroyNotify) celebrity_appearance_free, NULL);
  return self;
}

void
celebrity_appearance_tracker_set_begin_func (CelebrityAppearanceTracker *self,
    CelebrityAppearanceFunc on_begin, gpointer user_data)
{
  self->on_begin = on_begin;
  self->user_data = user_data;
}

void
celebrity_appearance_tracker_free (CelebrityAppearanceTracker *self)
{
  g_hash_table_unref (self->open);
  g_free (self);
}

/* Entirely before the other: jitter of timestamps is not a jump. */
static gboolean
is_before (const CelebrityInterval *one, const CelebrityInterval *other)
{
  return one->start < other->start && one->end <= other->start;
}

static gboolean
is_another_pass (const CelebrityAppearanceTracker *self,
    const CelebrityInterval *interval)
{
  if (!self->has_last)
    return FALSE;
  if (interval->is_backward != self->last.is_backward)
    return TRUE;
  return interval->is_backward ? is_before (&self->last, interval)
                               : is_before (interval, &self->last);
}

static gboolean
is_over (const CelebrityAppearanceTracker *self,
    const CelebrityAppearance *appearance, const CelebrityInterval *interval)
{
  guint64 length = celebrity_appearance_get_break (appearance, interval);

  return length >= self->gap && length > (interval->end - interval->start) / 2;
}

/* Ends all of them if @interval is NULL. */
static void
end_open (CelebrityAppearanceTracker *self, const CelebrityInterval *interval,
    GPtrArray *ended)
{
  GHashTableIter iter;
  gpointer appearance;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &appearance, NULL)) {
    if (interval != NULL && !is_over (self, appearance, interval))
      continue;
    g_hash_table_iter_steal (&iter);
    celebrity_appearance_finish (appearance);
    g_ptr_array_add (ended, appearance);
  }
  g_ptr_array_sort (ended, celebrity_appearance_compare);
}

static void
begin_appearance (CelebrityAppearanceTracker *self,
    const CelebrityLogPerson *person, const CelebrityInterval *interval)
{
  CelebrityAppearance *appearance = celebrity_appearance_new (person, interval);

  g_hash_table_add (self->open, appearance);
  if (self->on_begin != NULL)
    self->on_begin (appearance, self->user_data);
}

static void
note_person (CelebrityAppearanceTracker *self, const CelebrityLogPerson *person,
    const CelebrityInterval *interval)
{
  const CelebrityAppearance key = {
    .name = (char *) person->name,
    .id = (char *) person->id,
  };
  CelebrityAppearance *appearance = g_hash_table_lookup (self->open, &key);

  if (appearance != NULL)
    celebrity_appearance_extend (appearance, person, interval);
  else
    begin_appearance (self, person, interval);
}

static void
note_time (CelebrityAppearanceTracker *self, const CelebrityInterval *interval)
{
  if (interval->is_backward ||
      (self->has_seen_anybody && self->has_last &&
          is_before (interval, &self->last)))
    self->is_monotonic = FALSE;
  self->last = *interval;
  self->has_last = TRUE;
}

void
celebrity_appearance_tracker_add (CelebrityAppearanceTracker *self,
    const CelebrityInterval *interval, const GArray *people, GPtrArray *ended)
{
  gboolean is_new = is_another_pass (self, interval);

  note_time (self, interval);
  self->has_seen_anybody |= people != NULL && people->len > 0;
  if (g_hash_table_size (self->open) > 0)
    end_open (self, is_new ? NULL : interval, ended);
  for (guint i = 0; people != NULL && i < people->len; i++)
    note_person (self, &g_array_index (people, CelebrityLogPerson, i),
        interval);
}

void
celebrity_appearance_tracker_end (CelebrityAppearanceTracker *self,
    GPtrArray *ended)
{
  end_open (self, NULL, ended);
}

void
celebrity_appearance_tracker_drop (CelebrityAppearanceTracker *self)
{
  g_hash_table_remove_all (self->open);
  self->has_last = FALSE;
}

guint64
celebrity_appearance_tracker_get_first_start (
    const CelebrityAppearanceTracker *self)
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
celebrity_appearance_tracker_get_max_kept (
    const CelebrityAppearanceTracker *self)
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
celebrity_appearance_tracker_is_monotonic (
    const CelebrityAppearanceTracker *self)
{
  return self->is_monotonic;
}
