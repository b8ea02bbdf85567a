/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Credentials that the user set explicitly (properties). */

#include "credentials/aws-source.h"

#include "client/aws-error.h"

static gboolean
is_set (const char *value)
{
  if (value == NULL)
    return FALSE;
  while (g_ascii_isspace (*value))
    value++;
  return *value != '\0';
}

static AwsCredentials *
static_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  const AwsExplicitCredentials *given = context->explicit_credentials;
  gboolean has_key_id = is_set (given->access_key_id);
  gboolean has_secret = is_set (given->secret_access_key);

  (void) cancellable;
  if (has_key_id && has_secret)
    return rekaws_source_make_credentials (given->access_key_id,
        given->secret_access_key, given->session_token, AWS_CREDENTIALS_NEVER,
        rekaws_source_static.name, error);

  if (!has_key_id && !has_secret && !is_set (given->session_token)) {
    *reason = g_strdup ("access-key and secret-access-key are not set");
    return NULL;
  }

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "The property %s is not set: AWS credentials by property need both "
      "access-key and secret-access-key",
      has_key_id ? "secret-access-key" : "access-key");
  return NULL;
}

const AwsSource rekaws_source_static = { "properties", static_load };
