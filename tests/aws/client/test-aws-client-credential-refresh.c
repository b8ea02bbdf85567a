/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Credentials of a role that expire while a client is in use. */

#include "client/aws-client.h"
#include "client/aws-error.h"

#include "support/aws/replay-transport.h"
#include "support/common/scripted-server.h"
#include "support/common/aws-home.h"

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

/* 2001-09-09T01:46:40Z */
#define START_US (G_GINT64_CONSTANT (1000000000) * G_USEC_PER_SEC)

#define ROLE(id, expiration) \
  { \
    "POST", "https://sts.eu-west-1.amazonaws.com/", 200, NULL, \
        "{\"AssumeRoleResponse\":{\"AssumeRoleResult\":{\"Credentials\":{" \
        "\"AccessKeyId\":\"" id "\",\"SecretAccessKey\":\"s\"," \
        "\"SessionToken\":\"" id "-token\",\"Expiration\":" expiration "}}}}" \
  }
#define HTTP(status, headers) \
  SCRIPT_READ, \
      SCRIPT_SEND ("HTTP/1.1 " status "\r\nConnection: keep-alive\r\n" \
                   "Content-Length: 2\r\n" headers "\r\n{}")
#define OK HTTP ("200 OK", "")
#define EXPIRED \
  HTTP ("400 Bad Request", "x-amzn-ErrorType: ExpiredTokenException\r\n")

static gint64
shown_now (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static double
no_chance (gpointer user_data G_GNUC_UNUSED)
{
  return 0;
}

static gboolean
no_wait (gint64 duration_us G_GNUC_UNUSED,
    GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED,
    GError **error G_GNUC_UNUSED)
{
  g_assert_not_reached ();
}

/* The client, and what must outlive it. */
typedef struct {
  AwsConfig *config;
  AwsHttp *http;
  AwsTransport transport;
  AwsClient *client;
} Connection;

static void
connection_clear (Connection *connection)
{
  rekaws_client_free (connection->client);
  rekaws_http_free (connection->http);
  rekaws_config_unref (connection->config);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Connection, connection_clear)

static AwsClient *
connection_open (Connection *connection, const char *endpoint,
    const UtilClock *clock, const AwsTransport *transport)
{
  g_autoptr (TestHome) home = test_home_new (
      "[default]\nrole_arn=arn:aws:iam::1:role/R\nsource_profile=b\n",
      "[b]\naws_access_key_id=bid\naws_secret_access_key=s\n");
  AwsConfig *config = test_home_load (home, NULL, NULL);
  const AwsChainSettings chain_settings = { .config = config,
    .region = "eu-west-1",
    .clock = clock,
    .transport = transport };
  const AwsHttpSettings http_settings = { .timeout_ms = 20000,
    .max_body = 1000 };
  const AwsClientSettings settings = { .service = "rekognition",
    .target_prefix = "RekognitionService",
    .region = "eu-west-1",
    .endpoint = endpoint,
    .max_attempts = 1,
    .timeout_ms = 20000 };
  const AwsCallContext context = { .config = config,
    .transport = &connection->transport,
    .clock = clock };

  connection->config = config;
  connection->http = rekaws_http_new (&http_settings, NULL);
  connection->transport = rekaws_transport_for_http (connection->http);
  connection->client = rekaws_client_new (&settings,
      rekaws_chain_new (&chain_settings), &context);
  return connection->client;
}

static void
test_refresh (void)
{
  static const ScriptedStep steps[] = { OK, OK, OK, EXPIRED, OK, EXPIRED,
    EXPIRED, SCRIPT_HANG, SCRIPT_END };
  static const ReplayExchange exchanges[] = { ROLE ("role1", "1000003600"),
    ROLE ("role2", "1000007200"), ROLE ("role3", "1000007200"),
    ROLE ("role4", "1000007200") };
  static const struct {
    const char *label;
    gint64 now_us;
    gboolean success;
    guint n_requests;
    const char *token;
  } calls[] = {
    { "the first time", START_US, TRUE, 1, "role1-token" },
    { "they last", START_US + 54 * MINUTE, TRUE, 2, "role1-token" },
    { "they end soon", START_US + 55 * MINUTE, TRUE, 3, "role2-token" },
    { "they ended before", START_US + 56 * MINUTE, TRUE, 5, "role3-token" },
    { "only once a call", START_US + 57 * MINUTE, FALSE, 7, "role4-token" },
  };
  gint64 now_us = 0;
  const UtilClock clock = { shown_now, no_chance, no_wait, &now_us };
  g_autoptr (ReplayTransport) replay = replay_transport_new ();
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *endpoint = scripted_server_dup_uri (server, "http", "/");
  g_auto (Connection) connection = { 0 };
  AwsClient *client = connection_open (&connection, endpoint, &clock,
      replay_transport_get (replay));
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    replay_transport_add (replay, &exchanges[i]);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) answer = NULL;
    g_autofree char *token = NULL;

    g_test_message ("%s", calls[i].label);
    now_us = calls[i].now_us;
    answer = rekaws_client_call (client, "Get", body, NULL, &error);
    if (calls[i].success)
      g_assert_no_error (error);
    else
      g_assert_error (error, AWS_ERROR, AWS_ERROR_SERVICE);
    g_assert_cmpuint (scripted_server_get_n_requests (server), ==,
        calls[i].n_requests);
    token = scripted_server_dup_header (server, calls[i].n_requests - 1,
        "X-Amz-Security-Token");
    g_assert_cmpstr (token, ==, calls[i].token);
  }
  replay_transport_assert_done (replay);
}

/* Whose credentials the client uses. */
static void
test_stats (void)
{
  static const ScriptedStep steps[] = { OK, SCRIPT_HANG, SCRIPT_END };
  static const ReplayExchange exchange = ROLE ("ASIAROLE1234", "1000003600");
  gint64 now_us = START_US;
  const UtilClock clock = { shown_now, no_chance, no_wait, &now_us };
  g_autoptr (ReplayTransport) replay = replay_transport_new ();
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *endpoint = scripted_server_dup_uri (server, "http", "/");
  g_auto (Connection) connection = { 0 };
  AwsClient *client = connection_open (&connection, endpoint, &clock,
      replay_transport_get (replay));
  AwsClientStats stats;
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) answer = NULL;

  replay_transport_add (replay, &exchange);
  rekaws_client_get_stats (client, &stats);
  g_assert_cmpstr (stats.region, ==, "eu-west-1");
  g_assert_null (stats.credential_source);
  g_assert_cmpstr (stats.key_id_end, ==, "");

  answer = rekaws_client_call (client, "Get", body, NULL, NULL);
  g_assert_nonnull (answer);
  rekaws_client_get_stats (client, &stats);
  g_assert_cmpstr (stats.credential_source, ==,
      "profile \"default\": role arn:aws:iam::1:role/R from profile \"b\": "
      "access keys");
  g_assert_cmpstr (stats.key_id_end, ==, "1234");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-client-credential-refresh/role", test_refresh);
  g_test_add_func ("/aws-client-credential-refresh/stats", test_stats);
  return g_test_run ();
}
