/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-endpoint: which URI a service has.
 */

#pragma once

#include "aws-config.h"

G_BEGIN_DECLS

/**
 * aws_endpoint_dup_uri:
 * @config: environment and files
 * @service: the service's host label, as "rekognition"
 * @region: a region that aws_config_dup_region() gave
 * @explicit_uri: (nullable): another endpoint than AWS's, set by hand
 * @error: AWS_ERROR_CONFIG where an URI that is set is no http(s) URI
 *
 * In order: @explicit_uri; AWS_ENDPOINT_URL_SERVICE, AWS_ENDPOINT_URL, the
 * endpoint_url of the profile's services section and of the profile itself
 * (none of these where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile's
 * ignore_configured_endpoint_urls is true); AWS's own endpoint.
 *
 * Returns: (transfer full) (nullable): the endpoint's URI
 */
char *aws_endpoint_dup_uri (const AwsConfig *config, const char *service,
    const char *region, const char *explicit_uri, GError **error);

G_END_DECLS
