/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-sigv4: AWS Signature Version 4 in headers, in its three stages.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * Nothing here is logged: the canonical request (which contains the session
 * token), the string to sign, the signing key and the Authorization header are
 * secrets.
 */

#pragma once

#include "credentials/aws-credentials.h"
#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * AwsSigv4Scope:
 * @region: for example "eu-west-1"
 * @service: signing name, for example "rekognition"
 * @time_us: time of signing, microseconds since 1970
 *
 * What a signature is valid for.
 */
typedef struct {
  const char *region;
  const char *service;
  gint64 time_us;
} AwsSigv4Scope;

/**
 * rekaws_sigv4_prepare:
 *
 * Adds the headers that belong to the signature: X-Amz-Date and, if there is a
 * session token, X-Amz-Security-Token. Stage 0.
 */
void rekaws_sigv4_prepare (AwsRequest *request,
    const AwsCredentials *credentials, const AwsSigv4Scope *scope);

/**
 * rekaws_sigv4_canonical_request:
 * @request: a prepared request
 *
 * Stage 1. All headers are signed, except those that a proxy or the HTTP library
 * may change (Connection, Expect, User-Agent, X-Amzn-Trace-Id).
 *
 * Returns: (transfer full): the canonical request; a secret
 */
UtilSecret *rekaws_sigv4_canonical_request (const AwsRequest *request);

/**
 * rekaws_sigv4_string_to_sign:
 *
 * Stage 2.
 *
 * Returns: (transfer full): the string to sign
 */
UtilSecret *rekaws_sigv4_string_to_sign (const char *canonical_request,
    const AwsSigv4Scope *scope);

/**
 * rekaws_sigv4_signature:
 *
 * Stage 3, first half.
 *
 * Returns: (transfer full): the signature, 64 hexadecimal digits
 */
UtilSecret *rekaws_sigv4_signature (const char *string_to_sign,
    const AwsCredentials *credentials, const AwsSigv4Scope *scope);

/**
 * rekaws_sigv4_authorization:
 *
 * Stage 3, second half.
 *
 * Returns: (transfer full): value of the Authorization header
 */
UtilSecret *rekaws_sigv4_authorization (const AwsRequest *request,
    const char *signature, const AwsCredentials *credentials,
    const AwsSigv4Scope *scope);

/**
 * rekaws_sigv4_sign:
 *
 * All stages: adds the headers of the signature to @request.
 */
void rekaws_sigv4_sign (AwsRequest *request, const AwsCredentials *credentials,
    const AwsSigv4Scope *scope);

G_END_DECLS
