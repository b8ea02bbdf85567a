/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-format-enums: the enumerations of the properties of a log.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CelebrityLogFormat:
 * @CELEBRITY_LOG_FORMAT_JSONL: one JSON object per line
 * @CELEBRITY_LOG_FORMAT_CSV: one row per line, after a header
 * @CELEBRITY_LOG_FORMAT_WEBVTT: one WebVTT cue per appearance
 * @CELEBRITY_LOG_FORMAT_SRT: one SubRip subtitle per appearance
 */
typedef enum {
  CELEBRITY_LOG_FORMAT_JSONL,
  CELEBRITY_LOG_FORMAT_CSV,
  CELEBRITY_LOG_FORMAT_WEBVTT,
  CELEBRITY_LOG_FORMAT_SRT,
} CelebrityLogFormat;

/**
 * CelebrityLogMode:
 * @CELEBRITY_LOG_MODE_APPEARANCES: who is on screen from when to when
 * @CELEBRITY_LOG_MODE_FRAMES: who is on each buffer, and where
 */
typedef enum {
  CELEBRITY_LOG_MODE_APPEARANCES,
  CELEBRITY_LOG_MODE_FRAMES,
} CelebrityLogMode;

/**
 * celebrity_log_format_get_type:
 *
 * Returns: GType of CelebrityLogFormat
 */
GType celebrity_log_format_get_type (void);

/**
 * celebrity_log_mode_get_type:
 *
 * Returns: GType of CelebrityLogMode
 */
GType celebrity_log_mode_get_type (void);

G_END_DECLS
