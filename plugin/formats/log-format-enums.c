/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-format-enums.h"

/**
 * GstCelebrityLogFormat:
 *
 * The format of the log.
 *
 * Since: 0.1
 */
GType
celebrity_log_format_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { CELEBRITY_LOG_FORMAT_JSONL, "JSON Lines", "jsonl" },
    { CELEBRITY_LOG_FORMAT_CSV, "Comma-separated values", "csv" },
    { CELEBRITY_LOG_FORMAT_WEBVTT, "WebVTT subtitles", "webvtt" },
    { CELEBRITY_LOG_FORMAT_SRT, "SubRip subtitles", "srt" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type,
        g_enum_register_static ("GstCelebrityLogFormat", values));
  return type;
}

/**
 * GstCelebrityLogMode:
 *
 * What the log contains.
 *
 * Since: 0.1
 */
GType
celebrity_log_mode_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { CELEBRITY_LOG_MODE_APPEARANCES, "Who is on screen from when to when",
        "appearances" },
    { CELEBRITY_LOG_MODE_FRAMES, "Who is on each buffer, and where", "frames" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type,
        g_enum_register_static ("GstCelebrityLogMode", values));
  return type;
}
