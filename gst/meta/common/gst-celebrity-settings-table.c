/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-settings-table.h"

#include <string.h>

#include "util-secret.h"

static gpointer
create_strv (const char *const *strings)
{
  return g_strdupv ((char **) strings);
}

static const char *const *
get_strv (gconstpointer value)
{
  return value;
}

static gpointer
copy_strv (gpointer value)
{
  return g_strdupv (value);
}

static void
free_strv (gpointer value)
{
  g_strfreev (value);
}

const GstCelebrityStringsType gst_celebrity_strv_type = {
  .create = create_strv,
  .get_strings = get_strv,
  .copy = copy_strv,
  .free = free_strv,
};

static gpointer
create_from_array (const GstCelebritySetting *row, const GValue *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;

  for (guint i = 0; i < gst_value_array_get_size (array); i++) {
    const char *string =
        g_value_get_string (gst_value_array_get_value (array, i));

    if (string != NULL)
      g_strv_builder_add (builder, string);
  }
  strings = g_strv_builder_end (builder);
  return row->strings->create ((const char *const *) strings);
}

static void
append_to_array (const GstCelebritySetting *row, gconstpointer value,
    GValue *array)
{
  const char *const *strings = row->strings->get_strings (value);

  for (; *strings != NULL; strings++) {
    GValue string = G_VALUE_INIT;

    g_value_init (&string, G_TYPE_STRING);
    g_value_set_string (&string, *strings);
    gst_value_array_append_and_take_value (array, &string);
  }
}

static void
clear_field (const GstCelebritySetting *row, gpointer field)
{
  if (row->kind == GST_CELEBRITY_SETTING_STRING)
    g_clear_pointer ((char **) field, rekutil_secret_free);
  else if (row->kind == GST_CELEBRITY_SETTING_STRINGS)
    g_clear_pointer ((gpointer *) field, row->strings->free);
}

const GstCelebritySetting *
gst_celebrity_settings_find (const GstCelebritySettingsTable *table,
    guint property)
{
  for (guint i = 0; i < table->n_rows; i++) {
    if (table->rows[i].property == property)
      return &table->rows[i];
  }
  return NULL;
}

gboolean
gst_celebrity_settings_set (const GstCelebritySettingsTable *table,
    gpointer settings, guint property, const GValue *value)
{
  const GstCelebritySetting *row =
      gst_celebrity_settings_find (table, property);
  gpointer field;

  if (row == NULL)
    return FALSE;

  field = G_STRUCT_MEMBER_P (settings, row->offset);
  clear_field (row, field);
  switch (row->kind) {
    case GST_CELEBRITY_SETTING_BOOLEAN:
      *(gboolean *) field = g_value_get_boolean (value);
      break;
    case GST_CELEBRITY_SETTING_UINT:
      *(guint *) field = g_value_get_uint (value);
      break;
    case GST_CELEBRITY_SETTING_UINT64:
      *(guint64 *) field = g_value_get_uint64 (value);
      break;
    case GST_CELEBRITY_SETTING_INT64:
      *(gint64 *) field = g_value_get_int64 (value);
      break;
    case GST_CELEBRITY_SETTING_DOUBLE:
      *(double *) field = g_value_get_double (value);
      break;
    case GST_CELEBRITY_SETTING_ENUM:
      *(gint *) field = g_value_get_enum (value);
      break;
    case GST_CELEBRITY_SETTING_FLAGS:
      *(guint *) field = g_value_get_flags (value);
      break;
    case GST_CELEBRITY_SETTING_STRING:
      *(char **) field = g_value_dup_string (value);
      break;
    case GST_CELEBRITY_SETTING_STRINGS:
      *(gpointer *) field = create_from_array (row, value);
      break;
    default:
      g_assert_not_reached ();
  }
  return TRUE;
}

gboolean
gst_celebrity_settings_get (const GstCelebritySettingsTable *table,
    gconstpointer settings, guint property, GValue *value)
{
  const GstCelebritySetting *row =
      gst_celebrity_settings_find (table, property);
  gconstpointer field;

  if (row == NULL)
    return FALSE;

  field = G_STRUCT_MEMBER_P (settings, row->offset);
  switch (row->kind) {
    case GST_CELEBRITY_SETTING_BOOLEAN:
      g_value_set_boolean (value, *(const gboolean *) field);
      break;
    case GST_CELEBRITY_SETTING_UINT:
      g_value_set_uint (value, *(const guint *) field);
      break;
    case GST_CELEBRITY_SETTING_UINT64:
      g_value_set_uint64 (value, *(const guint64 *) field);
      break;
    case GST_CELEBRITY_SETTING_INT64:
      g_value_set_int64 (value, *(const gint64 *) field);
      break;
    case GST_CELEBRITY_SETTING_DOUBLE:
      g_value_set_double (value, *(const double *) field);
      break;
    case GST_CELEBRITY_SETTING_ENUM:
      g_value_set_enum (value, *(const gint *) field);
      break;
    case GST_CELEBRITY_SETTING_FLAGS:
      g_value_set_flags (value, *(const guint *) field);
      break;
    case GST_CELEBRITY_SETTING_STRING:
      g_value_set_string (value, *(char *const *) field);
      break;
    case GST_CELEBRITY_SETTING_STRINGS:
      if (*(const gpointer *) field != NULL)
        append_to_array (row, *(const gpointer *) field, value);
      break;
    default:
      g_assert_not_reached ();
  }
  return TRUE;
}

void
gst_celebrity_settings_copy (const GstCelebritySettingsTable *table,
    gconstpointer settings, gpointer copy)
{
  memcpy (copy, settings, table->size);
  for (guint i = 0; i < table->n_rows; i++) {
    const GstCelebritySetting *row = &table->rows[i];
    gpointer field = G_STRUCT_MEMBER_P (copy, row->offset);

    if (row->kind == GST_CELEBRITY_SETTING_STRING)
      *(char **) field = g_strdup (*(char **) field);
    else if (row->kind == GST_CELEBRITY_SETTING_STRINGS &&
        *(gpointer *) field != NULL)
      *(gpointer *) field = row->strings->copy (*(gpointer *) field);
  }
}

void
gst_celebrity_settings_clear (const GstCelebritySettingsTable *table,
    gpointer settings)
{
  for (guint i = 0; i < table->n_rows; i++)
    clear_field (&table->rows[i],
        G_STRUCT_MEMBER_P (settings, table->rows[i].offset));
}
