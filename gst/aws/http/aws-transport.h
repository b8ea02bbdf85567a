/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-transport: how the client and the credential sources send an HTTP
 * request. It is passed in: the network, or in a test a recording.
 */

#pragma once

#include <gio/gio.h>

#include "config/aws-config.h"
#include "http/aws-http.h"
#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * AwsTransportOptions:
 * @timeout_ms: limit of the exchange from connecting to the last byte,
 *   milliseconds
 * @is_direct: whether to ignore proxies, as for container and instance metadata
 *
 * How one request is sent.
 */
typedef struct {
  guint timeout_ms;
  gboolean is_direct;
} AwsTransportOptions;

/**
 * AwsTransport:
 * @send: sends @request once, as rekaws_http_send() does; @config has the CA
 *   bundle and the proxy
 * @user_data: passed to @send
 */
typedef struct {
  AwsResponse *(*send) (const AwsConfig *config, const AwsRequest *request,
      const AwsTransportOptions *options, GCancellable *cancellable,
      gpointer user_data, GError **error);
  gpointer user_data;
} AwsTransport;

/**
 * rekaws_transport_get_network:
 *
 * Returns: (transfer none): a transport that opens a connection for each
 *   request; for credentials, which need few
 */
const AwsTransport *rekaws_transport_get_network (void);

/**
 * rekaws_transport_for_http:
 * @http: must outlive the transport
 *
 * Returns: a transport that sends all requests over @http, with its settings
 *   instead of the configuration's and the options'
 */
AwsTransport rekaws_transport_for_http (AwsHttp *http);

G_END_DECLS
