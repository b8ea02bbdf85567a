/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-json: strings and numbers of small JSON objects: error bodies and
 * responses of credential services.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UTIL_JSON_MAX_DEPTH:
 *
 * Maximum nesting of objects and arrays: far more than services send, and far
 * less than what overflows the stack of json-glib's recursive parser.
 */
#define UTIL_JSON_MAX_DEPTH 128

/**
 * rekutil_json_is_complete:
 * @body: bytes
 *
 * Checks only brackets and strings, in one fast pass, which detects a body that
 * is cut off.
 *
 * Returns: whether @body is a single object that is not nested deeper than
 *   UTIL_JSON_MAX_DEPTH
 */
gboolean rekutil_json_is_complete (GBytes *body);

/**
 * UtilJson:
 *
 * The strings and numbers of a JSON object, at any depth, but not in arrays.
 */
typedef struct _UtilJson UtilJson;

/**
 * rekutil_json_parse:
 * @body: bytes that may be a JSON object, or anything else
 *
 * Returns: (transfer full) (nullable): the object; NULL if @body is not one
 */
UtilJson *rekutil_json_parse (GBytes *body);

/**
 * rekutil_json_free:
 * @json: (nullable) (transfer full): the object; its strings are wiped
 */
void rekutil_json_free (UtilJson *json);

/**
 * rekutil_json_get_string:
 * @path: the member's name; dots separate nested objects, for example
 *   "roleCredentials.accessKeyId"
 *
 * Returns: (transfer none) (nullable): the string, owned by @json; NULL if there
 *   is no such member or it is not a string
 */
const char *rekutil_json_get_string (const UtilJson *json, const char *path);

/**
 * rekutil_json_get_number:
 * @path: as for rekutil_json_get_string()
 * @number: (out): the number; only set on success
 *
 * Returns: FALSE if there is no such member or it is not a number
 */
gboolean rekutil_json_get_number (const UtilJson *json, const char *path,
    double *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UtilJson, rekutil_json_free)

G_END_DECLS
