/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-sigv4: verifies a request's AWS Signature Version 4.
 *
 * Computes the signature from the request and compares it with the client's:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * Shares no code with this project's client, so that each checks the other.
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * EndpointRequest:
 * @method: for instance "POST"
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
 * @access_key_id: the access key id
 * @secret_access_key: its secret
 * @session_token: (nullable): required session token; NULL: requests must not
 *   have one
 * @region: (nullable): required region; NULL: any
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
 * @error: of ENDPOINT_ERROR; its message never contains signed text
 *
 * Returns: TRUE if the request is correctly signed with @key
 */
gboolean endpoint_sigv4_verify (const EndpointRequest *request,
    const EndpointKey *key, gint64 now, GError **error);

G_END_DECLS
