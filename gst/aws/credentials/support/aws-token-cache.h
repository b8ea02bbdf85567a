/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-token-file: the files in which the AWS CLI keeps the tokens of its
 * logins, and which programs that refresh a token rewrite.
 */

#pragma once

#include "config/aws-config.h"
#include "util-json-edit.h"
#include "util-json.h"

G_BEGIN_DECLS

/**
 * AwsTokenPlace:
 * @variable: (nullable): variable that names the folder
 * @folder: the folder if there is no such variable, as "~/.aws/sso/cache"
 * @checksum_type: of what the token is for: the file's name
 *
 * Where a kind of login keeps its files.
 */
typedef struct {
  const char *variable;
  const char *folder;
  GChecksumType checksum_type;
} AwsTokenPlace;

/**
 * AwsTokenFile:
 * @path: the file
 * @text: what stood in it
 * @json: that, parsed
 */
typedef struct {
  char *path;
  GBytes *text;
  UtilJson *json;
} AwsTokenFile;

/**
 * rekaws_token_file_load:
 * @key: what the token is for
 * @error: AWS_ERROR_CONFIG where the file can't be read or is no JSON
 *   object, or HOME is needed and not set
 *
 * Returns: (transfer full) (nullable): the file; its text is wiped when freed
 */
AwsTokenFile *rekaws_token_file_load (const AwsConfig *config,
    const AwsTokenPlace *place, const char *key, GError **error);

/**
 * rekaws_token_file_update:
 * @members: (array length=n_members): what is new
 *
 * Replaces the file, so that who reads it sees the old or the new one whole;
 * nobody but the user may read it. What else stands in it stays. A file that
 * can't be written is no failure: the token is good for this process.
 */
void rekaws_token_file_update (const AwsTokenFile *file,
    const UtilJsonMember *members, guint n_members);

/**
 * rekaws_token_file_find_missing:
 * @names: (array length=n_names): paths of strings, as for
 *   rekutil_json_get_string()
 *
 * Returns: (transfer none) (nullable): the first of @names that is not there
 *   or is empty
 */
const char *rekaws_token_file_find_missing (const UtilJson *json,
    const char *const *names, guint n_names);

void rekaws_token_file_free (AwsTokenFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsTokenFile, rekaws_token_file_free)

G_END_DECLS
