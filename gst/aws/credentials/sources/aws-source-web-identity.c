/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Credentials of a role for a token in a file that another program writes and
 * renews, for example Kubernetes or a CI system.
 *
 * The settings are environment variables or keys of a profile. For the profile
 * in use each variable takes precedence over its key.
 */

#include "credentials/aws-source.h"

#include "client/aws-error.h"
#include "util-file.h"
#include "credentials/support/aws-sts.h"

#include <string.h>

/* The environment variable and the profile key of one setting. */
typedef struct {
  const char *variable;
  const char *key;
} Setting;

static const Setting token_file = { "AWS_WEB_IDENTITY_TOKEN_FILE",
  "web_identity_token_file" };
static const Setting role_arn = { "AWS_ROLE_ARN", "role_arn" };
static const Setting session_name = { "AWS_ROLE_SESSION_NAME",
  "role_session_name" };

/* The environment does not override a profile that was set explicitly, or one
 * that is the source of another profile. */
static gboolean
uses_environment (const AwsSourceContext *context)
{
  return context->parent == NULL &&
      !rekaws_config_has_explicit_profile (context->config);
}

static const char *
get_value (const AwsSourceContext *context, const Setting *setting)
{
  const char *value = NULL;

  if (uses_environment (context))
    value = rekaws_config_getenv (context->config, setting->variable);
  if (value == NULL)
    value = rekaws_config_get_profile_value (context->config, context->profile,
        setting->key);
  return value;
}

/* Read at each call, since it is renewed before it expires. */
static UtilSecret *
read_token (const char *file, const char *origin, GError **error)
{
  g_autofree char *name = g_filename_display_name (file);
  g_autoptr (GError) failure = NULL;
  UtilSecret *token = rekutil_file_read (file, NULL, &failure);

  if (token == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials from %s: the token can't be read: %s", origin,
        failure->message);
    return NULL;
  }

  g_strchomp (token);
  if (*token == '\0' || !g_utf8_validate (token, -1, NULL)) {
    rekutil_secret_free (token);
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials from %s: %s contains no token", origin, name);
    return NULL;
  }
  return token;
}

/* @settings_origin: where the settings are, for people */
static AwsCredentials *
load (const AwsSourceContext *context, const char *settings_origin,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (UtilSecret) token = NULL;
  g_autofree char *origin = NULL;
  AwsStsRole role = {
    .arn = get_value (context, &role_arn),
    .session_name = get_value (context, &session_name),
  };

  if (role.arn == NULL && !rekaws_config_check_files (context->config, error))
    return NULL;
  if (role.arn == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials from %s: a web identity needs a role: %s%s%s of the "
        "profile \"%s\" is not set",
        settings_origin, uses_environment (context) ? role_arn.variable : "",
        uses_environment (context) ? " or " : "", role_arn.key,
        context->profile);
    return NULL;
  }

  origin = g_strdup_printf ("%s: role %s for a web identity", settings_origin,
      role.arn);
  token = read_token (get_value (context, &token_file), origin, error);
  if (token == NULL)
    return NULL;
  role.web_identity_token = token;
  return rekaws_sts_assume_role (context, &role, NULL, origin, cancellable,
      error);
}

static AwsCredentials *
environment_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  if (!uses_environment (context)) {
    *reason = g_strdup_printf ("skipped, because the profile \"%s\" was set "
                               "explicitly",
        context->profile);
    return NULL;
  }
  if (rekaws_config_getenv (context->config, token_file.variable) == NULL) {
    *reason = g_strdup_printf ("%s is not set", token_file.variable);
    return NULL;
  }
  if (!rekaws_source_check_profile (context, error))
    return NULL;
  if (rekaws_source_has_role (context)) {
    *reason = g_strdup_printf ("skipped, because the profile \"%s\" has a role "
                               "of its own (role_arn)",
        context->profile);
    return NULL;
  }
  return load (context, "environment", cancellable, error);
}

static AwsCredentials *
profile_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  g_autofree char *origin =
      g_strdup_printf ("profile \"%s\"", context->profile);

  if (rekaws_config_get_profile_value (context->config, context->profile,
          token_file.key) == NULL) {
    *reason = g_strdup_printf ("%s is not set", token_file.key);
    return NULL;
  }
  return load (context, origin, cancellable, error);
}

const AwsSource rekaws_source_web_identity = { "web identity",
  environment_load };
const AwsSource rekaws_source_profile_web_identity = { "web identity",
  profile_load };
