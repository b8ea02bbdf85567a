/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-oauth: asks the service of a login for a new token in place of one that
 * ends.
 */

#pragma once

#include "aws-chain.h"
#include "aws-json-edit.h"
#include "aws-json.h"
#include "aws-request.h"

G_BEGIN_DECLS

/**
 * aws_oauth_request_new:
 * @endpoint: URI of the service
 * @path: the operation's path
 * @members: (array length=n_members): what to send, as JSON
 * @error: AWS_ERROR_CONFIG, as aws_request_new() sets it
 *
 * Returns: (transfer full) (nullable): the request
 */
AwsRequest *aws_oauth_request_new (const char *endpoint, const char *path,
    const AwsJsonMember *members, guint n_members, GError **error);

/**
 * aws_oauth_send:
 * @expiration_us: (out): when what came ends; only set on success
 * @error: an AWS_ERROR where no answer came or it is not what was asked for;
 *   never a part of the answer's text, which may repeat what was sent; or a
 *   cancellation
 *
 * Returns: (transfer full) (nullable): the answer
 */
AwsJson *aws_oauth_send (const AwsSourceContext *context,
    const AwsRequest *request, gint64 *expiration_us, GCancellable *cancellable,
    GError **error);

/**
 * aws_oauth_format_time:
 *
 * Returns: (transfer full): the time as the files of tokens have it,
 *   "2026-01-31T12:00:00Z"
 */
char *aws_oauth_format_time (gint64 time_us);

G_END_DECLS
