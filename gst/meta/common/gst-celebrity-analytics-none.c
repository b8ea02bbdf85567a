/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Stands in where there is no analytics library to build with. */

#include "gst-celebrity-analytics.h"

GstCelebrityAnalytics *
gst_celebrity_analytics_begin (GstBuffer *buffer, RekBoxChoice box,
    guint n_people)
{
  (void) buffer;
  (void) box;
  (void) n_people;
  return NULL;
}

void
gst_celebrity_analytics_add (GstCelebrityAnalytics *analytics,
    const RekPresence *presence, const GstCelebrityIds *ids,
    GstCelebrityRegions *regions)
{
  (void) analytics;
  (void) presence;
  (void) ids;
  (void) regions;
}

guint
gst_celebrity_analytics_get_length (GstBuffer *buffer)
{
  (void) buffer;
  return 0;
}

GstCelebrityAnalytics *
gst_celebrity_analytics_get (GstBuffer *buffer)
{
  (void) buffer;
  return NULL;
}

gboolean
gst_celebrity_analytics_find (GstCelebrityAnalytics *analytics, gint id,
    const char *label, GstCelebrityPixels *pixels)
{
  (void) analytics;
  (void) id;
  (void) label;
  (void) pixels;
  return FALSE;
}
