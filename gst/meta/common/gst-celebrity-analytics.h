/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-analytics: the people on a frame as GstAnalyticsRelationMeta. A
 * person whose box is in the frame has
 *
 * - a tracking mtd: the number of the track, and when the service first and last
 *   saw it,
 * - a classification mtd of one class: the name, and the confidence of the match,
 * - an object detection mtd whose type is the name, at the position of the
 *   region; it relates to the other two. With both boxes this is the face, and
 *   the body has another one, which contains it and relates to the tracking only.
 *
 * Without GStreamer's analytics library these functions do nothing and find
 * nothing.
 */

#pragma once

#include "gst-celebrity-geometry.h"
#include "gst-celebrity-ids.h"

G_BEGIN_DECLS

/* The analytics of one buffer, owned by the buffer. */
typedef struct _GstCelebrityAnalytics GstCelebrityAnalytics;

/**
 * GstCelebrityAnalyticsBox:
 * @is_set: whether there is such a box
 * @pixels: its position
 * @confidence: of the box, percent, or NAN
 * @id: (out): id of its object
 */
typedef struct {
  gboolean is_set;
  GstCelebrityRectangle pixels;
  double confidence;
  gint id;
} GstCelebrityAnalyticsBox;

/**
 * GstCelebrityAnalyticsPerson:
 * @name: the name
 * @confidence: of the match, percent, or NAN
 * @track_id: number of the track
 * @first_seen: time of the track's first detection in the job's video, ns
 * @last_seen: time of its last detection, likewise
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
 * @buffer: a writable buffer; metadata of other elements stays
 * @n_people: maximum number of people that will be added; may be 0
 * @has_both: whether a person may have both boxes
 *
 * Uses the meta of the buffer, or attaches an empty one.
 *
 * Returns: (transfer none) (nullable): NULL if there is no analytics library
 */
GstCelebrityAnalytics *gst_celebrity_analytics_begin (GstBuffer *buffer,
    guint n_people, gboolean has_both);

/**
 * gst_celebrity_analytics_add:
 * @person: (inout): one person; receives the ids of the objects
 * @ids: ids of regions on the buffer, which no object may have
 *
 * Adds nothing for a person without a box.
 */
void gst_celebrity_analytics_add (GstCelebrityAnalytics *analytics,
    GstCelebrityAnalyticsPerson *person, const GstCelebrityIds *ids);

/**
 * gst_celebrity_analytics_get_length:
 *
 * Returns: number n of mtds on @buffer; their ids are 0 to n - 1
 */
guint gst_celebrity_analytics_get_length (GstBuffer *buffer);

/**
 * gst_celebrity_analytics_get:
 *
 * Returns: (transfer none) (nullable): the analytics of @buffer; NULL if it has
 *   none
 */
GstCelebrityAnalytics *gst_celebrity_analytics_get (GstBuffer *buffer);

/**
 * gst_celebrity_analytics_find:
 * @analytics: (nullable): the analytics of a buffer
 * @id: id of an object
 * @label: its type. It must match, since GStreamer 1.28 may give the id to
 *   another object when it copies a buffer after cropping dropped an object
 * @pixels: (out): its position
 *
 * Returns: FALSE if there is no such object
 */
gboolean gst_celebrity_analytics_find (GstCelebrityAnalytics *analytics,
    gint id, const char *label, GstCelebrityPixels *pixels);

G_END_DECLS
