/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-schema.h"

static const RekMember s3_object[] = {
  { "Bucket", REK_KIND_STRING, G_STRUCT_OFFSET (RekJobInfo, video_bucket),
      NULL },
  { "Name", REK_KIND_STRING, G_STRUCT_OFFSET (RekJobInfo, video_name), NULL },
  { "Version", REK_KIND_STRING, G_STRUCT_OFFSET (RekJobInfo, video_version),
      NULL },
  { NULL, REK_KIND_NULL, 0, NULL },
};

static const RekMember video[] = {
  { "S3Object", REK_KIND_OBJECT, 0, s3_object },
  { NULL, REK_KIND_NULL, 0, NULL },
};

static const RekMember metadata[] = {
  { "Codec", REK_KIND_STRING, G_STRUCT_OFFSET (RekVideoMetadata, codec), NULL },
  { "Format", REK_KIND_STRING, G_STRUCT_OFFSET (RekVideoMetadata, format),
      NULL },
  { "ColorRange", REK_KIND_STRING,
      G_STRUCT_OFFSET (RekVideoMetadata, color_range), NULL },
  { "DurationMillis", REK_KIND_INTEGER,
      G_STRUCT_OFFSET (RekVideoMetadata, duration_ms), NULL },
  { "FrameRate", REK_KIND_NUMBER,
      G_STRUCT_OFFSET (RekVideoMetadata, frame_rate), NULL },
  { "FrameWidth", REK_KIND_SIZE,
      G_STRUCT_OFFSET (RekVideoMetadata, frame_width), NULL },
  { "FrameHeight", REK_KIND_SIZE,
      G_STRUCT_OFFSET (RekVideoMetadata, frame_height), NULL },
  { NULL, REK_KIND_NULL, 0, NULL },
};

const RekMember rek_schema_job[] = {
  { "JobStatus", REK_KIND_STRING, G_STRUCT_OFFSET (RekJobInfo, status_text),
      NULL },
  { "StatusMessage", REK_KIND_STRING,
      G_STRUCT_OFFSET (RekJobInfo, status_message), NULL },
  { "JobId", REK_KIND_STRING, G_STRUCT_OFFSET (RekJobInfo, job_id), NULL },
  { "JobTag", REK_KIND_STRING, G_STRUCT_OFFSET (RekJobInfo, job_tag), NULL },
  { "Video", REK_KIND_OBJECT, 0, video },
  { "VideoMetadata", REK_KIND_OBJECT, G_STRUCT_OFFSET (RekJobInfo, video),
      metadata },
  { NULL, REK_KIND_NULL, 0, NULL },
};

static const RekMember box[] = {
  { "Left", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekBox, left), NULL },
  { "Top", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekBox, top), NULL },
  { "Width", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekBox, width), NULL },
  { "Height", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekBox, height), NULL },
  { NULL, REK_KIND_NULL, 0, NULL },
};

static const RekMember known_gender[] = {
  { "Type", REK_KIND_STRING, G_STRUCT_OFFSET (RekSighting, known_gender),
      NULL },
  { NULL, REK_KIND_NULL, 0, NULL },
};

static const RekMember pose[] = {
  { "Roll", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekPose, roll), NULL },
  { "Yaw", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekPose, yaw), NULL },
  { "Pitch", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekPose, pitch), NULL },
  { NULL, REK_KIND_NULL, 0, NULL },
};

static const RekMember quality[] = {
  { "Brightness", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekQuality, brightness),
      NULL },
  { "Sharpness", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekQuality, sharpness),
      NULL },
  { NULL, REK_KIND_NULL, 0, NULL },
};

const RekMember rek_schema_detection[] = {
  { "Timestamp", REK_KIND_INTEGER,
      G_STRUCT_OFFSET (RekSighting, detection.timestamp_ms), NULL },
  { NULL, REK_KIND_NULL, 0, NULL },
};

const RekMember rek_schema_celebrity[] = {
  { "Id", REK_KIND_STRING, G_STRUCT_OFFSET (RekSighting, id), NULL },
  { "Name", REK_KIND_STRING, G_STRUCT_OFFSET (RekSighting, name), NULL },
  { "Confidence", REK_KIND_NUMBER,
      G_STRUCT_OFFSET (RekSighting, detection.confidence), NULL },
  { "BoundingBox", REK_KIND_OBJECT, G_STRUCT_OFFSET (RekSighting, body), box },
  { "KnownGender", REK_KIND_OBJECT, 0, known_gender },
  { NULL, REK_KIND_NULL, 0, NULL },
};

const RekMember rek_schema_face[] = {
  { "BoundingBox", REK_KIND_OBJECT,
      G_STRUCT_OFFSET (RekSighting, detection.face), box },
  { "Confidence", REK_KIND_NUMBER,
      G_STRUCT_OFFSET (RekSighting, detection.face_confidence), NULL },
  { "Pose", REK_KIND_OBJECT, G_STRUCT_OFFSET (RekSighting, detection.pose),
      pose },
  { "Quality", REK_KIND_OBJECT,
      G_STRUCT_OFFSET (RekSighting, detection.quality), quality },
  { NULL, REK_KIND_NULL, 0, NULL },
};

const RekMember rek_schema_landmark[] = {
  { "Type", REK_KIND_STRING, G_STRUCT_OFFSET (RekLandmark, type), NULL },
  { "X", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekLandmark, point.x), NULL },
  { "Y", REK_KIND_NUMBER, G_STRUCT_OFFSET (RekLandmark, point.y), NULL },
  { NULL, REK_KIND_NULL, 0, NULL },
};

/* Most attributes are the answer to a yes-or-no question. */
#define YES_OR_NO \
  { \
    { "Value", "value", REK_FIELD_BOOLEAN }, \
        { "Confidence", "confidence", REK_FIELD_DOUBLE }, \
  }

const RekAttributeRule rek_schema_attributes[REK_SCHEMA_N_ATTRIBUTES] = {
  { "AgeRange", "age-range", NULL,
      {
          { "Low", "low", REK_FIELD_INT },
          { "High", "high", REK_FIELD_INT },
      } },
  { "Smile", "smile", NULL, YES_OR_NO },
  { "Eyeglasses", "eyeglasses", NULL, YES_OR_NO },
  { "Sunglasses", "sunglasses", NULL, YES_OR_NO },
  { "Gender", "gender", NULL,
      {
          { "Value", "value", REK_FIELD_STRING },
          { "Confidence", "confidence", REK_FIELD_DOUBLE },
      } },
  { "Beard", "beard", NULL, YES_OR_NO },
  { "Mustache", "mustache", NULL, YES_OR_NO },
  { "EyesOpen", "eyes-open", NULL, YES_OR_NO },
  { "MouthOpen", "mouth-open", NULL, YES_OR_NO },
  { "Emotions", "emotions", "emotion",
      {
          { "Type", "type", REK_FIELD_STRING },
          { "Confidence", "confidence", REK_FIELD_DOUBLE },
      } },
  { "FaceOccluded", "face-occluded", NULL, YES_OR_NO },
  { "EyeDirection", "eye-direction", NULL,
      {
          { "Yaw", "yaw", REK_FIELD_DOUBLE },
          { "Pitch", "pitch", REK_FIELD_DOUBLE },
          { "Confidence", "confidence", REK_FIELD_DOUBLE },
      } },
};
