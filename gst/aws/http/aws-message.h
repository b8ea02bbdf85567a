/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-request: one HTTP request and one HTTP response as plain values.
 *
 * A request is built, then signed (aws-sigv4 adds headers), then sent
 * (aws-http). Path and query are kept as they go over the wire, so that what
 * is signed is what is sent.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AwsHeader:
 * @name: the field's name, in any case
 * @value: the field's value
 */
typedef struct {
  char *name;
  char *value;
} AwsHeader;

/**
 * AwsRequest:
 * @method: HTTP method, as "POST"
 * @scheme: "http" or "https"
 * @authority: host and, where it is not the scheme's own, ":port": the value
 *   of the Host header
 * @path: absolute path as on the wire, at least "/"
 * @query: (nullable): query as on the wire, without "?"
 * @headers: (element-type AwsHeader): in order; Host is not among them
 * @body: (nullable): the body
 * @addresses: (nullable): IP addresses that the host's name stands for, tried
 *   in order instead of looking the name up again
 */
typedef struct {
  char *method;
  char *scheme;
  char *authority;
  char *path;
  char *query;
  GPtrArray *headers;
  GBytes *body;
  char **addresses;
} AwsRequest;

/**
 * rekaws_request_new:
 * @method: HTTP method
 * @uri: absolute http or https URI; a fragment is dropped
 * @body: (nullable): the body
 * @error: AWS_ERROR_CONFIG where @uri is no absolute http(s) URI with a host,
 *   or holds a user name or password
 *
 * Returns: (transfer full) (nullable): the request
 */
AwsRequest *rekaws_request_new (const char *method, const char *uri,
    GBytes *body, GError **error);

/**
 * rekaws_request_new_below:
 * @base: URI that may end with a slash
 * @path: absolute path, with a query perhaps
 *
 * As rekaws_request_new(), of @base followed by @path.
 *
 * Returns: (transfer full) (nullable): the request
 */
AwsRequest *rekaws_request_new_below (const char *method, const char *base,
    const char *path, GBytes *body, GError **error);

/**
 * rekaws_request_new_raw:
 *
 * As rekaws_request_new(), from parts that are taken as they are.
 *
 * Returns: (transfer full): the request
 */
AwsRequest *rekaws_request_new_raw (const char *method, const char *scheme,
    const char *authority, const char *path, const char *query, GBytes *body);

/**
 * rekaws_request_copy:
 *
 * Returns: (transfer full): a copy with headers of its own; the body is shared
 */
AwsRequest *rekaws_request_copy (const AwsRequest *request);

/**
 * rekaws_request_add_header:
 *
 * Appends a header; one of the same name stays.
 */
void rekaws_request_add_header (AwsRequest *request, const char *name,
    const char *value);

/**
 * rekaws_request_set_addresses:
 * @addresses: (nullable): copied
 *
 * Sets where the request is sent to, whatever its host's name stands for by
 * then. For requests without a proxy.
 */
void rekaws_request_set_addresses (AwsRequest *request,
    const char *const *addresses);

/**
 * rekaws_request_get_header:
 *
 * Returns: (transfer none) (nullable): value of the first header called
 *   @name, case ignored
 */
const char *rekaws_request_get_header (const AwsRequest *request,
    const char *name);

/**
 * rekaws_request_is_header_value:
 *
 * Returns: whether @value, which someone sent, can be sent as a header: it is
 *   not empty and has no control characters
 */
gboolean rekaws_request_is_header_value (const char *value);

/**
 * rekaws_request_dup_uri:
 *
 * Returns: (transfer full): scheme://authority/path?query
 */
char *rekaws_request_dup_uri (const AwsRequest *request);

/**
 * rekaws_request_free:
 *
 * Header values are wiped: a signed request holds the session token.
 */
void rekaws_request_free (AwsRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsRequest, rekaws_request_free)

/**
 * AwsResponse:
 * @status: HTTP status
 * @headers: (element-type AwsHeader): in order
 * @body: the whole body, decoded
 */
typedef struct {
  guint status;
  GPtrArray *headers;
  GBytes *body;
} AwsResponse;

/**
 * rekaws_response_new:
 * @body: (transfer none): the body
 *
 * Returns: (transfer full): a response without headers
 */
AwsResponse *rekaws_response_new (guint status, GBytes *body);

void rekaws_response_add_header (AwsResponse *response, const char *name,
    const char *value);

/**
 * rekaws_response_get_header:
 *
 * Returns: (transfer none) (nullable): value of the first header called
 *   @name, case ignored
 */
const char *rekaws_response_get_header (const AwsResponse *response,
    const char *name);

void rekaws_response_free (AwsResponse *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsResponse, rekaws_response_free)

G_END_DECLS
