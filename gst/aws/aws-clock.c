/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-clock.h"

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

static gboolean
on_over (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  return on_over (user_data);
}

static void
attach_and_unref (GSource *source, GSourceFunc func, gpointer user_data,
    GMainContext *context)
{
  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, context);
  g_source_unref (source);
}

/* A context of its own, so that nothing else of the calling thread runs. */
static gboolean
system_wait (gint64 duration_us, GCancellable *cancellable,
    gpointer user_data G_GNUC_UNUSED, GError **error)
{
  g_autoptr (GMainContext) context = NULL;
  gint64 duration_ms = (MAX (duration_us, 0) + 999) / 1000;
  gboolean over = FALSE;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  context = g_main_context_new ();
  attach_and_unref (g_timeout_source_new ((guint) MIN (duration_ms, G_MAXINT)),
      on_over, &over, context);
  if (cancellable != NULL)
    attach_and_unref (g_cancellable_source_new (cancellable),
        G_SOURCE_FUNC (on_cancelled), &over, context);

  while (!over)
    g_main_context_iteration (context, TRUE);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

const AwsClock *
aws_clock_get_system (void)
{
  static const AwsClock system_clock = {
    .now = system_now,
    .random = system_random,
    .wait = system_wait,
  };

  return &system_clock;
}
