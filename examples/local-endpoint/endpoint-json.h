/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-json: JSON as text, so that serving a page of a thousand detections
 * builds no tree; and some accessors that json-glib lacks.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * endpoint_json_append_string:
 * @json: JSON text
 * @text: UTF-8
 *
 * Appends @text as a JSON string, including the quotes.
 */
void endpoint_json_append_string (GString *json, const char *text);

/**
 * endpoint_json_get_string:
 *
 * Returns: (transfer none) (nullable): the member @name of @object; NULL if
 *   there is none or it is not a string
 */
const char *endpoint_json_get_string (JsonObject *object, const char *name);

/**
 * endpoint_json_get_member:
 * @name: a name as the service writes it, in PascalCase
 *
 * Returns: (transfer none) (nullable): the member @name of @object, or else the
 *   member with this name in camelCase
 */
JsonNode *endpoint_json_get_member (JsonObject *object, const char *name);

/**
 * endpoint_json_split:
 * @text: concatenated JSON values
 * @length: bytes of @text
 * @callback: called for each value that is an object or an array
 *
 * Only recognises strings and nesting; validates nothing. Other text is passed
 * with the value that follows it, or by itself at the end, so that the parser
 * refuses it.
 */
void endpoint_json_split (const char *text, gsize length,
    void (
        *callback) (const char *value, gsize value_length, gpointer user_data),
    gpointer user_data);

G_END_DECLS
