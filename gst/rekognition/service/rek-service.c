/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "service/rek-service.h"

#include "client/aws-client.h"
#include "http/aws-main-context.h"
#include "config/aws-endpoint.h"
#include "config/aws-typed-settings.h"
#include "http/aws-transport.h"

#define SERVICE "rekognition"
#define TARGET_PREFIX "RekognitionService"
#define OPERATION "GetCelebrityRecognition"

static GBytes *
call_client (GBytes *body, GCancellable *cancellable, gpointer client,
    GError **error)
{
  return rekaws_client_call (client, OPERATION, body, cancellable, error);
}

static void
service_log (UtilLogLevel level, const char *message, gpointer user_data)
{
  const RekServiceObserver *observer = user_data;

  if (level == UTIL_LOG_WARNING && observer->warn != NULL)
    observer->warn (message, observer->user_data);
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
    const UtilClock *clock, const RekObserver *observer)
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
    .clock = clock,
    .transport = rekaws_transport_get_network (),
    .retry_func = observer->retry,
    .retry_data = observer->user_data,
  };

  return rekaws_chain_new (&chain_settings);
}

static AwsClient *
create_client (const RekServiceSettings *settings, const UtilClock *clock,
    const RekObserver *observer, GError **error)
{
  const UtilLog log = { service_log, (gpointer) observer };
  g_autoptr (AwsConfig) config = NULL;
  g_autoptr (AwsHttp) http = NULL;
  g_autofree char *region = NULL;
  g_autofree char *endpoint = NULL;
  AwsClient *client;
  AwsClientSettings client_settings = {
    .service = SERVICE,
    .target_prefix = TARGET_PREFIX,
  };

  /* Otherwise the first file that can't be opened would be blamed. */
  if (!rekaws_context_check (error))
    return NULL;

  config = rekaws_config_load (settings->environment, settings->profile, &log);
  region = rekaws_config_dup_region (config, settings->region, error);
  if (region == NULL)
    return NULL;
  endpoint = rekaws_endpoint_dup_uri (config, AWS_SERVICE_REKOGNITION, region,
      settings->endpoint_uri, error);
  if (endpoint == NULL)
    return NULL;
  client_settings.max_attempts = rekaws_switches_get_max_attempts (config,
      settings->retry_attempts, error);
  if (client_settings.max_attempts == 0)
    return NULL;
  http = create_http (settings, config, endpoint, error);
  if (http == NULL)
    return NULL;

  client_settings.region = region;
  client_settings.endpoint = endpoint;
  client = rekaws_client_new (&client_settings, g_steal_pointer (&http),
      create_chain (settings, config, clock, observer), clock);
  rekaws_client_set_retry_func (client, observer->retry, observer->user_data);
  return client;
}

static void
set_stats (RekFetchStats *stats, const AwsClientStats *client_stats)
{
  stats->n_requests = client_stats->requests;
  stats->n_retries = client_stats->retries;
  stats->n_bytes = client_stats->bytes;
  stats->region = g_strdup (client_stats->region);
  stats->credential_source = g_strdup (client_stats->credential_source);
  stats->key_id_end = g_strdup (client_stats->key_id_end);
}

RekResults *
rek_service_fetch (const RekServiceSettings *settings, const RekQuery *query,
    const RekObserver *observer, RekFetchStats *stats,
    GCancellable *cancellable, GError **error)
{
  const UtilClock *clock = rekutil_clock_get_system ();
  g_autoptr (AwsClient) client =
      create_client (settings, clock, observer, error);
  RekFetchSettings fetch_settings = {
    .call = call_client,
    .clock = clock,
    .job_timeout_s = settings->job_timeout_s,
  };
  RekResults *results;

  if (client == NULL)
    return NULL;

  fetch_settings.call_data = client;
  results = rek_fetch (query, &fetch_settings, observer, cancellable, error);
  set_stats (stats, rekaws_client_get_stats (client));
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
