/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-profile-file: the contents of one of the shared config and credentials
 * files, as an immutable value, and the parser that makes it from the file's
 * text.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 *
 * Files are read as the AWS CLI reads them (for the lines see aws-ini.h):
 *
 * - A config file has the sections [default], [profile NAME],
 *   [sso-session NAME] and [services NAME], where NAME is one shell word, in
 *   quotes if it contains spaces. A credentials file has sections [NAME] with
 *   any name. Other sections are ignored.
 * - The keys of [DEFAULT] are defaults for every section.
 * - Sections with the same name are merged; duplicate keys: the last one wins.
 * - Keys are converted to lower case.
 *
 * Any value may be a secret: all are wiped when freed.
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
 * The number of AwsSectionType values.
 */
#define AWS_SECTION_TYPES (AWS_SECTION_SERVICES + 1)

typedef struct _AwsProfileFile AwsProfileFile;

/**
 * rekaws_profile_file_parse:
 * @text: the file's text
 * @size: size of @text, in bytes
 * @kind: which of the two files it is
 * @name: the file's name, for messages
 * @error: AWS_ERROR_CONFIG; the message contains file, line number and cause,
 *   but not the line's text
 *
 * Returns: (transfer full) (nullable): the contents
 */
AwsProfileFile *rekaws_profile_file_parse (const char *text, gsize size,
    AwsProfileFileKind kind, const char *name, GError **error);

void rekaws_profile_file_free (AwsProfileFile *file);

/**
 * rekaws_profile_file_has_section:
 *
 * Returns: TRUE if the file has the section, even one without keys
 */
gboolean rekaws_profile_file_has_section (const AwsProfileFile *file,
    AwsSectionType type, const char *name);

/**
 * rekaws_profile_file_get_value:
 * @key: the key, in lower case
 *
 * Returns: (transfer none) (nullable): the value; each continuation line
 *   follows a "\n", so a block of nested keys starts with "\n"
 */
const char *rekaws_profile_file_get_value (const AwsProfileFile *file,
    AwsSectionType type, const char *name, const char *key);

/**
 * rekaws_profile_file_dup_nested_value:
 * @key: the key whose value is a block of nested keys, in lower case
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
 *   sections of @type, unordered
 */
const char **rekaws_profile_file_list_sections (const AwsProfileFile *file,
    AwsSectionType type);

/**
 * rekaws_profile_file_list_keys:
 *
 * Returns: (transfer container) (array zero-terminated=1): keys of a section,
 *   unordered; empty if there is no such section
 */
const char **rekaws_profile_file_list_keys (const AwsProfileFile *file,
    AwsSectionType type, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsProfileFile, rekaws_profile_file_free)

G_END_DECLS
