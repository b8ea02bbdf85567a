/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-json: strings and numbers of small JSON objects: error bodies, answers of
 * credential services.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UTIL_JSON_MAX_DEPTH:
 *
 * How deep objects and arrays may be nested: far deeper than what services
 * send, far less than what overflows the stack of a parser that recurses, as
 * json-glib does.
 */
#define UTIL_JSON_MAX_DEPTH 128

/**
 * rekutil_json_is_complete:
 * @body: bytes
 *
 * Looks at brackets and strings alone, in one quick pass: what is cut off
 * anywhere is not complete.
 *
 * Returns: whether @body is one object from its first brace to its last, not
 *   nested deeper than UTIL_JSON_MAX_DEPTH
 */
gboolean rekutil_json_is_complete (GBytes *body);

/**
 * UtilJson:
 *
 * A small JSON object's strings and numbers, at any depth but in arrays.
 */
typedef struct _AwsJson UtilJson;

/**
 * rekutil_json_parse:
 * @body: bytes that may be a JSON object, or anything else
 *
 * Returns: (transfer full) (nullable): the object; NULL where @body is none
 */
UtilJson *rekutil_json_parse (GBytes *body);

/**
 * rekutil_json_free:
 * @json: (nullable) (transfer full): the object; its strings are wiped
 */
void rekutil_json_free (UtilJson *json);

/**
 * rekutil_json_get_string:
 * @path: the member's name; dots go into objects, as
 *   "roleCredentials.accessKeyId"
 *
 * Returns: (transfer none) (nullable): the string, as long as @json; NULL
 *   where there is no such member or it is no string
 */
const char *rekutil_json_get_string (const UtilJson *json, const char *path);

/**
 * rekutil_json_get_number:
 * @path: as for rekutil_json_get_string()
 * @number: (out): the number; only set on success
 *
 * Returns: FALSE where there is no such member or it is no number
 */
gboolean rekutil_json_get_number (const UtilJson *json, const char *path,
    double *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UtilJson, rekutil_json_free)

G_END_DECLS
