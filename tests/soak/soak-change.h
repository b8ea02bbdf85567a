/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * soak-change: a thread that gives random values to all properties of a
 * pipeline's elements that may change while playing.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _SoakChange SoakChange;

/**
 * soak_change_new:
 * @pipeline: with elements named "celebrity", "log" and "overlay"
 * @seed: of the values
 * @interval: time between two changes, microseconds
 */
SoakChange *soak_change_new (GstElement *pipeline, guint32 seed,
    gint64 interval);

/**
 * soak_change_stop:
 *
 * Ends the thread and frees @self.
 *
 * Returns: how many values were given
 */
guint soak_change_stop (SoakChange *self);

G_END_DECLS
