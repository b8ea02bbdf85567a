/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-locate: finds the position of a region or object by its id, from
 * the metas whose coordinates GStreamer adapts when it scales a frame.
 *
 * Each lookup takes constant time, however many regions a buffer has.
 */

#pragma once

#include "gst-celebrity-geometry.h"

G_BEGIN_DECLS

/**
 * GstCelebrityLocator:
 * @buffer: the buffer
 * @regions: (nullable): its regions by id; NULL before the first lookup
 * @analytics: (nullable): its analytics objects; NULL before the first lookup
 *
 * The positions on one buffer. Initialise it with gst_celebrity_locator_init().
 */
typedef struct {
  GstBuffer *buffer;
  GHashTable *regions;
  struct _GstCelebrityAnalytics *analytics;
} GstCelebrityLocator;

/**
 * gst_celebrity_locator_init:
 * @buffer: must not change while @locator is used
 */
void gst_celebrity_locator_init (GstCelebrityLocator *locator,
    GstBuffer *buffer);
void gst_celebrity_locator_clear (GstCelebrityLocator *locator);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GstCelebrityLocator,
    gst_celebrity_locator_clear)

/**
 * gst_celebrity_locator_find:
 * @id: id of a region, and of the analytics object of the same box
 * @label: type of that object
 * @pixels: (out): its position
 *
 * Returns: FALSE if the frame has neither, or if it is empty
 */
gboolean gst_celebrity_locator_find (GstCelebrityLocator *locator, gint id,
    const char *label, GstCelebrityPixels *pixels);

G_END_DECLS
