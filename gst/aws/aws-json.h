/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-json: string members of small JSON objects: error bodies, answers of
 * credential services.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * aws_json_parse_strings:
 * @body: bytes that may be a JSON object, or anything else
 *
 * Returns: (transfer full) (nullable): name to value of each string member of
 *   the outermost object, values wiped when freed; NULL where @body is no
 *   JSON object
 */
GHashTable *aws_json_parse_strings (GBytes *body);

G_END_DECLS
