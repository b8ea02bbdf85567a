/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-metadata: how the services that a computer has for itself are asked,
 * container and instance metadata, and the form of credentials that they share.
 */

#pragma once

#include "credentials/aws-source.h"

G_BEGIN_DECLS

/**
 * AwsMetadataPolicy:
 * @timeout_ms: limit of one exchange
 * @max_attempts: how often a request is sent at most
 * @max_silences: how often at most where nobody answers (no connection, or no
 *   answer in time)
 * @retries_any_status: whether a request is sent again after any status but
 *   200; otherwise after those of passing faults alone
 * @is_usable: whether an answer with status 200 is what was asked for; one
 *   that is not is asked for again
 */
typedef struct {
  guint timeout_ms;
  guint max_attempts;
  guint max_silences;
  gboolean retries_any_status;
  gboolean (*is_usable) (const AwsResponse *response);
} AwsMetadataPolicy;

/**
 * rekaws_metadata_ask:
 * @error: as rekaws_http_send() sets it, of the last attempt
 *
 * Never by a proxy.
 *
 * Returns: (transfer full) (nullable): the last attempt's answer, whatever its
 *   status
 */
AwsResponse *rekaws_metadata_ask (const AwsSourceContext *context,
    const AwsRequest *request, const AwsMetadataPolicy *policy,
    GCancellable *cancellable, GError **error);

/**
 * rekaws_metadata_has_credentials:
 *
 * For AwsMetadataPolicy.
 *
 * Returns: whether the answer is one whole JSON object
 */
gboolean rekaws_metadata_has_credentials (const AwsResponse *response);

/**
 * rekaws_metadata_read_credentials:
 * @response: an answer with any status
 * @request: what was asked
 * @source: name of the source
 * @error: an AWS_ERROR; never a part of the answer's body
 *
 * Returns: (transfer full) (nullable): the credentials
 */
AwsCredentials *rekaws_metadata_read_credentials (const AwsResponse *response,
    const AwsRequest *request, const char *source, GError **error);

/**
 * rekaws_metadata_set_status_error:
 * @hint: (nullable): what that may mean
 *
 * Sets AWS_ERROR_SERVICE for an answer that was not asked for.
 */
void rekaws_metadata_set_status_error (const AwsRequest *request, guint status,
    const char *hint, GError **error);

G_END_DECLS
