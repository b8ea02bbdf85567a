/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-call: one request to a service, with all its attempts.
 *
 * This is the only retry loop: Rekognition, STS, SSO, OIDC, sign-in, container
 * and instance metadata go through it. Each attempt is signed again. What is
 * retried, and when, is the table in aws-retry-policy. Two more faults are
 * repaired once per call, without counting as an attempt: expired credentials
 * are refreshed, and if the service refuses the signature because of its time,
 * the clock is corrected by the Date header of the response.
 */

#pragma once

#include "credentials/aws-credential-chain.h"
#include "util-json.h"

G_BEGIN_DECLS

/**
 * AwsCallContext:
 * @config: environment, shared files, log
 * @transport: sends each attempt
 * @clock: time, waits, random numbers
 * @retry_func: (nullable): called before each wait for another attempt, not if
 *   the request is sent again at once
 * @retry_data: passed to @retry_func
 *
 * What a call depends on.
 */
typedef struct {
  const AwsConfig *config;
  const AwsTransport *transport;
  const UtilClock *clock;
  AwsRetryFunc retry_func;
  gpointer retry_data;
} AwsCallContext;

/**
 * AwsCallState:
 * @clock_correction_us: added to the clock's time for signatures, microseconds
 * @requests: HTTP requests sent, retries included
 * @retries: requests that repeated an earlier one, for whatever reason
 * @bytes: bytes of bodies received
 * @credentials: (nullable): what the last request was signed with, if they
 *   came from a chain
 *
 * What calls to the same service share. All zero at the start.
 */
typedef struct {
  gint64 clock_correction_us;
  guint requests;
  guint retries;
  guint64 bytes;
  AwsCredentials *credentials;
} AwsCallState;

void rekaws_call_state_clear (AwsCallState *state);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AwsCallState, rekaws_call_state_clear)

/**
 * AwsCall:
 * @request: the request, not signed
 * @options: how to send it
 * @max_attempts: maximum number of attempts, at least 1
 * @max_silences: maximum number of attempts if nobody answers (no connection,
 *   or no response in time); 0: @max_attempts
 * @chain: (nullable): credentials to sign with, refreshed if they have expired
 * @credentials: (nullable): credentials to sign with instead; if both are NULL,
 *   the request is not signed
 * @service: (nullable): signing name of the service
 * @region: (nullable): region of the service
 * @secrets: (nullable) (array zero-terminated=1): strings from the request's
 *   body that an error must not repeat
 * @is_body_secret: whether an error must not repeat anything of the response's
 *   body
 * @is_usable: (nullable): whether a response with status 200 is complete and
 *   what was requested; otherwise it is AWS_ERROR_BROKEN, and retried
 * @usable_name: (nullable): what @is_usable checks for, for its error:
 *   "a JSON object"
 * @retries_any_status: whether to retry after every response that is not
 *   usable, instead of after those in the table only
 * @returns_any_answer: whether the last attempt's response is returned even if
 *   it is not usable, instead of an error
 * @state: (nullable): shared by the calls of one client
 */
typedef struct {
  const AwsRequest *request;
  AwsTransportOptions options;
  guint max_attempts;
  guint max_silences;
  AwsChain *chain;
  const AwsCredentials *credentials;
  const char *service;
  const char *region;
  const char *const *secrets;
  gboolean is_body_secret;
  gboolean (*is_usable) (const AwsResponse *response);
  const char *usable_name;
  gboolean retries_any_status;
  gboolean returns_any_answer;
  AwsCallState *state;
} AwsCall;

/**
 * rekaws_call_run:
 * @error: as rekaws_http_send() and rekaws_chain_get() set it;
 *   AWS_ERROR_SERVICE if the response has another status than 200, with its
 *   type and what else is known as details. All of domain AWS_ERROR carry how
 *   often the request was sent
 *
 * Returns: (transfer full) (nullable): a response with status 200, or any
 *   response if @call says so
 */
AwsResponse *rekaws_call_run (const AwsCall *call,
    const AwsCallContext *context, GCancellable *cancellable, GError **error);

/**
 * rekaws_call_send:
 *
 * The same for a credential source.
 *
 * Returns: (transfer full) (nullable): as rekaws_call_run()
 */
AwsResponse *rekaws_call_send (const AwsCall *call,
    const AwsSourceContext *context, GCancellable *cancellable, GError **error);

/**
 * rekaws_call_json:
 * @call: its @is_usable is ignored
 * @error: as rekaws_call_run() sets it; AWS_ERROR_BROKEN if the response is not
 *   a JSON object
 *
 * Returns: (transfer full) (nullable): the response's JSON object
 */
UtilJson *rekaws_call_json (const AwsCall *call,
    const AwsSourceContext *context, GCancellable *cancellable, GError **error);

G_END_DECLS
