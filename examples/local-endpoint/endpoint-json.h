/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-json: JSON as text, so that serving a page of a thousand detections
 * needs no tree.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * endpoint_json_append_string:
 * @json: what is being written
 * @text: UTF-8
 *
 * Appends @text as a JSON string, quotes included.
 */
void endpoint_json_append_string (GString *json, const char *text);

/**
 * endpoint_json_get_string:
 *
 * Returns: (transfer none) (nullable): the member @name of @object; NULL where
 *   there is none or it is no string
 */
const char *endpoint_json_get_string (JsonObject *object, const char *name);

/**
 * endpoint_json_get_member:
 * @name: a name as the service writes it
 *
 * Returns: (transfer none) (nullable): the member @name of @object, or where
 *   there is none the one with this name in camelCase
 */
JsonNode *endpoint_json_get_member (JsonObject *object, const char *name);

/**
 * endpoint_json_split:
 * @text: JSON values, one after another
 * @length: bytes of @text
 * @callback: told where each value that is an object or an array stands
 *
 * Knows strings and nesting, checks nothing else. Text between the values is
 * handed on as a value of its own, for the parser to refuse.
 */
void endpoint_json_split (const char *text, gsize length,
    void (
        *callback) (const char *value, gsize value_length, gpointer user_data),
    gpointer user_data);

G_END_DECLS
