/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-message: an HTTP request and an HTTP response as plain values.
 *
 * A request is built, then signed (aws-sigv4 adds headers), then sent
 * (aws-http). Path and query are stored as sent, so that they match the
 * signature.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AwsHeader:
 * @name: name of the field, in any case
 * @value: value of the field
 */
typedef struct {
  char *name;
  char *value;
} AwsHeader;

/**
 * AwsRequest:
 * @method: HTTP method, for example "POST"
 * @scheme: "http" or "https"
 * @authority: host and, unless it is the default of the scheme, ":port": the
 *   value of the Host header
 * @path: absolute path as sent, at least "/"
 * @query: (nullable): query as sent, without "?"
 * @headers: (element-type AwsHeader): in order, without Host
 * @body: (nullable): the body
 * @addresses: (nullable): IP addresses of the host, tried in order instead of
 *   looking up its name
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
 * @error: AWS_ERROR_CONFIG if @uri is not an absolute http(s) URI with a host,
 *   or contains a user name or password
 *
 * Returns: (transfer full) (nullable): the request
 */
AwsRequest *rekaws_request_new (const char *method, const char *uri,
    GBytes *body, GError **error);

/**
 * rekaws_request_new_below:
 * @base: URI that may end with a slash
 * @path: absolute path, possibly with a query
 *
 * Like rekaws_request_new(), with @base followed by @path.
 *
 * Returns: (transfer full) (nullable): the request
 */
AwsRequest *rekaws_request_new_below (const char *method, const char *base,
    const char *path, GBytes *body, GError **error);

/**
 * rekaws_request_new_raw:
 *
 * Like rekaws_request_new(), from parts that are not checked.
 *
 * Returns: (transfer full): the request
 */
AwsRequest *rekaws_request_new_raw (const char *method, const char *scheme,
    const char *authority, const char *path, const char *query, GBytes *body);

/**
 * rekaws_request_copy:
 *
 * Returns: (transfer full): a copy; the body is shared
 */
AwsRequest *rekaws_request_copy (const AwsRequest *request);

/**
 * rekaws_request_add_header:
 *
 * Appends a header; others with the same name are kept.
 */
void rekaws_request_add_header (AwsRequest *request, const char *name,
    const char *value);

/**
 * rekaws_request_set_addresses:
 * @addresses: (nullable): copied
 *
 * Sets the addresses to connect to instead of looking up the host. Only for
 * requests without a proxy.
 */
void rekaws_request_set_addresses (AwsRequest *request,
    const char *const *addresses);

/**
 * rekaws_request_get_header:
 *
 * Returns: (transfer none) (nullable): value of the first header with this
 *   name, in any case
 */
const char *rekaws_request_get_header (const AwsRequest *request,
    const char *name);

/**
 * rekaws_request_is_header_value:
 *
 * Returns: whether @value can be sent as a header: it is not empty and contains
 *   no control characters
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
 * Header values are wiped: a signed request contains the session token.
 */
void rekaws_request_free (AwsRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsRequest, rekaws_request_free)

/**
 * AwsResponse:
 * @status: HTTP status
 * @headers: (element-type AwsHeader): in order
 * @body: the complete body, decoded
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
 * Returns: (transfer none) (nullable): value of the first header with this
 *   name, in any case
 */
const char *rekaws_response_get_header (const AwsResponse *response,
    const char *name);

void rekaws_response_free (AwsResponse *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsResponse, rekaws_response_free)

G_END_DECLS
