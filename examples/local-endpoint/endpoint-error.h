/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-error: the errors that the service returns.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EndpointErrorCode:
 *
 * Codes of the domain ENDPOINT_ERROR, one per error type of the service.
 */
typedef enum {
  ENDPOINT_ERROR_ACCESS_DENIED,
  ENDPOINT_ERROR_EXPIRED_TOKEN,
  ENDPOINT_ERROR_INCOMPLETE_SIGNATURE,
  ENDPOINT_ERROR_INVALID_PAGINATION_TOKEN,
  ENDPOINT_ERROR_INVALID_PARAMETER,
  ENDPOINT_ERROR_INVALID_SIGNATURE,
  ENDPOINT_ERROR_MISSING_AUTHENTICATION_TOKEN,
  ENDPOINT_ERROR_RESOURCE_NOT_FOUND,
  ENDPOINT_ERROR_SERIALIZATION,
  ENDPOINT_ERROR_THROTTLING,
  ENDPOINT_ERROR_UNKNOWN_OPERATION,
  ENDPOINT_ERROR_UNRECOGNIZED_CLIENT,
} EndpointErrorCode;

#define ENDPOINT_ERROR (endpoint_error_quark ())
GQuark endpoint_error_quark (void);

/**
 * endpoint_error_get_type_name:
 *
 * Returns: (transfer none): for instance "ResourceNotFoundException"
 */
const char *endpoint_error_get_type_name (EndpointErrorCode code);

/**
 * endpoint_error_build_body:
 * @type: for instance "ResourceNotFoundException"; need not be one of the codes
 * @message: the human-readable message
 *
 * As with AWS, the message is the member "message" of errors that come from
 * authentication, and "Message" of those that come from the service itself.
 *
 * Returns: (transfer full): the JSON of the body
 */
GBytes *endpoint_error_build_body (const char *type, const char *message);

G_END_DECLS
