/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-kind.h"

#include "endpoint-json.h"

#include <string.h>

#define GET_JSON \
  "; get it with \"aws rekognition get-celebrity-recognition --output json\""
#define OTHER " is not served; only GetCelebrityRecognition is" GET_JSON

static const struct {
  const char *member;
  gboolean is_other;
  const char *kind;
} objects[] = {
  { "CelebrityFaces", TRUE, "an image's result (RecognizeCelebrities)" OTHER },
  { "Faces", TRUE, "face detection (GetFaceDetection)" OTHER },
  { "Labels", TRUE, "label detection (GetLabelDetection, DetectLabels)" OTHER },
  { "Persons", TRUE,
      "person tracking or face search (GetPersonTracking, GetFaceSearch)" OTHER },
  { "ModerationLabels", TRUE,
      "content moderation (GetContentModeration)" OTHER },
  { "TextDetections", TRUE, "text detection (GetTextDetection)" OTHER },
  { "Segments", TRUE, "segment detection (GetSegmentDetection)" OTHER },
  { "FaceDetails", TRUE, "an image's result (DetectFaces)" OTHER },
  { "FaceMatches", TRUE, "a face search or comparison" OTHER },
  { "__type", FALSE, "an error of the service, not a response" GET_JSON },
  { "JobStatus", FALSE, "a response without Celebrities" GET_JSON },
  { "JobId", FALSE,
      "the answer of StartCelebrityRecognition (a JobId), not the results of "
      "the job" GET_JSON },
};

static const struct {
  const char *pattern;
  gboolean is_prefix;
  const char *kind;
} texts[] = {
  { "Amazon.Rekognition.Model.", FALSE,
      "printed by .NET or PowerShell, not as JSON" GET_JSON },
  { "{'", TRUE, "printed by Python, not as JSON; use json.dump()" },
  { "[{'", TRUE, "printed by Python, not as JSON; use json.dump()" },
  { "b'", TRUE, "printed by Python, not as JSON; use json.dump()" },
  { "<!DOCTYPE", TRUE, "an HTML page" GET_JSON },
  { "<html", TRUE, "an HTML page" GET_JSON },
  { "<", TRUE, "XML" GET_JSON },
  { "CELEBRITIES\t", FALSE, "printed with \"--output text\"" GET_JSON },
  { "VIDEOMETADATA\t", FALSE, "printed with \"--output text\"" GET_JSON },
  { "SUCCEEDED", TRUE, "printed with \"--output text\"" GET_JSON },
  { "-----", TRUE, "printed with \"--output table\"" GET_JSON },
  { "Celebrities:", TRUE, "printed with \"--output yaml\"" GET_JSON },
  { "- Celebrities:", TRUE, "printed with \"--output yaml-stream\"" GET_JSON },
  { "\nJobStatus: ", FALSE, "printed with \"--output yaml\"" GET_JSON },
  { "An error occurred", TRUE, "an error of the AWS CLI" GET_JSON },
};

const char *
endpoint_kind_of_object (JsonObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (objects); i++) {
    if (endpoint_json_get_member (object, objects[i].member) != NULL)
      return objects[i].kind;
  }
  return "not results of celebrity recognition (no Celebrities)" GET_JSON;
}

gboolean
endpoint_kind_is_other (JsonObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (objects); i++) {
    if (objects[i].is_other &&
        endpoint_json_get_member (object, objects[i].member) != NULL)
      return TRUE;
  }
  return FALSE;
}

const char *
endpoint_kind_of_start (const char *text, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    gsize size = strlen (texts[i].pattern);

    if (texts[i].is_prefix && length >= size &&
        g_ascii_strncasecmp (text, texts[i].pattern, size) == 0)
      return texts[i].kind;
  }
  return NULL;
}

const char *
endpoint_kind_of_text (const char *text, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (!texts[i].is_prefix &&
        g_strstr_len (text, (gssize) length, texts[i].pattern) != NULL)
      return texts[i].kind;
  }
  return NULL;
}
