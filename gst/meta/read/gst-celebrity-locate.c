/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-locate.h"

#include <gst/video/video.h>

#include "gst-celebrity-analytics.h"

void
gst_celebrity_locator_init (GstCelebrityLocator *locator, GstBuffer *buffer)
{
  *locator = (GstCelebrityLocator){ .buffer = buffer };
}

void
gst_celebrity_locator_clear (GstCelebrityLocator *locator)
{
  g_clear_pointer (&locator->regions, g_hash_table_unref);
}

/* If ids are not unique, the first region wins. */
static void
index_metas (GstCelebrityLocator *locator)
{
  gpointer state = NULL;
  GstMeta *meta;

  locator->regions = g_hash_table_new (NULL, NULL);
  while ((meta = gst_buffer_iterate_meta_filtered (locator->buffer, &state,
              GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL) {
    gpointer id = GINT_TO_POINTER (((GstVideoRegionOfInterestMeta *) meta)->id);

    if (!g_hash_table_contains (locator->regions, id))
      g_hash_table_insert (locator->regions, id, meta);
  }
  locator->analytics = gst_celebrity_analytics_get (locator->buffer);
}

static gboolean
find_region (const GstCelebrityLocator *locator, gint id,
    GstCelebrityPixels *pixels)
{
  const GstVideoRegionOfInterestMeta *region =
      g_hash_table_lookup (locator->regions, GINT_TO_POINTER (id));

  /* The fields are unsigned, but some elements store negative positions. */
  return region != NULL &&
      gst_celebrity_pixels_set (pixels, (gint) region->x, (gint) region->y,
          region->w, region->h);
}

gboolean
gst_celebrity_locator_find (GstCelebrityLocator *locator, gint id,
    const char *label, GstCelebrityPixels *pixels)
{
  if (locator->regions == NULL)
    index_metas (locator);
  return find_region (locator, id, pixels) ||
      gst_celebrity_analytics_find (locator->analytics, id, label, pixels);
}
