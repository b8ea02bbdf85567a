/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-unwrap: where in a JSON value of a results file the pages are. Files hold
 * them as they are, in lists, in objects that some program put around them, or
 * hold nothing but detections.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * REK_UNWRAP_MAX_DEPTH:
 *
 * How many objects and arrays may be around a page.
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
 * @pages: (element-type GBytes): where the pages are added; they share the
 *   memory of @value
 *
 * An object that has Celebrities is a page. Else the values of its members are
 * searched, and the first one that holds pages counts. Else it is a page if it
 * has JobStatus: one without detections. Of an array all elements count.
 *
 * Reads names, strings and brackets only: whether @value is JSON must be
 * checked as well.
 */
RekUnwrapKind rek_unwrap (GBytes *value, GPtrArray *pages);

G_END_DECLS
