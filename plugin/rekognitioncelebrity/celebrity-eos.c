/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-eos.h"

/* @event is NULL once it was pushed. */
typedef struct {
  GstPad *pad;
  GstEvent *event;
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  g_clear_pointer (&ending->event, gst_event_unref);
  g_free (ending);
}

static void
push (gpointer data)
{
  Ending *ending = data;

  if (ending->event != NULL)
    gst_pad_push_event (ending->pad, g_steal_pointer (&ending->event));
  gst_pad_pause_task (ending->pad);
}

void
celebrity_eos_push (GstPad *pad, GstEvent *event)
{
  Ending *ending = g_new (Ending, 1);

  *ending = (Ending){ pad, event };
  /* A running task would continue with its old data. */
  gst_pad_stop_task (pad);
  gst_pad_start_task (pad, push, ending, ending_free);
}
