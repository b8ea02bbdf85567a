/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebritysettings.h"

#include "aws/aws-secret.h"
#include "celebrityenums.h"

#define DEFAULT_MAX_RESULTS REK_QUERY_MAX_RESULTS
#define DEFAULT_SORT_BY REK_SORT_BY_TIMESTAMP
#define DEFAULT_JOB_TIMEOUT 900
#define DEFAULT_REQUEST_TIMEOUT 15000
#define DEFAULT_RETRY_ATTEMPTS 0
#define DEFAULT_MIN_CONFIDENCE 0.0
#define DEFAULT_BOX REK_BOX_CHOICE_AUTO
#define DEFAULT_INTERPOLATE TRUE
#define DEFAULT_HOLD REK_AUTOMATIC
#define DEFAULT_MAX_GAP REK_AUTOMATIC
#define DEFAULT_TS_OFFSET 0
#define DEFAULT_META_TYPES \
  (GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI | \
      GST_CELEBRITY_META_TYPE_ANALYTICS)
#define DEFAULT_POST_MESSAGES CELEBRITY_POST_MESSAGES_CHANGES
#define DEFAULT_TOC FALSE
#define DEFAULT_FAIL_ON_ERROR TRUE

#define READY_FLAGS \
  (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY)
#define SECRET_FLAGS \
  (G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY)
#define PLAYING_FLAGS \
  (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING)

typedef enum {
  KIND_STRING,
  KIND_STRINGS,
  KIND_BOOLEAN,
  KIND_UINT,
  KIND_UINT64,
  KIND_INT64,
  KIND_DOUBLE,
  KIND_ENUM,
  KIND_FLAGS,
} Kind;

typedef struct {
  Kind kind;
  glong offset;
} Field;

#define FIELD(kind, member) \
  { \
    KIND_##kind, G_STRUCT_OFFSET (CelebritySettings, member) \
  }

/* Where each setting is kept. */
static const Field fields[CELEBRITY_PROP_LAST_SETTING + 1] = {
  [CELEBRITY_PROP_JOB_ID] = FIELD (STRING, job_id),
  [CELEBRITY_PROP_RESULTS_LOCATION] = FIELD (STRING, results_location),
  [CELEBRITY_PROP_REGION] = FIELD (STRING, region),
  [CELEBRITY_PROP_PROFILE] = FIELD (STRING, profile),
  [CELEBRITY_PROP_ACCESS_KEY] = FIELD (STRING, access_key),
  [CELEBRITY_PROP_SECRET_ACCESS_KEY] = FIELD (STRING, secret_access_key),
  [CELEBRITY_PROP_SESSION_TOKEN] = FIELD (STRING, session_token),
  [CELEBRITY_PROP_ENDPOINT_URI] = FIELD (STRING, endpoint_uri),
  [CELEBRITY_PROP_MAX_RESULTS] = FIELD (UINT, max_results),
  [CELEBRITY_PROP_SORT_BY] = FIELD (ENUM, sort_by),
  [CELEBRITY_PROP_JOB_TIMEOUT] = FIELD (UINT, job_timeout),
  [CELEBRITY_PROP_REQUEST_TIMEOUT] = FIELD (UINT, request_timeout),
  [CELEBRITY_PROP_RETRY_ATTEMPTS] = FIELD (UINT, retry_attempts),
  [CELEBRITY_PROP_MIN_CONFIDENCE] = FIELD (DOUBLE, min_confidence),
  [CELEBRITY_PROP_CELEBRITIES] = FIELD (STRINGS, celebrities),
  [CELEBRITY_PROP_BOX] = FIELD (ENUM, box),
  [CELEBRITY_PROP_INTERPOLATE] = FIELD (BOOLEAN, interpolate),
  [CELEBRITY_PROP_HOLD] = FIELD (UINT64, hold),
  [CELEBRITY_PROP_MAX_GAP] = FIELD (UINT64, max_gap),
  [CELEBRITY_PROP_TS_OFFSET] = FIELD (INT64, ts_offset),
  [CELEBRITY_PROP_META_TYPES] = FIELD (FLAGS, meta_types),
  [CELEBRITY_PROP_POST_MESSAGES] = FIELD (ENUM, post_messages),
  [CELEBRITY_PROP_TOC] = FIELD (BOOLEAN, toc),
  [CELEBRITY_PROP_FAIL_ON_ERROR] = FIELD (BOOLEAN, fail_on_error),
};

#define FIRST_SETTING CELEBRITY_PROP_JOB_ID

void
celebrity_settings_init (CelebritySettings *settings)
{
  *settings = (CelebritySettings){
    .max_results = DEFAULT_MAX_RESULTS,
    .sort_by = DEFAULT_SORT_BY,
    .job_timeout = DEFAULT_JOB_TIMEOUT,
    .request_timeout = DEFAULT_REQUEST_TIMEOUT,
    .retry_attempts = DEFAULT_RETRY_ATTEMPTS,
    .min_confidence = DEFAULT_MIN_CONFIDENCE,
    .box = DEFAULT_BOX,
    .interpolate = DEFAULT_INTERPOLATE,
    .hold = DEFAULT_HOLD,
    .max_gap = DEFAULT_MAX_GAP,
    .ts_offset = DEFAULT_TS_OFFSET,
    .meta_types = DEFAULT_META_TYPES,
    .post_messages = DEFAULT_POST_MESSAGES,
    .toc = DEFAULT_TOC,
    .fail_on_error = DEFAULT_FAIL_ON_ERROR,
  };
}

void
celebrity_settings_copy (const CelebritySettings *settings,
    CelebritySettings *copy)
{
  *copy = *settings;
  for (guint i = FIRST_SETTING; i <= CELEBRITY_PROP_LAST_SETTING; i++) {
    gpointer at = G_STRUCT_MEMBER_P (copy, fields[i].offset);

    if (fields[i].kind == KIND_STRING)
      *(char **) at = g_strdup (*(char **) at);
    else if (fields[i].kind == KIND_STRINGS)
      *(char ***) at = g_strdupv (*(char ***) at);
  }
}

void
celebrity_settings_clear (CelebritySettings *settings)
{
  for (guint i = FIRST_SETTING; i <= CELEBRITY_PROP_LAST_SETTING; i++) {
    gpointer at = G_STRUCT_MEMBER_P (settings, fields[i].offset);

    if (fields[i].kind == KIND_STRING)
      g_clear_pointer ((char **) at, aws_secret_free);
    else if (fields[i].kind == KIND_STRINGS)
      g_clear_pointer ((char ***) at, g_strfreev);
  }
}

static void
install_string (GObjectClass *klass, CelebrityProperty property,
    const char *name, const char *nick, const char *blurb, GParamFlags flags)
{
  g_object_class_install_property (klass, property,
      g_param_spec_string (name, nick, blurb, NULL, flags));
}

static void
install_source_properties (GObjectClass *klass)
{
  install_string (klass, CELEBRITY_PROP_JOB_ID, "job-id", "Job id",
      "Identifier of the celebrity recognition job, as "
      "StartCelebrityRecognition gave it (1 to 64 of a-z A-Z 0-9 - _)",
      READY_FLAGS);
  install_string (klass, CELEBRITY_PROP_RESULTS_LOCATION, "results-location",
      "Results location",
      "File of the job's results: alone, it is read and the network is not "
      "touched; with job-id, it is read where it is there, else written",
      READY_FLAGS);
  install_string (klass, CELEBRITY_PROP_REGION, "region", "Region",
      "AWS region the job ran in (unset: AWS_REGION, AWS_DEFAULT_REGION or the "
      "profile's)",
      READY_FLAGS);
  install_string (klass, CELEBRITY_PROP_PROFILE, "profile", "Profile",
      "Profile of the shared AWS config and credentials files (unset: "
      "AWS_PROFILE, AWS_DEFAULT_PROFILE, else default)",
      READY_FLAGS);
  install_string (klass, CELEBRITY_PROP_ACCESS_KEY, "access-key", "Access key",
      "Access key id (unset: credentials come from environment or profile)",
      READY_FLAGS);
  install_string (klass, CELEBRITY_PROP_SECRET_ACCESS_KEY, "secret-access-key",
      "Secret access key", "Secret access key that belongs to access-key",
      SECRET_FLAGS);
  install_string (klass, CELEBRITY_PROP_SESSION_TOKEN, "session-token",
      "Session token",
      "Session token that belongs to access-key, for temporary credentials",
      SECRET_FLAGS);
  install_string (klass, CELEBRITY_PROP_ENDPOINT_URI, "endpoint-uri",
      "Endpoint URI", "Another endpoint than AWS's (unset: the region's)",
      READY_FLAGS);
}

static void
install_fetch_properties (GObjectClass *klass)
{
  g_object_class_install_property (klass, CELEBRITY_PROP_MAX_RESULTS,
      g_param_spec_uint ("max-results", "Max results",
          "Detections a page of results", REK_QUERY_MIN_RESULTS,
          REK_QUERY_MAX_RESULTS, DEFAULT_MAX_RESULTS, READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_SORT_BY,
      g_param_spec_enum ("sort-by", "Sort by",
          "Order asked of the service (what is attached does not depend on it)",
          celebrity_sort_by_get_type (), DEFAULT_SORT_BY, READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_JOB_TIMEOUT,
      g_param_spec_uint ("job-timeout", "Job timeout",
          "Seconds to wait for a job that is still in progress (0: do not "
          "wait)",
          0, G_MAXUINT, DEFAULT_JOB_TIMEOUT, READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_REQUEST_TIMEOUT,
      g_param_spec_uint ("request-timeout", "Request timeout",
          "Milliseconds one HTTP exchange may take, connecting included", 1,
          G_MAXUINT, DEFAULT_REQUEST_TIMEOUT, READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_RETRY_ATTEMPTS,
      g_param_spec_uint ("retry-attempts", "Retry attempts",
          "Attempts a request (0: AWS_MAX_ATTEMPTS or the profile's "
          "max_attempts, else 3)",
          0, 10, DEFAULT_RETRY_ATTEMPTS, READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_FAIL_ON_ERROR,
      g_param_spec_boolean ("fail-on-error", "Fail on error",
          "Post an error when the results can't be had (false: a warning, and "
          "buffers pass with nobody attached)",
          DEFAULT_FAIL_ON_ERROR, READY_FLAGS));
}

static void
install_people_properties (GObjectClass *klass)
{
  g_object_class_install_property (klass, CELEBRITY_PROP_MIN_CONFIDENCE,
      g_param_spec_double ("min-confidence", "Min confidence",
          "Leave out matches below, percent as the service gives it", 0.0,
          100.0, DEFAULT_MIN_CONFIDENCE, PLAYING_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_CELEBRITIES,
      gst_param_spec_array ("celebrities", "Celebrities",
          "Only these people, by name or id (empty: everybody)",
          g_param_spec_string ("celebrity", "Celebrity", "Name or id", NULL,
              READY_FLAGS),
          READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_HOLD,
      g_param_spec_uint64 ("hold", "Hold",
          "Nanoseconds a detection stays valid with no later one (none: the "
          "job's sampling interval)",
          0, G_MAXUINT64, DEFAULT_HOLD, READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_MAX_GAP,
      g_param_spec_uint64 ("max-gap", "Max gap",
          "Longest gap in nanoseconds that two detections of one person are "
          "joined over (none: 2.5 sampling intervals)",
          0, G_MAXUINT64, DEFAULT_MAX_GAP, READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_TS_OFFSET,
      g_param_spec_int64 ("ts-offset", "Timestamp offset",
          "Nanoseconds added to a buffer's stream time before it is looked up",
          G_MININT64, G_MAXINT64, DEFAULT_TS_OFFSET, PLAYING_FLAGS));
}

static void
install_meta_properties (GObjectClass *klass)
{
  g_object_class_install_property (klass, CELEBRITY_PROP_BOX,
      g_param_spec_enum ("box", "Box", "Which box of a person is attached",
          celebrity_box_choice_get_type (), DEFAULT_BOX, READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_INTERPOLATE,
      g_param_spec_boolean ("interpolate", "Interpolate",
          "Move boxes smoothly between samples", DEFAULT_INTERPOLATE,
          PLAYING_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_META_TYPES,
      g_param_spec_flags ("meta-types", "Meta types",
          "Which metas are attached to buffers",
          celebrity_meta_types_get_type (), DEFAULT_META_TYPES, READY_FLAGS));
}

static void
install_news_properties (GObjectClass *klass)
{
  g_object_class_install_property (klass, CELEBRITY_PROP_POST_MESSAGES,
      g_param_spec_enum ("post-messages", "Post messages",
          "Which element messages rekognition-celebrity to post on the bus",
          celebrity_post_messages_get_type (), DEFAULT_POST_MESSAGES,
          READY_FLAGS));
  g_object_class_install_property (klass, CELEBRITY_PROP_TOC,
      g_param_spec_boolean ("toc", "Table of contents",
          "Send a table of contents, as event and message: who appears where",
          DEFAULT_TOC, READY_FLAGS));
}

void
celebrity_settings_install_properties (GObjectClass *klass)
{
  install_source_properties (klass);
  install_fetch_properties (klass);
  install_people_properties (klass);
  install_meta_properties (klass);
  install_news_properties (klass);
}

static char **
dup_string_array (const GValue *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < gst_value_array_get_size (value); i++) {
    const char *string =
        g_value_get_string (gst_value_array_get_value (value, i));

    if (string != NULL)
      g_strv_builder_add (builder, string);
  }
  return g_strv_builder_end (builder);
}

static void
append_strings (GValue *array, char **strings)
{
  for (; strings != NULL && *strings != NULL; strings++) {
    GValue value = G_VALUE_INIT;

    g_value_init (&value, G_TYPE_STRING);
    g_value_set_string (&value, *strings);
    gst_value_array_append_and_take_value (array, &value);
  }
}

static gboolean
is_setting (CelebrityProperty property)
{
  return property >= FIRST_SETTING && property <= CELEBRITY_PROP_LAST_SETTING;
}

gboolean
celebrity_settings_set (CelebritySettings *settings, CelebrityProperty property,
    const GValue *value)
{
  gpointer at;

  if (!is_setting (property))
    return FALSE;

  at = G_STRUCT_MEMBER_P (settings, fields[property].offset);
  switch (fields[property].kind) {
    case KIND_STRING:
      g_clear_pointer ((char **) at, aws_secret_free);
      *(char **) at = g_value_dup_string (value);
      break;
    case KIND_STRINGS:
      g_strfreev (*(char ***) at);
      *(char ***) at = dup_string_array (value);
      break;
    case KIND_BOOLEAN:
      *(gboolean *) at = g_value_get_boolean (value);
      break;
    case KIND_UINT:
      *(guint *) at = g_value_get_uint (value);
      break;
    case KIND_UINT64:
      *(guint64 *) at = g_value_get_uint64 (value);
      break;
    case KIND_INT64:
      *(gint64 *) at = g_value_get_int64 (value);
      break;
    case KIND_DOUBLE:
      *(double *) at = g_value_get_double (value);
      break;
    case KIND_ENUM:
      *(gint *) at = g_value_get_enum (value);
      break;
    case KIND_FLAGS:
      *(guint *) at = g_value_get_flags (value);
      break;
  }
  return TRUE;
}

gboolean
celebrity_settings_get (const CelebritySettings *settings,
    CelebrityProperty property, GValue *value)
{
  gconstpointer at;

  if (!is_setting (property))
    return FALSE;

  at = G_STRUCT_MEMBER_P (settings, fields[property].offset);
  switch (fields[property].kind) {
    case KIND_STRING:
      g_value_set_string (value, *(char *const *) at);
      break;
    case KIND_STRINGS:
      append_strings (value, *(char **const *) at);
      break;
    case KIND_BOOLEAN:
      g_value_set_boolean (value, *(const gboolean *) at);
      break;
    case KIND_UINT:
      g_value_set_uint (value, *(const guint *) at);
      break;
    case KIND_UINT64:
      g_value_set_uint64 (value, *(const guint64 *) at);
      break;
    case KIND_INT64:
      g_value_set_int64 (value, *(const gint64 *) at);
      break;
    case KIND_DOUBLE:
      g_value_set_double (value, *(const double *) at);
      break;
    case KIND_ENUM:
      g_value_set_enum (value, *(const gint *) at);
      break;
    case KIND_FLAGS:
      g_value_set_flags (value, *(const guint *) at);
      break;
  }
  return TRUE;
}
