/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config/aws-typed-settings.h"

#include "client/aws-error.h"

#define DEFAULT_MAX_ATTEMPTS 3

static const char *const retry_modes[] = { "standard", "adaptive", "legacy" };

static void
set_error (const AwsConfig *config, const char *variable, const char *key,
    const char *expected, GError **error)
{
  g_autofree char *shown =
      g_strescape (rekaws_config_get (config, variable, key), NULL);

  if (variable != NULL && rekaws_config_getenv (config, variable) != NULL)
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "%s must be %s, not \"%s\"", variable, expected, shown);
  else
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "%s of the profile \"%s\" must be %s, not \"%s\"", key,
        rekaws_config_get_profile_name (config), expected, shown);
}

gboolean
rekaws_switches_read_boolean (const AwsConfig *config, const char *variable,
    const char *key, gboolean *value, GError **error)
{
  const char *text = rekaws_config_get (config, variable, key);

  *value = text != NULL && g_ascii_strcasecmp (text, "true") == 0;
  if (text == NULL || *value || g_ascii_strcasecmp (text, "false") == 0)
    return TRUE;

  set_error (config, variable, key, "true or false", error);
  return FALSE;
}

static gboolean
check_retry_mode (const AwsConfig *config, GError **error)
{
  const char *mode = rekaws_config_get (config, "AWS_RETRY_MODE", "retry_mode");

  if (mode == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (retry_modes); i++) {
    if (g_ascii_strcasecmp (mode, retry_modes[i]) == 0)
      return TRUE;
  }
  set_error (config, "AWS_RETRY_MODE", "retry_mode",
      "standard, adaptive or legacy", error);
  return FALSE;
}

guint
rekaws_switches_get_max_attempts (const AwsConfig *config,
    guint explicit_attempts, GError **error)
{
  const char *text =
      rekaws_config_get (config, "AWS_MAX_ATTEMPTS", "max_attempts");
  guint64 attempts = DEFAULT_MAX_ATTEMPTS;

  if (!check_retry_mode (config, error))
    return 0;
  if (explicit_attempts != 0)
    return explicit_attempts;

  if (text != NULL &&
      !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &attempts, NULL)) {
    set_error (config, "AWS_MAX_ATTEMPTS", "max_attempts",
        "a whole number of at least 1", error);
    return 0;
  }
  return (guint) attempts;
}

const char *
rekaws_switches_get_ca_bundle (const AwsConfig *config)
{
  return rekaws_config_get (config, "AWS_CA_BUNDLE", "ca_bundle");
}
