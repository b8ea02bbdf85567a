/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-endpoint.h"

#include "aws-request.h"

/* Regions of a partition by how their names start; the last one takes all. */
static const struct {
  const char *region_prefix;
  const char *dns_suffix;
} partitions[] = {
  { "cn-", "amazonaws.com.cn" },
  { "us-gov-", "amazonaws.com" },
  { "", "amazonaws.com" },
};

/* One place where an endpoint may be configured: returns what stands there
 * and sets @name to what people call the place. */
typedef char *(
    *Place) (const AwsConfig *config, const char *service, char **name);

static char *
dup_service_variable (const AwsConfig *config, const char *service, char **name)
{
  g_autofree char *upper = g_ascii_strup (service, -1);
  g_autofree char *variable = g_strconcat ("AWS_ENDPOINT_URL_", upper, NULL);

  *name = g_strdup (g_strdelimit (variable, "-", '_'));
  return g_strdup (aws_config_getenv (config, variable));
}

static char *
dup_global_variable (const AwsConfig *config, const char *service, char **name)
{
  (void) service;
  *name = g_strdup ("AWS_ENDPOINT_URL");
  return g_strdup (aws_config_getenv (config, *name));
}

static char *
dup_services_section (const AwsConfig *config, const char *service, char **name)
{
  const char *section = aws_config_get (config, NULL, "services");
  g_autofree char *key = g_strdup (service);

  if (section == NULL)
    return NULL;
  *name = g_strdup_printf ("endpoint_url of the section services %s", section);
  return aws_profile_file_dup_nested_value (
      aws_config_get_file (config, AWS_PROFILE_FILE_CONFIG),
      AWS_SECTION_SERVICES, section, g_strdelimit (key, "-", '_'),
      "endpoint_url");
}

static char *
dup_profile_key (const AwsConfig *config, const char *service, char **name)
{
  (void) service;
  *name = g_strdup_printf ("endpoint_url of the profile %s",
      aws_config_get_profile_name (config));
  return g_strdup (aws_config_get (config, NULL, "endpoint_url"));
}

static const Place places[] = {
  dup_service_variable,
  dup_global_variable,
  dup_services_section,
  dup_profile_key,
};

static gboolean
ignores_configured (const AwsConfig *config)
{
  const char *value = aws_config_get (config,
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");

  return value != NULL && g_ascii_strcasecmp (value, "true") == 0;
}

static char *
check_uri (const char *uri, const char *place, GError **error)
{
  g_autoptr (AwsRequest) request = aws_request_new ("POST", uri, NULL, error);

  if (request == NULL) {
    g_prefix_error (error, "%s: ", place);
    return NULL;
  }
  return g_strdup (uri);
}

static char *
build_uri (const char *service, const char *region)
{
  guint i = 0;

  while (!g_str_has_prefix (region, partitions[i].region_prefix))
    i++;
  return g_strconcat ("https://", service, ".", region, ".",
      partitions[i].dns_suffix, NULL);
}

char *
aws_endpoint_dup_uri (const AwsConfig *config, const char *service,
    const char *region, const char *explicit_uri, GError **error)
{
  if (explicit_uri != NULL && *explicit_uri != '\0')
    return check_uri (explicit_uri, "endpoint-uri", error);
  if (ignores_configured (config))
    return build_uri (service, region);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *name = NULL;
    g_autofree char *uri = places[i](config, service, &name);

    if (uri != NULL && *uri != '\0')
      return check_uri (uri, name, error);
  }
  return build_uri (service, region);
}
