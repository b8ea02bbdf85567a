/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-json: string members of small JSON objects: error bodies, answers of
 * credential services.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * aws_json_is_complete:
 * @body: bytes
 *
 * Looks at brackets and strings alone, in one quick pass: what is cut off
 * anywhere is not complete.
 *
 * Returns: whether @body is one object from its first brace to its last, not
 *   nested too deeply for a recursive parser
 */
gboolean aws_json_is_complete (GBytes *body);

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
