/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Credentials of a role that a profile names. STS issues them for the
 * credentials of another profile (source_profile), which may itself have a role,
 * or of this machine (credential_source).
 */

#include "credentials/aws-source.h"

#include "client/aws-error.h"
#include "credentials/support/aws-sts.h"

#define MIN_DURATION_S 900
#define MAX_DURATION_S 43200

static const struct {
  const char *name;
  const AwsSource *source;
} credential_sources[] = {
  { "Environment", &rekaws_source_environment },
  { "Ec2InstanceMetadata", &rekaws_source_imds },
  { "EcsContainer", &rekaws_source_container },
};

static const char *
get_value (const AwsSourceContext *context, const char *key)
{
  return rekaws_config_get_profile_value (context->config, context->profile,
      key);
}

gboolean
rekaws_source_has_role (const AwsSourceContext *context)
{
  return get_value (context, "role_arn") != NULL &&
      get_value (context, "web_identity_token_file") == NULL;
}

static gboolean
has_keys (const AwsConfig *config, const char *profile)
{
  return rekaws_config_get_profile_value (config, profile,
             "aws_access_key_id") != NULL ||
      rekaws_config_get_profile_value (config, profile,
          "aws_secret_access_key") != NULL;
}

static gboolean
is_visited (const AwsSourceContext *context, const char *profile)
{
  for (; context != NULL; context = context->parent) {
    if (g_str_equal (context->profile, profile))
      return TRUE;
  }
  return FALSE;
}

static void
set_loop_error (const AwsSourceContext *context, const char *last,
    GError **error)
{
  g_autofree char *names = g_strdup_printf ("\"%s\"", last);

  for (; context != NULL; context = context->parent) {
    char *longer = g_strdup_printf ("\"%s\" -> %s", context->profile, names);

    g_free (names);
    names = longer;
  }
  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "No AWS credentials: the profiles' source_profile form a loop: %s",
      names);
}

static gboolean
check_source_profile (const AwsSourceContext *context, const char *name,
    GError **error)
{
  if (!rekaws_config_has_profile (context->config, name)) {
    g_autofree char *files = rekaws_config_dup_files (context->config);

    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials: the source_profile \"%s\" of the profile \"%s\" "
        "does not exist in %s",
        name, context->profile, files);
    return FALSE;
  }

  /* A profile with a role and keys may be its own source. */
  if (is_visited (context, name) &&
      !(g_str_equal (name, context->profile) &&
          has_keys (context->config, name))) {
    set_loop_error (context, name, error);
    return FALSE;
  }
  return TRUE;
}

static AwsCredentials *
load_from_profile (const AwsSourceContext *context, const char *name,
    GCancellable *cancellable, GError **error)
{
  AwsSourceContext inner = *context;
  g_autofree char *reason = NULL;
  AwsCredentials *credentials;

  if (!check_source_profile (context, name, error))
    return NULL;

  inner.profile = name;
  inner.parent = context;
  credentials = rekaws_source_load (&rekaws_source_profile, &inner, cancellable,
      &reason, error);
  if (reason != NULL)
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials: the source_profile \"%s\" of the profile \"%s\" "
        "has none: %s",
        name, context->profile, reason);
  return credentials;
}

static AwsCredentials *
load_from_machine (const AwsSourceContext *context, const char *name,
    GCancellable *cancellable, GError **error)
{
  AwsSourceContext inner = *context;
  const AwsSource *source = NULL;
  g_autofree char *reason = NULL;
  AwsCredentials *credentials;

  for (guint i = 0; i < G_N_ELEMENTS (credential_sources); i++) {
    if (g_str_equal (name, credential_sources[i].name))
      source = credential_sources[i].source;
  }
  if (source == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials: credential_source of the profile \"%s\" must be "
        "Environment, Ec2InstanceMetadata or EcsContainer",
        context->profile);
    return NULL;
  }

  inner.parent = context;
  credentials =
      rekaws_source_load (source, &inner, cancellable, &reason, error);
  if (reason != NULL)
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials: credential_source %s of the profile \"%s\" has "
        "none: %s",
        name, context->profile, reason);
  return credentials;
}

static AwsCredentials *
load_source (const AwsSourceContext *context, GCancellable *cancellable,
    GError **error)
{
  const char *profile = get_value (context, "source_profile");
  const char *source = get_value (context, "credential_source");

  if ((profile == NULL) == (source == NULL)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "No AWS credentials: the profile \"%s\" has a role_arn and %s "
        "source_profile %s credential_source: it must have exactly one of them",
        context->profile, profile == NULL ? "neither" : "both",
        profile == NULL ? "nor" : "and");
    return NULL;
  }
  return profile != NULL
      ? load_from_profile (context, profile, cancellable, error)
      : load_from_machine (context, source, cancellable, error);
}

/* As in the AWS CLI, a value that is not a number is ignored. */
static gboolean
read_duration (const AwsSourceContext *context, guint *duration_s,
    GError **error)
{
  const char *value = get_value (context, "duration_seconds");
  g_autoptr (GError) failure = NULL;
  g_autofree char *shown = NULL;
  gint64 number = 0;

  *duration_s = 0;
  if (value == NULL)
    return TRUE;
  if (g_ascii_string_to_signed (value, 10, MIN_DURATION_S, MAX_DURATION_S,
          &number, &failure)) {
    *duration_s = (guint) number;
    return TRUE;
  }

  shown = g_strescape (value, NULL);
  if (g_error_matches (failure, G_NUMBER_PARSER_ERROR,
          G_NUMBER_PARSER_ERROR_INVALID)) {
    rekutil_log_warning (rekaws_config_get_log (context->config),
        "duration_seconds of the profile \"%s\" is not a whole number and is "
        "ignored: \"%s\"",
        context->profile, shown);
    return TRUE;
  }
  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "No AWS credentials: duration_seconds of the profile \"%s\" must be a "
      "whole number from %d to %d, not \"%s\"",
      context->profile, MIN_DURATION_S, MAX_DURATION_S, shown);
  return FALSE;
}

static gboolean
check_no_mfa (const AwsSourceContext *context, GError **error)
{
  if (get_value (context, "mfa_serial") == NULL)
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "No AWS credentials: the role of the profile \"%s\" needs the code of an "
      "MFA device (mfa_serial), which can't be entered here: get temporary "
      "credentials with another tool and set them in the environment",
      context->profile);
  return FALSE;
}

static AwsCredentials *
assume_role_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  g_autoptr (AwsCredentials) credentials = NULL;
  g_autofree char *origin = NULL;
  AwsStsRole role = {
    .arn = get_value (context, "role_arn"),
    .session_name = get_value (context, "role_session_name"),
    .external_id = get_value (context, "external_id"),
  };

  if (!rekaws_source_has_role (context)) {
    *reason = g_strdup (role.arn == NULL ? "role_arn is not set"
                                         : "role_arn is for a web identity");
    return NULL;
  }
  if (context->parent != NULL && has_keys (context->config, context->profile)) {
    *reason = g_strdup ("in a source_profile, access keys take precedence over "
                        "role_arn");
    return NULL;
  }
  if (!check_no_mfa (context, error) ||
      !read_duration (context, &role.duration_s, error))
    return NULL;

  credentials = load_source (context, cancellable, error);
  if (credentials == NULL)
    return NULL;
  origin = g_strdup_printf ("profile \"%s\": role %s from %s", context->profile,
      role.arn, rekaws_credentials_get_source (credentials));
  return rekaws_sts_assume_role (context, &role, credentials, origin,
      cancellable, error);
}

const AwsSource rekaws_source_assume_role = { "role", assume_role_load };
