/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-sigv4: checks a request's AWS Signature Version 4.
 *
 * Reads what the client says it signed and computes it anew:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * Shares no line with the client of this project, so that one checks the
 * other.
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * EndpointRequest:
 * @method: as "POST"
 * @path: as sent, still encoded
 * @query: (nullable): as sent, still encoded
 * @headers: of the request
 * @body: of the request
 */
typedef struct {
  const char *method;
  const char *path;
  const char *query;
  SoupMessageHeaders *headers;
  GBytes *body;
} EndpointRequest;

/**
 * EndpointKey:
 * @access_key_id: the one key there is
 * @secret_access_key: its secret
 * @session_token: (nullable): NULL: requests must not have one
 * @region: (nullable): NULL: any
 */
typedef struct {
  const char *access_key_id;
  const char *secret_access_key;
  const char *session_token;
  const char *region;
} EndpointKey;

/**
 * endpoint_sigv4_verify:
 * @now: the service's time, seconds since 1970
 * @error: of ENDPOINT_ERROR; its message never holds what was signed
 *
 * Returns: TRUE where the request is signed with @key
 */
gboolean endpoint_sigv4_verify (const EndpointRequest *request,
    const EndpointKey *key, gint64 now, GError **error);

G_END_DECLS
