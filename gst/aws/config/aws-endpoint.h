/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-endpoint: the URI of a service.
 */

#pragma once

#include "config/aws-config.h"

G_BEGIN_DECLS

/**
 * AwsService:
 * @AWS_SERVICE_REKOGNITION: Amazon Rekognition
 * @AWS_SERVICE_STS: Security Token Service
 * @AWS_SERVICE_SSO: the portal of IAM Identity Center (portal.sso)
 * @AWS_SERVICE_SSO_OIDC: the OpenID Connect service of IAM Identity Center
 *   (oidc)
 * @AWS_SERVICE_SIGNIN: the sign-in service of `aws login`
 *
 * The services in use. Variables and keys have their names:
 * AWS_ENDPOINT_URL_SSO_OIDC, sso_oidc in a services section.
 */
typedef enum {
  AWS_SERVICE_REKOGNITION,
  AWS_SERVICE_STS,
  AWS_SERVICE_SSO,
  AWS_SERVICE_SSO_OIDC,
  AWS_SERVICE_SIGNIN,
} AwsService;

/**
 * rekaws_endpoint_dup_uri:
 * @config: environment and files
 * @service: the service
 * @region: (nullable): the region; only needed for AWS's own endpoint
 * @explicit_uri: (nullable): an endpoint that the user set explicitly
 * @error: AWS_ERROR_CONFIG if a configured URI is not a valid http or https
 *   URI, a switch is neither true nor false, @region is not a valid region, or
 *   FIPS or dual stack is set together with a configured endpoint;
 *   AWS_ERROR_NO_REGION if @region is needed and NULL
 *
 * In order: @explicit_uri; AWS_ENDPOINT_URL_SERVICE, AWS_ENDPOINT_URL, the
 * endpoint_url of the profile's services section and of the profile itself
 * (all four are skipped if AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile's
 * ignore_configured_endpoint_urls is true); AWS's own endpoint in @region.
 *
 * AWS_USE_FIPS_ENDPOINT (use_fips_endpoint) and AWS_USE_DUALSTACK_ENDPOINT
 * (use_dualstack_endpoint) select variants of AWS's own endpoints. The STS
 * endpoint is always the regional one, whatever AWS_STS_REGIONAL_ENDPOINTS says.
 *
 * Logs the endpoint and its origin at info level.
 *
 * Returns: (transfer full) (nullable): the endpoint's URI
 */
char *rekaws_endpoint_dup_uri (const AwsConfig *config, AwsService service,
    const char *region, const char *explicit_uri, GError **error);

G_END_DECLS
