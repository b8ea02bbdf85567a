/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-call: how a credential source calls a service: signs each attempt anew,
 * understands the service's errors, tries again where that may help.
 */

#pragma once

#include "credentials/aws-source.h"
#include "util-json.h"

G_BEGIN_DECLS

/**
 * AwsCall:
 * @request: what to send, not signed
 * @options: how to send it
 * @max_attempts: how often at most, at least 1
 * @credentials: (nullable): what to sign with; NULL: not signed
 * @service: (nullable): for the signature, its name
 * @region: (nullable): for the signature, the region
 * @secrets: (nullable) (array zero-terminated=1): what the body holds that an
 *   error must not repeat
 * @is_whole: (nullable): whether the body of an answer with status 200 has
 *   arrived whole; one that has not is AWS_ERROR_BROKEN, and asked for again
 */
typedef struct {
  const AwsRequest *request;
  AwsTransportOptions options;
  guint max_attempts;
  const AwsCredentials *credentials;
  const char *service;
  const char *region;
  const char *const *secrets;
  gboolean (*is_whole) (GBytes *body);
} AwsCall;

/**
 * rekaws_call_send:
 * @context: transport and clock
 * @error: as rekaws_http_send() sets it; AWS_ERROR_SERVICE where the answer has
 *   another status than 200, with its type and what else is known as details
 *
 * As of aws-client, but credentials are not asked for anew: a signature that
 * is refused for its time is made anew once with the clock corrected.
 *
 * Returns: (transfer full) (nullable): an answer with status 200
 */
AwsResponse *rekaws_call_send (const AwsCall *call,
    const AwsSourceContext *context, GCancellable *cancellable, GError **error);

/**
 * rekaws_call_json:
 * @call: its @is_whole is not looked at
 * @error: as rekaws_call_send() sets it; AWS_ERROR_BROKEN if the answer is not a
 *   JSON object
 *
 * Returns: (transfer full) (nullable): what the answer says
 */
UtilJson *rekaws_call_json (const AwsCall *call,
    const AwsSourceContext *context, GCancellable *cancellable, GError **error);

G_END_DECLS
