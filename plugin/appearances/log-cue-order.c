/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-cue-order.h"

struct _CelebrityCueOrder {
  guint limit;
  /* appearances that are held back, in order; owned */
  GSequence *waiting;
  /* those that were released, in that order; beyond the limit only the last */
  GPtrArray *released;
  guint n_released;
  guint64 last_start;
};

CelebrityCueOrder *
celebrity_cue_order_new (guint limit)
{
  CelebrityCueOrder *self = g_new0 (CelebrityCueOrder, 1);

  self->limit = limit;
  self->waiting = g_sequence_new (NULL);
  self->released = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  return self;
}

static void
free_waiting (gpointer appearance, gpointer user_data)
{
  (void) user_data;
  celebrity_appearance_free (appearance);
}

void
celebrity_cue_order_free (CelebrityCueOrder *self)
{
  g_sequence_foreach (self->waiting, free_waiting, NULL);
  g_sequence_free (self->waiting);
  g_ptr_array_unref (self->released);
  g_free (self);
}

static gint
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  (void) user_data;
  return celebrity_appearance_compare (&a, &b);
}

void
celebrity_cue_order_take (CelebrityCueOrder *self, GPtrArray *ended)
{
  while (ended->len > 0)
    g_sequence_insert_sorted (self->waiting,
        g_ptr_array_steal_index (ended, ended->len - 1), compare, NULL);
}

static CelebrityAppearance *
get_first (const CelebrityCueOrder *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->waiting);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

static gboolean
may_be_released (const CelebrityCueOrder *self,
    const CelebrityAppearance *first, guint64 first_start)
{
  if (first_start == GST_CLOCK_TIME_NONE ||
      (guint) g_sequence_get_length (self->waiting) > self->limit)
    return TRUE;
  return first->start <= first_start && !celebrity_cue_order_is_late (self);
}

const CelebrityAppearance *
celebrity_cue_order_next (CelebrityCueOrder *self, guint64 first_start,
    guint *number)
{
  CelebrityAppearance *next = get_first (self);

  if (next == NULL || !may_be_released (self, next, first_start))
    return NULL;

  g_sequence_remove (g_sequence_get_begin_iter (self->waiting));
  if (self->n_released >= self->limit)
    g_ptr_array_set_size (self->released, 0);
  g_ptr_array_add (self->released, next);
  self->last_start = next->start;
  *number = ++self->n_released;
  return next;
}

gboolean
celebrity_cue_order_is_late (const CelebrityCueOrder *self)
{
  const CelebrityAppearance *next = get_first (self);

  return next != NULL && next->start < self->last_start;
}

gboolean
celebrity_cue_order_can_restart (const CelebrityCueOrder *self)
{
  return self->released->len == self->n_released;
}

void
celebrity_cue_order_restart (CelebrityCueOrder *self)
{
  g_return_if_fail (celebrity_cue_order_can_restart (self));

  celebrity_cue_order_take (self, self->released);
  self->n_released = 0;
  self->last_start = 0;
}

guint
celebrity_cue_order_get_n_kept (const CelebrityCueOrder *self)
{
  return (guint) g_sequence_get_length (self->waiting) + self->released->len;
}
