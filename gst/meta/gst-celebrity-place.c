/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-place.h"

#include <gst/video/video.h>

#include "gst-celebrity-analytics.h"

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

gboolean
gst_celebrity_place_find (GstBuffer *buffer, gint id, const char *label,
    GstCelebrityPixels *pixels)
{
  return find_region (buffer, id, pixels) ||
      gst_celebrity_analytics_find (buffer, id, label, pixels);
}
