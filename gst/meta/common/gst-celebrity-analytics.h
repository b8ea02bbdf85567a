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
 * If this was built without GStreamer's analytics library, none of these
 * functions does or finds anything.
 */

#pragma once

#include "gst-celebrity-geometry.h"
#include "gst-celebrity-ids.h"

G_BEGIN_DECLS

/* What is on one buffer; the buffer's. */
typedef struct _GstCelebrityAnalytics GstCelebrityAnalytics;

/**
 * GstCelebrityAnalyticsBox:
 * @is_set: whether there is such a box
 * @pixels: where it is
 * @confidence: that something is there, percent, or NAN
 * @id: (out): of the object
 */
typedef struct {
  gboolean is_set;
  GstCelebrityRectangle pixels;
  double confidence;
  gint id;
} GstCelebrityAnalyticsBox;

/**
 * GstCelebrityAnalyticsPerson:
 * @name: what to call the person
 * @confidence: of the match, percent, or NAN
 * @track_id: number of the track
 * @first_seen: stream time of the track's first detection, ns
 * @last_seen: stream time of its last detection, ns
 * @face: the face's box
 * @body: the body's box
 */
typedef struct {
  const char *name;
  double confidence;
  guint track_id;
  GstClockTime first_seen;
  GstClockTime last_seen;
  GstCelebrityAnalyticsBox face;
  GstCelebrityAnalyticsBox body;
} GstCelebrityAnalyticsPerson;

/**
 * gst_celebrity_analytics_begin:
 * @buffer: a writable buffer; metadata of others that is on it stays
 * @n_people: how many will be added at most; may be 0
 * @has_both: whether a person may have both boxes
 *
 * Joins the buffer's meta, or attaches an empty one.
 *
 * Returns: (transfer none) (nullable): NULL if there is no analytics library
 */
GstCelebrityAnalytics *gst_celebrity_analytics_begin (GstBuffer *buffer,
    guint n_people, gboolean has_both);

/**
 * gst_celebrity_analytics_add:
 * @person: (inout): one person; the boxes get the ids of their objects
 * @ids: of regions on the buffer, which no object gets
 *
 * Nothing is added of a person without a box.
 */
void gst_celebrity_analytics_add (GstCelebrityAnalytics *analytics,
    GstCelebrityAnalyticsPerson *person, const GstCelebrityIds *ids);

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
