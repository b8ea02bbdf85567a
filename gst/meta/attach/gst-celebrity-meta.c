/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-meta.h"

#include "gst-celebrity-analytics.h"
#include "gst-celebrity-meta-transform.h"
#include "gst-celebrity-ids.h"
#include "gst-celebrity-record-writer.h"
#include "gst-celebrity-region.h"

gboolean
gst_celebrity_meta_register (GstPlugin *plugin)
{
  static const char *no_tags[] = { NULL };
  const GstMetaInfo *info = gst_meta_get_info (GST_CELEBRITY_META_NAME);

  /* Registering a name twice is a critical warning. */
  if (info == NULL)
    info = gst_meta_register_custom (GST_CELEBRITY_META_NAME, no_tags,
        gst_celebrity_meta_transform, NULL, NULL);
  if (info == NULL || !gst_meta_info_is_custom (info))
    return FALSE;

#if GST_CHECK_VERSION(1, 28, 0)
  return plugin == NULL || gst_meta_factory_register (plugin, info);
#else
  (void) plugin;
  return TRUE;
#endif
}

static void
attach_record (GstBuffer *buffer, const GstCelebrityFrame *frame,
    GValue *celebrities)
{
  GstCustomMeta *meta =
      gst_buffer_add_custom_meta (buffer, GST_CELEBRITY_META_NAME);
  GstStructure *structure = gst_custom_meta_get_structure (meta);

  gst_structure_set (structure, "version", G_TYPE_INT,
      GST_CELEBRITY_META_VERSION, NULL);
  if (frame->job_id != NULL)
    gst_structure_set (structure, "job-id", G_TYPE_STRING, frame->job_id, NULL);
  gst_structure_set (structure, "frame-width", G_TYPE_INT, (gint) frame->width,
      "frame-height", G_TYPE_INT, (gint) frame->height, "stream-time",
      G_TYPE_UINT64, frame->stream_time, NULL);
  gst_structure_take_value (structure, "celebrities", celebrities);
}

static void
append_record (GValue *celebrities, GstStructure *record)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, record);
  gst_value_array_append_and_take_value (celebrities, &value);
}

/* State of attaching to one buffer. */
typedef struct {
  GstBuffer *buffer;
  const GstCelebrityFrame *frame;
  GstCelebrityAnalytics *analytics;
  GstCelebrityIds ids;
} Attaching;

static gboolean
wants (const GstCelebrityFrame *frame, GstCelebrityMetaTypes type)
{
  return (frame->types & type) != 0;
}

static GstCelebrityAnalyticsBox
get_analytics_box (const GstCelebrityRegion *region)
{
  return (GstCelebrityAnalyticsBox){
    .is_set = region->box != NULL,
    .pixels = region->pixels,
    .confidence = region->confidence,
  };
}

static void
add_analytics (Attaching *attaching, const RekPresence *presence,
    GstCelebrityRegions *regions)
{
  const RekDetection *detection = presence->detection;
  const RekTrack *track = presence->track;
  GstCelebrityAnalyticsPerson person = {
    .name = detection->person->name,
    .confidence = detection->confidence,
    .track_id = track->id,
    .first_seen =
        (GstClockTime) rek_detection_get_time (track->all.detections[0]),
    .last_seen = (GstClockTime) rek_detection_get_time (detection),
    .face = get_analytics_box (&regions->face),
    .body = get_analytics_box (&regions->body),
  };

  gst_celebrity_analytics_add (attaching->analytics, &person, &attaching->ids);
  regions->face.id = person.face.id;
  regions->body.id = person.body.id;
}

/* The ids of regions are those of the analytics objects, if there are any. */
static void
attach_regions (Attaching *attaching, const RekPresence *presence,
    GstCelebrityRegions *regions)
{
  gboolean wants_roi = wants (attaching->frame, GST_CELEBRITY_META_TYPE_ROI);

  gst_celebrity_regions_choose (regions, attaching->frame, presence);
  if (attaching->analytics != NULL)
    add_analytics (attaching, presence, regions);
  else if (wants_roi)
    gst_celebrity_regions_number (regions, &attaching->ids);
  if (wants_roi)
    gst_celebrity_regions_attach (regions, attaching->buffer, presence);
}

static void
attach_people (Attaching *attaching, const RekPresence *people, guint n_people)
{
  const GstCelebrityFrame *frame = attaching->frame;
  gboolean wants_record = wants (frame, GST_CELEBRITY_META_TYPE_CELEBRITY);
  GValue celebrities = G_VALUE_INIT;

  if (wants_record)
    g_value_init (&celebrities, GST_TYPE_ARRAY);

  for (guint i = 0; i < n_people; i++) {
    GstCelebrityRegions regions;

    attach_regions (attaching, &people[i], &regions);
    if (wants_record)
      append_record (&celebrities,
          gst_celebrity_record_new (&people[i], frame->box, &regions));
  }

  if (wants_record)
    attach_record (attaching->buffer, frame, &celebrities);
}

void
gst_celebrity_meta_attach (GstBuffer *buffer, const GstCelebrityFrame *frame,
    const RekPresence *people, guint n_people)
{
  Attaching attaching = { .buffer = buffer, .frame = frame };

  if (n_people > 0)
    gst_celebrity_ids_init (&attaching.ids, buffer);
  if (wants (frame, GST_CELEBRITY_META_TYPE_ANALYTICS))
    attaching.analytics = gst_celebrity_analytics_begin (buffer, n_people,
        frame->box == REK_BOX_CHOICE_BOTH);
  if (n_people > 0)
    attach_people (&attaching, people, n_people);
  gst_celebrity_ids_clear (&attaching.ids);
}
