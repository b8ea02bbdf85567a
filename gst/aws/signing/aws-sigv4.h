/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-sigv4: AWS Signature Version 4, header signing, in its three stages.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * Nothing here logs: canonical request, string to sign, signing key and
 * Authorization header are secrets (the canonical request holds the session
 * token).
 */

#pragma once

#include "credentials/aws-credentials.h"
#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * AwsSigv4Flags:
 * @AWS_SIGV4_NONE: as most services want it
 * @AWS_SIGV4_RAW_PATH: sign the path as it is: no removal of "." and ".." and
 *   double slashes
 * @AWS_SIGV4_CONTENT_SHA256: send and sign X-Amz-Content-SHA256
 * @AWS_SIGV4_TOKEN_AFTER: add the session token after signing, unsigned
 */
typedef enum {
  AWS_SIGV4_NONE = 0,
  AWS_SIGV4_RAW_PATH = 1 << 0,
  AWS_SIGV4_CONTENT_SHA256 = 1 << 1,
  AWS_SIGV4_TOKEN_AFTER = 1 << 2,
} AwsSigv4Flags;

/**
 * AwsSigv4Scope:
 * @region: as "eu-west-1"
 * @service: signing name, as "rekognition"
 * @time_us: time of signing, microseconds since 1970
 * @flags: variations
 *
 * What a signature is good for.
 */
typedef struct {
  const char *region;
  const char *service;
  gint64 time_us;
  AwsSigv4Flags flags;
} AwsSigv4Scope;

/**
 * rekaws_sigv4_prepare:
 *
 * Adds the headers that are part of what is signed: X-Amz-Date and, as the
 * flags say, X-Amz-Security-Token and X-Amz-Content-SHA256. Stage 0.
 */
void rekaws_sigv4_prepare (AwsRequest *request,
    const AwsCredentials *credentials, const AwsSigv4Scope *scope);

/**
 * rekaws_sigv4_canonical_request:
 * @request: a prepared request
 *
 * Stage 1. All headers are signed, but those that a proxy or the HTTP library
 * may change (Connection, Expect, User-Agent, X-Amzn-Trace-Id).
 *
 * Returns: (transfer full): the canonical request; a secret
 */
UtilSecret *rekaws_sigv4_canonical_request (const AwsRequest *request,
    const AwsSigv4Scope *scope);

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
 * All stages: adds what the service wants to see to @request.
 */
void rekaws_sigv4_sign (AwsRequest *request, const AwsCredentials *credentials,
    const AwsSigv4Scope *scope);

G_END_DECLS
