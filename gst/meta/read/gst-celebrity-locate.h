/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-place: where something with an id is on a frame, as those
 * metas say that GStreamer keeps right while it scales.
 *
 * Each lookup takes the same time, however many regions a buffer has.
 */

#pragma once

#include "gst-celebrity-geometry.h"

G_BEGIN_DECLS

/**
 * GstCelebrityLocator:
 * @buffer: the buffer
 * @regions: (nullable): its regions by id, from the first lookup on
 * @analytics: (nullable): its analytics objects, from the first lookup on
 *
 * Where what is on one buffer is; from gst_celebrity_locator_init().
 */
typedef struct {
  GstBuffer *buffer;
  GHashTable *regions;
  struct _GstCelebrityAnalytics *analytics;
} GstCelebrityLocator;

/**
 * gst_celebrity_locator_init:
 * @buffer: must stay as it is as long as @places is used
 */
void gst_celebrity_locator_init (GstCelebrityLocator *places,
    GstBuffer *buffer);
void gst_celebrity_locator_clear (GstCelebrityLocator *places);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GstCelebrityLocator,
    gst_celebrity_locator_clear)

/**
 * gst_celebrity_locator_find:
 * @id: of a region, and of the analytics object that stands beside it
 * @label: what the object is called
 * @pixels: (out): where it is
 *
 * Returns: FALSE where the frame has neither, or it is empty
 */
gboolean gst_celebrity_locator_find (GstCelebrityLocator *places, gint id,
    const char *label, GstCelebrityPixels *pixels);

G_END_DECLS
