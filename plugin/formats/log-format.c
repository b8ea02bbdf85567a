/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-format.h"

#include "log-format-csv.h"
#include "log-format-subtitles.h"
#include "log-format-jsonl.h"

static const CelebrityLogFormatter formatters[] = {
  [CELEBRITY_LOG_FORMAT_JSONL] = {
    .name = "jsonl",
    .can_append = TRUE,
    .append_ending = celebrity_log_json_append_ending,
    .appearances_header = "",
    .append_appearance = celebrity_log_json_append_appearance,
    .frames_header = "",
    .append_frame = celebrity_log_json_append_frame,
  },
  [CELEBRITY_LOG_FORMAT_CSV] = {
    .name = "csv",
    .can_append = TRUE,
    .append_ending = celebrity_log_csv_append_ending,
    .appearances_header = CELEBRITY_LOG_CSV_APPEARANCES_HEADER,
    .append_appearance = celebrity_log_csv_append_appearance,
    .frames_header = CELEBRITY_LOG_CSV_FRAMES_HEADER,
    .append_frame = celebrity_log_csv_append_frame,
  },
  [CELEBRITY_LOG_FORMAT_WEBVTT] = {
    .name = "webvtt",
    .is_ordered = TRUE,
    .appearances_header = CELEBRITY_LOG_CUE_WEBVTT_HEADER,
    .append_appearance = celebrity_log_cue_append_webvtt,
  },
  [CELEBRITY_LOG_FORMAT_SRT] = {
    .name = "srt",
    .is_ordered = TRUE,
    .can_append = TRUE,
    .append_ending = celebrity_log_cue_append_srt_ending,
    .appearances_header = "",
    .append_appearance = celebrity_log_cue_append_srt,
  },
};

const CelebrityLogFormatter *
celebrity_log_format_get (CelebrityLogFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formatters), NULL);
  return &formatters[format];
}
