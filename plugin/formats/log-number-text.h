/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-number-text: numbers and names as text, independent of the locale.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many decimals numbers have, the same in each format: percent; ratios of
 * a frame (a thousandth of a pixel in the largest one); seconds of a frame, and
 * of an appearance. */
#define CELEBRITY_LOG_CONFIDENCE_DECIMALS 4
#define CELEBRITY_LOG_RATIO_DECIMALS 7
#define CELEBRITY_LOG_FRAME_TIME_DECIMALS 9
#define CELEBRITY_LOG_TIME_DECIMALS 3

/**
 * celebrity_log_text_append_fixed:
 * @value: in units of the last decimal
 * @decimals: 0..9
 *
 * Appends 1500 with 3 decimals as "1.500".
 */
void celebrity_log_text_append_fixed (GString *text, guint64 value,
    guint decimals);

/**
 * celebrity_log_text_append_number:
 * @value: finite
 * @decimals: maximum number of decimals, 0..9
 *
 * Appends a number without trailing zeros: "99.5", "-1", "0".
 */
void celebrity_log_text_append_number (GString *text, double value,
    guint decimals);

/**
 * celebrity_log_text_append_unsigned:
 *
 * Appends @value without decimals.
 */
void celebrity_log_text_append_unsigned (GString *text, guint64 value);

/**
 * celebrity_log_text_get_ms:
 *
 * Returns: @ns as milliseconds, rounded
 */
guint64 celebrity_log_text_get_ms (guint64 ns);

/**
 * celebrity_log_text_get_valid:
 * @made: (out) (transfer full) (nullable): owns the returned text, if it had to
 *   be changed
 *
 * Returns: @text, in which bytes that are not UTF-8 are replaced
 */
const char *celebrity_log_text_get_valid (const char *text, char **made);

G_END_DECLS
