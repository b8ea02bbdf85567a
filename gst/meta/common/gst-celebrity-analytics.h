/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-analytics: who is on a frame as GstAnalyticsRelationMeta. A
 * person whose box is in the frame has
 *
 * - a tracking mtd: the number of the track, since when and until when the
 *   service saw it,
 * - a classification mtd of one class: the name, and how sure the match is,
 * - an object detection mtd of the type of that name, where the region is; it
 *   relates to the other two. With both boxes this is the face, and there is
 *   another one for the body, which contains it and relates to the tracking
 *   alone.
 *
 * Where this was built without GStreamer's analytics library, none of these
 * functions does or finds anything.
 */

#pragma once

#include "gst-celebrity-place.h"
#include "gst-celebrity-region.h"

G_BEGIN_DECLS

/* What is on one buffer; the buffer's. */
typedef struct _GstCelebrityAnalytics GstCelebrityAnalytics;

/**
 * gst_celebrity_analytics_begin:
 * @buffer: a writable buffer; metadata of others that is on it stays
 * @box: which boxes a person has
 * @n_people: how many will be added at most; may be 0
 *
 * Joins the buffer's meta, or attaches an empty one.
 *
 * Returns: (transfer none) (nullable): NULL where there is no analytics library
 */
GstCelebrityAnalytics *gst_celebrity_analytics_begin (GstBuffer *buffer,
    RekBoxChoice box, guint n_people);

/**
 * gst_celebrity_analytics_add:
 * @presence: one person
 * @ids: of regions on the buffer, which no object gets
 * @regions: (inout): where the person is; gets the ids of the objects
 *
 * Nothing is added of a person with no region.
 */
void gst_celebrity_analytics_add (GstCelebrityAnalytics *analytics,
    const RekPresence *presence, const GstCelebrityIds *ids,
    GstCelebrityRegions *regions);

/**
 * gst_celebrity_analytics_get_length:
 *
 * Returns: how many mtds @buffer has; their ids are the numbers below
 */
guint gst_celebrity_analytics_get_length (GstBuffer *buffer);

/**
 * gst_celebrity_analytics_get:
 *
 * Returns: (transfer none) (nullable): what is on @buffer; NULL if nothing is
 */
GstCelebrityAnalytics *gst_celebrity_analytics_get (GstBuffer *buffer);

/**
 * gst_celebrity_analytics_find:
 * @analytics: (nullable): where to look
 * @id: of an object
 * @label: its type. From 1.28 on, GStreamer may give the id to another object
 *   when it copies a buffer after it dropped one in cropping
 * @pixels: (out): where it is
 *
 * Returns: FALSE where there is no such object
 */
gboolean gst_celebrity_analytics_find (GstCelebrityAnalytics *analytics,
    gint id, const char *label, GstCelebrityPixels *pixels);

G_END_DECLS
