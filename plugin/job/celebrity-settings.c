/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-settings.h"

#include "celebrity-enums.h"

#define DEFAULT_MAX_RESULTS REK_QUERY_MAX_RESULTS
#define DEFAULT_SORT_BY REK_SORT_BY_TIMESTAMP
#define DEFAULT_JOB_TIMEOUT 900
#define DEFAULT_REQUEST_TIMEOUT 15000
#define DEFAULT_RETRY_ATTEMPTS 0
#define DEFAULT_MIN_CONFIDENCE 0.0
#define DEFAULT_BOX REK_BOX_CHOICE_AUTO
#define DEFAULT_INTERPOLATE TRUE
#define DEFAULT_HOLD REK_AUTOMATIC
#define DEFAULT_LEAD 0
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

void
celebrity_settings_init (CelebritySettings *settings)
{
  *settings = (CelebritySettings){
    .max_results = DEFAULT_MAX_RESULTS,
    .sort_by = DEFAULT_SORT_BY,
    .job_timeout = DEFAULT_JOB_TIMEOUT,
    .request_timeout = DEFAULT_REQUEST_TIMEOUT,
    .retry_attempts = DEFAULT_RETRY_ATTEMPTS,
    .box = DEFAULT_BOX,
    .lookup.min_confidence = DEFAULT_MIN_CONFIDENCE,
    .lookup.interpolate = DEFAULT_INTERPOLATE,
    .lookup.ts_offset = DEFAULT_TS_OFFSET,
    .hold = DEFAULT_HOLD,
    .max_gap = DEFAULT_MAX_GAP,
    .lead = DEFAULT_LEAD,
    .meta_types = DEFAULT_META_TYPES,
    .post_messages = DEFAULT_POST_MESSAGES,
    .toc = DEFAULT_TOC,
    .fail_on_error = DEFAULT_FAIL_ON_ERROR,
  };
}

static void
install_string (GObjectClass *klass, CelebrityProperty property,
    const char *name, const char *nick, const char *blurb, GParamFlags flags)
{
  g_object_class_install_property (klass, property,
      g_param_spec_string (name, nick, blurb, NULL, flags));
}

static void
install_job_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:job-id:
   *
   * The job whose results are attached. This or
   * #GstRekognitionCelebrity:results-location must be set.
   *
   * Since: 0.1
   */
  install_string (klass, CELEBRITY_PROP_JOB_ID, "job-id", "Job id",
      "Identifier of the celebrity recognition job, as "
      "StartCelebrityRecognition gave it (1 to 64 of a-z A-Z 0-9 - _; unset: "
      "results-location must be set)",
      READY_FLAGS);
  /**
   * GstRekognitionCelebrity:results-location:
   *
   * A file of answers of the service, one after another or in an array. With
   * #GstRekognitionCelebrity:job-id and no such file, the results are fetched
   * and kept in it: the file appears when it is complete.
   *
   * Since: 0.1
   */
  install_string (klass, CELEBRITY_PROP_RESULTS_LOCATION, "results-location",
      "Results location",
      "File of the job's results. Alone: it is read, and the network is not "
      "used. With job-id: it is read if it exists, else written (unset: no "
      "file)",
      READY_FLAGS);
}

static void
install_service_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:region:
   *
   * Since: 0.1
   */
  install_string (klass, CELEBRITY_PROP_REGION, "region", "Region",
      "AWS region the job ran in (unset: AWS_REGION, AWS_DEFAULT_REGION or the "
      "profile's)",
      READY_FLAGS);
  /**
   * GstRekognitionCelebrity:endpoint-uri:
   *
   * For an endpoint in one's own network, or a test server.
   *
   * Since: 0.1
   */
  install_string (klass, CELEBRITY_PROP_ENDPOINT_URI, "endpoint-uri",
      "Endpoint URI",
      "Endpoint to use instead of AWS's (unset: AWS_ENDPOINT_URL_REKOGNITION, "
      "AWS_ENDPOINT_URL or the profile's, else the region's)",
      READY_FLAGS);
}

static void
install_credential_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:profile:
   *
   * Since: 0.1
   */
  install_string (klass, CELEBRITY_PROP_PROFILE, "profile", "Profile",
      "Profile of the shared AWS config and credentials files (unset: "
      "AWS_PROFILE, AWS_DEFAULT_PROFILE, else default)",
      READY_FLAGS);
  /**
   * GstRekognitionCelebrity:access-key:
   *
   * If it is set, #GstRekognitionCelebrity:secret-access-key must be set, too.
   *
   * Since: 0.1
   */
  install_string (klass, CELEBRITY_PROP_ACCESS_KEY, "access-key", "Access key",
      "Access key id (unset: credentials come from environment or profile)",
      READY_FLAGS);
  /**
   * GstRekognitionCelebrity:secret-access-key:
   *
   * Can't be read. Do not write it on a command line: use
   * #GstRekognitionCelebrity:profile or the environment.
   *
   * Since: 0.1
   */
  install_string (klass, CELEBRITY_PROP_SECRET_ACCESS_KEY, "secret-access-key",
      "Secret access key", "Secret access key that belongs to access-key",
      SECRET_FLAGS);
  /**
   * GstRekognitionCelebrity:session-token:
   *
   * Can't be read.
   *
   * Since: 0.1
   */
  install_string (klass, CELEBRITY_PROP_SESSION_TOKEN, "session-token",
      "Session token",
      "Session token that belongs to access-key, for temporary credentials",
      SECRET_FLAGS);
}

static void
install_fetch_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:max-results:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_MAX_RESULTS,
      g_param_spec_uint ("max-results", "Max results",
          "Maximum number of detections per page", REK_QUERY_MIN_RESULTS,
          REK_QUERY_MAX_RESULTS, DEFAULT_MAX_RESULTS, READY_FLAGS));
  /**
   * GstRekognitionCelebrity:sort-by:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_SORT_BY,
      g_param_spec_enum ("sort-by", "Sort by",
          "Order requested of the service (has no effect on what is attached)",
          celebrity_sort_by_get_type (), DEFAULT_SORT_BY, READY_FLAGS));
  /**
   * GstRekognitionCelebrity:job-timeout:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_JOB_TIMEOUT,
      g_param_spec_uint ("job-timeout", "Job timeout",
          "Seconds to wait for a job that is still in progress (0: do not "
          "wait)",
          0, G_MAXUINT, DEFAULT_JOB_TIMEOUT, READY_FLAGS));
  /**
   * GstRekognitionCelebrity:fail-on-error:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_FAIL_ON_ERROR,
      g_param_spec_boolean ("fail-on-error", "Fail on error",
          "Post an error if the results can't be fetched or read (false: a "
          "warning, and buffers pass without people)",
          DEFAULT_FAIL_ON_ERROR, READY_FLAGS));
}

static void
install_request_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:request-timeout:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_REQUEST_TIMEOUT,
      g_param_spec_uint ("request-timeout", "Request timeout",
          "Milliseconds for one HTTP exchange, including the connection", 1,
          G_MAXUINT, DEFAULT_REQUEST_TIMEOUT, READY_FLAGS));
  /**
   * GstRekognitionCelebrity:retry-attempts:
   *
   * The first attempt counts.
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_RETRY_ATTEMPTS,
      g_param_spec_uint ("retry-attempts", "Retry attempts",
          "Attempts per request (0: AWS_MAX_ATTEMPTS or the profile's "
          "max_attempts, else 3)",
          0, 10, DEFAULT_RETRY_ATTEMPTS, READY_FLAGS));
}

static void
install_people_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:min-confidence:
   *
   * The confidence of a match swings from one sample to the next. So this
   * chooses whole tracks: a track is shown if its best match reaches it.
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_MIN_CONFIDENCE,
      g_param_spec_double ("min-confidence", "Min confidence",
          "Show only people whose best match in the track reaches this, in "
          "percent as the service gives it",
          0.0, 100.0, DEFAULT_MIN_CONFIDENCE, PLAYING_FLAGS));
  /**
   * GstRekognitionCelebrity:celebrities:
   *
   * On a command line: `celebrities='<"Ada\ Moreno",3Lx9Xm>'`.
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_CELEBRITIES,
      gst_param_spec_array ("celebrities", "Celebrities",
          "Only these people, by name or id (empty: everybody)",
          g_param_spec_string ("celebrity", "Celebrity", "Name or id", NULL,
              PLAYING_FLAGS),
          PLAYING_FLAGS));
}

static void
install_time_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:hold:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_HOLD,
      g_param_spec_uint64 ("hold", "Hold",
          "Nanoseconds that the last detection of a track, and a box before a "
          "gap, stays; at least one frame (-1, GST_CLOCK_TIME_NONE: one "
          "sampling interval of the job)",
          0, G_MAXUINT64, DEFAULT_HOLD, READY_FLAGS));
  /**
   * GstRekognitionCelebrity:max-gap:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_MAX_GAP,
      g_param_spec_uint64 ("max-gap", "Max gap",
          "Longest gap in nanoseconds over which two detections of one person, "
          "and two boxes of one kind, are joined (-1, GST_CLOCK_TIME_NONE: 2.5 "
          "sampling intervals of the job, at least 500 ms)",
          0, G_MAXUINT64, DEFAULT_MAX_GAP, READY_FLAGS));
  /**
   * GstRekognitionCelebrity:lead:
   *
   * Useful to hide faces: the service may see a person some samples late.
   *
   * Since: 0.2
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_LEAD,
      g_param_spec_uint64 ("lead", "Lead",
          "How many nanoseconds before its first detection a track, and before "
          "its next detection an unknown box, is already shown",
          0, G_MAXUINT64, DEFAULT_LEAD, READY_FLAGS));
  /**
   * GstRekognitionCelebrity:ts-offset:
   *
   * For a stream that is a part of the job's video: where in the video it
   * begins.
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_TS_OFFSET,
      g_param_spec_int64 ("ts-offset", "Timestamp offset",
          "Nanoseconds added to a buffer's stream time before the lookup",
          G_MININT64, G_MAXINT64, DEFAULT_TS_OFFSET, PLAYING_FLAGS));
}

static void
install_meta_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:box:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_BOX,
      g_param_spec_enum ("box", "Box", "Which box of a person is attached",
          celebrity_box_choice_get_type (), DEFAULT_BOX, READY_FLAGS));
  /**
   * GstRekognitionCelebrity:interpolate:
   *
   * If two boxes do not overlap (a cut), the earlier one stays until the later
   * one starts.
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_INTERPOLATE,
      g_param_spec_boolean ("interpolate", "Interpolate",
          "Move boxes smoothly between samples", DEFAULT_INTERPOLATE,
          PLAYING_FLAGS));
  /**
   * GstRekognitionCelebrity:meta-types:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_META_TYPES,
      g_param_spec_flags ("meta-types", "Meta types",
          "Which metas are attached to buffers",
          celebrity_meta_types_get_type (), DEFAULT_META_TYPES, READY_FLAGS));
}

static void
install_news_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:post-messages:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_POST_MESSAGES,
      g_param_spec_enum ("post-messages", "Post messages",
          "Which rekognition-celebrity element messages are posted on the bus",
          celebrity_post_messages_get_type (), DEFAULT_POST_MESSAGES,
          READY_FLAGS));
  /**
   * GstRekognitionCelebrity:toc:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_TOC,
      g_param_spec_boolean ("toc", "Table of contents",
          "Send a table of contents, as event and message: who appears when",
          DEFAULT_TOC, READY_FLAGS));
}

void
celebrity_settings_install_properties (GObjectClass *klass)
{
  install_job_properties (klass);
  install_service_properties (klass);
  install_credential_properties (klass);
  install_fetch_properties (klass);
  install_request_properties (klass);
  install_people_properties (klass);
  install_time_properties (klass);
  install_meta_properties (klass);
  install_news_properties (klass);

  gst_type_mark_as_plugin_api (celebrity_sort_by_get_type (),
      (GstPluginAPIFlags) 0);
  gst_type_mark_as_plugin_api (celebrity_box_choice_get_type (),
      (GstPluginAPIFlags) 0);
  gst_type_mark_as_plugin_api (celebrity_meta_types_get_type (),
      (GstPluginAPIFlags) 0);
  gst_type_mark_as_plugin_api (celebrity_post_messages_get_type (),
      (GstPluginAPIFlags) 0);
}
