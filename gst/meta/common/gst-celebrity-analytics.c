/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-analytics.h"

#include <gst/analytics/analytics.h>
#include <math.h>

/* Tracking, classification and object; with both boxes an object more. */
#define MTDS_A_PERSON 3

/* Bytes that one of them takes at most. */
#define MTD_SIZE 64

#define PERCENT 100.0

GstCelebrityAnalytics *
gst_celebrity_analytics_begin (GstBuffer *buffer, RekBoxChoice box,
    guint n_people)
{
  /* Never for nobody: a meta made for none can't grow when others join it. */
  gsize n_mtds = (gsize) MAX (n_people, 1) *
      (MTDS_A_PERSON + (box == REK_BOX_CHOICE_BOTH ? 1 : 0));
  GstAnalyticsRelationMetaInitParams params = { n_mtds, n_mtds * MTD_SIZE };

  return (GstCelebrityAnalytics *) gst_buffer_add_analytics_relation_meta_full (
      buffer, &params);
}

/* What is not known is not vouched for. */
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

static GstClockTime
get_time (const RekDetection *detection)
{
  return (GstClockTime) rek_detection_get_time (detection);
}

static void
add_tracking (GstAnalyticsRelationMeta *meta, const RekPresence *presence,
    GstAnalyticsTrackingMtd *tracking)
{
  const RekTrack *track = presence->track;

  gst_analytics_relation_meta_add_tracking_mtd (meta, track->id,
      get_time (track->all.detections[0]), tracking);
  gst_analytics_tracking_mtd_update_last_seen (tracking,
      get_time (presence->detection));
}

/* Adds the object of a region, under an id that no other region has: ids count
 * up, so the same tracking once more passes over one. */
static void
add_object (GstAnalyticsRelationMeta *meta, const RekPresence *presence,
    const GstCelebrityIds *ids, const GstAnalyticsTrackingMtd *tracking,
    GstCelebrityRegion *region)
{
  const GstCelebrityRectangle *pixels = &region->pixels;
  GstAnalyticsTrackingMtd again;
  GstAnalyticsODMtd object;

  while (gst_celebrity_ids_has (ids,
      (gint) gst_analytics_relation_get_length (meta)))
    add_tracking (meta, presence, &again);

  gst_analytics_relation_meta_add_od_mtd (meta,
      g_quark_from_string (presence->detection->person->name), (gint) pixels->x,
      (gint) pixels->y, (gint) pixels->w, (gint) pixels->h,
      get_level (region->confidence), &object);
  relate (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id, tracking->id);
  region->id = (gint) object.id;
}

void
gst_celebrity_analytics_add (GstCelebrityAnalytics *analytics,
    const RekPresence *presence, const GstCelebrityIds *ids,
    GstCelebrityRegions *regions)
{
  GstAnalyticsRelationMeta *meta = (GstAnalyticsRelationMeta *) analytics;
  const RekDetection *detection = presence->detection;
  GstCelebrityRegion *face = &regions->face;
  GstCelebrityRegion *body = &regions->body;
  GstAnalyticsTrackingMtd tracking;
  GstAnalyticsClsMtd name;

  if (face->box == NULL && body->box == NULL)
    return;

  /* These come first: so no object has the id 0, which is none of a region. */
  add_tracking (meta, presence, &tracking);
  gst_analytics_relation_meta_add_one_cls_mtd (meta,
      get_level (detection->confidence),
      g_quark_from_string (detection->person->name), &name);

  if (face->box != NULL)
    add_object (meta, presence, ids, &tracking, face);
  if (body->box != NULL)
    add_object (meta, presence, ids, &tracking, body);
  relate (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO,
      (guint) (face->box != NULL ? face->id : body->id), name.id);
  if (face->box != NULL && body->box != NULL) {
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
  /* 0 where nothing is called so here; objects with no type have it, too. */
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
      gst_celebrity_place_set (pixels, x, y, w, h);
}
