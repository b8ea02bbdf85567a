/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-json-edit: writes small JSON objects: requests to credential services,
 * and token cache files, whose other members are kept.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UtilJsonMember:
 * @path: the member's name; dots separate nested objects, for example
 *   "accessToken.expiresAt"
 * @value: (nullable): its string; NULL leaves the member unchanged
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
 *   when freed; NULL if @object is not a JSON object
 */
GBytes *rekutil_json_edit (GBytes *object, const UtilJsonMember *members,
    guint n_members);

G_END_DECLS
