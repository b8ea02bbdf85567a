/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-format-subtitles: WebVTT and SRT. One cue per appearance, with the name
 * as its text. A cue lasts at least a millisecond, since players reject shorter
 * ones.
 */

#pragma once

#include "log-format.h"

G_BEGIN_DECLS

#define CELEBRITY_LOG_CUE_WEBVTT_HEADER "WEBVTT\n\n"

/**
 * celebrity_log_cue_append_webvtt:
 * @number: not used
 */
void celebrity_log_cue_append_webvtt (GString *text,
    const CelebrityAppearance *appearance, guint number);

/**
 * celebrity_log_cue_append_srt_ending:
 *
 * Appends the empty line that ends a subtitle.
 */
void celebrity_log_cue_append_srt_ending (GString *text, const char *tail);

/**
 * celebrity_log_cue_append_srt:
 * @number: of the subtitle
 *
 * SRT has no escapes: the name is written as it is, except for arrows.
 */
void celebrity_log_cue_append_srt (GString *text,
    const CelebrityAppearance *appearance, guint number);

G_END_DECLS
