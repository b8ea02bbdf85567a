/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/aws-credentials.h"

struct _AwsCredentials {
  gatomicrefcount refs;
  char *access_key_id;
  UtilSecret *secret_access_key;
  UtilSecret *session_token;
  gint64 expiration_us;
  char *source;
};

AwsCredentials *
rekaws_credentials_new (const char *access_key_id,
    const char *secret_access_key, const char *session_token,
    gint64 expiration_us, const char *source)
{
  AwsCredentials *credentials = g_new0 (AwsCredentials, 1);
  gboolean has_token = session_token != NULL && *session_token != '\0';

  g_atomic_ref_count_init (&credentials->refs);
  credentials->access_key_id = g_strdup (access_key_id);
  credentials->secret_access_key = g_strdup (secret_access_key);
  credentials->session_token = has_token ? g_strdup (session_token) : NULL;
  credentials->expiration_us = expiration_us;
  credentials->source = g_utf8_make_valid (source, -1);
  return credentials;
}

AwsCredentials *
rekaws_credentials_ref (AwsCredentials *credentials)
{
  g_atomic_ref_count_inc (&credentials->refs);
  return credentials;
}

void
rekaws_credentials_unref (AwsCredentials *credentials)
{
  if (credentials == NULL || !g_atomic_ref_count_dec (&credentials->refs))
    return;

  g_free (credentials->access_key_id);
  rekutil_secret_free (credentials->secret_access_key);
  rekutil_secret_free (credentials->session_token);
  g_free (credentials->source);
  g_free (credentials);
}

const char *
rekaws_credentials_get_access_key_id (const AwsCredentials *credentials)
{
  return credentials->access_key_id;
}

const char *
rekaws_credentials_get_secret_access_key (const AwsCredentials *credentials)
{
  return credentials->secret_access_key;
}

const char *
rekaws_credentials_get_session_token (const AwsCredentials *credentials)
{
  return credentials->session_token;
}

gint64
rekaws_credentials_get_expiration (const AwsCredentials *credentials)
{
  return credentials->expiration_us;
}

const char *
rekaws_credentials_get_source (const AwsCredentials *credentials)
{
  return credentials->source;
}
