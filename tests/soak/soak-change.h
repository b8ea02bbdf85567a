/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * soak-change: a thread that sets all properties of a pipeline's elements that
 * can be changed while playing to random values.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _SoakChange SoakChange;

/**
 * soak_change_new:
 * @pipeline: a pipeline with elements named "celebrity", "log" and "overlay"
 * @seed: seed of the random values
 * @interval: time between two changes, in microseconds
 */
SoakChange *soak_change_new (GstElement *pipeline, guint32 seed,
    gint64 interval);

/**
 * soak_change_stop:
 *
 * Ends the thread and frees @self.
 *
 * Returns: number of values that were set
 */
guint soak_change_stop (SoakChange *self);

G_END_DECLS
