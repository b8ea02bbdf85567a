/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-error: the error domain of gst/aws.
 *
 * Every failure of this layer is a GError of domain AWS_ERROR, except a
 * cancellation, which stays G_IO_ERROR_CANCELLED. The message is a sentence
 * for the user and never holds a secret. What the service said about it (HTTP
 * status, error type, request id) and how often it was tried travels with the
 * GError as details.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AWS_ERROR (rekaws_error_quark ())

/**
 * AwsErrorCode:
 * @AWS_ERROR_CONFIG: a setting, a variable of the environment or a shared
 *   file is wrong or unreadable
 * @AWS_ERROR_NO_REGION: no region is set anywhere
 * @AWS_ERROR_NO_CREDENTIALS: no source has credentials, or the one that should
 *   have them is broken
 * @AWS_ERROR_HOST_NOT_FOUND: the endpoint's name does not resolve
 * @AWS_ERROR_CONNECT: no connection: refused, unreachable, timed out before
 *   it stood, or a failure of the proxy
 * @AWS_ERROR_TLS: connected, but no TLS: the handshake failed or took too
 *   long, which is also what a server without TLS looks like
 * @AWS_ERROR_UNTRUSTED: no connection, and trying again will not help: the
 *   server's certificate is not trusted, or the proxy wants another login
 * @AWS_ERROR_NO_TLS: this machine has no TLS for GLib (glib-networking)
 * @AWS_ERROR_NO_DESCRIPTORS: the process has too few file descriptors left
 * @AWS_ERROR_TIMED_OUT: connected, but the exchange took longer than allowed
 * @AWS_ERROR_BROKEN: the connection broke, the body was cut, or what came is
 *   not HTTP
 * @AWS_ERROR_TOO_LARGE: the body is over the cap
 * @AWS_ERROR_SERVICE: the service answered with an error; details tell which
 */
typedef enum {
  AWS_ERROR_CONFIG,
  AWS_ERROR_NO_REGION,
  AWS_ERROR_NO_CREDENTIALS,
  AWS_ERROR_HOST_NOT_FOUND,
  AWS_ERROR_CONNECT,
  AWS_ERROR_TLS,
  AWS_ERROR_UNTRUSTED,
  AWS_ERROR_NO_TLS,
  AWS_ERROR_NO_DESCRIPTORS,
  AWS_ERROR_TIMED_OUT,
  AWS_ERROR_BROKEN,
  AWS_ERROR_TOO_LARGE,
  AWS_ERROR_SERVICE,
} AwsErrorCode;

/**
 * AwsErrorDetails:
 * @http_status: HTTP status of the answer, 0 where there was none
 * @type: (nullable): the service's error type, as "ThrottlingException"
 * @request_id: (nullable): the service's x-amzn-RequestId
 * @attempts: how often the request was sent, 0 where it never was
 *
 * What is known about a failed request beyond its message.
 */
typedef struct {
  guint http_status;
  char *type;
  char *request_id;
  guint attempts;
} AwsErrorDetails;

GQuark rekaws_error_quark (void);

/**
 * rekaws_error_get_details:
 * @error: a GError of any domain
 *
 * Returns: (transfer none) (nullable): the details, NULL where @error is of
 *   another domain; valid as long as @error
 */
const AwsErrorDetails *rekaws_error_get_details (const GError *error);

/**
 * rekaws_error_set_answer:
 * @error: an error of domain AWS_ERROR
 * @http_status: HTTP status of the answer
 * @type: (nullable): error type
 * @request_id: (nullable): request id
 *
 * Notes what the service answered.
 */
void rekaws_error_set_answer (GError *error, guint http_status,
    const char *type, const char *request_id);

/**
 * rekaws_error_set_attempts:
 * @error: an error; ignored where it is not of domain AWS_ERROR
 * @attempts: how often the request was sent
 */
void rekaws_error_set_attempts (GError *error, guint attempts);

G_END_DECLS
