/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Time limit, size limit and cancellation at each stage of an exchange. */

#include "client/aws-error.h"
#include "http/aws-http.h"
#include "support/common/scripted-server.h"

#include <string.h>

#define SHORT_MS 400
#define LONG_MS 50000
#define MAX_BODY 1000
#define N_RACES 500
/* Far more than any case needs, even under valgrind on a busy machine, and far
 * less than LONG_MS. */
#define PROMPT_US (20 * (gint64) G_USEC_PER_SEC)

#define HEAD "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"
#define HALF_A_BODY(status) \
  "HTTP/1.1 " status "\r\nWWW-Authenticate: Basic realm=\"x\"\r\n" \
  "Proxy-Authenticate: Basic realm=\"x\"\r\nLocation: /x\r\n" \
  "Content-Length: 900\r\n\r\n" TEN
#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

static AwsHttp *
new_http (guint timeout_ms)
{
  AwsHttpSettings settings = {
    .timeout_ms = timeout_ms,
    .max_body = MAX_BODY,
    .user_agent = "test",
  };
  g_autoptr (GError) error = NULL;
  AwsHttp *http = rekaws_http_new (&settings, &error);

  g_assert_no_error (error);
  return http;
}

static AwsResponse *
send_to (AwsHttp *http, const char *uri, GCancellable *cancellable,
    GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (AwsRequest) request = NULL;

  request = rekaws_request_new ("POST", uri, body, error);
  g_assert_nonnull (request);
  return rekaws_http_send (http, request, cancellable, error);
}

typedef struct {
  const char *name;
  const char *scheme;
  ScriptedStep steps[4];
  /* Steps that are done when the exchange reaches that stage. */
  guint n_steps;
  AwsErrorCode timeout_code;
} MomentCase;

/* With https the server never sends anything of TLS: the connection is never
 * established. */
static const MomentCase moment_cases[] = {
  { "tls", "https", { SCRIPT_TRICKLE ("", 0), SCRIPT_HANG }, 1, AWS_ERROR_TLS },
  { "no-answer", "http", { SCRIPT_READ, SCRIPT_HANG }, 1, AWS_ERROR_TIMED_OUT },
  { "trickled-headers", "http",
      { SCRIPT_READ, SCRIPT_SEND ("HTTP/1.1 200 OK\r\nX-A: "),
          SCRIPT_TRICKLE (FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY, 10) },
      2, AWS_ERROR_TIMED_OUT },
  { "half-a-body", "http", { SCRIPT_READ, SCRIPT_SEND (HEAD TEN), SCRIPT_HANG },
      2, AWS_ERROR_TIMED_OUT },
  { "half-a-body-of-401", "http",
      { SCRIPT_READ, SCRIPT_SEND (HALF_A_BODY ("401 No")), SCRIPT_HANG }, 2,
      AWS_ERROR_TIMED_OUT },
  { "half-a-body-of-407", "http",
      { SCRIPT_READ, SCRIPT_SEND (HALF_A_BODY ("407 No")), SCRIPT_HANG }, 2,
      AWS_ERROR_TIMED_OUT },
  { "half-a-body-of-302", "http",
      { SCRIPT_READ, SCRIPT_SEND (HALF_A_BODY ("302 No")), SCRIPT_HANG }, 2,
      AWS_ERROR_TIMED_OUT },
  { "trickled-body", "http",
      { SCRIPT_READ, SCRIPT_SEND (HEAD),
          SCRIPT_TRICKLE (FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY, 10) },
      2, AWS_ERROR_TIMED_OUT },
};

static void
test_timeout (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (moment_cases); i++) {
    const MomentCase *c = &moment_cases[i];
    g_autoptr (ScriptedServer) server = scripted_server_new (c->steps, NULL);
    g_autofree char *uri = scripted_server_dup_uri (server, c->scheme, "/");
    g_autoptr (AwsHttp) http = new_http (SHORT_MS);
    g_autoptr (GError) error = NULL;
    gint64 start = g_get_monotonic_time ();

    g_assert_null (send_to (http, uri, NULL, &error));
    g_test_message ("%s: %s", c->name, error->message);
    g_assert_error (error, AWS_ERROR, (int) c->timeout_code);
    g_assert_nonnull (strstr (error->message, "400 ms"));
    g_assert_cmpint (g_get_monotonic_time () - start, >=, SHORT_MS * 900);
    g_assert_cmpint (g_get_monotonic_time () - start, <, PROMPT_US);
  }
}

typedef struct {
  ScriptedServer *server;
  guint n_steps;
  GCancellable *cancellable;
} Canceller;

static gpointer
cancel_at_moment (gpointer user_data)
{
  Canceller *canceller = user_data;

  scripted_server_wait_steps (canceller->server, canceller->n_steps);
  g_cancellable_cancel (canceller->cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (moment_cases); i++) {
    const MomentCase *c = &moment_cases[i];
    g_autoptr (ScriptedServer) server = scripted_server_new (c->steps, NULL);
    g_autofree char *uri = scripted_server_dup_uri (server, c->scheme, "/");
    g_autoptr (AwsHttp) http = new_http (LONG_MS);
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    Canceller canceller = { server, c->n_steps, cancellable };
    GThread *thread = g_thread_new ("cancel", cancel_at_moment, &canceller);
    gint64 start = g_get_monotonic_time ();

    g_test_message ("%s", c->name);
    g_assert_null (send_to (http, uri, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpint (g_get_monotonic_time () - start, <, PROMPT_US);
    g_thread_join (thread);
  }
}

static gboolean
cancel_at_signal (GSignalInvocationHint *hint, guint n_values,
    const GValue *values, gpointer user_data)
{
  (void) hint;
  (void) n_values;
  (void) values;
  g_cancellable_cancel (user_data);
  return TRUE;
}

/* The response is there before the request, which has no body: libsoup writes and
 * reads without a pause, and sees the end before it reports the headers. */
static void
test_cancel_at_headers (void)
{
  static const ScriptedStep steps[] = { SCRIPT_SEND (HEAD TEN), SCRIPT_HANG,
    SCRIPT_END };

  for (guint i = 0; i < N_RACES; i++) {
    g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
    g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
    g_autoptr (AwsHttp) http = new_http (LONG_MS);
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (GTypeClass) class =
        g_type_class_ref (g_type_from_name ("SoupMessage"));
    guint signal = g_signal_lookup ("got-headers", G_TYPE_FROM_CLASS (class));
    g_autoptr (AwsRequest) request =
        rekaws_request_new ("GET", uri, NULL, &error);
    gulong hook = g_signal_add_emission_hook (signal, 0, cancel_at_signal,
        cancellable, NULL);

    g_assert_null (rekaws_http_send (http, request, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_signal_remove_emission_hook (signal, hook);
  }
}

/* libsoup would read the body and send the request again. */
static void
test_misdirected (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ,
    SCRIPT_SEND (HALF_A_BODY ("421 No")), SCRIPT_HANG, SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
  g_autoptr (AwsHttp) http = new_http (LONG_MS);
  g_autoptr (GError) error = NULL;

  g_assert_null (send_to (http, uri, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_BROKEN);
  g_assert_nonnull (strstr (error->message, "421"));
  g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 1);
}

static void
test_cancelled_before (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
  g_autoptr (AwsHttp) http = new_http (LONG_MS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (send_to (http, uri, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (scripted_server_get_n_connections (server), ==, 0);
}

/* An aborted connection is not reused. */
static void
test_after_timeout (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (HEAD TEN),
    SCRIPT_HANG, SCRIPT_READ,
    SCRIPT_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), SCRIPT_HANG,
    SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
  g_autoptr (AwsHttp) http = new_http (SHORT_MS);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsResponse) response = NULL;

  g_assert_null (send_to (http, uri, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_TIMED_OUT);
  g_clear_error (&error);

  response = send_to (http, uri, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL),
      g_bytes_get_size (response->body), "ok", 2);
  g_assert_cmpuint (scripted_server_get_n_connections (server), ==, 2);
}

static GByteArray *
new_gzip_answer (const char *text, gsize size)
{
  g_autoptr (GZlibCompressor) compressor =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autofree char *packed = g_malloc (size + 1000);
  g_autofree char *head = NULL;
  GByteArray *answer = g_byte_array_new ();
  gsize n_read, n_packed;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), text, size,
                       packed, size + 1000, G_CONVERTER_INPUT_AT_END, &n_read,
                       &n_packed, NULL),
      ==, G_CONVERTER_FINISHED);
  head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
      n_packed);
  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (answer, (const guint8 *) packed, (guint) n_packed);
  return answer;
}

typedef struct {
  const char *name;
  gsize size;
  gboolean gzip;
  gboolean fits;
  const char *status;
} CapCase;

static const CapCase cap_cases[] = {
  { "at-the-cap", MAX_BODY, FALSE, TRUE, "200 OK" },
  { "over-the-cap", MAX_BODY + 1, FALSE, FALSE, "200 OK" },
  { "far-over-the-cap", 300000, FALSE, FALSE, "200 OK" },
  { "gzip-at-the-cap", MAX_BODY, TRUE, TRUE, "200 OK" },
  { "gzip-over-the-cap", MAX_BODY + 1, TRUE, FALSE, "200 OK" },
  { "gzip-bomb", 50000000, TRUE, FALSE, "200 OK" },
  { "of-401", MAX_BODY, FALSE, TRUE, "401 No" },
  { "of-401-over-the-cap", MAX_BODY + 1, FALSE, FALSE, "401 No" },
  { "of-407-over-the-cap", MAX_BODY + 1, FALSE, FALSE, "407 No" },
  { "of-302-over-the-cap", MAX_BODY + 1, FALSE, FALSE, "302 No" },
};

/* The body never ends: the error comes before that. */
static GByteArray *
new_plain_answer (const CapCase *c, const char *text)
{
  g_autofree char *head =
      g_strdup_printf ("HTTP/1.1 %s\r\n"
                       "WWW-Authenticate: Basic realm=\"x\"\r\n"
                       "Location: /x\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
          c->status, c->fits ? c->size : G_MAXINT);
  GByteArray *answer = g_byte_array_new ();

  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (answer, (const guint8 *) text, (guint) c->size);
  return answer;
}

static void
test_cap (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cap_cases); i++) {
    const CapCase *c = &cap_cases[i];
    g_autofree char *text = g_strnfill (c->size, 'x');
    g_autoptr (GByteArray) answer =
        c->gzip ? new_gzip_answer (text, c->size) : new_plain_answer (c, text);
    const ScriptedStep steps[] = { SCRIPT_READ,
      SCRIPT_SEND_BYTES ((const char *) answer->data, answer->len), SCRIPT_HANG,
      SCRIPT_END };
    g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
    g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
    g_autoptr (AwsHttp) http = new_http (LONG_MS);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response = NULL;

    g_test_message ("%s", c->name);
    response = send_to (http, uri, NULL, &error);
    if (c->fits) {
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (response->body, NULL),
          g_bytes_get_size (response->body), text, c->size);
    } else {
      g_assert_null (response);
      g_assert_error (error, AWS_ERROR, AWS_ERROR_TOO_LARGE);
    }
  }
}

static gboolean
on_foreign_idle (gpointer user_data)
{
  gboolean *was_run = user_data;

  *was_run = TRUE;
  return G_SOURCE_REMOVE;
}

/* Sources of the calling thread's own contexts are not dispatched. */
static void
test_foreign_sources (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ,
    SCRIPT_TRICKLE ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 1),
    SCRIPT_HANG, SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
  g_autoptr (AwsHttp) http = new_http (LONG_MS);
  g_autoptr (GMainContext) own = g_main_context_new ();
  g_autoptr (GSource) own_idle = g_idle_source_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsResponse) response = NULL;
  gboolean was_run = FALSE;
  guint idle_id = g_idle_add (on_foreign_idle, &was_run);

  g_main_context_push_thread_default (own);
  g_source_set_callback (own_idle, on_foreign_idle, &was_run, NULL);
  g_source_attach (own_idle, own);
  response = send_to (http, uri, NULL, &error);
  g_assert_true (g_main_context_get_thread_default () == own);
  g_main_context_pop_thread_default (own);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_false (was_run);
  g_source_remove (idle_id);
  g_source_destroy (own_idle);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-http-limits/timeout", test_timeout);
  g_test_add_func ("/aws-http-limits/cancel", test_cancel);
  g_test_add_func ("/aws-http-limits/cancel-at-headers",
      test_cancel_at_headers);
  g_test_add_func ("/aws-http-limits/misdirected", test_misdirected);
  g_test_add_func ("/aws-http-limits/cancelled-before", test_cancelled_before);
  g_test_add_func ("/aws-http-limits/after-timeout", test_after_timeout);
  g_test_add_func ("/aws-http-limits/cap", test_cap);
  g_test_add_func ("/aws-http-limits/foreign-sources", test_foreign_sources);
  return g_test_run ();
}
