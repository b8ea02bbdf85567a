/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Credentials in environment variables. */

#include "credentials/aws-source.h"

#include "client/aws-error.h"

#define KEY_ID_VARIABLE "AWS_ACCESS_KEY_ID"
#define SECRET_VARIABLE "AWS_SECRET_ACCESS_KEY"
#define TOKEN_VARIABLE "AWS_SESSION_TOKEN"
#define OLD_TOKEN_VARIABLE "AWS_SECURITY_TOKEN"

static AwsCredentials *
environment_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  const AwsConfig *config = context->config;
  const char *key_id = rekaws_config_getenv (config, KEY_ID_VARIABLE);
  const char *secret = rekaws_config_getenv (config, SECRET_VARIABLE);
  const char *token = rekaws_config_getenv (config, TOKEN_VARIABLE);

  (void) cancellable;
  /* As the credential_source of a role it is always used. */
  if (context->parent == NULL && rekaws_config_has_explicit_profile (config)) {
    *reason = g_strdup_printf ("skipped, because the profile \"%s\" was set "
                               "explicitly",
        rekaws_config_get_profile_name (config));
    return NULL;
  }
  if (key_id == NULL) {
    *reason = g_strdup (KEY_ID_VARIABLE " is not set");
    return NULL;
  }
  if (secret == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "The environment variable " SECRET_VARIABLE
        " is not set, but " KEY_ID_VARIABLE " is: set both or neither");
    return NULL;
  }
  if (!rekaws_source_check_profile (context, error))
    return NULL;
  return rekaws_source_make_credentials (key_id, secret,
      token != NULL ? token : rekaws_config_getenv (config, OLD_TOKEN_VARIABLE),
      AWS_CREDENTIALS_NEVER, rekaws_source_environment.name, error);
}

const AwsSource rekaws_source_environment = { "environment", environment_load };
