/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config/aws-endpoint.h"

#include "client/aws-error.h"
#include "config/aws-region.h"
#include "config/aws-typed-settings.h"
#include "http/aws-message.h"

/* key: name of the service in variables and sections
 * host: first label of its host name
 * govcloud_is_fips: in GovCloud its plain host is also the FIPS host */
static const struct {
  const char *key;
  const char *host;
  gboolean govcloud_is_fips;
} services[] = {
  [AWS_SERVICE_REKOGNITION] = { "rekognition", "rekognition", FALSE },
  [AWS_SERVICE_STS] = { "sts", "sts", TRUE },
  [AWS_SERVICE_SSO] = { "sso", "portal.sso", TRUE },
  [AWS_SERVICE_SSO_OIDC] = { "sso_oidc", "oidc", TRUE },
  [AWS_SERVICE_SIGNIN] = { "signin", "signin", FALSE },
};

/* signin_domain: domain of the sign-in hosts, REGION.signin.DOMAIN */
typedef struct {
  const char *region_prefix;
  const char *suffix;
  const char *dual_stack_suffix;
  const char *signin_domain;
  gboolean is_govcloud;
} Partition;

/* By prefix of the region; the last one matches all other regions. */
static const Partition partitions[] = {
  { "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "amazonaws.cn",
      FALSE },
  { "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "csphome.adc-e.uk",
      FALSE },
  { "eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "amazonaws-eusc.eu",
      FALSE },
  { "us-gov-", "amazonaws.com", "api.aws", "amazonaws-us-gov.com", TRUE },
  { "us-iso-", "c2s.ic.gov", "api.aws.ic.gov", "c2shome.ic.gov", FALSE },
  { "us-isob-", "sc2s.sgov.gov", "api.aws.scloud", "sc2shome.sgov.gov", FALSE },
  { "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "csphome.hci.ic.gov",
      FALSE },
  { "", "amazonaws.com", "api.aws", "aws.amazon.com", FALSE },
};

/* A variant of AWS's own endpoints. */
typedef struct {
  const char *name;
  const char *variable;
  const char *key;
} Variant;

static const Variant fips = { "FIPS", "AWS_USE_FIPS_ENDPOINT",
  "use_fips_endpoint" };
static const Variant dual_stack = { "dual-stack", "AWS_USE_DUALSTACK_ENDPOINT",
  "use_dualstack_endpoint" };

/* Looks up an endpoint in one place where it may be configured, and sets
 * @origin to a description of that place, for people. */
typedef char *(
    *Lookup) (const AwsConfig *config, AwsService service, char **origin);

static char *
dup_service_variable (const AwsConfig *config, AwsService service,
    char **origin)
{
  g_autofree char *upper = g_ascii_strup (services[service].key, -1);

  *origin = g_strconcat ("AWS_ENDPOINT_URL_", upper, NULL);
  return g_strdup (rekaws_config_getenv (config, *origin));
}

static char *
dup_global_variable (const AwsConfig *config, AwsService service, char **origin)
{
  (void) service;
  *origin = g_strdup ("AWS_ENDPOINT_URL");
  return g_strdup (rekaws_config_getenv (config, *origin));
}

static char *
dup_services_section (const AwsConfig *config, AwsService service,
    char **origin)
{
  const char *section = rekaws_config_get (config, NULL, "services");

  if (section == NULL)
    return NULL;
  *origin =
      g_strdup_printf ("endpoint_url of the section services %s", section);
  return rekaws_profile_file_dup_nested_value (
      rekaws_config_get_file (config, AWS_PROFILE_FILE_CONFIG),
      AWS_SECTION_SERVICES, section, services[service].key, "endpoint_url");
}

static char *
dup_profile_key (const AwsConfig *config, AwsService service, char **origin)
{
  (void) service;
  *origin = g_strdup_printf ("endpoint_url of the profile %s",
      rekaws_config_get_profile_name (config));
  return g_strdup (rekaws_config_get (config, NULL, "endpoint_url"));
}

static const Lookup lookups[] = {
  dup_service_variable,
  dup_global_variable,
  dup_services_section,
  dup_profile_key,
};

static gboolean
refuse_variant (const AwsConfig *config, const Variant *variant,
    const char *origin, GError **error)
{
  gboolean is_wanted;

  if (!rekaws_switches_read_boolean (config, variant->variable, variant->key,
          &is_wanted, error))
    return FALSE;
  if (!is_wanted)
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "%s and %s endpoints (%s, or %s of the profile \"%s\") are mutually "
      "exclusive: unset one of them",
      origin, variant->name, variant->variable, variant->key,
      rekaws_config_get_profile_name (config));
  return FALSE;
}

static char *
use_configured (const AwsConfig *config, AwsService service, const char *uri,
    const char *origin, GError **error)
{
  g_autoptr (AwsRequest) request = NULL;

  if (!refuse_variant (config, &fips, origin, error) ||
      !refuse_variant (config, &dual_stack, origin, error))
    return NULL;

  request = rekaws_request_new ("POST", uri, NULL, error);
  if (request == NULL) {
    g_prefix_error (error, "%s: ", origin);
    return NULL;
  }
  /* Without the query. */
  rekutil_log_info (rekaws_config_get_log (config),
      "Endpoint of %s: %s://%s%s (from %s)", services[service].key,
      request->scheme, request->authority, request->path, origin);
  return g_strdup (uri);
}

static const Partition *
find_partition (const char *region)
{
  const Partition *partition = partitions;

  while (!g_str_has_prefix (region, partition->region_prefix))
    partition++;
  return partition;
}

/* Returns NULL if the sign-in host is named like the hosts of other services. */
static char *
build_signin_uri (const Partition *partition, const char *region,
    gboolean use_fips)
{
  if (!use_fips)
    return g_strconcat ("https://", region, ".signin.",
        partition->signin_domain, NULL);
  if (!partition->is_govcloud)
    return NULL;
  /* The only region that is not part of the host name. */
  if (g_str_equal (region, "us-gov-west-1"))
    return g_strconcat ("https://signin-fips.", partition->signin_domain, NULL);
  return g_strconcat ("https://", region, ".signin-fips.",
      partition->signin_domain, NULL);
}

static char *
build_uri (AwsService service, const char *region, gboolean use_fips,
    gboolean use_dual_stack)
{
  const Partition *partition = find_partition (region);
  const char *fips_suffix = use_fips ? "-fips" : "";
  char *uri = NULL;

  if (service == AWS_SERVICE_SIGNIN && !use_dual_stack)
    uri = build_signin_uri (partition, region, use_fips);
  if (uri != NULL)
    return uri;

  if (services[service].govcloud_is_fips && partition->is_govcloud &&
      !use_dual_stack)
    fips_suffix = "";
  return g_strconcat ("https://", services[service].host, fips_suffix, ".",
      region, ".",
      use_dual_stack ? partition->dual_stack_suffix : partition->suffix, NULL);
}

static char *
use_own (const AwsConfig *config, AwsService service, const char *region,
    GError **error)
{
  gboolean use_fips, use_dual_stack;
  char *uri;

  if (region == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_REGION,
        "The service %s has no endpoint without a region",
        services[service].key);
    return NULL;
  }
  if (!rekaws_region_check (region, error) ||
      !rekaws_switches_read_boolean (config, fips.variable, fips.key, &use_fips,
          error) ||
      !rekaws_switches_read_boolean (config, dual_stack.variable,
          dual_stack.key, &use_dual_stack, error))
    return NULL;

  uri = build_uri (service, region, use_fips, use_dual_stack);
  rekutil_log_info (rekaws_config_get_log (config),
      "Endpoint of %s: %s (of the region)", services[service].key, uri);
  return uri;
}

char *
rekaws_endpoint_dup_uri (const AwsConfig *config, AwsService service,
    const char *region, const char *explicit_uri, GError **error)
{
  gboolean ignores_configured;

  if (explicit_uri != NULL && *explicit_uri != '\0')
    return use_configured (config, service, explicit_uri, "endpoint-uri",
        error);
  if (!rekaws_switches_read_boolean (config,
          "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
          "ignore_configured_endpoint_urls", &ignores_configured, error))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lookups) && !ignores_configured; i++) {
    g_autofree char *origin = NULL;
    g_autofree char *uri = lookups[i](config, service, &origin);

    if (uri != NULL && *uri != '\0')
      return use_configured (config, service, uri, origin, error);
  }
  return use_own (config, service, region, error);
}
