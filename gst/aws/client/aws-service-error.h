/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-service-error: reads the error from a service's response.
 *
 * The type is in the header x-amzn-ErrorType or in the body's `__type` or `code`,
 * the text in `message` or `Message`. Credential services have both in an object
 * `Error`, in JSON or XML, or use the names of OAuth. The body may also be
 * anything else, such as a proxy's HTML.
 */

#pragma once

#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * rekaws_answer_to_error:
 * @response: a response with another status than 200
 * @request: the signed request; the error does not contain its secrets, even if
 *   the response repeats them
 *
 * Returns: (transfer full): AWS_ERROR_SERVICE with details; its message is the
 *   service's, sanitised for display
 */
GError *rekaws_answer_to_error (const AwsResponse *response,
    const AwsRequest *request);

/**
 * rekaws_answer_dup_request_id:
 * @request: the signed request
 *
 * Returns: (transfer full) (nullable): the service's id of the request; NULL if
 *   there is none, or it does not look like one
 */
char *rekaws_answer_dup_request_id (const AwsResponse *response,
    const AwsRequest *request);

G_END_DECLS
