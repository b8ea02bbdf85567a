/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-gst-launch-workaround.h"

#include "http/aws-main-context.h"

#define POLL_US (5 * G_TIME_SPAN_MILLISECOND)
#define QUIET_US (250 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_US (10 * G_TIME_SPAN_SECOND)

/* Shared with the source that the main loop dispatches. */
typedef struct {
  GMutex lock;
  GCond changed;
  gboolean dispatched;
} Sign;

static void
sign_clear (gpointer data)
{
  Sign *sign = data;

  g_cond_clear (&sign->changed);
  g_mutex_clear (&sign->lock);
}

static void
sign_unref (gpointer sign)
{
  g_atomic_rc_box_release_full (sign, sign_clear);
}

static gboolean
on_dispatch (gpointer data)
{
  Sign *sign = data;

  g_mutex_lock (&sign->lock);
  sign->dispatched = TRUE;
  g_cond_broadcast (&sign->changed);
  g_mutex_unlock (&sign->lock);
  return G_SOURCE_REMOVE;
}

static GSource *
attach_source (Sign *sign)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, on_dispatch, g_atomic_rc_box_acquire (sign),
      sign_unref);
  g_source_attach (source, NULL);
  return source;
}

/* Whether the main loop ran the source, within a little while. */
static gboolean
was_dispatched (Sign *sign)
{
  gint64 until_us = g_get_monotonic_time () + POLL_US;
  gboolean dispatched;

  g_mutex_lock (&sign->lock);
  while (!sign->dispatched &&
      g_cond_wait_until (&sign->changed, &sign->lock, until_us)) {
    /* woken for nothing */
  }
  dispatched = sign->dispatched;
  g_mutex_unlock (&sign->lock);
  return dispatched;
}

static GstElement *
find_pipeline (GstElement *element)
{
  GstObject *object = gst_object_ref (GST_OBJECT (element));
  GstObject *parent;

  while ((parent = gst_object_get_parent (object)) != NULL) {
    gst_object_unref (object);
    object = parent;
  }
  return GST_ELEMENT (object);
}

/* Whoever changes the state of a pipeline holds its lock meanwhile. */
static gboolean
is_changing_state (GstElement *pipeline)
{
  if (!GST_STATE_TRYLOCK (pipeline))
    return TRUE;
  GST_STATE_UNLOCK (pipeline);
  return FALSE;
}

gboolean
celebrity_application_wait (GstElement *element, GCancellable *cancellable)
{
  g_autoptr (GstElement) pipeline = find_pipeline (element);
  Sign *sign = NULL;
  g_autoptr (GSource) source = NULL;
  gint64 start_us = g_get_monotonic_time ();
  gint64 quiet_since_us = start_us;
  gint64 now_us = start_us;

  /* An application with no main loop has no context yet. */
  if (!aws_context_check (NULL))
    return !g_cancellable_is_cancelled (cancellable);

  sign = g_atomic_rc_box_new0 (Sign);
  g_mutex_init (&sign->lock);
  g_cond_init (&sign->changed);
  source = attach_source (sign);

  while (!g_cancellable_is_cancelled (cancellable) && !was_dispatched (sign)) {
    now_us = g_get_monotonic_time ();
    if (is_changing_state (pipeline))
      quiet_since_us = now_us;
    if (now_us - quiet_since_us >= QUIET_US || now_us - start_us >= LONGEST_US)
      break;
  }

  g_source_destroy (source);
  sign_unref (sign);
  return !g_cancellable_is_cancelled (cancellable);
}
