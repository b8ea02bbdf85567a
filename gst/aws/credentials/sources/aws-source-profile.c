/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Credentials of a profile in the shared files, in any of the ways for a
 * profile to have them. */

#include "credentials/aws-source.h"

/* The AWS CLI tries them in this order. */
static const AwsSource *const ways[] = {
  &rekaws_source_assume_role,
  &rekaws_source_profile_web_identity,
  &rekaws_source_sso,
  &rekaws_source_credentials_file_keys,
  &rekaws_source_login,
  &rekaws_source_process,
  &rekaws_source_config_file_keys,
};

static AwsCredentials *
profile_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  const AwsConfig *config = context->config;
  g_autofree char *files = rekaws_config_dup_files (config);
  g_autoptr (GString) reasons = NULL;

  if (!rekaws_config_check_files (config, error) ||
      !rekaws_source_require_profile (context, error))
    return NULL;
  if (!rekaws_config_has_profile (config, context->profile)) {
    *reason = g_strdup_printf ("profile \"%s\": no such profile in %s",
        context->profile, files);
    return NULL;
  }

  reasons = g_string_new (NULL);
  g_string_printf (reasons, "profile \"%s\"", context->profile);
  if (!rekaws_config_is_whole (config))
    g_string_append_printf (reasons, " in %s", files);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autofree char *way_reason = NULL;
    AwsCredentials *credentials =
        rekaws_source_load (ways[i], context, cancellable, &way_reason, error);

    if (way_reason == NULL)
      return credentials;
    g_string_append_printf (reasons, "%s%s", i == 0 ? ": " : "; ", way_reason);
  }
  *reason = g_string_free (g_steal_pointer (&reasons), FALSE);
  return NULL;
}

const AwsSource rekaws_source_profile = { "shared files", profile_load };
