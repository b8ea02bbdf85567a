/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-answer: what a service says went wrong.
 *
 * The error's type is in the header x-amzn-ErrorType or the body's `__type` or
 * `code`, its text in `message` or `Message`. Services of credentials have
 * both in an object `Error`, in JSON or XML, or as OAuth has them. The body may
 * also be neither.
 */

#pragma once

#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * rekaws_answer_to_error:
 * @response: an answer with another status than 200
 * @request: what was sent, signed: the error does not hold what is secret of
 *   it, even where the answer repeats it
 *
 * Returns: (transfer full): AWS_ERROR_SERVICE with the answer as its details;
 *   its message is the service's, made fit to be shown
 */
GError *rekaws_answer_to_error (const AwsResponse *response,
    const AwsRequest *request);

/**
 * rekaws_answer_dup_request_id:
 * @request: what was sent, signed
 *
 * Returns: (transfer full) (nullable): the service's id of the request; NULL if
 *   there is none, or it does not look like one
 */
char *rekaws_answer_dup_request_id (const AwsResponse *response,
    const AwsRequest *request);

G_END_DECLS
