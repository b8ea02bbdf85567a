/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-unwrap: finds the pages in a JSON value of a results file. Files hold
 * pages as they are, in lists, or in objects that some program put around them;
 * or they hold only detections.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * REK_UNWRAP_MAX_DEPTH:
 *
 * How many objects and arrays may enclose a page.
 */
#define REK_UNWRAP_MAX_DEPTH 4

/**
 * RekUnwrapKind:
 * @REK_UNWRAP_NOTHING: there is no page in the value
 * @REK_UNWRAP_PAGE: the value is a page
 * @REK_UNWRAP_PAGES: there are pages in the value
 * @REK_UNWRAP_DETECTION: the value is an element of a page's Celebrities
 *
 * What a value is.
 */
typedef enum {
  REK_UNWRAP_NOTHING,
  REK_UNWRAP_PAGE,
  REK_UNWRAP_PAGES,
  REK_UNWRAP_DETECTION,
} RekUnwrapKind;

/**
 * rek_unwrap:
 * @value: an object or array
 * @pages: (element-type GBytes): the pages are appended; they share the
 *   memory of @value
 *
 * An object that has Celebrities is a page. Otherwise the values of its members
 * are searched, and the first one that holds pages wins. Otherwise it is a page
 * without detections if it has JobStatus. All elements of an array count.
 *
 * Reads only names, strings and brackets: it does not check that @value is
 * valid JSON.
 */
RekUnwrapKind rek_unwrap (GBytes *value, GPtrArray *pages);

G_END_DECLS
