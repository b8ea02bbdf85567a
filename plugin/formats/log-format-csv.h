/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-format-csv: comma-separated values. A field that contains a comma, a
 * quote or a line break is quoted; what is not known is empty; web pages are in
 * one field, separated by spaces.
 */

#pragma once

#include "log-format.h"

G_BEGIN_DECLS

#define CELEBRITY_LOG_CSV_APPEARANCES_HEADER \
  "name,id,start,end,duration,samples,max_confidence,mean_confidence," \
  "known_gender,urls,track\n"

#define CELEBRITY_LOG_CSV_FRAMES_HEADER \
  "stream_time,pts,width,height,name,id,confidence,track,state,sample_time," \
  "box_left,box_top,box_width,box_height,pixels_x,pixels_y,pixels_width," \
  "pixels_height,body_left,body_top,body_width,body_height,known_gender," \
  "urls\n"

/**
 * celebrity_log_csv_append_appearance:
 * @number: not used
 */
void celebrity_log_csv_append_appearance (GString *text,
    const CelebrityAppearance *appearance, guint number);

/**
 * celebrity_log_csv_append_ending:
 *
 * Appends the end of the row, and of a quoted field that is open in it.
 */
void celebrity_log_csv_append_ending (GString *text, const char *tail);

/**
 * celebrity_log_csv_append_frame:
 *
 * Appends one row per person.
 */
void celebrity_log_csv_append_frame (GString *text,
    const CelebrityLogFrame *frame);

G_END_DECLS
