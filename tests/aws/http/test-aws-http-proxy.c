/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Requests through a proxy: what the proxy sees, and the errors if it rejects
 * them. Proxy and server are one scripted server. */

#include "client/aws-error.h"
#include "http/aws-http.h"
#include "http/aws-transport.h"
#include "support/common/scripted-server.h"
#include "support/common/certificate.h"
#include "support/common/aws-home.h"

#include <glib/gstdio.h>
#include <string.h>

#define OK_HELLO "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
#define TUNNEL "HTTP/1.1 200 Connection established\r\n\r\n"
#define LOGIN "Basic YWRhOnB3"
#define SIGNATURE "AWS4-HMAC-SHA256 SECRET"
#define TIMEOUT_MS 20000
#define SHORT_MS 200
#define N_RACES 20

/* A name that only the proxy may look up. */
#define HOST "rekognition.test.invalid"

typedef struct {
  ScriptedServer *server;
  char *authority;
  AwsHttp *http;
  char *pem;
} Fixture;

static void
fixture_write_certificate (Fixture *fixture)
{
  static const TestCertificate settings = { "DNS:" HOST, -1, 1, NULL };
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("aws-http-proxy-XXXXXX", &fixture->pem, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  test_certificate_write_as (&settings, fixture->pem);
}

static gboolean
uses_tls (const ScriptedStep *steps)
{
  while (steps->action != SCRIPTED_END && steps->action != SCRIPTED_START_TLS)
    steps++;
  return steps->action == SCRIPTED_START_TLS;
}

static void
fixture_start (Fixture *fixture, const ScriptedStep *steps, gboolean trusts,
    guint timeout_ms)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  AwsProxy proxy = { NULL, NULL, (char *) LOGIN };
  AwsHttpSettings settings = {
    .timeout_ms = timeout_ms,
    .max_body = 1000,
    .proxy = &proxy,
  };

  fixture_write_certificate (fixture);
  certificate = g_tls_certificate_new_from_file (fixture->pem, &error);
  g_assert_no_error (error);
  fixture->server =
      scripted_server_new (steps, uses_tls (steps) ? certificate : NULL);
  fixture->authority = g_strdup_printf ("127.0.0.1:%u",
      scripted_server_get_port (fixture->server));
  uri = g_strconcat ("http://", fixture->authority, NULL);
  proxy.uri = uri;
  proxy.authority = fixture->authority;
  if (trusts)
    settings.ca_bundle = fixture->pem;
  fixture->http = rekaws_http_new (&settings, &error);
  g_assert_no_error (error);
}

static void
fixture_clear (Fixture *fixture)
{
  rekaws_http_free (fixture->http);
  scripted_server_free (fixture->server);
  g_unlink (fixture->pem);
  g_free (fixture->pem);
  g_free (fixture->authority);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static AwsResponse *
send_to (const Fixture *fixture, const char *uri, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (AwsRequest) request =
      rekaws_request_new ("POST", uri, body, error);

  g_assert_nonnull (request);
  rekaws_request_add_header (request, "Authorization", SIGNATURE);
  return rekaws_http_send (fixture->http, request, NULL, error);
}

static void
assert_hello (const AwsResponse *response, const GError *error)
{
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL),
      g_bytes_get_size (response->body), "hello", 5);
}

static void
assert_request (const Fixture *fixture, guint index, const char *line,
    const char *login, const char *signature)
{
  g_autofree char *request =
      scripted_server_dup_request (fixture->server, index);
  g_autofree char *found_login = scripted_server_dup_header (fixture->server,
      index, "Proxy-Authorization");
  g_autofree char *found_signature =
      scripted_server_dup_header (fixture->server, index, "Authorization");

  g_assert_true (g_str_has_prefix (request, line));
  g_assert_cmpstr (found_login, ==, login);
  g_assert_cmpstr (found_signature, ==, signature);
}

static void
test_http (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_READ, SCRIPT_SEND (OK_HELLO), SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps, FALSE, TIMEOUT_MS);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response =
        send_to (&fixture, "http://" HOST ":8080/a/b?c=%20d", &error);
    g_autofree char *host = NULL;

    assert_hello (response, error);
    assert_request (&fixture, i,
        "POST http://" HOST ":8080/a/b?c=%20d HTTP/1.1\r\n", LOGIN, SIGNATURE);
    host = scripted_server_dup_header (fixture.server, i, "Host");
    g_assert_cmpstr (host, ==, HOST ":8080");
  }
  g_assert_cmpuint (scripted_server_get_n_connections (fixture.server), ==, 1);
}

/* The proxy sees only host and port, the server nothing of the proxy. */
static void
test_https (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (TUNNEL),
    SCRIPT_START_TLS, SCRIPT_READ, SCRIPT_SEND (OK_HELLO), SCRIPT_READ,
    SCRIPT_SEND (OK_HELLO), SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps, TRUE, TIMEOUT_MS);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response =
        send_to (&fixture, "https://" HOST "/x", &error);

    assert_hello (response, error);
    assert_request (&fixture, 1 + i, "POST /x HTTP/1.1\r\n", NULL, SIGNATURE);
  }
  assert_request (&fixture, 0, "CONNECT " HOST ":443 HTTP/1.1\r\n", LOGIN,
      NULL);
  g_assert_cmpuint (scripted_server_get_n_connections (fixture.server), ==, 1);
}

typedef struct {
  const char *name;
  const char *uri;
  ScriptedStep steps[6];
  guint timeout_ms;
  AwsErrorCode code;
  /* A part of the message, which also names host and proxy. */
  const char *reason;
} FailureCase;

#define HTTP_URI "http://" HOST "/"
#define HTTPS_URI "https://" HOST "/"
#define ANSWER(status) \
  SCRIPT_SEND ("HTTP/1.1 " status "\r\n" \
               "Content-Length: 0\r\n\r\n")

static const FailureCase failure_cases[] = {
  { "tunnel-login", HTTPS_URI,
      { SCRIPT_READ, ANSWER ("407 Who"), SCRIPT_HANG, SCRIPT_READ }, TIMEOUT_MS,
      AWS_ERROR_UNTRUSTED, "password" },
  { "login", HTTP_URI,
      { SCRIPT_READ, ANSWER ("407 Who"), SCRIPT_HANG, SCRIPT_READ }, TIMEOUT_MS,
      AWS_ERROR_UNTRUSTED, "password" },
  { "tunnel-forbidden", HTTPS_URI,
      { SCRIPT_READ, ANSWER ("403 No"), SCRIPT_HANG }, TIMEOUT_MS,
      AWS_ERROR_CONNECT, "HTTP status 403" },
  { "tunnel-bad-gateway", HTTPS_URI,
      { SCRIPT_READ, ANSWER ("502 No"), SCRIPT_HANG }, TIMEOUT_MS,
      AWS_ERROR_CONNECT, "HTTP status 502" },
  { "tunnel-redirect", HTTPS_URI,
      { SCRIPT_READ, ANSWER ("302 Found\r\nLocation: http://127.0.0.1:1/"),
          SCRIPT_HANG },
      TIMEOUT_MS, AWS_ERROR_CONNECT, "HTTP status 302" },
  { "tunnel-closed", HTTPS_URI, { SCRIPT_READ, SCRIPT_CLOSE }, TIMEOUT_MS,
      AWS_ERROR_CONNECT, "" },
  { "tunnel-hangs", HTTPS_URI, { SCRIPT_READ, SCRIPT_HANG }, SHORT_MS,
      AWS_ERROR_CONNECT, "no connection within" },
  { "tunnel-without-tls", HTTPS_URI,
      { SCRIPT_READ, SCRIPT_SEND (TUNNEL), SCRIPT_CLOSE }, TIMEOUT_MS,
      AWS_ERROR_TLS, "it answers, but TLS fails" },
  { "certificate", HTTPS_URI,
      { SCRIPT_READ, SCRIPT_SEND (TUNNEL), SCRIPT_START_TLS, SCRIPT_READ,
          SCRIPT_HANG },
      TIMEOUT_MS, AWS_ERROR_UNTRUSTED, "signed by an unknown authority" },
  { "refused", HTTPS_URI, { SCRIPT_END }, TIMEOUT_MS, AWS_ERROR_CONNECT,
      ": Connection refused" },
};

static void
test_failures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (failure_cases); i++) {
    const FailureCase *c = &failure_cases[i];
    g_auto (Fixture) fixture = { 0 };
    g_autoptr (GError) error = NULL;

    fixture_start (&fixture, c->steps, FALSE, c->timeout_ms);
    if (c->steps[0].action == SCRIPTED_END)
      scripted_server_wait_steps (fixture.server, G_MAXUINT);
    g_assert_null (send_to (&fixture, c->uri, &error));
    g_test_message ("%s: %s", c->name, error->message);
    g_assert_error (error, AWS_ERROR, (int) c->code);
    g_assert_nonnull (strstr (error->message, HOST));
    g_assert_nonnull (strstr (error->message, fixture.authority));
    g_assert_nonnull (strstr (error->message, c->reason));
    g_assert_null (strstr (error->message, "Basic"));
    g_assert_cmpuint (scripted_server_get_n_requests (fixture.server), <=, 1);
  }
}

static gboolean
cancel_at_signal (GSignalInvocationHint *hint G_GNUC_UNUSED,
    guint n_values G_GNUC_UNUSED, const GValue *values G_GNUC_UNUSED,
    gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return TRUE;
}

static void
cancel_at_answer (const ScriptedStep *steps)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTypeClass) class = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsRequest) request =
      rekaws_request_new ("POST", HTTPS_URI, NULL, &error);
  guint signal;
  gulong hook;

  fixture_start (&fixture, steps, FALSE, TIMEOUT_MS);
  class = g_type_class_ref (g_type_from_name ("SoupMessage"));
  signal = g_signal_lookup ("got-headers", G_TYPE_FROM_CLASS (class));
  hook = g_signal_add_emission_hook (signal, 0, cancel_at_signal, cancellable,
      NULL);
  g_assert_null (rekaws_http_send (fixture.http, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_signal_remove_emission_hook (signal, hook);
}

/* libsoup handles the proxy's response in a message of its own. */
static void
test_cancel_at_answer (void)
{
  static const ScriptedStep answers[][3] = {
    { SCRIPT_SEND (TUNNEL), SCRIPT_HANG, SCRIPT_END },
    { SCRIPT_SEND ("HTTP/1.1 403 No\r\nContent-Length: 900\r\n\r\nhello"),
        SCRIPT_HANG, SCRIPT_END },
    { SCRIPT_SEND ("HTTP/1.1 407 No\r\nContent-Length: 900\r\n\r\nhello"),
        SCRIPT_HANG, SCRIPT_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers) * N_RACES; i++)
    cancel_at_answer (answers[i % G_N_ELEMENTS (answers)]);
}

/* The certificate of a proxy that uses TLS is checked, too. */
static void
test_untrusted_proxy (void)
{
  static const ScriptedStep steps[] = { SCRIPT_START_TLS, SCRIPT_READ,
    SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (AwsHttp) http = NULL;
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  AwsProxy proxy = { NULL, (char *) "proxy", NULL };
  const AwsHttpSettings settings = {
    .timeout_ms = TIMEOUT_MS,
    .max_body = 1000,
    .proxy = &proxy,
  };

  fixture_start (&fixture, steps, FALSE, TIMEOUT_MS);
  uri = g_strconcat ("https://ada:SECRET@", fixture.authority, NULL);
  proxy.uri = uri;
  http = rekaws_http_new (&settings, &error);
  request = rekaws_request_new ("POST", HTTPS_URI, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (rekaws_http_send (http, request, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_UNTRUSTED);
  g_assert_null (strstr (error->message, "SECRET"));
  g_assert_cmpuint (scripted_server_get_n_requests (fixture.server), ==, 0);
}

/* Without a proxy in its settings a connection is direct, whatever the
 * environment says, and no proxy library is loaded. */
static void
test_direct (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_HANG, SCRIPT_END };
  const AwsHttpSettings settings = { .timeout_ms = TIMEOUT_MS,
    .max_body = 1000 };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsHttp) http = rekaws_http_new (&settings, &error);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
  g_autoptr (AwsRequest) request =
      rekaws_request_new ("GET", uri, NULL, &error);
  g_autoptr (AwsResponse) response =
      rekaws_http_send (http, request, NULL, &error);

  assert_hello (response, error);
  g_assert_cmpuint (g_type_from_name ("GLibproxyResolver"), ==, 0);
}

/* Requests of credential sources use the environment's proxy, unless they are
 * direct. */
static void
test_transport (void)
{
  static const ScriptedStep proxy_steps[] = { SCRIPT_READ, ANSWER ("403 No"),
    SCRIPT_HANG, SCRIPT_END };
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_HANG, SCRIPT_END };
  static const gboolean is_direct[] = { FALSE, TRUE };
  const AwsTransport *transport = rekaws_transport_get_network ();
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (is_direct); i++) {
    const AwsTransportOptions options = { TIMEOUT_MS, is_direct[i] };
    g_autoptr (ScriptedServer) proxy = scripted_server_new (proxy_steps, NULL);
    g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
    g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
    g_autofree char *variable = g_strdup_printf ("http_proxy=127.0.0.1:%u",
        scripted_server_get_port (proxy));
    g_autoptr (AwsConfig) config = test_home_load (home, variable, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsRequest) request =
        rekaws_request_new ("GET", uri, NULL, &error);
    g_autoptr (AwsResponse) response = transport->send (config, request,
        &options, NULL, transport->user_data, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (response->status, ==, is_direct[i] ? 200 : 403);
    g_assert_cmpuint (scripted_server_get_n_requests (proxy), ==,
        is_direct[i] ? 0 : 1);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("http_proxy", "http://127.0.0.1:1", TRUE);
  g_setenv ("no_proxy", "", TRUE);
  g_unsetenv ("GIO_USE_PROXY_RESOLVER");

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-http-proxy/direct", test_direct);
  g_test_add_func ("/aws-http-proxy/http", test_http);
  g_test_add_func ("/aws-http-proxy/https", test_https);
  g_test_add_func ("/aws-http-proxy/failures", test_failures);
  g_test_add_func ("/aws-http-proxy/cancel-at-answer", test_cancel_at_answer);
  g_test_add_func ("/aws-http-proxy/transport", test_transport);
  g_test_add_func ("/aws-http-proxy/untrusted-proxy", test_untrusted_proxy);
  return g_test_run ();
}
