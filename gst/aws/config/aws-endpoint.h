/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-endpoint: which URI a service has.
 */

#pragma once

#include "config/aws-config.h"

G_BEGIN_DECLS

/**
 * AwsService:
 * @AWS_SERVICE_REKOGNITION: Amazon Rekognition
 * @AWS_SERVICE_STS: Security Token Service
 * @AWS_SERVICE_SSO: the portal of IAM Identity Center (portal.sso)
 * @AWS_SERVICE_SSO_OIDC: its OpenID Connect service (oidc)
 * @AWS_SERVICE_SIGNIN: the sign-in service of `aws login`
 *
 * The services that are asked. Variables and keys are called after them:
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
 * @region: (nullable): the region, of whatever place
 * @explicit_uri: (nullable): another endpoint than AWS's, set by hand
 * @error: AWS_ERROR_CONFIG where an URI that is set is no http(s) URI, a switch
 *   is neither true nor false, @region can't be one, or FIPS or dual stack are
 *   asked for beside an endpoint of one's own; AWS_ERROR_NO_REGION
 *
 * In order: @explicit_uri; AWS_ENDPOINT_URL_SERVICE, AWS_ENDPOINT_URL, the
 * endpoint_url of the profile's services section and of the profile itself
 * (none of these where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile's
 * ignore_configured_endpoint_urls is true); AWS's own endpoint in @region.
 *
 * AWS's own endpoints come as AWS_USE_FIPS_ENDPOINT (use_fips_endpoint) and
 * AWS_USE_DUALSTACK_ENDPOINT (use_dualstack_endpoint) say. STS is always the
 * region's own, whatever AWS_STS_REGIONAL_ENDPOINTS says.
 *
 * Returns: (transfer full) (nullable): the endpoint's URI
 */
char *rekaws_endpoint_dup_uri (const AwsConfig *config, AwsService service,
    const char *region, const char *explicit_uri, GError **error);

G_END_DECLS
