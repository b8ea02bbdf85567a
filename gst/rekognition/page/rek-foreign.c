/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-foreign.h"

#include <string.h>

#define MAX_NAMES 3
/* How many characters of the text's start are compared. */
#define START_SIZE 64

#define OTHER_OPERATION \
  "Only a job that StartCelebrityRecognition started has celebrities: set its " \
  "job-id, and a results-location that does not exist yet"
#define IMAGE \
  "It has no times: start a job for the video with " \
  "StartCelebrityRecognition, and set its job-id"
#define JOB_STARTED \
  "The results are elsewhere: set job-id to its JobId, and a " \
  "results-location that does not exist yet, to fetch them into it"
#define OUTPUT_JSON "Create it with \"--output json\""

/* @with: all of these names are present; @without: none of these is. The first
 * row that matches wins. */
typedef struct {
  const char *with[MAX_NAMES];
  const char *without[MAX_NAMES];
  RekForeign foreign;
} MemberRow;

#define OPERATION(list, text, way_out) \
  { \
    { list }, { "Celebrities" }, \
    { \
      text, way_out \
    } \
  }

static const MemberRow member_rows[] = {
  { { "stream_time", "celebrities" }, { "JobStatus" },
      { "a log that celebritylog wrote", REK_FOREIGN_WAY_OUT } },
  { { "max_confidence", "samples" }, { "Celebrities" },
      { "a log that celebritylog wrote", REK_FOREIGN_WAY_OUT } },
  OPERATION ("CelebrityFaces",
      "the result of RecognizeCelebrities, which is for images", IMAGE),
  OPERATION ("Faces", "the results of face detection (GetFaceDetection)",
      OTHER_OPERATION),
  OPERATION ("Labels",
      "the results of label detection (GetLabelDetection or DetectLabels)",
      OTHER_OPERATION),
  OPERATION ("Persons",
      "the results of person tracking or face search (GetPersonTracking or "
      "GetFaceSearch)",
      OTHER_OPERATION),
  OPERATION ("ModerationLabels",
      "the results of content moderation (GetContentModeration or "
      "DetectModerationLabels)",
      OTHER_OPERATION),
  OPERATION ("TextDetections",
      "the results of text detection (GetTextDetection or DetectText)",
      OTHER_OPERATION),
  OPERATION ("Segments",
      "the results of segment detection (GetSegmentDetection)",
      OTHER_OPERATION),
  OPERATION ("FaceDetails", "the result of DetectFaces, which is for images",
      IMAGE),
  OPERATION ("FaceMatches",
      "the result of a face search or comparison in an image", IMAGE),
  { { "Urls", "Name" }, { "Celebrities", "Celebrity" },
      { "the answer of GetCelebrityInfo", REK_FOREIGN_WAY_OUT } },
  { { "API", "Status", "JobId" }, { "Celebrities", "JobStatus" },
      { "the notification that a job has ended", JOB_STARTED } },
  { { "TopicArn" }, { "Celebrities", "JobStatus" },
      { "a notification of Amazon SNS", JOB_STARTED } },
  { { "__type" }, { "Celebrities", "JobStatus" },
      { "an error of the service", REK_FOREIGN_WAY_OUT } },
  { { "JobId" }, { "Celebrities", "JobStatus", "NextToken" },
      { "the answer of StartCelebrityRecognition (a JobId)", JOB_STARTED } },
};

/* @start: the start of the text, without white space, in lower case;
 * @inside: (nullable): a string that occurs anywhere in it */
typedef struct {
  const char *start;
  const char *inside;
  RekForeign foreign;
} TextRow;

/* The first row that matches wins. */
static const TextRow text_rows[] = {
  { "", "Amazon.Rekognition.Model.",
      { "the results as .NET or PowerShell displays them",
          REK_FOREIGN_WAY_OUT } },
  { "", "$metadata",
      { "the results as JavaScript's console.log() prints them",
          "Create it with JSON.stringify()" } },
  { "{'", NULL,
      { "the results as Python's print() prints them",
          "Create it with json.dump()" } },
  { "[{'", NULL,
      { "the results as Python's print() prints them",
          "Create it with json.dump()" } },
  { "b'", NULL,
      { "bytes as Python's print() prints them",
          "Write the bytes themselves to the file" } },
  { "<!doctypehtml", NULL, { "an HTML page", REK_FOREIGN_WAY_OUT } },
  { "<html", NULL, { "an HTML page", REK_FOREIGN_WAY_OUT } },
  { "<", NULL, { "XML", REK_FOREIGN_WAY_OUT } },
  { "---", "\n|",
      { "the output of the AWS CLI with \"--output table\"", OUTPUT_JSON } },
  { "", "CELEBRITIES\t",
      { "the output of the AWS CLI with \"--output text\"", OUTPUT_JSON } },
  { "", "VIDEOMETADATA\t",
      { "the output of the AWS CLI with \"--output text\"", OUTPUT_JSON } },
  { "succeeded", NULL,
      { "the output of the AWS CLI with \"--output text\"", OUTPUT_JSON } },
  { "celebrities:", NULL,
      { "the output of the AWS CLI with \"--output yaml\"", OUTPUT_JSON } },
  { "-celebrities:", NULL,
      { "the output of the AWS CLI with \"--output yaml-stream\"",
          OUTPUT_JSON } },
  { "", "\nJobStatus: ",
      { "the output of the AWS CLI with \"--output yaml\"", OUTPUT_JSON } },
  { "jobstatus:", NULL,
      { "the output of the AWS CLI with \"--output yaml\"", OUTPUT_JSON } },
  { "anerroroccurred", NULL,
      { "an error of the AWS CLI", REK_FOREIGN_WAY_OUT } },
};

/* The service's names are accepted in camelCase, too. */
static gboolean
has_name (const char *const *names, const char *wanted)
{
  for (; *names != NULL; names++) {
    if (g_ascii_strcasecmp (*names, wanted) == 0)
      return TRUE;
  }
  return FALSE;
}

static guint
count_names (const char *const *names, const char *const *wanted)
{
  guint n = 0;

  for (guint i = 0; i < MAX_NAMES && wanted[i] != NULL; i++)
    n += has_name (names, wanted[i]);
  return n;
}

static guint
count_wanted (const char *const *wanted)
{
  guint n = 0;

  while (n < MAX_NAMES && wanted[n] != NULL)
    n++;
  return n;
}

const RekForeign *
rek_foreign_from_members (const char *const *names)
{
  for (gsize i = 0; i < G_N_ELEMENTS (member_rows); i++) {
    const MemberRow *row = &member_rows[i];

    if (count_names (names, row->without) == 0 &&
        count_names (names, row->with) == count_wanted (row->with))
      return &row->foreign;
  }
  return NULL;
}

static void
read_start (const char *head, gsize size, char start[START_SIZE + 1])
{
  gsize n = 0;

  for (gsize i = 0; i < size && n < START_SIZE; i++) {
    if (!g_ascii_isspace (head[i]))
      start[n++] = g_ascii_tolower (head[i]);
  }
  start[n] = '\0';
}

const RekForeign *
rek_foreign_from_text (const char *head, gsize size)
{
  char start[START_SIZE + 1];

  read_start (head, size, start);
  for (gsize i = 0; i < G_N_ELEMENTS (text_rows); i++) {
    const TextRow *row = &text_rows[i];

    if (g_str_has_prefix (start, row->start) &&
        (row->inside == NULL ||
            g_strstr_len (head, (gssize) size, row->inside) != NULL))
      return &row->foreign;
  }
  return NULL;
}
