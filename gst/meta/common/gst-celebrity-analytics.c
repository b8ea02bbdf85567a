/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-analytics.h"

#include <gst/analytics/analytics.h>
#include <math.h>

/* Tracking, classification and object; with both boxes, another object. */
#define MTDS_PER_PERSON 3

/* Maximum size of one of them, bytes. */
#define MTD_SIZE 64

#define PERCENT 100.0

GstCelebrityAnalytics *
gst_celebrity_analytics_begin (GstBuffer *buffer, guint n_people,
    gboolean has_both)
{
  /* At least one person: a meta without capacity cannot grow later. */
  gsize n_mtds =
      (gsize) MAX (n_people, 1) * (MTDS_PER_PERSON + (has_both ? 1 : 0));
  GstAnalyticsRelationMetaInitParams params = { n_mtds, n_mtds * MTD_SIZE };

  return (GstCelebrityAnalytics *) gst_buffer_add_analytics_relation_meta_full (
      buffer, &params);
}

/* An unknown confidence is 0. */
static gfloat
get_level (double percent)
{
  return isnan (percent) ? 0.0F : (gfloat) CLAMP (percent / PERCENT, 0.0, 1.0);
}

static void
relate (GstAnalyticsRelationMeta *meta, GstAnalyticsRelTypes type, guint from,
    guint to)
{
  gst_analytics_relation_meta_set_relation (meta, type, from, to);
}

static void
add_tracking (GstAnalyticsRelationMeta *meta,
    const GstCelebrityAnalyticsPerson *person,
    GstAnalyticsTrackingMtd *tracking)
{
  gst_analytics_relation_meta_add_tracking_mtd (meta, person->track_id,
      person->first_seen, tracking);
  gst_analytics_tracking_mtd_update_last_seen (tracking, person->last_seen);
}

/* Adds the object of a box with an id that no other region has. Ids are counted
 * up, so adding the same tracking again skips one. */
static void
add_object (GstAnalyticsRelationMeta *meta,
    const GstCelebrityAnalyticsPerson *person, const GstCelebrityIds *ids,
    const GstAnalyticsTrackingMtd *tracking, GstCelebrityAnalyticsBox *box)
{
  const GstCelebrityRectangle *pixels = &box->pixels;
  GstAnalyticsTrackingMtd again;
  GstAnalyticsODMtd object;

  while (gst_celebrity_ids_has (ids,
      (gint) gst_analytics_relation_get_length (meta)))
    add_tracking (meta, person, &again);

  gst_analytics_relation_meta_add_od_mtd (meta,
      g_quark_from_string (person->name), (gint) pixels->x, (gint) pixels->y,
      (gint) pixels->w, (gint) pixels->h, get_level (box->confidence), &object);
  relate (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id, tracking->id);
  box->id = (gint) object.id;
}

void
gst_celebrity_analytics_add (GstCelebrityAnalytics *analytics,
    GstCelebrityAnalyticsPerson *person, const GstCelebrityIds *ids)
{
  GstAnalyticsRelationMeta *meta = (GstAnalyticsRelationMeta *) analytics;
  GstCelebrityAnalyticsBox *face = &person->face;
  GstCelebrityAnalyticsBox *body = &person->body;
  GstAnalyticsTrackingMtd tracking;
  GstAnalyticsClsMtd name;

  if (!face->is_set && !body->is_set)
    return;

  /* Added first, so that no object has the id 0, which no region may have. */
  add_tracking (meta, person, &tracking);
  gst_analytics_relation_meta_add_one_cls_mtd (meta,
      get_level (person->confidence), g_quark_from_string (person->name),
      &name);

  if (face->is_set)
    add_object (meta, person, ids, &tracking, face);
  if (body->is_set)
    add_object (meta, person, ids, &tracking, body);
  relate (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO,
      (guint) (face->is_set ? face->id : body->id), name.id);
  if (face->is_set && body->is_set) {
    relate (meta, GST_ANALYTICS_REL_TYPE_CONTAIN, (guint) body->id,
        (guint) face->id);
    relate (meta, GST_ANALYTICS_REL_TYPE_IS_PART_OF, (guint) face->id,
        (guint) body->id);
  }
}

guint
gst_celebrity_analytics_get_length (GstBuffer *buffer)
{
  const GstAnalyticsRelationMeta *meta =
      gst_buffer_get_analytics_relation_meta (buffer);

  return meta != NULL ? (guint) gst_analytics_relation_get_length (meta) : 0;
}

GstCelebrityAnalytics *
gst_celebrity_analytics_get (GstBuffer *buffer)
{
  return (GstCelebrityAnalytics *) gst_buffer_get_analytics_relation_meta (
      buffer);
}

gboolean
gst_celebrity_analytics_find (GstCelebrityAnalytics *analytics, gint id,
    const char *label, GstCelebrityPixels *pixels)
{
  GstAnalyticsRelationMeta *meta = (GstAnalyticsRelationMeta *) analytics;
  /* 0 if this process has no such string. Objects without a type have 0, too. */
  GQuark type = g_quark_try_string (label);
  GstAnalyticsODMtd object;
  gfloat confidence;
  gint x, y, w, h;

  if (meta == NULL || type == 0 || id < 0 ||
      (gsize) id >= gst_analytics_relation_get_length (meta) ||
      !gst_analytics_relation_meta_get_od_mtd (meta, (guint) id, &object))
    return FALSE;

  return gst_analytics_od_mtd_get_obj_type (&object) == type &&
      gst_analytics_od_mtd_get_location (&object, &x, &y, &w, &h,
          &confidence) &&
      gst_celebrity_pixels_set (pixels, x, y, w, h);
}
