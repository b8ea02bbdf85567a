/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-format: the formats of a log, from appearances and frames to bytes.
 */

#pragma once

#include "log-appearance.h"
#include "log-format-enums.h"

G_BEGIN_DECLS

/**
 * CelebrityLogFrame:
 * @stream_time: ns, or GST_CLOCK_TIME_NONE
 * @pts: ns, or GST_CLOCK_TIME_NONE
 * @width: pixels
 * @height: pixels
 * @people: (element-type CelebrityLogPerson): at least one
 *
 * One buffer with people on it.
 */
typedef struct {
  guint64 stream_time;
  guint64 pts;
  gint width;
  gint height;
  const GArray *people;
} CelebrityLogFrame;

/**
 * CelebrityLogFormatter:
 * @name: the nick of the CelebrityLogFormat
 * @is_ordered: whether the starts of appearances must not decrease
 * @can_append: whether another log may follow in the same file
 * @append_ending: (nullable): with @can_append: given the end of a file,
 *   completes a record that was cut off by a crash or a full disk
 * @appearances_header: the beginning of a file of appearances
 * @append_appearance: appends an appearance; numbers start at 1
 * @frames_header: the beginning of a file of frames
 * @append_frame: (nullable): appends a frame; NULL if the format has no frames
 */
typedef struct {
  const char *name;
  gboolean is_ordered;
  gboolean can_append;
  void (*append_ending) (GString *text, const char *tail);
  const char *appearances_header;
  void (*append_appearance) (GString *text,
      const CelebrityAppearance *appearance, guint number);
  const char *frames_header;
  void (*append_frame) (GString *text, const CelebrityLogFrame *frame);
} CelebrityLogFormatter;

/* One per format, each in the file of that name. */
extern const CelebrityLogFormatter celebrity_log_jsonl_formatter;
extern const CelebrityLogFormatter celebrity_log_csv_formatter;
extern const CelebrityLogFormatter celebrity_log_webvtt_formatter;
extern const CelebrityLogFormatter celebrity_log_srt_formatter;

/**
 * celebrity_log_format_get:
 *
 * Returns: (transfer none): the formatter of @format
 */
const CelebrityLogFormatter *celebrity_log_format_get (
    CelebrityLogFormat format);

G_END_DECLS
