/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-config: the environment and the shared config and credentials files,
 * read once, as one immutable value.
 *
 * The environment is an argument. The files are those that AWS_CONFIG_FILE and
 * AWS_SHARED_CREDENTIALS_FILE name, else ~/.aws/config and ~/.aws/credentials
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html), with
 * "~" and variables expanded (util-path.h). A file that does not exist is
 * treated as empty.
 *
 * A file that can't be used is also treated as empty. As in the AWS CLI, a file
 * that can't be read (no permission) is ignored; messages about a missing value
 * name the file with the reason. A file that can't be parsed is an error only
 * if a value is missing that it may contain (rekaws_config_check_files()).
 *
 * A value that is empty or consists of white space only is not set.
 */

#pragma once

#include "util-log.h"
#include "config/aws-profile-file.h"

G_BEGIN_DECLS

typedef struct _AwsConfig AwsConfig;

/**
 * rekaws_config_load:
 * @environment: (nullable) (array zero-terminated=1): "NAME=value" strings, as
 *   g_get_environ() returns them
 * @profile: (nullable): name of the profile; NULL or blank: the name in
 *   AWS_PROFILE, else in AWS_DEFAULT_PROFILE, else "default"
 * @log: (nullable): receives the log messages of this function and of the
 *   functions that use the configuration; copied
 *
 * Never fails: a profile that does not exist and a file that can't be used are
 * errors only for the functions that need them.
 *
 * Returns: (transfer full): the configuration
 */
AwsConfig *rekaws_config_load (char **environment, const char *profile,
    const UtilLog *log);

AwsConfig *rekaws_config_ref (AwsConfig *config);
void rekaws_config_unref (AwsConfig *config);

/**
 * rekaws_config_get_log:
 *
 * Returns: (transfer none): the log, which may have no function
 */
const UtilLog *rekaws_config_get_log (const AwsConfig *config);

/**
 * rekaws_config_expand_path:
 *
 * Returns: (transfer full): @path expanded as rekutil_path_expand() does
 */
char *rekaws_config_expand_path (const AwsConfig *config, const char *path);

/**
 * rekaws_config_is_whole:
 *
 * Returns: FALSE if a file exists and can't be used: then it is not known which
 *   profiles there are
 */
gboolean rekaws_config_is_whole (const AwsConfig *config);

/**
 * rekaws_config_check_files:
 * @error: AWS_ERROR_CONFIG; the message contains file and line number, but not
 *   the line's text
 *
 * To be called if a value is missing that one of the files may contain.
 *
 * Returns: FALSE if a file can't be parsed
 */
gboolean rekaws_config_check_files (const AwsConfig *config, GError **error);

/**
 * rekaws_config_getenv:
 *
 * Returns: (transfer none) (nullable): value of the environment variable @name;
 *   NULL if it is not set or blank
 */
const char *rekaws_config_getenv (const AwsConfig *config, const char *name);

/**
 * rekaws_config_has_variable:
 *
 * Returns: TRUE if the environment has the variable @name, even a blank one
 */
gboolean rekaws_config_has_variable (const AwsConfig *config, const char *name);

/**
 * rekaws_config_get_profile_name:
 *
 * Returns: (transfer none): name of the profile in use
 */
const char *rekaws_config_get_profile_name (const AwsConfig *config);

/**
 * rekaws_config_has_explicit_profile:
 *
 * Returns: TRUE if the caller of rekaws_config_load() named the profile. It then
 *   takes precedence over credentials in the environment, as the AWS CLI's
 *   --profile does
 */
gboolean rekaws_config_has_explicit_profile (const AwsConfig *config);

/**
 * rekaws_config_has_named_profile:
 *
 * Returns: TRUE if the caller or the environment named the profile, which must
 *   then exist
 */
gboolean rekaws_config_has_named_profile (const AwsConfig *config);

/**
 * rekaws_config_has_profile:
 *
 * Returns: TRUE if one of the files has the profile @profile
 */
gboolean rekaws_config_has_profile (const AwsConfig *config,
    const char *profile);

/**
 * rekaws_config_get_profile_value:
 * @profile: name of a profile
 * @key: the key, in lower case
 *
 * Returns: (transfer none) (nullable): the value in the credentials file, else
 *   in the config file; NULL if it is not set or blank
 */
const char *rekaws_config_get_profile_value (const AwsConfig *config,
    const char *profile, const char *key);

/**
 * rekaws_config_get:
 * @variable: (nullable): name of an environment variable
 * @key: (nullable): key of the profile in use
 *
 * Returns: (transfer none) (nullable): value of the variable, else of the key;
 *   NULL if neither is set
 */
const char *rekaws_config_get (const AwsConfig *config, const char *variable,
    const char *key);

/**
 * rekaws_config_get_file:
 *
 * For sections that are not profiles: sso-session and services are in the
 * config file.
 *
 * Returns: (transfer none): one of the two files; empty if it does not exist or
 *   can't be used
 */
const AwsProfileFile *rekaws_config_get_file (const AwsConfig *config,
    AwsProfileFileKind kind);

/**
 * rekaws_config_dup_files:
 *
 * Returns: (transfer full): both files, for messages, as
 *   "/root/.aws/credentials, /root/.aws/config", each with the reason if it
 *   can't be used
 */
char *rekaws_config_dup_files (const AwsConfig *config);

/**
 * rekaws_config_dup_region:
 * @region: (nullable): region that the user set explicitly
 * @error: AWS_ERROR_NO_REGION if no region is set (the message names all
 *   settings), AWS_ERROR_CONFIG if the region is not valid, or if none is set
 *   and a file can't be parsed
 *
 * In order: @region, AWS_REGION, AWS_DEFAULT_REGION, the profile's region.
 * Logs the region and its origin at info level.
 *
 * Returns: (transfer full) (nullable): the region
 */
char *rekaws_config_dup_region (const AwsConfig *config, const char *region,
    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsConfig, rekaws_config_unref)

G_END_DECLS
