/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-scan: walks the members of an object, or the elements of an array, in
 * JSON text without parsing what is inside them.
 *
 * Knows strings, escapes and nesting, and checks nothing else: the parser
 * checks the text strictly. Depth costs no memory.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RekScanText:
 * @start: first byte
 * @end: behind the last byte
 *
 * A piece of the text. A string comes with its quotes, an object or array with
 * its brackets.
 */
typedef struct {
  const char *start;
  const char *end;
} RekScanText;

/**
 * RekScan:
 * @closer: '}' in an object, ']' in an array
 * @is_whole: whether the closing bracket was reached
 *
 * Where a walk is. The other fields are private.
 */
typedef struct {
  char closer;
  gboolean is_whole;
  const char *at;
  const char *end;
  gboolean is_begun;
  gboolean is_over;
} RekScan;

/**
 * rek_scan_init:
 * @scan: (out caller-allocates): a walk
 * @text: (array length=size): must outlive the walk; a byte order mark and
 *   white space may come first
 *
 * Returns: FALSE if @text begins with neither an object nor an array
 */
gboolean rek_scan_init (RekScan *scan, const char *text, gsize size);

/**
 * rek_scan_next:
 * @name: (out): the member's name; not set in an array
 * @value: (out): the value
 *
 * Returns: FALSE at the end, and where the text is broken or ends too early:
 *   then @is_whole is FALSE
 */
gboolean rek_scan_next (RekScan *scan, RekScanText *name, RekScanText *value);

/**
 * rek_scan_text_is_string:
 * @text: a value
 */
gboolean rek_scan_text_is_string (const RekScanText *text);

/**
 * rek_scan_text_is_container:
 * @text: a value
 *
 * Returns: whether it is an object or an array
 */
gboolean rek_scan_text_is_container (const RekScanText *text);

/**
 * rek_scan_text_unescape:
 * @text: a string with its quotes
 *
 * Returns: (transfer full) (nullable): what it stands for; NULL if it has an
 *   escape that rek_json_check() refuses or is not UTF-8
 */
char *rek_scan_text_unescape (const RekScanText *text);

/**
 * rek_scan_dup_names:
 * @text: (array length=size): an object
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of its members,
 *   without those that can't be unescaped
 */
char **rek_scan_dup_names (const char *text, gsize size);

G_END_DECLS
