/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-http: one HTTP exchange at a time, over a kept-alive connection.
 *
 * The one user of libsoup. Synchronous for its caller, cancellable at any
 * moment, within one time limit from connecting to the body's last byte (a
 * peer that trickles bytes does not stretch it), body capped after
 * decompression, redirects never followed (they would carry the session token
 * to another host), no cookies, no HTTP cache, no log of requests.
 */

#pragma once

#include <gio/gio.h>

#include "http/aws-proxy.h"
#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * AwsHttpSettings:
 * @timeout_ms: limit of one exchange, milliseconds, at least 1
 * @max_body: cap of a body after decompression, bytes
 * @user_agent: value of the User-Agent header
 * @ca_bundle: (nullable): file of PEM certificates to trust instead of the
 *   system's
 * @proxy: (nullable): the proxy that all requests go by; copied
 *
 * Whatever else the environment or the desktop says of proxies does not count.
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
 * @error: AWS_ERROR_CONFIG if the CA bundle can't be read, or libsoup can't be
 *   loaded; AWS_ERROR_NO_DESCRIPTORS
 *
 * To be made, used and freed in one thread.
 *
 * Returns: (transfer full) (nullable): a connection keeper
 */
AwsHttp *rekaws_http_new (const AwsHttpSettings *settings, GError **error);

void rekaws_http_free (AwsHttp *http);

/**
 * rekaws_http_send:
 * @request: what to send, already signed
 * @error: AWS_ERROR_HOST_NOT_FOUND, _CONNECT, _TLS, _UNTRUSTED, _NO_TLS,
 *   _NO_DESCRIPTORS, _TIMED_OUT, _BROKEN, _TOO_LARGE, _CONFIG (the request's
 *   host is not valid); or G_IO_ERROR_CANCELLED
 *
 * Where @request has addresses, each that does not take the connection may
 * take the time limit.
 *
 * Any HTTP status is an answer, not an error. A body that ends too early is
 * AWS_ERROR_BROKEN, but for one case: libsoup before 3.6.5 takes a chunked
 * body that breaks off between two chunks for a whole one.
 *
 * Returns: (transfer full) (nullable): the answer
 */
AwsResponse *rekaws_http_send (AwsHttp *http, const AwsRequest *request,
    GCancellable *cancellable, GError **error);

/**
 * rekaws_http_get_version:
 *
 * Returns: (transfer none): the library's name and version for a User-Agent,
 *   as "libsoup/3.2.3"; the name alone where it can't be loaded
 */
const char *rekaws_http_get_version (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsHttp, rekaws_http_free)

G_END_DECLS
