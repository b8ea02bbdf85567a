/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Access keys in a profile of one of the shared files. The id and the secret key
 * must be in the same file.
 */

#include "credentials/aws-source.h"

#include "client/aws-error.h"

#define KEY_ID_KEY "aws_access_key_id"
#define SECRET_KEY "aws_secret_access_key"

/* The second one is deprecated. */
static const char *const token_keys[] = { "aws_session_token",
  "aws_security_token" };

static const char *const file_names[] = {
  [AWS_PROFILE_FILE_CONFIG] = "config file",
  [AWS_PROFILE_FILE_CREDENTIALS] = "credentials file",
};

static const char *
get_value (const AwsSourceContext *context, AwsProfileFileKind kind,
    const char *key)
{
  const char *value = rekaws_profile_file_get_value (
      rekaws_config_get_file (context->config, kind), AWS_SECTION_PROFILE,
      context->profile, key);

  for (const char *p = value; p != NULL && *p != '\0'; p++) {
    if (!g_ascii_isspace (*p))
      return value;
  }
  return NULL;
}

static AwsCredentials *
load (const AwsSourceContext *context, AwsProfileFileKind kind, char **reason,
    GError **error)
{
  const char *key_id = get_value (context, kind, KEY_ID_KEY);
  const char *secret = get_value (context, kind, SECRET_KEY);
  const char *token = NULL;
  g_autofree char *origin =
      g_strdup_printf ("profile \"%s\": access keys", context->profile);

  if (key_id == NULL) {
    *reason = g_strdup_printf ("%s is %s in the %s", KEY_ID_KEY,
        secret == NULL ? "not set" : "missing next to " SECRET_KEY,
        file_names[kind]);
    return NULL;
  }
  if (secret == NULL) {
    g_autofree char *files = rekaws_config_dup_files (context->config);

    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials: %s is missing in the profile \"%s\" of the %s "
        "(of %s): set both %s and %s, or neither",
        SECRET_KEY, context->profile, file_names[kind], files, KEY_ID_KEY,
        SECRET_KEY);
    return NULL;
  }

  for (guint i = 0; i < G_N_ELEMENTS (token_keys) && token == NULL; i++)
    token = get_value (context, kind, token_keys[i]);
  return rekaws_source_make_credentials (key_id, secret, token,
      AWS_CREDENTIALS_NEVER, origin, error);
}

static AwsCredentials *
load_credentials_file (const AwsSourceContext *context,
    GCancellable *cancellable G_GNUC_UNUSED, char **reason, GError **error)
{
  return load (context, AWS_PROFILE_FILE_CREDENTIALS, reason, error);
}

static AwsCredentials *
load_config_file (const AwsSourceContext *context,
    GCancellable *cancellable G_GNUC_UNUSED, char **reason, GError **error)
{
  return load (context, AWS_PROFILE_FILE_CONFIG, reason, error);
}

const AwsSource rekaws_source_credentials_file_keys = { "access keys",
  load_credentials_file };
const AwsSource rekaws_source_config_file_keys = { "access keys",
  load_config_file };
