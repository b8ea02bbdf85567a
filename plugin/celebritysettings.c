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
  (GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI)
#define DEFAULT_FAIL_ON_ERROR TRUE

#define READY_FLAGS \
  (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY)
#define SECRET_FLAGS \
  (G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY)
#define PLAYING_FLAGS \
  (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING)

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
    .fail_on_error = DEFAULT_FAIL_ON_ERROR,
  };
}

void
celebrity_settings_copy (const CelebritySettings *settings,
    CelebritySettings *copy)
{
  *copy = *settings;
  copy->job_id = g_strdup (settings->job_id);
  copy->region = g_strdup (settings->region);
  copy->profile = g_strdup (settings->profile);
  copy->access_key = g_strdup (settings->access_key);
  copy->secret_access_key = g_strdup (settings->secret_access_key);
  copy->session_token = g_strdup (settings->session_token);
  copy->endpoint_uri = g_strdup (settings->endpoint_uri);
  copy->celebrities = g_strdupv (settings->celebrities);
}

void
celebrity_settings_clear (CelebritySettings *settings)
{
  g_clear_pointer (&settings->job_id, g_free);
  g_clear_pointer (&settings->region, g_free);
  g_clear_pointer (&settings->profile, g_free);
  g_clear_pointer (&settings->access_key, g_free);
  g_clear_pointer (&settings->secret_access_key, aws_secret_free);
  g_clear_pointer (&settings->session_token, aws_secret_free);
  g_clear_pointer (&settings->endpoint_uri, g_free);
  g_clear_pointer (&settings->celebrities, g_strfreev);
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

void
celebrity_settings_install_properties (GObjectClass *klass)
{
  install_source_properties (klass);
  install_fetch_properties (klass);
  install_people_properties (klass);
  install_meta_properties (klass);
}

/* Where a property's string is kept; NULL where it is no string. */
static char **
find_string (CelebritySettings *settings, CelebrityProperty property)
{
  switch (property) {
    case CELEBRITY_PROP_JOB_ID:
      return &settings->job_id;
    case CELEBRITY_PROP_REGION:
      return &settings->region;
    case CELEBRITY_PROP_PROFILE:
      return &settings->profile;
    case CELEBRITY_PROP_ACCESS_KEY:
      return &settings->access_key;
    case CELEBRITY_PROP_SECRET_ACCESS_KEY:
      return &settings->secret_access_key;
    case CELEBRITY_PROP_SESSION_TOKEN:
      return &settings->session_token;
    case CELEBRITY_PROP_ENDPOINT_URI:
      return &settings->endpoint_uri;
    default:
      return NULL;
  }
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

/* One case a property: long, but a single table. */
gboolean
celebrity_settings_set (CelebritySettings *settings, CelebrityProperty property,
    const GValue *value)
{
  char **string = find_string (settings, property);

  if (string != NULL) {
    g_clear_pointer (string, aws_secret_free);
    *string = g_value_dup_string (value);
    return TRUE;
  }

  switch (property) {
    case CELEBRITY_PROP_MAX_RESULTS:
      settings->max_results = g_value_get_uint (value);
      break;
    case CELEBRITY_PROP_SORT_BY:
      settings->sort_by = g_value_get_enum (value);
      break;
    case CELEBRITY_PROP_JOB_TIMEOUT:
      settings->job_timeout = g_value_get_uint (value);
      break;
    case CELEBRITY_PROP_REQUEST_TIMEOUT:
      settings->request_timeout = g_value_get_uint (value);
      break;
    case CELEBRITY_PROP_RETRY_ATTEMPTS:
      settings->retry_attempts = g_value_get_uint (value);
      break;
    case CELEBRITY_PROP_MIN_CONFIDENCE:
      settings->min_confidence = g_value_get_double (value);
      break;
    case CELEBRITY_PROP_CELEBRITIES:
      g_strfreev (settings->celebrities);
      settings->celebrities = dup_string_array (value);
      break;
    case CELEBRITY_PROP_BOX:
      settings->box = g_value_get_enum (value);
      break;
    case CELEBRITY_PROP_INTERPOLATE:
      settings->interpolate = g_value_get_boolean (value);
      break;
    case CELEBRITY_PROP_HOLD:
      settings->hold = g_value_get_uint64 (value);
      break;
    case CELEBRITY_PROP_MAX_GAP:
      settings->max_gap = g_value_get_uint64 (value);
      break;
    case CELEBRITY_PROP_TS_OFFSET:
      settings->ts_offset = g_value_get_int64 (value);
      break;
    case CELEBRITY_PROP_META_TYPES:
      settings->meta_types = g_value_get_flags (value);
      break;
    case CELEBRITY_PROP_FAIL_ON_ERROR:
      settings->fail_on_error = g_value_get_boolean (value);
      break;
    default:
      return FALSE;
  }
  return TRUE;
}

/* One case a property: long, but a single table. */
gboolean
celebrity_settings_get (const CelebritySettings *settings,
    CelebrityProperty property, GValue *value)
{
  char **string = find_string ((CelebritySettings *) settings, property);

  if (string != NULL) {
    g_value_set_string (value, *string);
    return TRUE;
  }

  switch (property) {
    case CELEBRITY_PROP_MAX_RESULTS:
      g_value_set_uint (value, settings->max_results);
      break;
    case CELEBRITY_PROP_SORT_BY:
      g_value_set_enum (value, settings->sort_by);
      break;
    case CELEBRITY_PROP_JOB_TIMEOUT:
      g_value_set_uint (value, settings->job_timeout);
      break;
    case CELEBRITY_PROP_REQUEST_TIMEOUT:
      g_value_set_uint (value, settings->request_timeout);
      break;
    case CELEBRITY_PROP_RETRY_ATTEMPTS:
      g_value_set_uint (value, settings->retry_attempts);
      break;
    case CELEBRITY_PROP_MIN_CONFIDENCE:
      g_value_set_double (value, settings->min_confidence);
      break;
    case CELEBRITY_PROP_CELEBRITIES:
      append_strings (value, settings->celebrities);
      break;
    case CELEBRITY_PROP_BOX:
      g_value_set_enum (value, settings->box);
      break;
    case CELEBRITY_PROP_INTERPOLATE:
      g_value_set_boolean (value, settings->interpolate);
      break;
    case CELEBRITY_PROP_HOLD:
      g_value_set_uint64 (value, settings->hold);
      break;
    case CELEBRITY_PROP_MAX_GAP:
      g_value_set_uint64 (value, settings->max_gap);
      break;
    case CELEBRITY_PROP_TS_OFFSET:
      g_value_set_int64 (value, settings->ts_offset);
      break;
    case CELEBRITY_PROP_META_TYPES:
      g_value_set_flags (value, settings->meta_types);
      break;
    case CELEBRITY_PROP_FAIL_ON_ERROR:
      g_value_set_boolean (value, settings->fail_on_error);
      break;
    default:
      return FALSE;
  }
  return TRUE;
}
