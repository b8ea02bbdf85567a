/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-region.h"

#include <gst/video/video.h>

#define MODEL_NAME "Amazon Rekognition"

/* The service counts in percent, the conventions for regions in 0..1. */
#define PERCENT 100.0

void
gst_celebrity_ids_init (GstCelebrityIds *ids, GstBuffer *buffer)
{
  gpointer state = NULL;
  GstMeta *meta;

  *ids = (GstCelebrityIds){ NULL, 0 };
  while ((meta = gst_buffer_iterate_meta_filtered (buffer, &state,
              GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL) {
    gint id = ((GstVideoRegionOfInterestMeta *) meta)->id;

    if (ids->used == NULL)
      ids->used = g_array_new (FALSE, FALSE, sizeof (gint));
    g_array_append_val (ids->used, id);
  }
}

void
gst_celebrity_ids_clear (GstCelebrityIds *ids)
{
  g_clear_pointer (&ids->used, g_array_unref);
}

static gboolean
is_used (const GstCelebrityIds *ids, gint id)
{
  for (guint i = 0; ids->used != NULL && i < ids->used->len; i++) {
    if (g_array_index (ids->used, gint, i) == id)
      return TRUE;
  }
  return FALSE;
}

static gint
next_id (GstCelebrityIds *ids)
{
  do {
    ids->last++;
  } while (is_used (ids, ids->last));
  return ids->last;
}

/* Edges of a span in whole pixels, the far one at most @size - 1. */
static gboolean
get_span (double start, double length, guint size, guint *position,
    guint *extent)
{
  double limit = (double) size - 1.0;
  double first = CLAMP (start * size, 0.0, limit);
  double last = CLAMP ((start + length) * size, 0.0, limit);

  if (!(last - first > 0.0))
    return FALSE;
  *position = (guint) (first + 0.5);
  *extent = (guint) (last + 0.5) - *position;
  return *extent > 0;
}

gboolean
gst_celebrity_region_get_pixels (const RekBox *box, guint width, guint height,
    GstCelebrityRectangle *rectangle)
{
  return width > 0 && height > 0 &&
      get_span (box->left, box->width, width, &rectangle->x, &rectangle->w) &&
      get_span (box->top, box->height, height, &rectangle->y, &rectangle->h);
}

static void
set_ratio (GstStructure *structure, const char *field, double ratio)
{
  gst_structure_set (structure, field, G_TYPE_DOUBLE, CLAMP (ratio, 0.0, 1.0),
      NULL);
}

static void
set_confidence (GstStructure *structure, double percent)
{
  if (!isnan (percent))
    gst_structure_set (structure, "confidence", G_TYPE_DOUBLE,
        percent / PERCENT, NULL);
}

static GstStructure *
create_detection_param (const RekBox *box, double confidence,
    const RekTrack *track)
{
  GstStructure *param = gst_structure_new ("detection", "label_id", G_TYPE_INT,
      (gint) track->first_id, NULL);

  set_ratio (param, "x_min", box->left);
  set_ratio (param, "x_max", box->left + box->width);
  set_ratio (param, "y_min", box->top);
  set_ratio (param, "y_max", box->top + box->height);
  set_confidence (param, confidence);
  return param;
}

static GstStructure *
create_celebrity_param (const RekDetection *detection)
{
  const RekPerson *person = detection->person;
  GstStructure *param = gst_structure_new ("celebrity", "label", G_TYPE_STRING,
      person->name, "model_name", G_TYPE_STRING, MODEL_NAME, NULL);

  if (*person->id != '\0')
    gst_structure_set (param, "id", G_TYPE_STRING, person->id, NULL);
  set_confidence (param, detection->confidence);
  return param;
}

/* Returns the new region's id, 0 where nothing of the box is in the frame. */
static gint
attach_box (GstBuffer *buffer, const GstCelebrityFrame *frame,
    const RekPresence *presence, const RekBox *box, double confidence,
    GstCelebrityIds *ids)
{
  const RekDetection *detection = presence->detection;
  GstVideoRegionOfInterestMeta *meta;
  GstCelebrityRectangle pixels;

  if (!rek_box_is_set (box) ||
      !gst_celebrity_region_get_pixels (box, frame->width, frame->height,
          &pixels))
    return 0;

  meta = gst_buffer_add_video_region_of_interest_meta (buffer,
      detection->person->name, pixels.x, pixels.y, pixels.w, pixels.h);
  meta->id = next_id (ids);
  meta->parent_id = 0;
  gst_video_region_of_interest_meta_add_param (meta,
      create_detection_param (box, confidence, presence->track));
  gst_video_region_of_interest_meta_add_param (meta,
      create_celebrity_param (detection));
  return meta->id;
}

static double
get_face_confidence (const RekDetection *detection)
{
  return isnan (detection->face_confidence) ? detection->confidence
                                            : detection->face_confidence;
}

static void
set_parent (GstBuffer *buffer, gint id, gint parent_id)
{
  GstVideoRegionOfInterestMeta *meta =
      gst_buffer_get_video_region_of_interest_meta_id (buffer, id);

  meta->parent_id = parent_id;
}

GstCelebrityRegions
gst_celebrity_region_attach (GstBuffer *buffer, const GstCelebrityFrame *frame,
    const RekPresence *presence, GstCelebrityIds *ids)
{
  const RekDetection *detection = presence->detection;
  GstCelebrityRegions regions = { 0, 0 };
  gboolean is_body;
  const RekBox *shown = rek_presence_get_box (presence, frame->box, &is_body);
  gboolean wants_both = frame->box == REK_BOX_CHOICE_BOTH;

  if (shown != NULL && !is_body)
    regions.face_id = attach_box (buffer, frame, presence, shown,
        get_face_confidence (detection), ids);
  if (shown != NULL && (is_body || wants_both))
    regions.body_id = attach_box (buffer, frame, presence, &presence->body,
        detection->confidence, ids);
  if (regions.face_id != 0 && regions.body_id != 0)
    set_parent (buffer, regions.face_id, regions.body_id);
  return regions;
}
