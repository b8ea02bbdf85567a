/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-settings-table: stores the properties of an element in a plain
 * struct. The element describes the struct by a table with one row per
 * property; setting, getting, copying and clearing follow from the table.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GstCelebritySettingKind:
 * @GST_CELEBRITY_SETTING_BOOLEAN: gboolean
 * @GST_CELEBRITY_SETTING_UINT: guint
 * @GST_CELEBRITY_SETTING_UINT64: guint64
 * @GST_CELEBRITY_SETTING_INT64: gint64
 * @GST_CELEBRITY_SETTING_DOUBLE: double
 * @GST_CELEBRITY_SETTING_ENUM: an enum
 * @GST_CELEBRITY_SETTING_FLAGS: an enum whose values are combined
 * @GST_CELEBRITY_SETTING_STRING: char *, nullable, owned; wiped before it is
 *   freed, since it may be a secret
 * @GST_CELEBRITY_SETTING_STRINGS: a pointer, nullable, owned: the strings of a
 *   GST_TYPE_ARRAY, in the form that a GstCelebrityStringsType describes
 *
 * The type of a field.
 */
typedef enum {
  GST_CELEBRITY_SETTING_BOOLEAN,
  GST_CELEBRITY_SETTING_UINT,
  GST_CELEBRITY_SETTING_UINT64,
  GST_CELEBRITY_SETTING_INT64,
  GST_CELEBRITY_SETTING_DOUBLE,
  GST_CELEBRITY_SETTING_ENUM,
  GST_CELEBRITY_SETTING_FLAGS,
  GST_CELEBRITY_SETTING_STRING,
  GST_CELEBRITY_SETTING_STRINGS,
} GstCelebritySettingKind;

/**
 * GstCelebrityStringsType:
 * @create: makes a value from a NULL-terminated array of strings
 * @get_strings: returns the strings of a value, NULL-terminated; the value
 *   keeps them
 * @copy: returns a copy of a value, or a reference to it
 * @free: frees what @create and @copy returned
 *
 * How an array of strings is stored. @get_strings, @copy and @free are not
 * called for NULL.
 */
typedef struct {
  gpointer (*create) (const char *const *strings);
  const char *const *(*get_strings) (gconstpointer value);
  gpointer (*copy) (gpointer value);
  void (*free) (gpointer value);
} GstCelebrityStringsType;

/**
 * gst_celebrity_strv_type:
 *
 * Stores the strings as a char **.
 */
extern const GstCelebrityStringsType gst_celebrity_strv_type;

/**
 * GstCelebritySetting:
 * @property: id of the property
 * @kind: type of the field
 * @offset: of the field in the struct, bytes
 * @strings: (nullable): for GST_CELEBRITY_SETTING_STRINGS only
 *
 * One row of a table; see GST_CELEBRITY_SETTING().
 */
typedef struct {
  guint property;
  GstCelebritySettingKind kind;
  glong offset;
  const GstCelebrityStringsType *strings;
} GstCelebritySetting;

/**
 * GST_CELEBRITY_SETTING:
 * @property: id of the property
 * @kind: a GstCelebritySettingKind
 * @type: the struct
 * @member: its field
 *
 * Initialises a row of any kind but STRINGS.
 */
#define GST_CELEBRITY_SETTING(property, kind, type, member) \
  { \
    (property), (kind), G_STRUCT_OFFSET (type, member), NULL \
  }

/**
 * GST_CELEBRITY_SETTING_OF_STRINGS:
 * @strings: a GstCelebrityStringsType
 *
 * Initialises a row of the kind STRINGS.
 */
#define GST_CELEBRITY_SETTING_OF_STRINGS(property, strings, type, member) \
  { \
    (property), GST_CELEBRITY_SETTING_STRINGS, G_STRUCT_OFFSET (type, member), \
        &(strings) \
  }

/**
 * GstCelebritySettingsTable:
 * @rows: (array length=n_rows): one per property
 * @n_rows: their number
 * @size: of the struct, bytes
 */
typedef struct {
  const GstCelebritySetting *rows;
  guint n_rows;
  gsize size;
} GstCelebritySettingsTable;

/**
 * gst_celebrity_settings_find:
 * @property: id of a property
 *
 * Returns: (nullable): the row of @property; NULL if there is none
 */
const GstCelebritySetting *gst_celebrity_settings_find (
    const GstCelebritySettingsTable *table, guint property);

/**
 * gst_celebrity_settings_set:
 * @settings: (inout): the struct
 * @property: id of a property
 * @value: of the property's type
 *
 * Returns: FALSE if @table has no such @property
 */
gboolean gst_celebrity_settings_set (const GstCelebritySettingsTable *table,
    gpointer settings, guint property, const GValue *value);

/**
 * gst_celebrity_settings_get:
 * @settings: the struct
 * @property: id of a property
 * @value: (inout): initialised with the property's type
 *
 * Returns: FALSE if @table has no such @property
 */
gboolean gst_celebrity_settings_get (const GstCelebritySettingsTable *table,
    gconstpointer settings, guint property, GValue *value);

/**
 * gst_celebrity_settings_copy:
 * @settings: the struct
 * @copy: (out caller-allocates): a deep copy of @settings; what it held before
 *   is not freed
 */
void gst_celebrity_settings_copy (const GstCelebritySettingsTable *table,
    gconstpointer settings, gpointer copy);

/**
 * gst_celebrity_settings_clear:
 * @settings: (inout): the struct
 *
 * Frees what the fields own and sets these fields to NULL. Strings are wiped.
 */
void gst_celebrity_settings_clear (const GstCelebritySettingsTable *table,
    gpointer settings);

G_END_DECLS
