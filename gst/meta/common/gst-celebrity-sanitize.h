/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-sanitize: sanitises untrusted text for display, such as names.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gst_celebrity_text_get_shown:
 *
 * Returns: the replacement of @character: a space for control characters and line
 *   ends, 0 (nothing) for characters that change the direction of text, otherwise
 *   @character
 */
gunichar gst_celebrity_text_get_shown (gunichar character);

/**
 * gst_celebrity_text_clean:
 * @text: any bytes up to a NUL
 *
 * Makes text from a file, a variable, a service or another element safe to show
 * anywhere: valid UTF-8 of at most 8 KiB, with the replacements of
 * gst_celebrity_text_get_shown(). Newlines are kept.
 *
 * Returns: (transfer full): the sanitised text
 */
char *gst_celebrity_text_clean (const char *text);

/**
 * gst_celebrity_text_clean_line:
 * @text: (nullable): any bytes up to a NUL
 *
 * Like gst_celebrity_text_clean(), but on one line.
 *
 * Returns: (transfer full) (nullable): the sanitised text; NULL if @text is NULL
 */
char *gst_celebrity_text_clean_line (const char *text);

G_END_DECLS
