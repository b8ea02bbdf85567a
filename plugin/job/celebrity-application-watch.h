/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-application-watch: finds out when the application can take an
 * error.
 *
 * gst-launch-1.0 (1.22 to 1.28) quits its main loop from the thread that posts
 * an error. If that loop does not run yet, because the pipeline is still being
 * set to PAUSED, the quit is lost and gst-launch-1.0 may hang. So an error
 * waits until the application reads its bus, which it does from its main loop,
 * or by polling if it has none. A message that was posted earlier shows it: it
 * is freed once the application has taken it off the bus.
 *
 * Every function may be called from any thread.
 */

#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _CelebrityApplicationWatch CelebrityApplicationWatch;

/**
 * celebrity_application_watch_new:
 *
 * Returns: (transfer full): an application that has not read its bus yet
 */
CelebrityApplicationWatch *celebrity_application_watch_new (void);

CelebrityApplicationWatch *celebrity_application_watch_ref (
    CelebrityApplicationWatch *watch);
void celebrity_application_watch_unref (CelebrityApplicationWatch *watch);

/**
 * celebrity_application_watch_add_message:
 * @message: a message that is about to be posted
 *
 * When @message is freed, the application counts as one that reads its bus.
 */
void celebrity_application_watch_add_message (CelebrityApplicationWatch *watch,
    GstMessage *message);

/**
 * celebrity_application_watch_set_stream_waits:
 *
 * Says that the stream waits for what celebrity_application_watch_wait() holds
 * back. From now on that waits a second at most: the thread that holds a state
 * lock may itself be waiting for the stream, as in gst_element_send_event().
 */
void celebrity_application_watch_set_stream_waits (
    CelebrityApplicationWatch *watch);

/**
 * celebrity_application_watch_wait:
 * @element: the element that wants to post an error
 * @cancellable: ends the wait
 *
 * Waits until the application has read its bus or, if it does not, until its
 * pipeline has not been changing state for a tenth of a second. Must not be
 * called from a streaming thread.
 *
 * Returns: FALSE if it was cancelled
 */
gboolean celebrity_application_watch_wait (CelebrityApplicationWatch *watch,
    GstElement *element, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityApplicationWatch,
    celebrity_application_watch_unref)

G_END_DECLS
