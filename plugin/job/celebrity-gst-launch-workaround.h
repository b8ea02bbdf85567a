/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityapplication: when the application can take an error.
 *
 * gst-launch-1.0 (1.22 to 1.28) quits its main loop from the thread that posts
 * an error. Where the loop does not run yet, because it is still setting the
 * pipeline to PAUSED, that is lost and it hangs for ever.
 */

#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * celebrity_application_wait:
 * @element: whose application it is
 * @cancellable: ends the wait
 *
 * Waits until the default main context is being dispatched or, for an
 * application that has no such loop, until no state change of the whole
 * pipeline has been under way for a quarter of a second; at most 10 seconds.
 * Not for a streaming thread.
 *
 * Returns: FALSE where it was cancelled
 */
gboolean celebrity_application_wait (GstElement *element,
    GCancellable *cancellable);

G_END_DECLS
