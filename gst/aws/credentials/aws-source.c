/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/aws-source.h"

#include "client/aws-error.h"

#include <string.h>

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

/* Not g_strstrip(), which leaves the end of a secret behind the string's. */
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

/* Both go into headers: a line break in one would begin another header. */
static gboolean
check_sendable (const char *value, const char *what, const char *place,
    GError **error)
{
  for (const char *p = value; *p != '\0'; p++) {
    if (g_ascii_isgraph (*p))
      continue;
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "The %s of the AWS credentials from %s holds a character that none "
        "can have",
        what, place);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_not_blank (const char *value, const char *what, const char *place,
    GError **error)
{
  if (*value != '\0')
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "The %s of the AWS credentials from %s is blank", what, place);
  return FALSE;
}

AwsCredentials *
rekaws_source_make_credentials (const char *access_key_id,
    const char *secret_access_key, const char *session_token,
    gint64 expiration_us, const char *place, GError **error)
{
  g_autoptr (UtilSecret) key_id = dup_trimmed (access_key_id);
  g_autoptr (UtilSecret) secret = dup_trimmed (secret_access_key);
  g_autoptr (UtilSecret) token =
      dup_trimmed (session_token != NULL ? session_token : "");

  if (!check_not_blank (key_id, "access key id", place, error) ||
      !check_not_blank (secret, "secret access key", place, error) ||
      !check_sendable (key_id, "access key id", place, error) ||
      !check_sendable (token, "session token", place, error))
    return NULL;
  return rekaws_credentials_new (key_id, secret, token, expiration_us, place);
}

void
rekaws_source_propagate_error (GError **error, GError *failure,
    const char *place)
{
  const AwsErrorDetails *details = rekaws_error_get_details (failure);
  GError *named;

  if (details == NULL ||
      g_error_matches (failure, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS)) {
    g_propagate_error (error, failure);
    return;
  }

  named = g_error_new (AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "No AWS credentials from %s: %s", place, failure->message);
  rekaws_error_set_answer (named, details->http_status, details->type,
      details->request_id);
  rekaws_error_set_attempts (named, details->attempts);
  g_error_free (failure);
  g_propagate_error (error, named);
}
