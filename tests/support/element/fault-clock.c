/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/element/fault-clock.h"

#include "celebrity-results-source.h"

typedef enum {
  HOLD_NOBODY,
  HOLD_NEXT,
  HOLD_HELD,
} HoldState;

/* @left: number of waits before the one to hold. */
typedef struct {
  GMutex mutex;
  GCond cond;
  HoldState state;
  guint left;
} Hold;

static gint64
clock_now (gpointer user_data G_GNUC_UNUSED)
{
  return g_get_real_time ();
}

static double
clock_random (gpointer user_data G_GNUC_UNUSED)
{
  return 0.5;
}

/* Returns whether this wait is the one to hold. */
static gboolean
begin (Hold *hold)
{
  if (hold->state != HOLD_NEXT || hold->left-- > 0)
    return FALSE;
  hold->state = HOLD_HELD;
  g_cond_broadcast (&hold->cond);
  return TRUE;
}

static void
end (Hold *hold)
{
  g_mutex_lock (&hold->mutex);
  hold->state = HOLD_NOBODY;
  g_cond_broadcast (&hold->cond);
  g_mutex_unlock (&hold->mutex);
}

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  end (user_data);
}

static gboolean
clock_wait (gint64 duration_us G_GNUC_UNUSED, GCancellable *cancellable,
    gpointer user_data, GError **error)
{
  Hold *hold = user_data;
  gboolean is_held;
  gulong handler = 0;

  g_mutex_lock (&hold->mutex);
  is_held = begin (hold);
  g_mutex_unlock (&hold->mutex);

  if (is_held) {
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
        hold, NULL);
    g_mutex_lock (&hold->mutex);
    while (hold->state == HOLD_HELD)
      g_cond_wait (&hold->cond, &hold->mutex);
    g_mutex_unlock (&hold->mutex);
    g_cancellable_disconnect (cancellable, handler);
  }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* The whole process has one clock, hence one state. */
static Hold the_hold;

static const UtilClock *
get_clock (void)
{
  static const UtilClock clock = {
    .now = clock_now,
    .random = clock_random,
    .wait = clock_wait,
    .user_data = &the_hold,
  };

  return &clock;
}

void
fault_clock_install (void)
{
  celebrity_fetch_get_clock = get_clock;
}

void
fault_clock_hold (guint number)
{
  g_mutex_lock (&the_hold.mutex);
  the_hold.state = number > 0 ? HOLD_NEXT : HOLD_NOBODY;
  the_hold.left = number > 0 ? number - 1 : 0;
  g_mutex_unlock (&the_hold.mutex);
}

void
fault_clock_wait_held (void)
{
  g_mutex_lock (&the_hold.mutex);
  while (the_hold.state == HOLD_NEXT)
    g_cond_wait (&the_hold.cond, &the_hold.mutex);
  g_mutex_unlock (&the_hold.mutex);
}

void
fault_clock_release (void)
{
  end (&the_hold);
}
