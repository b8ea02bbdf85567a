/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-fetch-log.h"

#include "gst-celebrity-sanitize.h"

#include <string.h>

GST_DEBUG_CATEGORY_EXTERN (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

#define KEY_ID_END 4
#define HIDDEN "(hidden)"

static char *
describe_key_id (const char *key_id)
{
  gsize length = strlen (key_id);

  /* Of a short one nothing would be hidden. */
  return length > 2 * KEY_ID_END
      ? g_strconcat ("...", key_id + length - KEY_ID_END, NULL)
      : g_strdup (HIDDEN);
}

static char *
describe_uri (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return uri == NULL
      ? g_strdup ("(not a valid URI)")
      : g_uri_to_string_partial (uri,
            G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
}

static char *
describe_value (const char *name, const GValue *value)
{
  const char *text =
      G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;

  if (text == NULL)
    return gst_value_serialize (value);
  if (celebrity_settings_holds_secret (text))
    return g_strdup (HIDDEN);
  if (g_str_equal (name, "access-key"))
    return describe_key_id (text);
  if (g_str_equal (name, "endpoint-uri"))
    return describe_uri (text);
  return gst_celebrity_text_clean_line (text);
}

static void
append_setting (GString *line, GObject *object, GParamSpec *pspec)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *text = NULL;

  g_object_get_property (object, pspec->name, &value);
  if (g_param_value_defaults (pspec, &value))
    return;
  text = describe_value (pspec->name, &value);
  g_string_append_printf (line, " %s=%s", pspec->name, text);
}

void
celebrity_fetch_log_settings (GstElement *element)
{
  g_autoptr (GString) line = NULL;
  g_autofree GParamSpec **pspecs = NULL;
  guint n;

  if (gst_debug_category_get_threshold (GST_CAT_DEFAULT) < GST_LEVEL_INFO)
    return;

  line = g_string_new (NULL);
  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (element), &n);
  for (guint i = 0; i < n; i++) {
    if (pspecs[i]->owner_type == G_OBJECT_TYPE (element) &&
        (pspecs[i]->flags & G_PARAM_READWRITE) == G_PARAM_READWRITE)
      append_setting (line, G_OBJECT (element), pspecs[i]);
  }
  GST_INFO_OBJECT (element, "starting with%s; all else has its default",
      line->str);
}

void
celebrity_fetch_log_lookup (GstElement *element,
    const CelebrityLookupSettings *settings)
{
  const char *const *people =
      rek_people_filter_get_people (settings->celebrities);

  GST_DEBUG_OBJECT (element,
      "looking up with min-confidence=%g, interpolate=%d, "
      "ts-offset=%" G_GINT64_FORMAT " ns, celebrities: %u",
      settings->min_confidence, settings->interpolate, settings->ts_offset,
      g_strv_length ((char **) people));
}

void
celebrity_fetch_log_stats (GstElement *element, const RekFetchStats *stats,
    const RekResults *results, gint64 duration_us)
{
  if (stats->credential_source != NULL)
    GST_INFO_OBJECT (element,
        "credentials: %s; access key id: ...%s; region: %s",
        stats->credential_source, stats->key_id_end, stats->region);
  GST_INFO_OBJECT (element,
      "the fetch %s after %" G_GINT64_FORMAT " ms: source: %s, requests: %u, "
      "retries: %u, bytes: %" G_GUINT64_FORMAT,
      results != NULL ? "succeeded" : "failed", duration_us / 1000,
      stats->source != NULL ? stats->source : "none", stats->n_requests,
      stats->n_retries, stats->n_bytes);
  if (results != NULL)
    GST_INFO_OBJECT (element,
        "results: pages: %u, detections: %u, skipped: %u, people: %u",
        results->n_pages, results->detections->len, results->n_skipped,
        results->n_people);
}

void
celebrity_fetch_log_timeline (GstElement *element, const RekTimeline *timeline,
    gint64 duration_us)
{
  const RekTimings *timings = rek_timeline_get_timings (timeline);
  const struct {
    const char *name;
    const RekTiming *timing;
  } rows[] = {
    { "detections", &timings->all },
    { "faces", &timings->face },
    { "bodies", &timings->body },
  };
  guint n_tracks;

  rek_timeline_get_tracks (timeline, &n_tracks);
  GST_INFO_OBJECT (element,
      "timeline: tracks: %u, lead: %" GST_TIME_FORMAT
      ", built in %" G_GINT64_FORMAT " ms",
      n_tracks, GST_TIME_ARGS (timings->lead), duration_us / 1000);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    GST_INFO_OBJECT (element,
        "timeline, %s: interval: %" GST_TIME_FORMAT
        ", max-gap: %" GST_TIME_FORMAT ", hold: %" GST_TIME_FORMAT,
        rows[i].name, GST_TIME_ARGS (rows[i].timing->interval),
        GST_TIME_ARGS (rows[i].timing->max_gap),
        GST_TIME_ARGS (rows[i].timing->hold));
}
