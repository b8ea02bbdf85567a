/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-clock.h"

static gint64
system_now (gpointer user_data G_GNUC_UNUSED)
{
  return g_get_real_time ();
}

static double
system_random (gpointer user_data G_GNUC_UNUSED)
{
  return g_random_double ();
}

typedef struct {
  GMutex mutex;
  GCond cond;
  gboolean is_cancelled;
} Pause;

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  Pause *pause = user_data;

  g_mutex_lock (&pause->mutex);
  pause->is_cancelled = TRUE;
  g_cond_signal (&pause->cond);
  g_mutex_unlock (&pause->mutex);
}

static gboolean
system_wait (gint64 duration_us, GCancellable *cancellable,
    gpointer user_data G_GNUC_UNUSED, GError **error)
{
  gint64 end_us = g_get_monotonic_time () + MAX (duration_us, 0);
  Pause pause = { .is_cancelled = FALSE };
  gulong handler = 0;

  g_mutex_init (&pause.mutex);
  g_cond_init (&pause.cond);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
        &pause, NULL);

  g_mutex_lock (&pause.mutex);
  while (!pause.is_cancelled &&
      g_cond_wait_until (&pause.cond, &pause.mutex, end_us))
    ;
  g_mutex_unlock (&pause.mutex);

  g_cancellable_disconnect (cancellable, handler);
  g_mutex_clear (&pause.mutex);
  g_cond_clear (&pause.cond);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

const UtilClock *
rekutil_clock_get_system (void)
{
  static const UtilClock system_clock = {
    .now = system_now,
    .random = system_random,
    .wait = system_wait,
  };

  return &system_clock;
}
