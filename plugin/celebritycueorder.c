/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebritycueorder.h"

struct _CelebrityCueOrder {
  GPtrArray *waiting;
  GPtrArray *given;
};

CelebrityCueOrder *
celebrity_cue_order_new (void)
{
  CelebrityCueOrder *self = g_new0 (CelebrityCueOrder, 1);

  self->waiting = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  self->given = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  return self;
}

void
celebrity_cue_order_free (CelebrityCueOrder *self)
{
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->given);
  g_free (self);
}

void
celebrity_cue_order_take (CelebrityCueOrder *self, GPtrArray *ended)
{
  if (ended->len == 0)
    return;
  while (ended->len > 0)
    g_ptr_array_add (self->waiting,
        g_ptr_array_steal_index (ended, ended->len - 1));
  g_ptr_array_sort (self->waiting, celebrity_appearance_compare);
}

const CelebrityAppearance *
celebrity_cue_order_next (CelebrityCueOrder *self, guint64 first_start,
    guint *number)
{
  CelebrityAppearance *next;

  if (self->waiting->len == 0)
    return NULL;
  next = g_ptr_array_index (self->waiting, 0);
  if (next->start > first_start)
    return NULL;

  g_ptr_array_add (self->given, g_ptr_array_steal_index (self->waiting, 0));
  *number = self->given->len;
  return next;
}

gboolean
celebrity_cue_order_is_late (const CelebrityCueOrder *self)
{
  const CelebrityAppearance *next;
  const CelebrityAppearance *last;

  if (self->waiting->len == 0 || self->given->len == 0)
    return FALSE;
  next = g_ptr_array_index (self->waiting, 0);
  last = g_ptr_array_index (self->given, self->given->len - 1);
  return next->start < last->start;
}

void
celebrity_cue_order_restart (CelebrityCueOrder *self)
{
  celebrity_cue_order_take (self, self->given);
}
