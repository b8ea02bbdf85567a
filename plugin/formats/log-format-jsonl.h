/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-format-jsonl: JSON Lines. What is not known is null. The keys are
 * documented in plugin/celebritylog/README.md.
 */

#pragma once

#include "log-format.h"

G_BEGIN_DECLS

/**
 * celebrity_log_json_append_appearance:
 * @number: not used
 */
void celebrity_log_json_append_appearance (GString *text,
    const CelebrityAppearance *appearance, guint number);

/**
 * celebrity_log_json_append_ending:
 *
 * Appends the end of the line.
 */
void celebrity_log_json_append_ending (GString *text, const char *tail);
void celebrity_log_json_append_frame (GString *text,
    const CelebrityLogFrame *frame);

G_END_DECLS
