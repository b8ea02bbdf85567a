/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/aws/client-fixture.h"

AwsCredentials *
rekaws_chain_get (AwsChain *chain, GCancellable *cancellable G_GNUC_UNUSED,
    GError **error)
{
  g_autofree char *token = g_strdup_printf (TOKEN "%u", chain->generation);

  if (chain->is_empty) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS, "none");
    return NULL;
  }
  return rekaws_credentials_new ("AKID", "secret-key", token,
      AWS_CREDENTIALS_NEVER, "test");
}

void
rekaws_chain_invalidate (AwsChain *chain)
{
  chain->generation++;
}

void
rekaws_chain_free (AwsChain *chain)
{
  g_free (chain);
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

void
fixture_start (Fixture *fixture, const ScriptedStep *steps)
{
  AwsHttpSettings http_settings = { .timeout_ms = 20000, .max_body = 1000 };
  AwsClientSettings settings = {
    .service = "rekognition",
    .target_prefix = "RekognitionService",
    .region = "eu-west-1",
    .max_attempts = 3,
  };
  g_autofree char *uri = NULL;

  *fixture = (Fixture){ .now_us = START_US };
  fixture->clock =
      (UtilClock){ fixture_now, fixture_random, fixture_wait, fixture };
  fixture->retries = g_string_new (NULL);
  fixture->server = scripted_server_new (steps, NULL);
  fixture->chain = g_new0 (AwsChain, 1);
  uri = scripted_server_dup_uri (fixture->server, "http", "");
  settings.endpoint = uri;
  fixture->client = rekaws_client_new (&settings,
      rekaws_http_new (&http_settings, NULL), fixture->chain, &fixture->clock);
  rekaws_client_set_retry_func (fixture->client, fixture_retry, fixture);
}

void
fixture_clear (Fixture *fixture)
{
  rekaws_client_free (fixture->client);
  scripted_server_free (fixture->server);
  g_clear_error (&fixture->error);
  g_string_free (fixture->retries, TRUE);
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
  const AwsClientStats *stats = rekaws_client_get_stats (fixture->client);

  g_assert_cmpuint (stats->requests, ==, requests);
  g_assert_cmpuint (stats->retries, ==, retries);
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
