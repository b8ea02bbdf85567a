/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "by-hand.h"

#include <gst/video/video.h>

#if HAVE_ANALYTICS
#include <gst/analytics/analytics.h>
#endif

struct _ByHandElement {
  GstBaseTransform parent;
};

const ByHandLandmark by_hand_landmarks[BY_HAND_N_LANDMARKS] = {
  { "eyeLeft", 0.3125, 0.25 },
  { "eyeRight", 0.4375, 0.25 },
  { "mouthLeft", 0.34375, 0.40625 },
  { "mouthRight", 0.40625, 0.40625 },
  { "nose", 0.375, 0.34375 },
};

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

G_DEFINE_TYPE (ByHandElement, by_hand_element, GST_TYPE_BASE_TRANSFORM)

static void
append_structure (GValue *array, GstStructure *member)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, member);
  gst_value_array_append_and_take_value (array, &value);
}

static void
append_string (GValue *array, const char *string)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, string);
  gst_value_array_append_and_take_value (array, &value);
}

static void
take_structure (GstStructure *structure, const char *field,
    GstStructure *member)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, member);
  gst_structure_take_value (structure, field, &value);
}

static void
take_arrays (GstStructure *record)
{
  GValue urls = G_VALUE_INIT;
  GValue landmarks = G_VALUE_INIT;

  g_value_init (&urls, GST_TYPE_ARRAY);
  append_string (&urls, BY_HAND_URL_1);
  append_string (&urls, BY_HAND_URL_2);
  gst_structure_take_value (record, "urls", &urls);

  g_value_init (&landmarks, GST_TYPE_ARRAY);
  for (guint i = 0; i < BY_HAND_N_LANDMARKS; i++)
    append_structure (&landmarks,
        gst_structure_new ("landmark", "type", G_TYPE_STRING,
            by_hand_landmarks[i].type, "x", G_TYPE_DOUBLE,
            by_hand_landmarks[i].x, "y", G_TYPE_DOUBLE, by_hand_landmarks[i].y,
            NULL));
  gst_structure_take_value (record, "landmarks", &landmarks);
}

static GstStructure *
create_record (gint roi_id)
{
  GstStructure *record = gst_structure_new ("celebrity", "name", G_TYPE_STRING,
      BY_HAND_NAME, "id", G_TYPE_STRING, BY_HAND_ID, "confidence",
      G_TYPE_DOUBLE, BY_HAND_CONFIDENCE, "track-id", G_TYPE_INT, 1, "roi-id",
      G_TYPE_INT, roi_id, "box", G_TYPE_STRING, "face", "state", G_TYPE_STRING,
      "detected", "sample-time", G_TYPE_UINT64, (guint64) 0, "known-gender",
      G_TYPE_STRING, BY_HAND_GENDER, NULL);

  take_structure (record, "face",
      gst_structure_new ("box", "left", G_TYPE_DOUBLE, BY_HAND_LEFT, "top",
          G_TYPE_DOUBLE, BY_HAND_TOP, "width", G_TYPE_DOUBLE, BY_HAND_WIDTH,
          "height", G_TYPE_DOUBLE, BY_HAND_HEIGHT, "confidence", G_TYPE_DOUBLE,
          BY_HAND_FACE_CONFIDENCE, NULL));
  take_structure (record, "pose",
      gst_structure_new ("pose", "roll", G_TYPE_DOUBLE, BY_HAND_ROLL, "yaw",
          G_TYPE_DOUBLE, BY_HAND_YAW, "pitch", G_TYPE_DOUBLE, BY_HAND_PITCH,
          NULL));
  take_structure (record, "quality",
      gst_structure_new ("quality", "brightness", G_TYPE_DOUBLE,
          BY_HAND_BRIGHTNESS, "sharpness", G_TYPE_DOUBLE, BY_HAND_SHARPNESS,
          NULL));
  take_arrays (record);
  return record;
}

static void
add_record (GstBuffer *buffer, gint roi_id)
{
  GstCustomMeta *meta = gst_buffer_add_custom_meta (buffer, "CelebrityMeta");
  GstStructure *structure = gst_custom_meta_get_structure (meta);
  GValue celebrities = G_VALUE_INIT;

  gst_structure_set (structure, "version", G_TYPE_INT, 1, "job-id",
      G_TYPE_STRING, BY_HAND_JOB_ID, "frame-width", G_TYPE_INT,
      BY_HAND_FRAME_WIDTH, "frame-height", G_TYPE_INT, BY_HAND_FRAME_HEIGHT,
      "stream-time", G_TYPE_UINT64, (guint64) GST_BUFFER_PTS (buffer), NULL);
  g_value_init (&celebrities, GST_TYPE_ARRAY);
  append_structure (&celebrities, create_record (roi_id));
  gst_structure_take_value (structure, "celebrities", &celebrities);
}

#if HAVE_ANALYTICS
/* Returns the object's id. */
static gint
add_object (GstBuffer *buffer)
{
  GstAnalyticsRelationMetaInitParams params = { 3, 192 };
  GstAnalyticsRelationMeta *meta =
      gst_buffer_add_analytics_relation_meta_full (buffer, &params);
  GQuark name = g_quark_from_string (BY_HAND_NAME);
  GstAnalyticsTrackingMtd tracking;
  GstAnalyticsClsMtd classification;
  GstAnalyticsODMtd object;

  gst_analytics_relation_meta_add_tracking_mtd (meta, 1, 0, &tracking);
  gst_analytics_relation_meta_add_one_cls_mtd (meta,
      (gfloat) (BY_HAND_CONFIDENCE / 100), name, &classification);
  gst_analytics_relation_meta_add_od_mtd (meta, name,
      (gint) (BY_HAND_LEFT * BY_HAND_FRAME_WIDTH),
      (gint) (BY_HAND_TOP * BY_HAND_FRAME_HEIGHT),
      (gint) (BY_HAND_WIDTH * BY_HAND_FRAME_WIDTH),
      (gint) (BY_HAND_HEIGHT * BY_HAND_FRAME_HEIGHT),
      (gfloat) (BY_HAND_FACE_CONFIDENCE / 100), &object);
  gst_analytics_relation_meta_set_relation (meta,
      GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id, tracking.id);
  gst_analytics_relation_meta_set_relation (meta,
      GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id, classification.id);
  return (gint) object.id;
}
#else
static gint
add_object (GstBuffer *buffer)
{
  (void) buffer;
  return 1;
}
#endif

static GstVideoRegionOfInterestMeta *
add_region (GstBuffer *buffer, gint id)
{
  GstVideoRegionOfInterestMeta *meta =
      gst_buffer_add_video_region_of_interest_meta (buffer, BY_HAND_NAME,
          (guint) (BY_HAND_LEFT * BY_HAND_FRAME_WIDTH),
          (guint) (BY_HAND_TOP * BY_HAND_FRAME_HEIGHT),
          (guint) (BY_HAND_WIDTH * BY_HAND_FRAME_WIDTH),
          (guint) (BY_HAND_HEIGHT * BY_HAND_FRAME_HEIGHT));

  meta->id = id;
  meta->parent_id = 0;
  gst_video_region_of_interest_meta_add_param (meta,
      gst_structure_new ("detection", "x_min", G_TYPE_DOUBLE, BY_HAND_LEFT,
          "x_max", G_TYPE_DOUBLE, BY_HAND_LEFT + BY_HAND_WIDTH, "y_min",
          G_TYPE_DOUBLE, BY_HAND_TOP, "y_max", G_TYPE_DOUBLE,
          BY_HAND_TOP + BY_HAND_HEIGHT, "confidence", G_TYPE_DOUBLE,
          BY_HAND_FACE_CONFIDENCE / 100, "label_id", G_TYPE_INT, 1, NULL));
  gst_video_region_of_interest_meta_add_param (meta,
      gst_structure_new ("celebrity", "label", G_TYPE_STRING, BY_HAND_NAME,
          "id", G_TYPE_STRING, BY_HAND_ID, "model_name", G_TYPE_STRING,
          "Amazon Rekognition", "confidence", G_TYPE_DOUBLE,
          BY_HAND_CONFIDENCE / 100, NULL));
  return meta;
}

static GstFlowReturn
transform_ip (GstBaseTransform *trans, GstBuffer *buffer)
{
  (void) trans;
  add_record (buffer, add_region (buffer, add_object (buffer))->id);
  return GST_FLOW_OK;
}

static void
by_hand_element_class_init (ByHandElementClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class, "By hand", "Filter",
      "Adds one person's metas", "The gst-rekognition authors");
  GST_BASE_TRANSFORM_CLASS (klass)->transform_ip = transform_ip;
}

static void
by_hand_element_init (ByHandElement *self)
{
  gst_base_transform_set_in_place (GST_BASE_TRANSFORM (self), TRUE);
  gst_base_transform_set_passthrough (GST_BASE_TRANSFORM (self), FALSE);
}
