/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-cancel-relay: passes a caller's cancellation, which may happen in any
 * thread, to GIO in the thread that runs the main context. GIO's sources may leak
 * if they are cancelled and destroyed at the same time in two threads.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UtilRelay:
 * @context: the main context that the thread runs
 * @cancellable: pass this one to GIO; cancel it only in that thread
 *
 * The other fields are private.
 */
typedef struct {
  GMainContext *context;
  GCancellable *cancellable;
  GCancellable *caller;
  gulong handler;
  gint is_cancelled;
} UtilRelay;

/**
 * rekutil_relay_init:
 * @context: must outlive the relay
 * @caller: (nullable): the cancellable to pass on
 *
 * Do not move @relay in memory until rekutil_relay_clear().
 */
void rekutil_relay_init (UtilRelay *relay, GMainContext *context,
    GCancellable *caller);

void rekutil_relay_clear (UtilRelay *relay);

/**
 * rekutil_relay_is_cancelled:
 *
 * Returns: whether the caller has cancelled
 */
gboolean rekutil_relay_is_cancelled (UtilRelay *relay);

/**
 * rekutil_relay_iterate:
 *
 * Runs one iteration of the context, which may block; a cancellation ends it.
 * Then cancels @relay's cancellable if the caller has cancelled.
 */
void rekutil_relay_iterate (UtilRelay *relay);

G_END_DECLS
