/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-cancel-relay.h"

static void
on_cancelled (GCancellable *caller G_GNUC_UNUSED, gpointer user_data)
{
  UtilRelay *relay = user_data;

  g_atomic_int_set (&relay->is_cancelled, TRUE);
  g_main_context_wakeup (relay->context);
}

void
rekutil_relay_init (UtilRelay *relay, GMainContext *context,
    GCancellable *caller)
{
  *relay = (UtilRelay){
    .context = context,
    .cancellable = g_cancellable_new (),
    .caller = caller,
  };
  if (caller != NULL)
    relay->handler =
        g_cancellable_connect (caller, G_CALLBACK (on_cancelled), relay, NULL);
}

void
rekutil_relay_clear (UtilRelay *relay)
{
  g_cancellable_disconnect (relay->caller, relay->handler);
  g_object_unref (relay->cancellable);
}

gboolean
rekutil_relay_is_cancelled (UtilRelay *relay)
{
  return g_atomic_int_get (&relay->is_cancelled);
}

void
rekutil_relay_iterate (UtilRelay *relay)
{
  g_main_context_iteration (relay->context, TRUE);
  if (rekutil_relay_is_cancelled (relay))
    g_cancellable_cancel (relay->cancellable);
}
