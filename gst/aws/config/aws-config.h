/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-config: the environment and the shared config and credentials files,
 * read once, as one immutable value.
 *
 * The environment is an argument. Files are those of AWS_CONFIG_FILE and
 * AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/config and ~/.aws/credentials
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html), with
 * "~" and variables expanded (aws-path.h). A file that does not exist is an
 * empty one.
 *
 * A file that can't be used is an empty one, too, until something in it is
 * needed. As for the AWS CLI, a file that can't be read (no permission) is as
 * good as none: messages about what was not found name it with the reason. A
 * file that can't be parsed is an error for those who look for something that
 * might be in it (rekaws_config_check_files()).
 */

#pragma once

#include "util-log.h"
#include "config/aws-profile-file.h"

G_BEGIN_DECLS

typedef struct _AwsConfig AwsConfig;

/**
 * rekaws_config_load:
 * @environment: (array zero-terminated=1): "NAME=value" strings, as
 *   g_get_environ() gives them
 * @profile: (nullable): name of the profile; NULL or "": that of AWS_PROFILE,
 *   else of AWS_DEFAULT_PROFILE, else "default"
 * @log: (nullable): told of what is passed over, here and by those who use
 *   the configuration; copied
 *
 * Neither a profile that does not exist nor a file that can't be used is an
 * error here: those who need them say so.
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
 * Returns: (transfer none): where to tell of what is passed over
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
 * Returns: FALSE if a file is there and can't be used: then it is not known
 *   what profiles there are
 */
gboolean rekaws_config_is_whole (const AwsConfig *config);

/**
 * rekaws_config_check_files:
 * @error: AWS_ERROR_CONFIG; the message names file and line, never the line's
 *   text
 *
 * For those who have not found what they need.
 *
 * Returns: FALSE if a file can't be parsed
 */
gboolean rekaws_config_check_files (const AwsConfig *config, GError **error);

/**
 * rekaws_config_getenv:
 *
 * Returns: (transfer none) (nullable): value of the environment's variable
 *   @name; NULL where it is not set or blank
 */
const char *rekaws_config_getenv (const AwsConfig *config, const char *name);

/**
 * rekaws_config_has_variable:
 *
 * Returns: TRUE where the environment has the variable @name, blank or not
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
 * Returns: TRUE where the profile's name was given by the caller, not by the
 *   environment or default: it then goes before credentials of the
 *   environment, as the AWS CLI's --profile does
 */
gboolean rekaws_config_has_explicit_profile (const AwsConfig *config);

/**
 * rekaws_config_has_named_profile:
 *
 * Returns: TRUE where the caller or the environment named the profile: then
 *   it must exist
 */
gboolean rekaws_config_has_named_profile (const AwsConfig *config);

/**
 * rekaws_config_has_profile:
 *
 * Returns: TRUE where a file has the profile @profile
 */
gboolean rekaws_config_has_profile (const AwsConfig *config,
    const char *profile);

/**
 * rekaws_config_get_profile_value:
 * @profile: name of a profile
 * @key: the key, in lower case
 *
 * Returns: (transfer none) (nullable): the value; the credentials file goes
 *   before the config file; NULL where it is not set or blank
 */
const char *rekaws_config_get_profile_value (const AwsConfig *config,
    const char *profile, const char *key);

/**
 * rekaws_config_get:
 * @variable: (nullable): name of an environment variable
 * @key: (nullable): key of the profile in use
 *
 * Returns: (transfer none) (nullable): value of the variable, else of the
 *   profile's key
 */
const char *rekaws_config_get (const AwsConfig *config, const char *variable,
    const char *key);

/**
 * rekaws_config_get_file:
 *
 * For what is no profile: sso-session and services stand in the config file.
 *
 * Returns: (transfer none): one of the two files by itself
 */
const AwsProfileFile *rekaws_config_get_file (const AwsConfig *config,
    AwsProfileFileKind kind);

/**
 * rekaws_config_dup_files:
 *
 * Returns: (transfer full): the files that were looked for, for messages, as
 *   "/root/.aws/credentials, /root/.aws/config", each with the reason if it
 *   can't be used
 */
char *rekaws_config_dup_files (const AwsConfig *config);

/**
 * rekaws_config_dup_region:
 * @region: (nullable): region that was asked for explicitly
 * @error: AWS_ERROR_NO_REGION where no place names one (the message says
 *   which were looked at), AWS_ERROR_CONFIG where it can't be part of a host
 *   name, or none is found and a file can't be parsed
 *
 * In order: @region, AWS_REGION, AWS_DEFAULT_REGION, the profile's region.
 *
 * Returns: (transfer full) (nullable): the region
 */
char *rekaws_config_dup_region (const AwsConfig *config, const char *region,
    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsConfig, rekaws_config_unref)

G_END_DECLS
