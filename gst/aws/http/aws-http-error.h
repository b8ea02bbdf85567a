/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-http-error: why an HTTP exchange failed, as a sentence for the user.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AwsHttpFailure:
 * @peer: host and port that were to be talked to
 * @proxy: (nullable): host and port of the proxy between
 * @handshaking: whether TCP connected to @peer and TLS was begun
 * @connected: whether the connection, TLS included, stood
 * @timeout_ms: the limit where it was the time that ran out, else 0
 * @tls_errors: what is wrong with the server's certificate
 * @cause: (nullable): what GLib or libsoup say
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
 * @peer: host and port that were to be talked to
 *
 * Returns: (transfer full): AWS_ERROR_NO_TLS
 */
GError *rekaws_http_error_new_no_tls (const char *peer);

/**
 * rekaws_http_error_new_for_proxy:
 * @peer: host and port that were to be talked to
 * @proxy: host and port of the proxy that answered instead
 * @status: what HTTP status it answered with
 *
 * Returns: (transfer full): AWS_ERROR_CONNECT, or _UNTRUSTED where the proxy
 *   wants another login
 */
GError *rekaws_http_error_new_for_proxy (const char *peer, const char *proxy,
    guint status);

G_END_DECLS
