/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "gst-celebrity-place.h"

#include <gst/video/video.h>

#if HAVE_ANALYTICS
#include <gst/analytics/analytics.h>
#endif

/* Far beyond any frame, and still harmless in calculations with int. */
#define LIMIT 1e6

gboolean
gst_celebrity_place_set (GstCelebrityPixels *pixels, double x, double y,
    double w, double h)
{
  /* NAN fails each of these. */
  if (!(x >= -LIMIT && x <= LIMIT && y >= -LIMIT && y <= LIMIT))
    return FALSE;
  if (!(w > 0.0 && w <= LIMIT && h > 0.0 && h <= LIMIT))
    return FALSE;
  *pixels = (GstCelebrityPixels){ x, y, w, h };
  return TRUE;
}

static gboolean
find_region (GstBuffer *buffer, gint id, GstCelebrityPixels *pixels)
{
  const GstVideoRegionOfInterestMeta *region =
      gst_buffer_get_video_region_of_interest_meta_id (buffer, id);

  /* The position is unsigned, yet some elements store a negative one. */
  return region != NULL &&
      gst_celebrity_place_set (pixels, (gint) region->x, (gint) region->y,
          region->w, region->h);
}

#if HAVE_ANALYTICS
static gboolean
find_object (GstBuffer *buffer, gint id, GstCelebrityPixels *pixels)
{
  GstAnalyticsRelationMeta *meta =
      gst_buffer_get_analytics_relation_meta (buffer);
  GstAnalyticsODMtd object;
  gfloat confidence;
  gint x, y, w, h;

  if (meta == NULL || id < 0 ||
      (gsize) id >= gst_analytics_relation_get_length (meta))
    return FALSE;

  return gst_analytics_relation_meta_get_od_mtd (meta, (guint) id, &object) &&
      gst_analytics_od_mtd_get_location (&object, &x, &y, &w, &h,
          &confidence) &&
      gst_celebrity_place_set (pixels, x, y, w, h);
}
#else
static gboolean
find_object (GstBuffer *buffer, gint id, GstCelebrityPixels *pixels)
{
  (void) buffer;
  (void) id;
  (void) pixels;
  return FALSE;
}
#endif

gboolean
gst_celebrity_place_find (GstBuffer *buffer, gint id,
    GstCelebrityPixels *pixels)
{
  return find_region (buffer, id, pixels) || find_object (buffer, id, pixels);
}
