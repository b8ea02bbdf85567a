/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-token-cache: the file in which the AWS CLI caches the token of a login,
 * and which a program that refreshes the token rewrites.
 */

#pragma once

#include "config/aws-config.h"
#include "util-json-edit.h"
#include "util-json.h"

G_BEGIN_DECLS

/**
 * AwsTokenDirectory:
 * @variable: (nullable): environment variable that names the directory
 * @path: the directory if the variable is not set, as "~/.aws/sso/cache"
 * @checksum_type: checksum that names the files
 *
 * The directory of one kind of login.
 */
typedef struct {
  const char *variable;
  const char *path;
  GChecksumType checksum_type;
} AwsTokenDirectory;

/**
 * AwsTokenCache:
 * @path: path of the file
 * @text: its contents, wiped when freed
 * @json: its contents, parsed
 */
typedef struct {
  char *path;
  GBytes *text;
  UtilJson *json;
} AwsTokenCache;

/**
 * rekaws_token_cache_load:
 * @key: what the token is for: its checksum is the name of the file
 * @error: AWS_ERROR_CONFIG if the file can't be read or is not a JSON object, or
 *   if no home directory is known
 *
 * Returns: (transfer full) (nullable): the contents of the file
 */
AwsTokenCache *rekaws_token_cache_load (const AwsConfig *config,
    const AwsTokenDirectory *directory, const char *key, GError **error);

/**
 * rekaws_token_cache_update:
 * @log: receives a warning if the file can't be written
 * @members: (array length=n_members): the members to set
 *
 * Replaces the file atomically, with permissions for its owner only. Other
 * members are kept. A file that can't be written is not an error: this process
 * can use the token nevertheless.
 */
void rekaws_token_cache_update (const AwsTokenCache *cache, const UtilLog *log,
    const UtilJsonMember *members, guint n_members);

/**
 * rekaws_token_cache_find_missing:
 * @names: (array length=n_names): paths of strings, as for
 *   rekutil_json_get_string()
 *
 * Returns: (transfer none) (nullable): the first of @names that is missing or
 *   empty
 */
const char *rekaws_token_cache_find_missing (const UtilJson *json,
    const char *const *names, guint n_names);

void rekaws_token_cache_free (AwsTokenCache *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsTokenCache, rekaws_token_cache_free)

G_END_DECLS
