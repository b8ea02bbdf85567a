/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogtypes: the enumerations that celebritylog has as properties.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CelebrityLogFormat:
 * @CELEBRITY_LOG_FORMAT_JSONL: a JSON object a line
 * @CELEBRITY_LOG_FORMAT_CSV: a row a line, the first one with names
 * @CELEBRITY_LOG_FORMAT_WEBVTT: a WebVTT cue an appearance
 * @CELEBRITY_LOG_FORMAT_SRT: a SubRip subtitle an appearance
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
