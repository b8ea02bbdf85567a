/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-place: where something with an id is on a frame, as those
 * metas say that GStreamer keeps right while it scales.
 */

#pragma once

#include "gst-celebrity-people.h"

G_BEGIN_DECLS

/**
 * gst_celebrity_place_find:
 * @id: of a region, and of the analytics object that stands beside it
 * @label: what the object is called
 * @pixels: (out): where it is
 *
 * Returns: FALSE where the frame has neither, or it is empty
 */
gboolean gst_celebrity_place_find (GstBuffer *buffer, gint id,
    const char *label, GstCelebrityPixels *pixels);

/**
 * gst_celebrity_place_set:
 * @pixels: (out): the box; as it was where there is none
 * @x: pixels
 * @y: pixels
 * @w: pixels
 * @h: pixels
 *
 * Returns: FALSE where this is no box: empty, no numbers, or absurdly large
 */
gboolean gst_celebrity_place_set (GstCelebrityPixels *pixels, double x,
    double y, double w, double h);

G_END_DECLS
