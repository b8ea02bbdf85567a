/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-http: HTTP exchanges, one after the other, over a connection that is kept
 * alive.
 *
 * The only user of libsoup. Synchronous, and cancellable at any time. One time
 * limit covers everything from connecting to the last byte of the body, however
 * slowly bytes arrive. The body is capped after decompression. Redirects are
 * never followed: they would send the session token to another host. No cookies,
 * no cache, no log of requests.
 */

#pragma once

#include <gio/gio.h>

#include "http/aws-proxy.h"
#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * AwsHttpSettings:
 * @timeout_ms: limit of one exchange, milliseconds, at least 1
 * @max_body: maximum size of a body after decompression, bytes
 * @user_agent: value of the User-Agent header
 * @ca_bundle: (nullable): file of PEM certificates to trust instead of the
 *   system's
 * @proxy: (nullable): the proxy for all requests; copied. Proxy settings of the
 *   environment and the desktop are ignored
 */
typedef struct {
  guint timeout_ms;
  gsize max_body;
  const char *user_agent;
  const char *ca_bundle;
  const AwsProxy *proxy;
} AwsHttpSettings;

typedef struct _AwsHttp AwsHttp;

/**
 * rekaws_http_new:
 * @error: AWS_ERROR_CONFIG if the CA bundle cannot be read or libsoup cannot be
 *   loaded; AWS_ERROR_NO_DESCRIPTORS
 *
 * Create, use and free it in the same thread.
 *
 * Returns: (transfer full) (nullable): a connection, which is opened by the first
 *   request
 */
AwsHttp *rekaws_http_new (const AwsHttpSettings *settings, GError **error);

void rekaws_http_free (AwsHttp *http);

/**
 * rekaws_http_send:
 * @request: the request, already signed
 * @error: AWS_ERROR_HOST_NOT_FOUND, _CONNECT, _TLS, _UNTRUSTED, _NO_TLS,
 *   _NO_DESCRIPTORS, _TIMED_OUT, _BROKEN, _TOO_LARGE, _CONFIG (the request's
 *   host is not valid); or G_IO_ERROR_CANCELLED
 *
 * If @request has several addresses, the time limit applies to each.
 *
 * A response with any HTTP status is returned, not an error. A body that ends
 * too early is AWS_ERROR_BROKEN, except that libsoup before 3.6.5 takes a
 * chunked body that ends between two chunks for a complete one.
 *
 * Returns: (transfer full) (nullable): the response
 */
AwsResponse *rekaws_http_send (AwsHttp *http, const AwsRequest *request,
    GCancellable *cancellable, GError **error);

/**
 * rekaws_http_get_version:
 *
 * Returns: (transfer none): the library's name and version for a User-Agent, for
 *   example "libsoup/3.2.3"; only the name if it cannot be loaded
 */
const char *rekaws_http_get_version (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsHttp, rekaws_http_free)

G_END_DECLS
