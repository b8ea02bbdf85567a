/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-profile: what one of the shared config and credentials files says, as an
 * immutable value, and the parser that makes it from the file's text.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 *
 * What the AWS CLI reads is read as it reads it (aws-ini.h has the lines). Of a
 * config file these sections count: [default], [profile NAME],
 * [sso-session NAME], [services NAME], where NAME is one word of a shell, in
 * quotes if it has spaces; of a credentials file [NAME], whatever the name.
 * Others are passed over. Keys of [DEFAULT] are those that a section lacks.
 * Sections of one name are one section; of two equal keys the later counts.
 * Keys are in lower case whatever the file says. Any value may be a secret:
 * all are wiped when freed.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AwsProfileFileKind:
 * @AWS_PROFILE_FILE_CONFIG: ~/.aws/config
 * @AWS_PROFILE_FILE_CREDENTIALS: ~/.aws/credentials
 */
typedef enum {
  AWS_PROFILE_FILE_CONFIG,
  AWS_PROFILE_FILE_CREDENTIALS,
} AwsProfileFileKind;

/**
 * AwsSectionType:
 * @AWS_SECTION_PROFILE: a profile
 * @AWS_SECTION_SSO_SESSION: [sso-session NAME]
 * @AWS_SECTION_SERVICES: [services NAME]
 */
typedef enum {
  AWS_SECTION_PROFILE,
  AWS_SECTION_SSO_SESSION,
  AWS_SECTION_SERVICES,
} AwsSectionType;

/**
 * AWS_SECTION_TYPES:
 *
 * How many AwsSectionType there are.
 */
#define AWS_SECTION_TYPES (AWS_SECTION_SERVICES + 1)

typedef struct _AwsProfileFile AwsProfileFile;

/**
 * rekaws_profile_file_parse:
 * @text: the file's text
 * @size: its bytes
 * @kind: which of the two files it is
 * @name: the file's name, for messages
 * @error: AWS_ERROR_CONFIG; the message names file and line and what is wrong,
 *   never the line's text
 *
 * Returns: (transfer full) (nullable): what the file says
 */
AwsProfileFile *rekaws_profile_file_parse (const char *text, gsize size,
    AwsProfileFileKind kind, const char *name, GError **error);

void rekaws_profile_file_free (AwsProfileFile *file);

/**
 * rekaws_profile_file_has_section:
 *
 * Returns: TRUE where the file has the section, with or without keys
 */
gboolean rekaws_profile_file_has_section (const AwsProfileFile *file,
    AwsSectionType type, const char *name);

/**
 * rekaws_profile_file_get_value:
 * @key: the key, in lower case
 *
 * Returns: (transfer none) (nullable): the value; lines that it is continued
 *   on follow a "\n" each, so a block of nested keys starts with "\n"
 */
const char *rekaws_profile_file_get_value (const AwsProfileFile *file,
    AwsSectionType type, const char *name, const char *key);

/**
 * rekaws_profile_file_dup_nested_value:
 * @key: the key that the block stands under, in lower case
 * @nested_key: the key within the block, in lower case
 *
 * Returns: (transfer full) (nullable): the nested key's value
 */
char *rekaws_profile_file_dup_nested_value (const AwsProfileFile *file,
    AwsSectionType type, const char *name, const char *key,
    const char *nested_key);

/**
 * rekaws_profile_file_list_sections:
 *
 * Returns: (transfer container) (array zero-terminated=1): names of the
 *   file's sections of a type, in no order
 */
const char **rekaws_profile_file_list_sections (const AwsProfileFile *file,
    AwsSectionType type);

/**
 * rekaws_profile_file_list_keys:
 *
 * Returns: (transfer container) (array zero-terminated=1): keys of a section,
 *   in no order; none where there is no such section
 */
const char **rekaws_profile_file_list_keys (const AwsProfileFile *file,
    AwsSectionType type, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsProfileFile, rekaws_profile_file_free)

G_END_DECLS
