/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/aws/client-fixture.h"

#include "http/aws-http.h"

#include <string.h>

static AwsResponse *
agent_send (const AwsConfig *config G_GNUC_UNUSED,
    const AwsRequest *request G_GNUC_UNUSED,
    const AwsTransportOptions *options G_GNUC_UNUSED,
    GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data, GError **error)
{
  Fixture *fixture = user_data;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  if (fixture->is_agent_broken) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_UNTRUSTED, "no agent");
    return NULL;
  }
  text = g_strdup_printf ("{\"AccessKeyId\":\"AKID\","
                          "\"SecretAccessKey\":\"" SECRET_KEY
                          "\",\"Token\":\"" TOKEN "%u\"}",
      fixture->n_tokens++);
  body = g_bytes_new (text, strlen (text));
  return rekaws_response_new (200, body);
}

static gint64
fixture_now (gpointer user_data)
{
  return ((Fixture *) user_data)->now_us;
}

static double
fixture_random (gpointer user_data G_GNUC_UNUSED)
{
  return 0.5;
}

static gboolean
fixture_wait (gint64 duration_us, GCancellable *cancellable, gpointer user_data,
    GError **error)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (fixture->n_waits, <, G_N_ELEMENTS (fixture->waits));
  fixture->waits[fixture->n_waits++] = duration_us;
  fixture->now_us += duration_us;
  g_cancellable_cancel (fixture->cancel_in_wait);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
fixture_retry (guint attempt, gint64 delay_us, const GError *reason,
    gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->retries, "%u:%d:%s ", attempt,
      (int) (delay_us / 1000),
      g_error_matches (reason, AWS_ERROR, AWS_ERROR_SERVICE) ? "service"
                                                             : "network");
}

static void
fixture_log (UtilLogLevel level, const char *message, gpointer user_data)
{
  static const char *const names[] = { "warning", "info", "debug" };
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->log, "%s: %s\n", names[level], message);
}

/* Needs the rest of the fixture. */
static AwsClient *
create_client (Fixture *fixture, const char *endpoint)
{
  const AwsClientSettings settings = {
    .service = "rekognition",
    .target_prefix = "RekognitionService",
    .region = "eu-west-1",
    .endpoint = endpoint,
    .max_attempts = 3,
    .timeout_ms = 20000,
  };
  const AwsChainSettings chain_settings = {
    .config = fixture->config,
    .clock = &fixture->clock,
    .transport = &fixture->agent,
  };
  const AwsCallContext context = {
    .config = fixture->config,
    .transport = &fixture->transport,
    .clock = &fixture->clock,
    .retry_func = fixture_retry,
    .retry_data = fixture,
  };

  return rekaws_client_new (&settings, rekaws_chain_new (&chain_settings),
      &context);
}

void
fixture_start (Fixture *fixture, const ScriptedStep *steps)
{
  const AwsHttpSettings http_settings = { .timeout_ms = 20000,
    .max_body = 1000 };
  char *environment[] = { (char *) "HOME=/absent",
    (char *) "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1/", NULL };
  const UtilLog log = { fixture_log, fixture };
  g_autofree char *uri = NULL;

  *fixture = (Fixture){ .now_us = START_US };
  fixture->clock =
      (UtilClock){ fixture_now, fixture_random, fixture_wait, fixture };
  fixture->retries = g_string_new (NULL);
  fixture->log = g_string_new (NULL);
  fixture->config = rekaws_config_load (environment, NULL, &log);
  fixture->agent = (AwsTransport){ agent_send, fixture };
  fixture->server = scripted_server_new (steps, NULL);
  fixture->http = rekaws_http_new (&http_settings, NULL);
  fixture->transport = rekaws_transport_for_http (fixture->http);
  uri = scripted_server_dup_uri (fixture->server, "http", "");
  fixture->client = create_client (fixture, uri);
}

void
fixture_clear (Fixture *fixture)
{
  rekaws_client_free (fixture->client);
  rekaws_http_free (fixture->http);
  rekaws_config_unref (fixture->config);
  scripted_server_free (fixture->server);
  g_clear_error (&fixture->error);
  g_string_free (fixture->retries, TRUE);
  g_string_free (fixture->log, TRUE);
  g_clear_object (&fixture->cancel_in_wait);
}

gboolean
fixture_call (Fixture *fixture)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"JobId\":\"j\"}", 13);
  g_autoptr (GBytes) answer = NULL;

  g_clear_error (&fixture->error);
  answer = rekaws_client_call (fixture->client, "GetCelebrityRecognition", body,
      fixture->cancel_in_wait, &fixture->error);
  if (answer == NULL) {
    g_test_message ("%s", fixture->error->message);
    return FALSE;
  }
  g_assert_no_error (fixture->error);
  g_assert_cmpmem (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer),
      "{\"a\":1}", 7);
  return TRUE;
}

void
fixture_assert_header (Fixture *fixture, guint index, const char *name,
    const char *expected)
{
  g_autofree char *value =
      scripted_server_dup_header (fixture->server, index, name);

  g_assert_cmpstr (value, ==, expected);
}

void
fixture_assert_stats (Fixture *fixture, guint requests, guint retries)
{
  AwsClientStats stats;

  rekaws_client_get_stats (fixture->client, &stats);
  g_assert_cmpuint (stats.requests, ==, requests);
  g_assert_cmpuint (stats.retries, ==, retries);
  g_assert_cmpuint (scripted_server_get_n_requests (fixture->server), ==,
      requests);
}

void
fixture_assert_attempts (Fixture *fixture, guint attempts)
{
  const AwsErrorDetails *details = rekaws_error_get_details (fixture->error);

  g_assert_nonnull (details);
  g_assert_cmpuint (details->attempts, ==, attempts);
}
