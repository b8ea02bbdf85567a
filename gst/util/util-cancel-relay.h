/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-relay: a caller's cancellation, which comes in whatever thread, handed on
 * to GIO in the one thread that runs a context: GIO's sources may leak where
 * they are cancelled and destroyed at the same time.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UtilRelay:
 * @context: what the thread runs
 * @cancellable: what GIO is given; to be cancelled in that thread alone
 *
 * The rest is its own.
 */
typedef struct {
  GMainContext *context;
  GCancellable *cancellable;
  GCancellable *caller;
  gulong handler;
  gint is_wanted;
} UtilRelay;

/**
 * rekutil_relay_init:
 * @context: outlives the relay
 * @caller: (nullable): whose cancellation is handed on
 *
 * @relay must stay where it is until rekutil_relay_clear().
 */
void rekutil_relay_init (UtilRelay *relay, GMainContext *context,
    GCancellable *caller);

void rekutil_relay_clear (UtilRelay *relay);

/**
 * rekutil_relay_is_wanted:
 *
 * Returns: whether the caller has cancelled
 */
gboolean rekutil_relay_is_wanted (UtilRelay *relay);

/**
 * rekutil_relay_iterate:
 *
 * Runs the context once, waiting for something to do, which a cancellation is;
 * after that @relay's cancellable is cancelled where the caller has.
 */
void rekutil_relay_iterate (UtilRelay *relay);

G_END_DECLS
