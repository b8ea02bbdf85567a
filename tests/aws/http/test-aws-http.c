/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Requests, responses, and connections that are kept alive. */

#include "client/aws-error.h"
#include "http/aws-http.h"
#include "support/common/scripted-server.h"

#include <string.h>

#define TIMEOUT_MS 20000
#define MAX_BODY 1000
#define OK_HELLO "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

static AwsHttp *
new_http (guint timeout_ms)
{
  AwsHttpSettings settings = {
    .timeout_ms = timeout_ms,
    .max_body = MAX_BODY,
    .user_agent = "test-agent/1.0",
  };
  g_autoptr (GError) error = NULL;
  AwsHttp *http = rekaws_http_new (&settings, &error);

  g_assert_no_error (error);
  return http;
}

static AwsResponse *
send_to (AwsHttp *http, const char *method, ScriptedServer *server,
    const char *path, GError **error)
{
  g_autofree char *uri = scripted_server_dup_uri (server, "http", path);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (AwsRequest) request = NULL;

  if (g_str_equal (method, "POST"))
    body = g_bytes_new_static ("{\"a\":1}", 7);
  request = rekaws_request_new (method, uri, body, error);
  g_assert_nonnull (request);
  rekaws_request_add_header (request, "Content-Type", "application/x-test");
  return rekaws_http_send (http, request, NULL, error);
}

static void
assert_body (const AwsResponse *response, const char *expected)
{
  gsize size;
  const char *data = g_bytes_get_data (response->body, &size);

  g_assert_cmpmem (data, size, expected, strlen (expected));
}

typedef struct {
  const char *name;
  ScriptedStep steps[4];
  guint status;
  const char *body;
} AnswerCase;

static const AnswerCase answer_cases[] = {
  { "content-length", { SCRIPT_READ, SCRIPT_SEND (OK_HELLO), SCRIPT_HANG }, 200,
      "hello" },
  { "empty",
      { SCRIPT_READ,
          SCRIPT_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
          SCRIPT_HANG },
      200, "" },
  { "chunked",
      { SCRIPT_READ,
          SCRIPT_SEND ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n"),
          SCRIPT_HANG },
      200, "hello" },
  { "until-close",
      { SCRIPT_READ,
          SCRIPT_SEND ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"),
          SCRIPT_CLOSE },
      200, "hello" },
  { "trickled-in-time",
      { SCRIPT_READ, SCRIPT_TRICKLE (OK_HELLO, 1), SCRIPT_HANG }, 200,
      "hello" },
  { "error-status",
      { SCRIPT_READ,
          SCRIPT_SEND ("HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}"),
          SCRIPT_HANG },
      500, "{}" },
  { "unauthorized",
      { SCRIPT_READ,
          SCRIPT_SEND (
              "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
              "Content-Length: 2\r\n\r\nno"),
          SCRIPT_HANG },
      401, "no" },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answer_cases); i++) {
    const AnswerCase *c = &answer_cases[i];
    g_autoptr (ScriptedServer) server = scripted_server_new (c->steps, NULL);
    g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response = NULL;

    g_test_message ("%s", c->name);
    response = send_to (http, "POST", server, "/", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (response->status, ==, c->status);
    assert_body (response, c->body);
    g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 1);
  }
}

typedef struct {
  const char *name;
  ScriptedStep steps[4];
} BrokenCase;

static const BrokenCase broken_cases[] = {
  { "cut-body",
      { SCRIPT_READ,
          SCRIPT_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhe"),
          SCRIPT_CLOSE } },
  { "cut-chunk",
      { SCRIPT_READ,
          SCRIPT_SEND ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "9\r\nhello"),
          SCRIPT_CLOSE } },
  { "cut-headers",
      { SCRIPT_READ, SCRIPT_SEND ("HTTP/1.1 200 OK\r\nConte"), SCRIPT_CLOSE } },
  { "no-answer", { SCRIPT_READ, SCRIPT_CLOSE } },
  { "reset-before-answer", { SCRIPT_READ, SCRIPT_RESET } },
  { "reset-in-body",
      { SCRIPT_READ,
          SCRIPT_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhe"),
          SCRIPT_RESET } },
  { "garbage",
      { SCRIPT_READ, SCRIPT_SEND ("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
          SCRIPT_CLOSE } },
};

static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken_cases); i++) {
    const BrokenCase *c = &broken_cases[i];
    g_autoptr (ScriptedServer) server = scripted_server_new (c->steps, NULL);
    g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);
    g_autoptr (GError) error = NULL;
    g_autofree char *peer =
        g_strdup_printf ("127.0.0.1:%u", scripted_server_get_port (server));

    g_test_message ("%s", c->name);
    g_assert_null (send_to (http, "POST", server, "/", &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_BROKEN);
    g_assert_nonnull (strstr (error->message, peer));
  }
}

/* The request is sent exactly as it was signed. */
static void
test_sent (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_HANG, SCRIPT_END };
  static const char path[] = "/%7Euser/a%2fb/../c//d?z=%7e&a=%20+&a=%2B&e";
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);
  g_autoptr (GError) error = NULL;
  g_autofree char *authority =
      g_strdup_printf ("127.0.0.1:%u", scripted_server_get_port (server));
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":1}", 7);
  g_autoptr (AwsRequest) request = rekaws_request_new_raw ("POST", "http",
      authority, parts[0], parts[1], body);
  g_autoptr (AwsResponse) response = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *line = g_strdup_printf ("POST %s HTTP/1.1\r\n", path);
  g_autofree char *host = NULL;
  g_autofree char *agent = NULL;
  g_autofree char *type = NULL;
  g_autofree char *cookie = NULL;

  rekaws_request_add_header (request, "Content-Type",
      "application/x-amz-json-1.1");
  response = rekaws_http_send (http, request, NULL, &error);
  g_assert_no_error (error);

  sent = scripted_server_dup_request (server, 0);
  host = scripted_server_dup_header (server, 0, "Host");
  agent = scripted_server_dup_header (server, 0, "User-Agent");
  type = scripted_server_dup_header (server, 0, "Content-Type");
  cookie = scripted_server_dup_header (server, 0, "Cookie");
  g_assert_true (g_str_has_prefix (sent, line));
  g_assert_true (g_str_has_suffix (sent, "\r\n\r\n{\"a\":1}"));
  g_assert_cmpstr (host, ==, authority);
  g_assert_cmpstr (agent, ==, "test-agent/1.0");
  g_assert_cmpstr (type, ==, "application/x-amz-json-1.1");
  g_assert_null (cookie);
}

static void
test_response_headers (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ,
    SCRIPT_SEND ("HTTP/1.1 400 Bad\r\nx-amzn-ErrorType: Some#Thing\r\n"
                 "X-Amzn-RequestId: 12-34\r\nContent-Length: 0\r\n\r\n"),
    SCRIPT_HANG, SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsResponse) response = send_to (http, "GET", server, "/", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 400);
  g_assert_cmpstr (rekaws_response_get_header (response, "X-AMZN-ERRORTYPE"),
      ==, "Some#Thing");
  g_assert_cmpstr (rekaws_response_get_header (response, "x-amzn-requestid"),
      ==, "12-34");
}

static void
test_redirect (void)
{
  static const ScriptedStep other_steps[] = { SCRIPT_READ,
    SCRIPT_SEND (OK_HELLO), SCRIPT_END };
  g_autoptr (ScriptedServer) other = scripted_server_new (other_steps, NULL);
  g_autofree char *location = scripted_server_dup_uri (other, "http", "/");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n",
      location);
  const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (answer), SCRIPT_READ,
    SCRIPT_SEND (answer), SCRIPT_HANG, SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);
  static const char *const methods[] = { "POST", "GET" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response =
        send_to (http, methods[i], server, "/", &error);

    g_assert_no_error (error);
    g_assert_cmpuint (response->status, ==, 302);
  }
  g_assert_cmpuint (scripted_server_get_n_connections (other), ==, 0);
}

static void
test_keep_alive (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_READ,
    SCRIPT_SEND ("HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "2\r\nhe\r\n0\r\n\r\n"),
    SCRIPT_READ, SCRIPT_SEND (OK_HELLO), SCRIPT_HANG, SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response =
        send_to (http, "POST", server, "/", &error);

    g_assert_no_error (error);
    g_assert_cmpuint (response->status, ==, i == 1 ? 500 : 200);
  }

  /* Ends only when the connection is closed. */
  g_clear_pointer (&http, rekaws_http_free);
  scripted_server_wait_steps (server, G_N_ELEMENTS (steps) - 1);
  g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 3);
  g_assert_cmpuint (scripted_server_get_n_connections (server), ==, 1);
}

/* The server has closed the kept-alive connection: the next exchange opens
 * another one. */
static void
test_closed_between (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_CLOSE, SCRIPT_READ, SCRIPT_SEND (OK_HELLO), SCRIPT_HANG,
    SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response =
        send_to (http, "POST", server, "/", &error);

    g_assert_no_error (error);
    assert_body (response, "hello");
    scripted_server_wait_steps (server, 3);
  }
  g_assert_cmpuint (scripted_server_get_n_connections (server), ==, 2);
}

/* The server closes the connection only when it gets the next request, which it
 * may have processed: the caller must decide whether to send it again. After that
 * failure the next exchange works. */
static void
test_closed_after_request (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_READ, SCRIPT_CLOSE, SCRIPT_READ, SCRIPT_SEND (OK_HELLO), SCRIPT_HANG,
    SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response =
        send_to (http, "POST", server, "/", &error);

    g_assert_cmpint (response == NULL, ==, i == 1);
    if (i == 1)
      g_assert_error (error, AWS_ERROR, AWS_ERROR_BROKEN);
    else
      g_assert_no_error (error);
    g_assert_true ((response == NULL) == (i == 1));
  }
  g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 3);
}

typedef struct {
  const char *uri;
  AwsErrorCode code;
  const char *message;
} UnreachableCase;

static const UnreachableCase unreachable_cases[] = {
  { "http://127.0.0.1:1/", AWS_ERROR_CONNECT,
      "Could not connect to 127.0.0.1:1: Connection refused" },
  { "https://127.0.0.1:1/", AWS_ERROR_CONNECT,
      "Could not connect to 127.0.0.1:1: Connection refused" },
  { "http://[::1]:1/", AWS_ERROR_CONNECT, "Could not connect to [::1]:1: " },
};

static void
test_unreachable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unreachable_cases); i++) {
    const UnreachableCase *c = &unreachable_cases[i];
    g_autoptr (AwsHttp) http = new_http (TIMEOUT_MS);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsRequest) request =
        rekaws_request_new ("POST", c->uri, NULL, &error);

    g_assert_no_error (error);
    g_assert_null (rekaws_http_send (http, request, NULL, &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, AWS_ERROR, (int) c->code);
    g_assert_true (g_str_has_prefix (error->message, c->message));
  }
}

static void
test_version (void)
{
  g_assert_true (g_regex_match_simple ("^libsoup/3\\.[0-9]+\\.[0-9]+$",
      rekaws_http_get_version (), 0, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-http/answers", test_answers);
  g_test_add_func ("/aws-http/broken", test_broken);
  g_test_add_func ("/aws-http/sent", test_sent);
  g_test_add_func ("/aws-http/response-headers", test_response_headers);
  g_test_add_func ("/aws-http/redirect", test_redirect);
  g_test_add_func ("/aws-http/keep-alive", test_keep_alive);
  g_test_add_func ("/aws-http/closed-between", test_closed_between);
  g_test_add_func ("/aws-http/closed-after-request", test_closed_after_request);
  g_test_add_func ("/aws-http/unreachable", test_unreachable);
  g_test_add_func ("/aws-http/version", test_version);
  return g_test_run ();
}
