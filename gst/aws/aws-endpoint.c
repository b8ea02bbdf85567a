/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-endpoint.h"

#include "aws-request.h"

/* key: what variables and sections call the service */
static const struct {
  const char *key;
  const char *host;
} services[] = {
  [AWS_SERVICE_REKOGNITION] = { "rekognition", "rekognition" },
  [AWS_SERVICE_STS] = { "sts", "sts" },
  [AWS_SERVICE_SSO] = { "sso", "portal.sso" },
  [AWS_SERVICE_SSO_OIDC] = { "sso_oidc", "oidc" },
  [AWS_SERVICE_SIGNIN] = { "signin", "signin" },
};

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
    *Place) (const AwsConfig *config, AwsService service, char **name);

static char *
dup_service_variable (const AwsConfig *config, AwsService service, char **name)
{
  g_autofree char *upper = g_ascii_strup (services[service].key, -1);
  g_autofree char *variable = g_strconcat ("AWS_ENDPOINT_URL_", upper, NULL);

  *name = g_strdup (variable);
  return g_strdup (aws_config_getenv (config, variable));
}

static char *
dup_global_variable (const AwsConfig *config, AwsService service, char **name)
{
  (void) service;
  *name = g_strdup ("AWS_ENDPOINT_URL");
  return g_strdup (aws_config_getenv (config, *name));
}

static char *
dup_services_section (const AwsConfig *config, AwsService service, char **name)
{
  const char *section = aws_config_get (config, NULL, "services");

  if (section == NULL)
    return NULL;
  *name = g_strdup_printf ("endpoint_url of the section services %s", section);
  return aws_profile_file_dup_nested_value (
      aws_config_get_file (config, AWS_PROFILE_FILE_CONFIG),
      AWS_SECTION_SERVICES, section, services[service].key, "endpoint_url");
}

static char *
dup_profile_key (const AwsConfig *config, AwsService service, char **name)
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
build_uri (AwsService service, const char *region)
{
  guint i = 0;

  while (!g_str_has_prefix (region, partitions[i].region_prefix))
    i++;
  return g_strconcat ("https://", services[service].host, ".", region, ".",
      partitions[i].dns_suffix, NULL);
}

char *
aws_endpoint_dup_uri (const AwsConfig *config, AwsService service,
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
