/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-pages: the responses in a file, whatever is around them: an array,
 * an object that some program made, nothing; or none, but only detections.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * endpoint_pages_read:
 * @data: (array length=length): bytes of a file
 * @error: of G_IO_ERROR or JSON_PARSER_ERROR: what the file is instead, and
 *   what to do
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): the responses
 *   in their order, at least one, with names as the service writes them. Not
 *   all of them need have Celebrities.
 */
GPtrArray *endpoint_pages_read (const char *data, gsize length, GError **error);

G_END_DECLS
