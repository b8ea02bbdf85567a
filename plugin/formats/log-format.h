/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogformat: the formats that celebritylog writes, from appearances
 * and frames to bytes.
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
 * @name: for people
 * @is_ordered: whether starts must never decrease
 * @can_append: whether a file may hold more than one of it, one after another
 * @append_ending: (nullable): with @can_append: given the end of a file,
 *   appends what it lacks for another record to follow, as after a crash or a
 *   full disk
 * @appearances_header: what a file of appearances begins with
 * @append_appearance: appends one; the numbers count from 1
 * @frames_header: what a file of frames begins with
 * @append_frame: (nullable): appends one; NULL: it can't hold frames
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

/**
 * celebrity_log_format_get:
 *
 * Returns: how @format is written
 */
const CelebrityLogFormatter *celebrity_log_format_get (
    CelebrityLogFormat format);

G_END_DECLS
