/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/aws-source.h"

#include "client/aws-error.h"

#include <string.h>

AwsCredentials *
rekaws_source_load (const AwsSource *source, const AwsSourceContext *context,
    GCancellable *cancellable, char **reason, GError **error)
{
  const UtilLog *log = rekaws_config_get_log (context->config);
  g_autoptr (GError) failure = NULL;
  AwsCredentials *credentials =
      source->load (context, cancellable, reason, &failure);

  if (credentials != NULL) {
    rekutil_log_debug (log, "Credential source %s: found, from %s",
        source->name, rekaws_credentials_get_source (credentials));
    return credentials;
  }
  if (failure == NULL) {
    rekutil_log_debug (log, "Credential source %s: none: %s", source->name,
        *reason);
    return NULL;
  }
  rekutil_log_debug (log, "Credential source %s: failed: %s", source->name,
      failure->message);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
rekaws_source_require_profile (const AwsSourceContext *context, GError **error)
{
  g_autofree char *files = NULL;

  if (!rekaws_config_has_named_profile (context->config) ||
      rekaws_config_has_profile (context->config, context->profile))
    return TRUE;

  files = rekaws_config_dup_files (context->config);
  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "No AWS credentials from profile \"%s\": no such profile in %s",
      context->profile, files);
  return FALSE;
}

gboolean
rekaws_source_check_profile (const AwsSourceContext *context, GError **error)
{
  return !rekaws_config_is_whole (context->config) ||
      rekaws_source_require_profile (context, error);
}

/* Unlike g_strstrip(), leaves no part of a secret behind the terminator. */
static UtilSecret *
dup_trimmed (const char *text)
{
  gsize length;

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  return g_strndup (text, length);
}

/* Both are sent in headers: a line break would start another header. */
static gboolean
check_sendable (const char *value, const char *what, const char *origin,
    GError **error)
{
  for (const char *p = value; *p != '\0'; p++) {
    if (g_ascii_isgraph (*p))
      continue;
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "The %s of the AWS credentials from %s contains an invalid character",
        what, origin);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_not_blank (const char *value, const char *what, const char *origin,
    GError **error)
{
  if (*value != '\0')
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "The %s of the AWS credentials from %s is blank", what, origin);
  return FALSE;
}

AwsCredentials *
rekaws_source_make_credentials (const char *access_key_id,
    const char *secret_access_key, const char *session_token,
    gint64 expiration_us, const char *origin, GError **error)
{
  g_autoptr (UtilSecret) key_id = dup_trimmed (access_key_id);
  g_autoptr (UtilSecret) secret = dup_trimmed (secret_access_key);
  g_autoptr (UtilSecret) token =
      dup_trimmed (session_token != NULL ? session_token : "");

  if (!check_not_blank (key_id, "access key id", origin, error) ||
      !check_not_blank (secret, "secret access key", origin, error) ||
      !check_sendable (key_id, "access key id", origin, error) ||
      !check_sendable (token, "session token", origin, error))
    return NULL;
  return rekaws_credentials_new (key_id, secret, token, expiration_us, origin);
}

void
rekaws_source_propagate_error (GError **error, GError *failure,
    const char *origin)
{
  const AwsErrorDetails *details = rekaws_error_get_details (failure);
  GError *named;

  if (details == NULL ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS)) {
    g_propagate_error (error, failure);
    return;
  }

  named = g_error_new (AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "No AWS credentials from %s: %s", origin, failure->message);
  rekaws_error_set_answer (named, details->http_status, details->type,
      details->request_id);
  rekaws_error_set_attempts (named, details->attempts);
  g_error_free (failure);
  g_propagate_error (error, named);
}
