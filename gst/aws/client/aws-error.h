/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-error: the error domain of gst/aws.
 *
 * Every failure of this layer is a GError of domain AWS_ERROR, except a
 * cancellation, which stays G_IO_ERROR_CANCELLED. The message is a sentence for
 * the user and never contains a secret. The GError also carries details: the
 * service's response (HTTP status, error type, request id) and the number of
 * attempts.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AWS_ERROR (rekaws_error_quark ())

/**
 * AwsErrorCode:
 * @AWS_ERROR_CONFIG: a setting, an environment variable or a shared file is not
 *   valid or not readable
 * @AWS_ERROR_NO_REGION: no region is set anywhere
 * @AWS_ERROR_NO_CREDENTIALS: no source has credentials, or the one that is set up
 *   fails
 * @AWS_ERROR_HOST_NOT_FOUND: the endpoint's name cannot be resolved
 * @AWS_ERROR_CONNECT: no connection: refused, unreachable, timed out, or a
 *   failure of the proxy
 * @AWS_ERROR_TLS: connected, but the TLS handshake failed or timed out, for
 *   example because the server does not use TLS
 * @AWS_ERROR_UNTRUSTED: no connection, and retrying does not help: the server's
 *   certificate is not trusted, or the proxy requires another login
 * @AWS_ERROR_NO_TLS: this machine has no TLS for GLib (glib-networking)
 * @AWS_ERROR_NO_DESCRIPTORS: the process has too few file descriptors left
 * @AWS_ERROR_TIMED_OUT: connected, but the exchange exceeded the time limit
 * @AWS_ERROR_BROKEN: the connection broke, the body is incomplete, or the
 *   response is not HTTP
 * @AWS_ERROR_TOO_LARGE: the body exceeds the size limit
 * @AWS_ERROR_SERVICE: the service returned an error; see the details
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
 * @http_status: HTTP status of the response, 0 if there was none
 * @type: (nullable): the service's error type, for example
 *   "ThrottlingException"
 * @request_id: (nullable): the service's x-amzn-RequestId
 * @attempts: how often the request was sent, possibly 0
 *
 * What is known about a failed request besides its message.
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
 * Returns: (transfer none) (nullable): the details, owned by @error; NULL if it
 *   has another domain
 */
const AwsErrorDetails *rekaws_error_get_details (const GError *error);

/**
 * rekaws_error_set_answer:
 * @error: an error of domain AWS_ERROR
 * @http_status: HTTP status of the response
 * @type: (nullable): error type
 * @request_id: (nullable): request id
 *
 * Stores what the service responded.
 */
void rekaws_error_set_answer (GError *error, guint http_status,
    const char *type, const char *request_id);

/**
 * rekaws_error_set_attempts:
 * @error: an error; ignored if it has another domain than AWS_ERROR
 * @attempts: how often the request was sent
 */
void rekaws_error_set_attempts (GError *error, guint attempts);

G_END_DECLS
