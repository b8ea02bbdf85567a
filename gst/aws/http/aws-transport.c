/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "http/aws-transport.h"

#include "config/aws-typed-settings.h"
#include "util-secret.h"

/* A response with credentials is a few kilobytes. */
#define MAX_BODY (1024 * 1024)

/* Most of these responses hold credentials. */
static void
make_body_secret (AwsResponse *response)
{
  gsize size;
  gpointer data =
      g_bytes_unref_to_data (g_steal_pointer (&response->body), &size);

  response->body = rekutil_secret_bytes_new (data, size);
  rekutil_secret_wipe (data, size);
  g_free (data);
}

static AwsResponse *
network_send (const AwsConfig *config, const AwsRequest *request,
    const AwsTransportOptions *options, GCancellable *cancellable,
    gpointer user_data, GError **error)
{
  AwsHttpSettings settings = {
    .timeout_ms = options->timeout_ms,
    .max_body = MAX_BODY,
    .user_agent = rekaws_http_get_version (),
    .ca_bundle = rekaws_switches_get_ca_bundle (config),
  };
  g_autofree char *uri = rekaws_request_dup_uri (request);
  g_autoptr (AwsProxy) proxy = NULL;
  g_autoptr (AwsHttp) http = NULL;
  AwsResponse *response;

  (void) user_data;
  if (!options->is_direct && !rekaws_proxy_find (config, uri, &proxy, error))
    return NULL;
  settings.proxy = proxy;
  http = rekaws_http_new (&settings, error);
  if (http == NULL)
    return NULL;

  response = rekaws_http_send (http, request, cancellable, error);
  if (response != NULL)
    make_body_secret (response);
  return response;
}

const AwsTransport *
rekaws_transport_get_network (void)
{
  static const AwsTransport network = { .send = network_send };

  return &network;
}

static AwsResponse *
http_send (const AwsConfig *config, const AwsRequest *request,
    const AwsTransportOptions *options, GCancellable *cancellable,
    gpointer user_data, GError **error)
{
  (void) config;
  (void) options;
  return rekaws_http_send (user_data, request, cancellable, error);
}

AwsTransport
rekaws_transport_for_http (AwsHttp *http)
{
  return (AwsTransport){ .send = http_send, .user_data = http };
}
