/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-settings.h"

#include "util-secret.h"

typedef enum {
  KIND_STRING,
  KIND_PEOPLE,
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
  [CELEBRITY_PROP_MIN_CONFIDENCE] = FIELD (DOUBLE, lookup.min_confidence),
  [CELEBRITY_PROP_CELEBRITIES] = FIELD (PEOPLE, lookup.celebrities),
  [CELEBRITY_PROP_BOX] = FIELD (ENUM, box),
  [CELEBRITY_PROP_INTERPOLATE] = FIELD (BOOLEAN, lookup.interpolate),
  [CELEBRITY_PROP_HOLD] = FIELD (UINT64, hold),
  [CELEBRITY_PROP_MAX_GAP] = FIELD (UINT64, max_gap),
  [CELEBRITY_PROP_LEAD] = FIELD (UINT64, lead),
  [CELEBRITY_PROP_TS_OFFSET] = FIELD (INT64, lookup.ts_offset),
  [CELEBRITY_PROP_META_TYPES] = FIELD (FLAGS, meta_types),
  [CELEBRITY_PROP_POST_MESSAGES] = FIELD (ENUM, post_messages),
  [CELEBRITY_PROP_TOC] = FIELD (BOOLEAN, toc),
  [CELEBRITY_PROP_FAIL_ON_ERROR] = FIELD (BOOLEAN, fail_on_error),
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

#define FIRST_SETTING CELEBRITY_PROP_JOB_ID

void
celebrity_settings_copy (const CelebritySettings *settings,
    CelebritySettings *copy)
{
  *copy = *settings;
  for (guint i = FIRST_SETTING; i <= CELEBRITY_PROP_LAST_SETTING; i++) {
    gpointer at = G_STRUCT_MEMBER_P (copy, fields[i].offset);

    if (fields[i].kind == KIND_STRING)
      *(char **) at = g_strdup (*(char **) at);
    else if (fields[i].kind == KIND_PEOPLE && *(RekPeopleFilter **) at != NULL)
      rek_people_filter_ref (*(RekPeopleFilter **) at);
  }
}

void
celebrity_settings_clear (CelebritySettings *settings)
{
  for (guint i = FIRST_SETTING; i <= CELEBRITY_PROP_LAST_SETTING; i++) {
    gpointer at = G_STRUCT_MEMBER_P (settings, fields[i].offset);

    if (fields[i].kind == KIND_STRING)
      g_clear_pointer ((char **) at, rekutil_secret_free);
    else if (fields[i].kind == KIND_PEOPLE)
      g_clear_pointer ((RekPeopleFilter **) at, rek_people_filter_unref);
  }
}

static RekPeopleFilter *
create_filter (const GValue *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) people = NULL;

  for (guint i = 0; i < gst_value_array_get_size (value); i++) {
    const char *string =
        g_value_get_string (gst_value_array_get_value (value, i));

    if (string != NULL)
      g_strv_builder_add (builder, string);
  }
  people = g_strv_builder_end (builder);
  return rek_people_filter_new ((const char *const *) people);
}

static void
append_strings (GValue *array, const char *const *strings)
{
  for (; *strings != NULL; strings++) {
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
celebrity_settings_is_lookup (CelebrityProperty property)
{
  const glong lookup = G_STRUCT_OFFSET (CelebritySettings, lookup);

  return is_setting (property) && fields[property].offset >= lookup &&
      fields[property].offset <
      lookup + (glong) sizeof (CelebrityLookupSettings);
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
      g_clear_pointer ((char **) at, rekutil_secret_free);
      *(char **) at = g_value_dup_string (value);
      break;
    case KIND_PEOPLE:
      g_clear_pointer ((RekPeopleFilter **) at, rek_people_filter_unref);
      *(RekPeopleFilter **) at = create_filter (value);
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
    case KIND_PEOPLE:
      append_strings (value,
          rek_people_filter_get_people (*(RekPeopleFilter *const *) at));
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
