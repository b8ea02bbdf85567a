/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-http-error: messages for the user about failed HTTP exchanges.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AwsHttpFailure:
 * @peer: host and port of the server
 * @proxy: (nullable): host and port of the proxy
 * @handshaking: whether TCP was connected and the TLS handshake had begun
 * @connected: whether the connection was established, including TLS
 * @timeout_ms: the time limit, milliseconds, if it was exceeded, else 0
 * @tls_errors: what is wrong with the server's certificate
 * @cause: (nullable): the error from GLib or libsoup
 */
typedef struct {
  const char *peer;
  const char *proxy;
  gboolean handshaking;
  gboolean connected;
  guint timeout_ms;
  GTlsCertificateFlags tls_errors;
  const GError *cause;
} AwsHttpFailure;

/**
 * rekaws_http_error_new:
 *
 * Returns: (transfer full): AWS_ERROR_HOST_NOT_FOUND, _CONNECT, _TLS,
 *   _UNTRUSTED, _NO_TLS, _NO_DESCRIPTORS, _TIMED_OUT or _BROKEN
 */
GError *rekaws_http_error_new (const AwsHttpFailure *failure);

/**
 * rekaws_http_error_new_no_tls:
 * @peer: host and port of the server
 *
 * Returns: (transfer full): AWS_ERROR_NO_TLS
 */
GError *rekaws_http_error_new_no_tls (const char *peer);

/**
 * rekaws_http_error_new_for_proxy:
 * @peer: host and port of the server
 * @proxy: host and port of the proxy, which answered instead of the server
 * @status: HTTP status of its response
 *
 * Returns: (transfer full): AWS_ERROR_CONNECT, or _UNTRUSTED if the proxy
 *   requires another login
 */
GError *rekaws_http_error_new_for_proxy (const char *peer, const char *proxy,
    guint status);

G_END_DECLS
