/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-exchange: how a credential source asks, again where that may help.
 */

#pragma once

#include "aws-chain.h"
#include "aws-request.h"
#include "aws-transport.h"

G_BEGIN_DECLS

/**
 * AwsExchangePolicy:
 * @transport: how one request is sent
 * @max_attempts: how often it is sent at most
 * @max_silences: how often at most where nobody answers (no connection, or no
 *   answer in time)
 * @is_usable: (nullable): whether an answer with status 200 is what was asked
 *   for; one that is not is asked for again
 */
typedef struct {
  AwsTransportOptions transport;
  guint max_attempts;
  guint max_silences;
  gboolean (*is_usable) (const AwsResponse *response);
} AwsExchangePolicy;

/**
 * aws_exchange_run:
 * @error: as aws_http_send() sets it, of the last attempt
 *
 * Returns: (transfer full) (nullable): the last attempt's answer, whatever its
 *   status
 */
AwsResponse *aws_exchange_run (const AwsSourceContext *context,
    const AwsRequest *request, const AwsExchangePolicy *policy,
    GCancellable *cancellable, GError **error);

/**
 * aws_exchange_request_new:
 * @endpoint: URI that may end with a slash
 * @path: absolute path, with a query perhaps
 * @error: AWS_ERROR_CONFIG, as aws_request_new() sets it
 *
 * Returns: (transfer full) (nullable): the request
 */
AwsRequest *aws_exchange_request_new (const char *method, const char *endpoint,
    const char *path, GBytes *body, GError **error);

/**
 * aws_exchange_is_header_value:
 * @value: a string that someone sent
 *
 * Returns: whether it can be sent as a header
 */
gboolean aws_exchange_is_header_value (const char *value);

/**
 * aws_exchange_propagate_error:
 * @error: (transfer full): what went wrong
 * @prefix: beginning of the sentence
 *
 * For a source that the user meant: any failure but a cancellation becomes
 * AWS_ERROR_NO_CREDENTIALS, as AwsSource has it.
 */
void aws_exchange_propagate_error (GError **destination, GError *error,
    const char *prefix);

G_END_DECLS
