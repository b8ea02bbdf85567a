/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Access keys that stand in a profile of the shared files. */

#include "aws-source.h"

#include "aws-error.h"

#define KEY_ID_KEY "aws_access_key_id"
#define SECRET_KEY "aws_secret_access_key"
#define TOKEN_KEY "aws_session_token"

/* Keys that say that the profile's credentials come from elsewhere. Those
 * that go before access keys mean another identity than theirs. */
static const struct {
  const char *key;
  gboolean is_before_keys;
} other_sources[] = {
  { "role_arn", TRUE },
  { "sso_session", TRUE },
  { "sso_start_url", TRUE },
  { "login_session", FALSE },
  { "credential_process", FALSE },
};

static const char *
get_value (const AwsSourceContext *context, const char *key)
{
  return aws_config_get_profile_value (context->config, context->profile, key);
}

static const char *
find_other_source (const AwsSourceContext *context, gboolean is_before_keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (other_sources); i++) {
    if (other_sources[i].is_before_keys == is_before_keys &&
        get_value (context, other_sources[i].key) != NULL)
      return other_sources[i].key;
  }
  return NULL;
}

/* A profile that the user asked for by name must be there; the one of
 * AWS_PROFILE or "default" need not. */
static void
explain_missing_profile (const AwsSourceContext *context, char **reason,
    GError **error)
{
  g_autofree char *files = aws_config_dup_files (context->config);
  g_autofree char *text = g_strdup_printf ("there is no profile \"%s\" in %s",
      context->profile, files);

  if (aws_config_has_explicit_profile (context->config))
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials: %s", text);
  else
    *reason = g_steal_pointer (&text);
}

static char *
describe_other_source (const AwsSourceContext *context, const char *key)
{
  return g_strdup_printf (
      "the profile \"%s\" takes its credentials from %s, which is not "
      "supported",
      context->profile, key);
}

static AwsCredentials *
load_keys (const AwsSourceContext *context, GError **error)
{
  const char *key_id = get_value (context, KEY_ID_KEY);
  const char *secret = get_value (context, SECRET_KEY);
  g_autofree char *place = g_strdup_printf ("profile %s", context->profile);

  if (key_id == NULL || secret == NULL) {
    g_autofree char *files = aws_config_dup_files (context->config);

    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "%s is missing in the profile \"%s\" of %s: AWS credentials need both " KEY_ID_KEY
        " and " SECRET_KEY,
        key_id == NULL ? KEY_ID_KEY : SECRET_KEY, context->profile, files);
    return NULL;
  }
  return aws_source_make_credentials (key_id, secret,
      get_value (context, TOKEN_KEY), AWS_CREDENTIALS_NEVER, place, error);
}

static AwsCredentials *
profile_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  const char *other;

  (void) cancellable;
  if (!aws_config_has_profile (context->config, context->profile)) {
    explain_missing_profile (context, reason, error);
    return NULL;
  }

  other = find_other_source (context, TRUE);
  if (other != NULL) {
    *reason = describe_other_source (context, other);
    return NULL;
  }
  if (get_value (context, KEY_ID_KEY) != NULL ||
      get_value (context, SECRET_KEY) != NULL)
    return load_keys (context, error);

  other = find_other_source (context, FALSE);
  *reason = other != NULL
      ? describe_other_source (context, other)
      : g_strdup_printf ("the profile \"%s\" has no access key",
            context->profile);
  return NULL;
}

const AwsSource aws_source_profile = { "shared files", profile_load };
