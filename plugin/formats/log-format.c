/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-format.h"

static const CelebrityLogFormatter *const formatters[] = {
  [CELEBRITY_LOG_FORMAT_JSONL] = &celebrity_log_jsonl_formatter,
  [CELEBRITY_LOG_FORMAT_CSV] = &celebrity_log_csv_formatter,
  [CELEBRITY_LOG_FORMAT_WEBVTT] = &celebrity_log_webvtt_formatter,
  [CELEBRITY_LOG_FORMAT_SRT] = &celebrity_log_srt_formatter,
};

const CelebrityLogFormatter *
celebrity_log_format_get (CelebrityLogFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formatters), NULL);
  return formatters[format];
}
