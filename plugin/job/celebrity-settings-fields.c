/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-settings.h"

#include "gst-celebrity-settings-table.h"
#include "util-secret.h"

static gpointer
create_filter (const char *const *people)
{
  return rek_people_filter_new (people);
}

static const char *const *
get_people (gconstpointer filter)
{
  return rek_people_filter_get_people (filter);
}

static gpointer
ref_filter (gpointer filter)
{
  return rek_people_filter_ref (filter);
}

static void
unref_filter (gpointer filter)
{
  rek_people_filter_unref (filter);
}

static const GstCelebrityStringsType people_filter_type = {
  .create = create_filter,
  .get_strings = get_people,
  .copy = ref_filter,
  .free = unref_filter,
};

#define ROW(property, kind, member) \
  GST_CELEBRITY_SETTING (CELEBRITY_PROP_##property, \
      GST_CELEBRITY_SETTING_##kind, CelebritySettings, member)

/* Where each setting is kept. */
static const GstCelebritySetting rows[] = {
  ROW (JOB_ID, STRING, job_id),
  ROW (RESULTS_LOCATION, STRING, results_location),
  ROW (REGION, STRING, region),
  ROW (PROFILE, STRING, profile),
  ROW (ACCESS_KEY, STRING, access_key),
  ROW (SECRET_ACCESS_KEY, STRING, secret_access_key),
  ROW (SESSION_TOKEN, STRING, session_token),
  ROW (ENDPOINT_URI, STRING, endpoint_uri),
  ROW (MAX_RESULTS, UINT, max_results),
  ROW (SORT_BY, ENUM, sort_by),
  ROW (JOB_TIMEOUT, UINT, job_timeout),
  ROW (REQUEST_TIMEOUT, UINT, request_timeout),
  ROW (RETRY_ATTEMPTS, UINT, retry_attempts),
  ROW (MIN_CONFIDENCE, DOUBLE, lookup.min_confidence),
  GST_CELEBRITY_SETTING_OF_STRINGS (CELEBRITY_PROP_CELEBRITIES,
      people_filter_type, CelebritySettings, lookup.celebrities),
  ROW (BOX, ENUM, box),
  ROW (INTERPOLATE, BOOLEAN, lookup.interpolate),
  ROW (HOLD, UINT64, hold),
  ROW (MAX_GAP, UINT64, max_gap),
  ROW (LEAD, UINT64, lead),
  ROW (TS_OFFSET, INT64, lookup.ts_offset),
  ROW (META_TYPES, FLAGS, meta_types),
  ROW (POST_MESSAGES, ENUM, post_messages),
  ROW (TOC, BOOLEAN, toc),
  ROW (FAIL_ON_ERROR, BOOLEAN, fail_on_error),
};

static const GstCelebritySettingsTable table = {
  .rows = rows,
  .n_rows = G_N_ELEMENTS (rows),
  .size = sizeof (CelebritySettings),
};

void
celebrity_lookup_settings_copy (const CelebrityLookupSettings *settings,
    CelebrityLookupSettings *copy)
{
  *copy = *settings;
  if (copy->celebrities != NULL)
    rek_people_filter_ref (copy->celebrities);
}

void
celebrity_lookup_settings_clear (CelebrityLookupSettings *settings)
{
  g_clear_pointer (&settings->celebrities, rek_people_filter_unref);
}

void
celebrity_settings_copy (const CelebritySettings *settings,
    CelebritySettings *copy)
{
  gst_celebrity_settings_copy (&table, settings, copy);
}

void
celebrity_settings_clear (CelebritySettings *settings)
{
  gst_celebrity_settings_clear (&table, settings);
}

gboolean
celebrity_settings_holds_secret (const char *value)
{
  return value != NULL &&
      (strstr (value, "secret-access-key=") != NULL ||
          strstr (value, "session-token=") != NULL);
}

const char *
celebrity_settings_drop_misplaced (CelebritySettings *settings)
{
  const struct {
    const char *name;
    char **value;
  } strings[] = {
    { "job-id", &settings->job_id },
    { "results-location", &settings->results_location },
    { "region", &settings->region },
    { "profile", &settings->profile },
    { "access-key", &settings->access_key },
    { "endpoint-uri", &settings->endpoint_uri },
  };
  const char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++) {
    if (!celebrity_settings_holds_secret (*strings[i].value))
      continue;
    g_clear_pointer (strings[i].value, rekutil_secret_free);
    name = strings[i].name;
  }
  return name;
}

gboolean
celebrity_settings_is_lookup (CelebrityProperty property)
{
  const GstCelebritySetting *row =
      gst_celebrity_settings_find (&table, property);
  const glong lookup = G_STRUCT_OFFSET (CelebritySettings, lookup);

  return row != NULL && row->offset >= lookup &&
      row->offset < lookup + (glong) sizeof (CelebrityLookupSettings);
}

gboolean
celebrity_settings_set (CelebritySettings *settings, CelebrityProperty property,
    const GValue *value)
{
  return gst_celebrity_settings_set (&table, settings, property, value);
}

gboolean
celebrity_settings_get (const CelebritySettings *settings,
    CelebrityProperty property, GValue *value)
{
  return gst_celebrity_settings_get (&table, settings, property, value);
}
