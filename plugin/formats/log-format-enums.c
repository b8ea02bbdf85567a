/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-format-enums.h"

/* clang-format off */
/**
 * GstCelebrityLogFormat:
 *
 * The format of the log.
 *
 * Since: 0.1
 */
G_DEFINE_ENUM_TYPE (GstCelebrityLogFormat, celebrity_log_format,
  { CELEBRITY_LOG_FORMAT_JSONL, "JSON Lines", "jsonl" },
  { CELEBRITY_LOG_FORMAT_CSV, "Comma-separated values", "csv" },
  { CELEBRITY_LOG_FORMAT_WEBVTT, "WebVTT subtitles", "webvtt" },
  { CELEBRITY_LOG_FORMAT_SRT, "SubRip subtitles", "srt" })

/**
 * GstCelebrityLogMode:
 *
 * What the log contains.
 *
 * Since: 0.1
 */
G_DEFINE_ENUM_TYPE (GstCelebrityLogMode, celebrity_log_mode,
  { CELEBRITY_LOG_MODE_APPEARANCES, "Who is on screen from when to when",
    "appearances" },
  { CELEBRITY_LOG_MODE_FRAMES, "Who is on each buffer, and where", "frames" })
/* clang-format on */
