/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-region.h"

#include <gst/video/video.h>

#define MODEL_NAME "Amazon Rekognition"

/* The service counts in percent, the conventions for regions in 0..1. */
#define PERCENT 100.0

static void
note_id (GstCelebrityIds *ids, gint id)
{
  if (id <= 0)
    return;
  if (ids->used == NULL)
    ids->used = g_array_new (FALSE, FALSE, sizeof (gint));
  g_array_append_val (ids->used, id);
}

/* Also ids of regions that are gone: a consumer of the record must not take
 * the region of somebody else for it. */
static void
note_record_ids (GstCelebrityIds *ids, GstCustomMeta *meta)
{
  const GValue *celebrities = gst_structure_get_value (
      gst_custom_meta_get_structure (meta), "celebrities");

  if (celebrities == NULL || !GST_VALUE_HOLDS_ARRAY (celebrities))
    return;

  for (guint i = 0; i < gst_value_array_get_size (celebrities); i++) {
    const GValue *value = gst_value_array_get_value (celebrities, i);
    gint id;

    if (!GST_VALUE_HOLDS_STRUCTURE (value))
      continue;
    if (gst_structure_get_int (gst_value_get_structure (value), "roi-id", &id))
      note_id (ids, id);
    if (gst_structure_get_int (gst_value_get_structure (value), "body-roi-id",
            &id))
      note_id (ids, id);
  }
}

static void
note_region_ids (GstCelebrityIds *ids,
    const GstVideoRegionOfInterestMeta *region)
{
  note_id (ids, region->id);
  note_id (ids, region->parent_id);
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  gint one = *(const gint *) a;
  gint two = *(const gint *) b;

  return (one > two) - (one < two);
}

void
gst_celebrity_ids_init (GstCelebrityIds *ids, GstBuffer *buffer)
{
  gpointer state = NULL;
  GstMeta *meta;

  *ids = (GstCelebrityIds){ NULL, 0, 0 };
  while ((meta = gst_buffer_iterate_meta (buffer, &state)) != NULL) {
    if (meta->info->api == GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)
      note_region_ids (ids, (GstVideoRegionOfInterestMeta *) meta);
    else if (gst_meta_info_is_custom (meta->info) &&
        gst_custom_meta_has_name ((GstCustomMeta *) meta,
            GST_CELEBRITY_META_NAME))
      note_record_ids (ids, (GstCustomMeta *) meta);
  }
  if (ids->used != NULL)
    g_array_sort (ids->used, compare_ids);
}

void
gst_celebrity_ids_clear (GstCelebrityIds *ids)
{
  g_clear_pointer (&ids->used, g_array_unref);
}

/* What is used is sorted and only ever passed once. */
static gint
next_id (GstCelebrityIds *ids)
{
  guint n_used = ids->used != NULL ? ids->used->len : 0;

  ids->last++;
  for (; ids->n_passed < n_used; ids->n_passed++) {
    gint used = g_array_index (ids->used, gint, ids->n_passed);

    if (used > ids->last)
      break;
    if (used == ids->last)
      ids->last++;
  }
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

  if (!(last - first >= 1.0))
    return FALSE;
  *position = (guint) (first + 0.5);
  *extent = (guint) (last + 0.5) - *position;
  return TRUE;
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

/* Returns NULL where nothing of the box is in the frame. */
static GstVideoRegionOfInterestMeta *
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
    return NULL;

  meta = gst_buffer_add_video_region_of_interest_meta (buffer,
      detection->person->name, pixels.x, pixels.y, pixels.w, pixels.h);
  meta->id = next_id (ids);
  meta->parent_id = 0;
  gst_video_region_of_interest_meta_add_param (meta,
      create_detection_param (box, confidence, presence->track));
  gst_video_region_of_interest_meta_add_param (meta,
      create_celebrity_param (detection));
  return meta;
}

static double
get_face_confidence (const RekDetection *detection)
{
  return isnan (detection->face_confidence) ? detection->confidence
                                            : detection->face_confidence;
}

GstCelebrityRegions
gst_celebrity_region_attach (GstBuffer *buffer, const GstCelebrityFrame *frame,
    const RekPresence *presence, GstCelebrityIds *ids)
{
  const RekDetection *detection = presence->detection;
  GstVideoRegionOfInterestMeta *face = NULL;
  GstVideoRegionOfInterestMeta *body = NULL;
  gboolean is_body;
  const RekBox *shown = rek_presence_get_box (presence, frame->box, &is_body);
  gboolean wants_both = frame->box == REK_BOX_CHOICE_BOTH;

  if (shown != NULL && !is_body)
    face = attach_box (buffer, frame, presence, shown,
        get_face_confidence (detection), ids);
  if (shown != NULL && (is_body || wants_both))
    body = attach_box (buffer, frame, presence, &presence->body,
        detection->confidence, ids);
  if (face != NULL && body != NULL)
    face->parent_id = body->id;

  return (GstCelebrityRegions){
    .face_id = face != NULL ? face->id : 0,
    .body_id = body != NULL ? body->id : 0,
  };
}
