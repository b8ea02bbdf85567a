/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-locate.h"

#include <gst/video/video.h>

#include "gst-celebrity-analytics.h"

void
gst_celebrity_locator_init (GstCelebrityLocator *places, GstBuffer *buffer)
{
  *places = (GstCelebrityLocator){ .buffer = buffer };
}

void
gst_celebrity_locator_clear (GstCelebrityLocator *places)
{
  g_clear_pointer (&places->regions, g_hash_table_unref);
}

/* The first of an id counts. */
static void
index_metas (GstCelebrityLocator *places)
{
  gpointer state = NULL;
  GstMeta *meta;

  places->regions = g_hash_table_new (NULL, NULL);
  while ((meta = gst_buffer_iterate_meta_filtered (places->buffer, &state,
              GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL) {
    gpointer id = GINT_TO_POINTER (((GstVideoRegionOfInterestMeta *) meta)->id);

    if (!g_hash_table_contains (places->regions, id))
      g_hash_table_insert (places->regions, id, meta);
  }
  places->analytics = gst_celebrity_analytics_get (places->buffer);
}

static gboolean
find_region (const GstCelebrityLocator *places, gint id,
    GstCelebrityPixels *pixels)
{
  const GstVideoRegionOfInterestMeta *region =
      g_hash_table_lookup (places->regions, GINT_TO_POINTER (id));

  /* The position is unsigned, yet some elements store a negative one. */
  return region != NULL &&
      gst_celebrity_pixels_set (pixels, (gint) region->x, (gint) region->y,
          region->w, region->h);
}

gboolean
gst_celebrity_locator_find (GstCelebrityLocator *places, gint id,
    const char *label, GstCelebrityPixels *pixels)
{
  if (places->regions == NULL)
    index_metas (places);
  return find_region (places, id, pixels) ||
      gst_celebrity_analytics_find (places->analytics, id, label, pixels);
}
