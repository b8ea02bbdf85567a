/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-error.h"

#include "endpoint-json.h"

typedef struct {
  const char *type;
  gboolean of_service;
} ErrorKind;

static const ErrorKind kinds[] = {
  [ENDPOINT_ERROR_ACCESS_DENIED] = { "AccessDeniedException", TRUE },
  [ENDPOINT_ERROR_EXPIRED_TOKEN] = { "ExpiredTokenException", FALSE },
  [ENDPOINT_ERROR_INCOMPLETE_SIGNATURE] = { "IncompleteSignatureException",
      FALSE },
  [ENDPOINT_ERROR_INVALID_PAGINATION_TOKEN] = { "InvalidPaginationTokenException",
      TRUE },
  [ENDPOINT_ERROR_INVALID_PARAMETER] = { "InvalidParameterException", TRUE },
  [ENDPOINT_ERROR_INVALID_SIGNATURE] = { "InvalidSignatureException", FALSE },
  [ENDPOINT_ERROR_MISSING_AUTHENTICATION_TOKEN] = { "MissingAuthenticationTokenException",
      FALSE },
  [ENDPOINT_ERROR_RESOURCE_NOT_FOUND] = { "ResourceNotFoundException", TRUE },
  [ENDPOINT_ERROR_SERIALIZATION] = { "SerializationException", TRUE },
  [ENDPOINT_ERROR_THROTTLING] = { "ThrottlingException", FALSE },
  [ENDPOINT_ERROR_UNKNOWN_OPERATION] = { "UnknownOperationException", FALSE },
  [ENDPOINT_ERROR_UNRECOGNIZED_CLIENT] = { "UnrecognizedClientException",
      FALSE },
};

/* clang-format would put spaces around the dashes. */
/* clang-format off */
G_DEFINE_QUARK (endpoint-error-quark, endpoint_error)
/* clang-format on */

const char *
endpoint_error_get_type_name (EndpointErrorCode code)
{
  return kinds[code].type;
}

static const char *
message_member (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (kinds[i].type, type))
      return kinds[i].of_service ? "Message" : "message";
  }
  return "message";
}

GBytes *
endpoint_error_build_body (const char *type, const char *message)
{
  GString *body = g_string_new ("{\"__type\":");

  endpoint_json_append_string (body, type);
  g_string_append_printf (body, ",\"%s\":", message_member (type));
  endpoint_json_append_string (body, message);
  g_string_append_c (body, '}');
  return g_string_free_to_bytes (body);
}
