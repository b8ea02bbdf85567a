/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrityappearances.h"

struct _CelebrityAppearances {
  guint64 gap;
  GPtrArray *open;
  gboolean has_last;
  CelebrityMoment last;
  gboolean has_gone_back;
};

CelebrityAppearances *
celebrity_appearances_new (guint64 gap)
{
  CelebrityAppearances *self = g_new0 (CelebrityAppearances, 1);

  self->gap = gap;
  self->open = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  return self;
}

void
celebrity_appearances_free (CelebrityAppearances *self)
{
  g_ptr_array_unref (self->open);
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

static void
take_ended (CelebrityAppearances *self, guint index, GPtrArray *ended)
{
  CelebrityAppearance *appearance =
      g_ptr_array_steal_index_fast (self->open, index);

  celebrity_appearance_finish (appearance);
  g_ptr_array_add (ended, appearance);
}

/* With no moment all of them. */
static void
end_open (CelebrityAppearances *self, const CelebrityMoment *moment,
    GPtrArray *ended)
{
  for (guint i = self->open->len; i > 0; i--) {
    if (moment == NULL ||
        is_over (self, g_ptr_array_index (self->open, i - 1), moment))
      take_ended (self, i - 1, ended);
  }
}

static void
note_person (CelebrityAppearances *self, const GstCelebrityPerson *person,
    const CelebrityMoment *moment)
{
  for (guint i = 0; i < self->open->len; i++) {
    CelebrityAppearance *appearance = g_ptr_array_index (self->open, i);

    if (celebrity_appearance_is_of (appearance, person)) {
      celebrity_appearance_extend (appearance, person, moment);
      return;
    }
  }
  g_ptr_array_add (self->open, celebrity_appearance_new (person, moment));
}

static void
note_time (CelebrityAppearances *self, const CelebrityMoment *moment)
{
  if (moment->is_backward ||
      (self->has_last && is_before (moment, &self->last)))
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
  if (self->open->len > 0) {
    end_open (self, is_new ? NULL : moment, ended);
    g_ptr_array_sort (ended, celebrity_appearance_compare);
  }
  for (guint i = 0; people != NULL && i < people->len; i++)
    note_person (self, &g_array_index (people, GstCelebrityPerson, i), moment);
}

void
celebrity_appearances_end (CelebrityAppearances *self, GPtrArray *ended)
{
  end_open (self, NULL, ended);
  g_ptr_array_sort (ended, celebrity_appearance_compare);
}

guint64
celebrity_appearances_get_first_start (const CelebrityAppearances *self)
{
  guint64 first = GST_CLOCK_TIME_NONE;

  for (guint i = 0; i < self->open->len; i++) {
    const CelebrityAppearance *appearance = g_ptr_array_index (self->open, i);

    first = MIN (first, appearance->start);
  }
  return first;
}

gboolean
celebrity_appearances_has_gone_back (const CelebrityAppearances *self)
{
  return self->has_gone_back;
}
