/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Built if there is no analytics library. */

#include "gst-celebrity-analytics.h"

GstCelebrityAnalytics *
gst_celebrity_analytics_begin (GstBuffer *buffer, guint n_people,
    gboolean has_both)
{
  (void) buffer;
  (void) n_people;
  (void) has_both;
  return NULL;
}

void
gst_celebrity_analytics_add (GstCelebrityAnalytics *analytics,
    GstCelebrityAnalyticsPerson *person, const GstCelebrityIds *ids)
{
  (void) analytics;
  (void) person;
  (void) ids;
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
