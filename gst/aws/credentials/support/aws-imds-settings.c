/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-imds-settings.h"

#include "client/aws-error.h"
#include "http/aws-message.h"

#define DEFAULT_TIMEOUT_S 1
#define DEFAULT_ATTEMPTS 3
#define DEFAULT_SILENCES 1
#define MAX_TIMEOUT_S 3600
#define MAX_ATTEMPTS 1000

static const struct {
  const char *mode;
  const char *endpoint;
} modes[] = {
  { "IPv4", "http://169.254.169.254" },
  { "IPv6", "http://[fd00:ec2::254]" },
};

static gboolean
is_true (const char *value)
{
  return value != NULL && g_ascii_strcasecmp (value, "true") == 0;
}

gboolean
rekaws_imds_is_disabled (const AwsConfig *config)
{
  return is_true (rekaws_config_getenv (config, "AWS_EC2_METADATA_DISABLED"));
}

static const char *
get_mode_endpoint (const char *mode, GError **error)
{
  g_autofree char *shown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++) {
    if (g_ascii_strcasecmp (mode, modes[i].mode) == 0)
      return modes[i].endpoint;
  }

  shown = g_strescape (mode, NULL);
  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE or "
      "ec2_metadata_service_endpoint_mode: `%s` is not a valid endpoint mode: "
      "use IPv4 or IPv6",
      shown);
  return NULL;
}

static const char *
find_endpoint (const AwsConfig *config, GError **error)
{
  const char *endpoint = rekaws_config_get (config,
      "AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
  const char *mode =
      rekaws_config_get (config, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
          "ec2_metadata_service_endpoint_mode");

  if (endpoint != NULL)
    return endpoint;
  if (mode != NULL)
    return get_mode_endpoint (mode, error);
  /* Older versions of the AWS CLI have this instead of the mode. */
  if (is_true (
          rekaws_config_get (config, "AWS_IMDS_USE_IPV6", "imds_use_ipv6")))
    return get_mode_endpoint ("IPv6", error);
  return modes[0].endpoint;
}

static gboolean
get_number (const AwsConfig *config, const char *variable, const char *key,
    guint64 max, guint *number, GError **error)
{
  const char *value = rekaws_config_get (config, variable, key);
  g_autofree char *shown = NULL;
  guint64 parsed;

  if (value == NULL)
    return TRUE;
  if (g_ascii_string_to_unsigned (value, 10, 1, max, &parsed, NULL)) {
    *number = (guint) parsed;
    return TRUE;
  }

  shown = g_strescape (value, NULL);
  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "%s or %s must be a whole number from 1 to %" G_GUINT64_FORMAT
      ", not \"%s\"",
      variable, key, max, shown);
  return FALSE;
}

AwsImdsSettings *
rekaws_imds_settings_new (const AwsConfig *config, GError **error)
{
  g_autoptr (AwsImdsSettings) settings = g_new0 (AwsImdsSettings, 1);
  g_autoptr (AwsRequest) request = NULL;
  const char *found = find_endpoint (config, error);
  guint timeout_s = DEFAULT_TIMEOUT_S;
  guint attempts = 0;

  if (found == NULL)
    return NULL;
  request = rekaws_request_new ("GET", found, NULL, error);
  if (request == NULL) {
    g_prefix_error (error,
        "AWS_EC2_METADATA_SERVICE_ENDPOINT or ec2_metadata_service_endpoint: ");
    return NULL;
  }
  if (!get_number (config, "AWS_METADATA_SERVICE_TIMEOUT",
          "metadata_service_timeout", MAX_TIMEOUT_S, &timeout_s, error) ||
      !get_number (config, "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
          "metadata_service_num_attempts", MAX_ATTEMPTS, &attempts, error))
    return NULL;

  settings->endpoint = g_strdup (found);
  settings->timeout_ms = timeout_s * 1000;
  settings->max_attempts = attempts > 0 ? attempts : DEFAULT_ATTEMPTS;
  settings->max_silences = attempts > 0 ? attempts : DEFAULT_SILENCES;
  settings->is_v1_allowed = !is_true (rekaws_config_get (config,
      "AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled"));
  return g_steal_pointer (&settings);
}

void
rekaws_imds_settings_free (AwsImdsSettings *settings)
{
  if (settings == NULL)
    return;

  g_free (settings->endpoint);
  g_free (settings);
}
