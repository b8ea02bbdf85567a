/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-json-edit: writes small JSON objects: requests to credential services,
 * and the files of tokens, which keep what others wrote into them.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UtilJsonMember:
 * @path: the member's name; a dot goes into an object, as
 *   "accessToken.expiresAt"
 * @value: (nullable): its string; NULL: it is left as it is
 */
typedef struct {
  const char *path;
  const char *value;
} UtilJsonMember;

/**
 * rekutil_json_edit:
 * @object: (nullable): text of a JSON object; NULL for an empty one
 * @members: (array length=n_members): strings to set
 *
 * Returns: (transfer full) (nullable): the text with these members set, wiped
 *   when freed; NULL where @object is no JSON object
 */
GBytes *rekutil_json_edit (GBytes *object, const UtilJsonMember *members,
    guint n_members);

G_END_DECLS
