/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-clock: time, waiting and chance as an argument.
 *
 * Nothing in gst/aws and gst/rekognition asks the system for the time, a
 * random number or a pause but through such a value, so that a test can say
 * what they are and needs no sleep.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UtilClock:
 * @now: the time in microseconds since 1970-01-01T00:00:00Z
 * @random: a number from 0 (inclusive) to 1 (exclusive)
 * @wait: waits @duration_us microseconds; returns FALSE and sets
 *   G_IO_ERROR_CANCELLED at once when @cancellable is cancelled
 * @user_data: passed to each
 *
 * Must outlive whatever it was given to.
 */
typedef struct {
  gint64 (*now) (gpointer user_data);
  double (*random) (gpointer user_data);
  gboolean (*wait) (gint64 duration_us, GCancellable *cancellable,
      gpointer user_data, GError **error);
  gpointer user_data;
} UtilClock;

/**
 * rekutil_clock_get_system:
 *
 * Returns: (transfer none): the real time, real waiting and GLib's random
 *   numbers
 */
const UtilClock *rekutil_clock_get_system (void);

G_END_DECLS
