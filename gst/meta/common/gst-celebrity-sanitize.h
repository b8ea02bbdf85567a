/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-text: names and other texts of strangers, made fit to be shown
 * beside text of our own.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gst_celebrity_text_get_shown:
 *
 * Returns: what is shown for @character: a space for what controls a terminal
 *   or ends a line, 0 (nothing) for what turns the direction of text
 */
gunichar gst_celebrity_text_get_shown (gunichar character);

/**
 * gst_celebrity_text_clean:
 * @text: any bytes up to a NUL
 *
 * Makes a text that can be shown anywhere, whatever a file, a variable, a
 * service or another element put into it: UTF-8, at most 8 KiB, of each
 * character what gst_celebrity_text_get_shown() says, but ends of lines as they
 * are.
 *
 * Returns: (transfer full): the text
 */
char *gst_celebrity_text_clean (const char *text);

/**
 * gst_celebrity_text_clean_line:
 * @text: (nullable): any bytes up to a NUL
 *
 * The same, on one line.
 *
 * Returns: (transfer full) (nullable): the text; NULL for NULL
 */
char *gst_celebrity_text_clean_line (const char *text);

G_END_DECLS
