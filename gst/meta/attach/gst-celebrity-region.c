/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-region.h"

#include <gst/video/video.h>

#define MODEL_NAME "Amazon Rekognition"

/* The service has percent, regions conventionally have 0 to 1. */
#define PERCENT 100.0

gboolean
gst_celebrity_region_get_pixels (const RekBox *box, guint width, guint height,
    GstCelebrityRectangle *rectangle)
{
  const GstCelebrityRatios ratios = { box->left, box->top, box->width,
    box->height };

  return gst_celebrity_ratios_to_rectangle (&ratios, width, height, rectangle);
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
    set_ratio (structure, "confidence", percent / PERCENT);
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

static double
get_face_confidence (const RekPresence *presence)
{
  double confidence = presence->face_from->face_confidence;

  return isnan (confidence) ? presence->detection->confidence : confidence;
}

static void
choose_region (GstCelebrityRegion *region, const GstCelebrityFrame *frame,
    const RekBox *box, double confidence)
{
  if (!rek_box_is_set (box) ||
      !gst_celebrity_region_get_pixels (box, frame->width, frame->height,
          &region->pixels))
    return;

  region->box = box;
  region->confidence = confidence;
}

void
gst_celebrity_regions_choose (GstCelebrityRegions *regions,
    const GstCelebrityFrame *frame, const RekPresence *presence)
{
  gboolean is_body;
  const RekBox *shown = rek_presence_get_box (presence, frame->box, &is_body);
  gboolean wants_both = frame->box == REK_BOX_CHOICE_BOTH;

  *regions = (GstCelebrityRegions){ 0 };
  if (shown != NULL && !is_body)
    choose_region (&regions->face, frame, shown,
        get_face_confidence (presence));
  if (shown != NULL && (is_body || wants_both))
    choose_region (&regions->body, frame, &presence->body,
        presence->detection->confidence);
}

void
gst_celebrity_regions_number (GstCelebrityRegions *regions,
    GstCelebrityIds *ids)
{
  if (regions->face.box != NULL)
    regions->face.id = gst_celebrity_ids_next (ids);
  if (regions->body.box != NULL)
    regions->body.id = gst_celebrity_ids_next (ids);
}

static void
attach_region (GstBuffer *buffer, const RekPresence *presence,
    const GstCelebrityRegion *region, gint parent_id)
{
  const RekDetection *detection = presence->detection;
  GstVideoRegionOfInterestMeta *meta;

  if (region->box == NULL)
    return;

  meta = gst_buffer_add_video_region_of_interest_meta (buffer,
      detection->person->name, region->pixels.x, region->pixels.y,
      region->pixels.w, region->pixels.h);
  meta->id = region->id;
  meta->parent_id = parent_id;
  gst_video_region_of_interest_meta_add_param (meta,
      create_detection_param (region->box, region->confidence,
          presence->track));
  gst_video_region_of_interest_meta_add_param (meta,
      create_celebrity_param (detection));
}

void
gst_celebrity_regions_attach (const GstCelebrityRegions *regions,
    GstBuffer *buffer, const RekPresence *presence)
{
  attach_region (buffer, presence, &regions->face, regions->body.id);
  attach_region (buffer, presence, &regions->body, 0);
}
