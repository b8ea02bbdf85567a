/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-pages: reads the responses in a file: concatenated, in an array, or
 * inside objects that other programs wrap around them; or a list of detections
 * without a response. The file may be compressed with gzip or be UTF-16.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * endpoint_pages_read:
 * @data: (array length=length): bytes of a file
 * @error: of G_IO_ERROR, G_CONVERT_ERROR or JSON_PARSER_ERROR: what the file is
 *   instead, and what to do
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): the responses
 *   in order, at least one, with member names as the service writes them.
 *   Some may lack Celebrities.
 */
GPtrArray *endpoint_pages_read (const char *data, gsize length, GError **error);

G_END_DECLS
