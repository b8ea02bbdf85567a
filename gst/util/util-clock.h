/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-clock: time, waits and random numbers as an argument.
 *
 * gst/aws and gst/rekognition get them only from such a value, so that tests can
 * choose them and never sleep.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UtilClock:
 * @now: the time in microseconds since 1970-01-01T00:00:00Z
 * @random: a number from 0 (inclusive) to 1 (exclusive)
 * @wait: waits @duration_us microseconds; if @cancellable is cancelled, returns
 *   FALSE at once with G_IO_ERROR_CANCELLED
 * @user_data: passed to each function
 *
 * Must outlive everything that it was passed to.
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
 * Returns: (transfer none): the system's time, real waits and GLib's random
 *   numbers
 */
const UtilClock *rekutil_clock_get_system (void);

G_END_DECLS
