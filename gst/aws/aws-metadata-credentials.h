/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-metadata-credentials: credentials in the form that container and
 * instance metadata give them.
 */

#pragma once

#include "aws-credentials.h"
#include "aws-request.h"

G_BEGIN_DECLS

/**
 * aws_metadata_credentials_parse:
 * @response: an answer with any status
 * @uri: where it came from, for people
 * @source: name of the source
 * @error: AWS_ERROR_NO_CREDENTIALS; never a part of the answer's body
 *
 * Returns: (transfer full) (nullable): the credentials
 */
AwsCredentials *aws_metadata_credentials_parse (const AwsResponse *response,
    const char *uri, const char *source, GError **error);

/**
 * aws_metadata_credentials_is_json:
 *
 * For AwsExchangePolicy.
 *
 * Returns: whether the answer is one whole JSON object
 */
gboolean aws_metadata_credentials_is_json (const AwsResponse *response);

G_END_DECLS
