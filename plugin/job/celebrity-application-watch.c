/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-application-watch.h"

#define POLL_US (5 * G_TIME_SPAN_MILLISECOND)
/* How long the application may take from the end of its state change to its
 * main loop. */
#define QUIET_US (100 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_US G_TIME_SPAN_SECOND

/* Fields below the lock are guarded by it. */
struct _CelebrityApplicationWatch {
  GMutex lock;
  GCond changed;
  gboolean has_read;
  /* Monotonic; 0: the stream does not wait. */
  gint64 stream_waits_since_us;
};

CelebrityApplicationWatch *
celebrity_application_watch_new (void)
{
  CelebrityApplicationWatch *watch =
      g_atomic_rc_box_new0 (CelebrityApplicationWatch);

  g_mutex_init (&watch->lock);
  g_cond_init (&watch->changed);
  return watch;
}

CelebrityApplicationWatch *
celebrity_application_watch_ref (CelebrityApplicationWatch *watch)
{
  return g_atomic_rc_box_acquire (watch);
}

static void
watch_clear (gpointer data)
{
  CelebrityApplicationWatch *watch = data;

  g_cond_clear (&watch->changed);
  g_mutex_clear (&watch->lock);
}

void
celebrity_application_watch_unref (CelebrityApplicationWatch *watch)
{
  g_atomic_rc_box_release_full (watch, watch_clear);
}

static void
on_message_freed (gpointer data, GstMiniObject *message)
{
  g_autoptr (CelebrityApplicationWatch) watch = data;

  (void) message;
  g_mutex_lock (&watch->lock);
  watch->has_read = TRUE;
  g_cond_broadcast (&watch->changed);
  g_mutex_unlock (&watch->lock);
}

void
celebrity_application_watch_add_message (CelebrityApplicationWatch *watch,
    GstMessage *message)
{
  gst_mini_object_weak_ref (GST_MINI_OBJECT (message), on_message_freed,
      celebrity_application_watch_ref (watch));
}

void
celebrity_application_watch_set_stream_waits (CelebrityApplicationWatch *watch)
{
  g_mutex_lock (&watch->lock);
  if (watch->stream_waits_since_us == 0)
    watch->stream_waits_since_us = g_get_monotonic_time ();
  g_mutex_unlock (&watch->lock);
}

/* Waits briefly for the application to read its bus. */
static gboolean
has_read_soon (CelebrityApplicationWatch *watch, gint64 *stream_waits_since_us)
{
  gint64 until_us = g_get_monotonic_time () + POLL_US;
  gboolean has_read;

  g_mutex_lock (&watch->lock);
  while (!watch->has_read &&
      g_cond_wait_until (&watch->changed, &watch->lock, until_us)) {
    /* spurious wakeup */
  }
  has_read = watch->has_read;
  *stream_waits_since_us = watch->stream_waits_since_us;
  g_mutex_unlock (&watch->lock);
  return has_read;
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

/* A thread that changes the state of a pipeline holds its lock while it does; so
 * does one that sends an event to it. */
static gboolean
is_locked (GstElement *pipeline)
{
  if (!GST_STATE_TRYLOCK (pipeline))
    return TRUE;
  GST_STATE_UNLOCK (pipeline);
  return FALSE;
}

gboolean
celebrity_application_watch_wait (CelebrityApplicationWatch *watch,
    GstElement *element, GCancellable *cancellable)
{
  g_autoptr (GstElement) pipeline = find_pipeline (element);
  gint64 start_us = g_get_monotonic_time ();
  gint64 locked_us = start_us;
  gint64 stream_waits_since_us = 0;

  while (!g_cancellable_is_cancelled (cancellable) &&
      !has_read_soon (watch, &stream_waits_since_us)) {
    gint64 now_us = g_get_monotonic_time ();

    if (is_locked (pipeline))
      locked_us = now_us;
    if (now_us - locked_us >= QUIET_US)
      break;
    if (stream_waits_since_us != 0 &&
        now_us - MAX (start_us, stream_waits_since_us) >= LONGEST_US)
      break;
  }
  return !g_cancellable_is_cancelled (cancellable);
}
