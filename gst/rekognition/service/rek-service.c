/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "service/rek-service.h"

#include "client/aws-client.h"
#include "http/aws-main-context.h"
#include "config/aws-endpoint.h"
#include "config/aws-typed-settings.h"
#include "http/aws-transport.h"

#include <string.h>

#define SERVICE "rekognition"
#define TARGET_PREFIX "RekognitionService"
#define OPERATION "GetCelebrityRecognition"

typedef struct {
  const RekObserver *observer;
  AwsConfig *config;
  AwsHttp *http;
  AwsTransport transport;
  AwsClient *client;
} Service;

static void
service_clear (Service *service)
{
  rekaws_client_free (service->client);
  rekaws_http_free (service->http);
  g_clear_pointer (&service->config, rekaws_config_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Service, service_clear)

static GBytes *
service_call (GBytes *body, GCancellable *cancellable, gpointer user_data,
    GError **error)
{
  const Service *service = user_data;

  return rekaws_client_call (service->client, OPERATION, body, cancellable,
      error);
}

static AwsHttp *
create_http (const RekServiceSettings *settings, const AwsConfig *config,
    const char *endpoint, GError **error)
{
  g_autoptr (AwsProxy) proxy = NULL;
  AwsHttpSettings http_settings = {
    .timeout_ms = settings->request_timeout_ms,
    .max_body = REK_PAGE_MAX_SIZE,
    .user_agent = settings->user_agent,
    .ca_bundle = rekaws_switches_get_ca_bundle (config),
  };

  if (!rekaws_proxy_find (config, endpoint, &proxy, error))
    return NULL;
  http_settings.proxy = proxy;
  return rekaws_http_new (&http_settings, error);
}

static AwsChain *
create_chain (const RekServiceSettings *settings, AwsConfig *config,
    const RekObserver *observer)
{
  const AwsExplicitCredentials credentials = {
    .access_key_id = settings->access_key,
    .secret_access_key = settings->secret_access_key,
    .session_token = settings->session_token,
  };
  const AwsChainSettings chain_settings = {
    .config = config,
    .region = settings->region,
    .explicit_credentials = &credentials,
    .clock = settings->clock,
    .transport = settings->transport != NULL ? settings->transport
                                             : rekaws_transport_get_network (),
    .retry_func = observer->retry,
    .retry_data = observer->user_data,
  };

  return rekaws_chain_new (&chain_settings);
}

/* Sets how the service's requests are sent: over one connection that is kept
 * alive. */
static gboolean
open_transport (Service *service, const RekServiceSettings *settings,
    const char *endpoint, GError **error)
{
  if (settings->transport != NULL) {
    service->transport = *settings->transport;
    return TRUE;
  }

  service->http = create_http (settings, service->config, endpoint, error);
  if (service->http == NULL)
    return FALSE;
  service->transport = rekaws_transport_for_http (service->http);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the endpoint */
static char *
find_endpoint (const Service *service, const RekServiceSettings *settings,
    char **region, guint *max_attempts, GError **error)
{
  AwsConfig *config = service->config;
  g_autofree char *endpoint = NULL;

  *region = rekaws_config_dup_region (config, settings->region, error);
  if (*region == NULL)
    return NULL;
  endpoint = rekaws_endpoint_dup_uri (config, AWS_SERVICE_REKOGNITION, *region,
      settings->endpoint_uri, error);
  if (endpoint == NULL)
    return NULL;
  *max_attempts = rekaws_switches_get_max_attempts (config,
      settings->retry_attempts, error);
  if (*max_attempts == 0)
    return NULL;

  rekutil_log_info (rekaws_config_get_log (config),
      "Region %s, endpoint %.*s, at most %u attempts per request, %u ms each",
      *region, (int) strcspn (endpoint, "?"), endpoint, *max_attempts,
      settings->request_timeout_ms);
  return g_steal_pointer (&endpoint);
}

static gboolean
service_open (Service *service, const RekServiceSettings *settings,
    GError **error)
{
  const RekObserver *observer = service->observer;
  const UtilLog log = { observer->log, observer->user_data };
  g_autofree char *region = NULL;
  g_autofree char *endpoint = NULL;
  AwsClientSettings client_settings = {
    .service = SERVICE,
    .target_prefix = TARGET_PREFIX,
    .timeout_ms = settings->request_timeout_ms,
  };
  AwsCallContext context = {
    .transport = &service->transport,
    .clock = settings->clock,
    .retry_func = observer->retry,
    .retry_data = observer->user_data,
  };

  /* Otherwise the first file that cannot be opened would be blamed. */
  if (!rekaws_context_check (error))
    return FALSE;

  service->config =
      rekaws_config_load (settings->environment, settings->profile, &log);
  endpoint = find_endpoint (service, settings, &region,
      &client_settings.max_attempts, error);
  if (endpoint == NULL || !open_transport (service, settings, endpoint, error))
    return FALSE;

  client_settings.region = region;
  client_settings.endpoint = endpoint;
  context.config = service->config;
  service->client = rekaws_client_new (&client_settings,
      create_chain (settings, service->config, observer), &context);
  return TRUE;
}

static void
service_take_stats (const Service *service, RekFetchStats *stats)
{
  AwsClientStats client_stats;

  rekaws_client_get_stats (service->client, &client_stats);
  stats->n_requests = client_stats.requests;
  stats->n_retries = client_stats.retries;
  stats->n_bytes = client_stats.bytes;
  stats->region = g_strdup (client_stats.region);
  stats->credential_source = g_strdup (client_stats.credential_source);
  stats->key_id_end = g_strdup (client_stats.key_id_end);
}

RekResults *
rek_service_fetch (const RekServiceSettings *settings, const RekQuery *query,
    const RekObserver *observer, RekFetchStats *stats,
    GCancellable *cancellable, GError **error)
{
  g_auto (Service) service = { .observer = observer };
  const RekFetchSettings fetch_settings = {
    .call = service_call,
    .call_data = &service,
    .clock = settings->clock,
    .job_timeout_s = settings->job_timeout_s,
  };
  RekResults *results;

  if (!service_open (&service, settings, error))
    return NULL;

  results = rek_fetch (query, &fetch_settings, observer, cancellable, error);
  service_take_stats (&service, stats);
  return results;
}

void
rek_fetch_stats_clear (RekFetchStats *stats)
{
  g_clear_pointer (&stats->region, g_free);
  g_clear_pointer (&stats->credential_source, g_free);
  g_clear_pointer (&stats->key_id_end, g_free);
}

const char *
rek_service_get_http_version (void)
{
  return rekaws_http_get_version ();
}
