/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-transport: how a credential source sends an HTTP request, as an
 * argument: over the network (rekaws_transport_get_network()), or in a test from
 * a recording.
 */

#pragma once

#include <gio/gio.h>

#include "config/aws-config.h"
#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * AwsTransportOptions:
 * @timeout_ms: limit of the exchange from connecting to the last byte,
 *   milliseconds
 * @is_direct: never by a proxy: container and instance metadata
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
 *   bundle, proxy and so on
 * @user_data: passed to it
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
 * Each request has a connection of its own; they are few.
 *
 * Returns: (transfer none): the real thing
 */
const AwsTransport *rekaws_transport_get_network (void);

G_END_DECLS
