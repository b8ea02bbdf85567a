/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogcue: subtitles. A cue an appearance, with the name as its text;
 * it lasts a millisecond at least, since players refuse shorter ones.
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
 * @number: the subtitle's
 *
 * The format has no way to escape anything: the name stands there as it is.
 */
void celebrity_log_cue_append_srt (GString *text,
    const CelebrityAppearance *appearance, guint number);

G_END_DECLS
