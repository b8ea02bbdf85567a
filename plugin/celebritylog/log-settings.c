/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-settings.h"

#include "gst-celebrity-settings-table.h"

#define DEFAULT_LOCATION NULL
#define DEFAULT_FORMAT CELEBRITY_LOG_FORMAT_JSONL
#define DEFAULT_MODE CELEBRITY_LOG_MODE_APPEARANCES
#define DEFAULT_GAP (2 * GST_SECOND)
#define DEFAULT_APPEND FALSE
#define DEFAULT_FLUSH TRUE

#define FLAGS \
  (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY)

#define ROW(property, kind, member) \
  GST_CELEBRITY_SETTING (CELEBRITY_LOG_PROP_##property, \
      GST_CELEBRITY_SETTING_##kind, CelebrityLogSettings, member)

/* Where each setting is kept. */
static const GstCelebritySetting rows[] = {
  ROW (LOCATION, STRING, location),
  ROW (FORMAT, ENUM, format),
  ROW (MODE, ENUM, mode),
  ROW (GAP, UINT64, gap),
  ROW (APPEND, BOOLEAN, append),
  ROW (FLUSH, BOOLEAN, flush),
};

static const GstCelebritySettingsTable table = {
  .rows = rows,
  .n_rows = G_N_ELEMENTS (rows),
  .size = sizeof (CelebrityLogSettings),
};

void
celebrity_log_settings_init (CelebrityLogSettings *settings)
{
  *settings = (CelebrityLogSettings){
    .location = g_strdup (DEFAULT_LOCATION),
    .format = DEFAULT_FORMAT,
    .mode = DEFAULT_MODE,
    .gap = DEFAULT_GAP,
    .append = DEFAULT_APPEND,
    .flush = DEFAULT_FLUSH,
  };
}

void
celebrity_log_settings_copy (const CelebrityLogSettings *settings,
    CelebrityLogSettings *copy)
{
  gst_celebrity_settings_copy (&table, settings, copy);
}

void
celebrity_log_settings_clear (CelebrityLogSettings *settings)
{
  gst_celebrity_settings_clear (&table, settings);
}

static void
install_content_properties (GObjectClass *klass)
{
  /**
   * GstCelebrityLog:format:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_LOG_PROP_FORMAT,
      g_param_spec_enum ("format", "Format", "The format of the log",
          celebrity_log_format_get_type (), DEFAULT_FORMAT, FLAGS));
  /**
   * GstCelebrityLog:mode:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_LOG_PROP_MODE,
      g_param_spec_enum ("mode", "Mode",
          "What the log contains: appearances, or frames (jsonl and csv only)",
          celebrity_log_mode_get_type (), DEFAULT_MODE, FLAGS));
  /**
   * GstCelebrityLog:gap:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_LOG_PROP_GAP,
      g_param_spec_uint64 ("gap", "Gap",
          "Breaks of fewer nanoseconds than this do not end an appearance", 0,
          G_MAXUINT64, DEFAULT_GAP, FLAGS));
}

static void
install_file_properties (GObjectClass *klass)
{
  /**
   * GstCelebrityLog:location:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_LOG_PROP_LOCATION,
      g_param_spec_string ("location", "Location",
          "File to write to (unset or \"-\": standard output)",
          DEFAULT_LOCATION, FLAGS));
  /**
   * GstCelebrityLog:append:
   *
   * CSV gets no second header; the numbers of SRT start at 1 again.
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_LOG_PROP_APPEND,
      g_param_spec_boolean ("append", "Append",
          "Keep the content of the file (not with format=webvtt)",
          DEFAULT_APPEND, FLAGS));
  /**
   * GstCelebrityLog:flush:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_LOG_PROP_FLUSH,
      g_param_spec_boolean ("flush", "Flush",
          "Write each line to the file at once, not in blocks of 64 KiB",
          DEFAULT_FLUSH, FLAGS));
}

void
celebrity_log_settings_install_properties (GObjectClass *klass)
{
  install_content_properties (klass);
  install_file_properties (klass);

  gst_type_mark_as_plugin_api (celebrity_log_format_get_type (),
      (GstPluginAPIFlags) 0);
  gst_type_mark_as_plugin_api (celebrity_log_mode_get_type (),
      (GstPluginAPIFlags) 0);
}

gboolean
celebrity_log_settings_set (CelebrityLogSettings *settings,
    CelebrityLogProperty property, const GValue *value)
{
  return gst_celebrity_settings_set (&table, settings, property, value);
}

gboolean
celebrity_log_settings_get (const CelebrityLogSettings *settings,
    CelebrityLogProperty property, GValue *value)
{
  return gst_celebrity_settings_get (&table, settings, property, value);
}
