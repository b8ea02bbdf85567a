/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-metadata-request: requests to the local metadata services (container and
 * instance metadata), and the format of credentials that they share.
 */

#pragma once

#include "credentials/aws-source.h"

G_BEGIN_DECLS

/**
 * AwsMetadataPolicy:
 * @timeout_ms: time limit of one exchange, in milliseconds
 * @max_attempts: attempts per request
 * @max_silences: attempts per request if there is no answer (no connection, or
 *   no answer in time)
 * @retries_any_status: whether a request is retried after any status other than
 *   200, or only after those of transient errors
 * @is_usable: whether an answer with status 200 is valid; if not, the request is
 *   retried
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
 * Never uses a proxy.
 *
 * Returns: (transfer full) (nullable): the answer of the last attempt, with any
 *   status
 */
AwsResponse *rekaws_metadata_ask (const AwsSourceContext *context,
    const AwsRequest *request, const AwsMetadataPolicy *policy,
    GCancellable *cancellable, GError **error);

/**
 * rekaws_metadata_has_credentials:
 *
 * For AwsMetadataPolicy.is_usable.
 *
 * Returns: TRUE if the answer is a complete JSON object
 */
gboolean rekaws_metadata_has_credentials (const AwsResponse *response);

/**
 * rekaws_metadata_read_credentials:
 * @response: an answer with any status
 * @request: the request
 * @source: name of the source
 * @error: an AWS_ERROR; the message contains nothing of the answer's body
 *
 * Returns: (transfer full) (nullable): the credentials
 */
AwsCredentials *rekaws_metadata_read_credentials (const AwsResponse *response,
    const AwsRequest *request, const char *source, GError **error);

/**
 * rekaws_metadata_set_status_error:
 * @hint: (nullable): the likely cause
 *
 * Sets AWS_ERROR_SERVICE for an answer that can't be used.
 */
void rekaws_metadata_set_status_error (const AwsRequest *request, guint status,
    const char *hint, GError **error);

G_END_DECLS
