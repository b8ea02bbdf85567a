/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The client against a scripted server, with a clock and a credential chain
 * that do as told: the aws_chain_* functions here take the library's place. */

#include "aws/aws-client.h"
#include "aws/aws-error.h"
#include "scripted-server.h"

#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define TOKEN "session-token-number-"
/* Sun, 06 Nov 1994 08:49:37 GMT */
#define START_US (784111777 * SECOND)

#define ANSWER(status, headers, body) \
  SCRIPT_SEND ("HTTP/1.1 " status "\r\nConnection: keep-alive\r\n" headers \
               "Transfer-Encoding: chunked\r\n\r\n" body "0\r\n\r\n")
#define OK ANSWER ("200 OK", "", "7\r\n{\"a\":1}\r\n")
#define ERROR_ANSWER(status, type) \
  ANSWER (status, "x-amzn-RequestId: id-1\r\nx-amzn-ErrorType: " type "\r\n", \
      "2\r\n{}\r\n")
#define THROTTLED ERROR_ANSWER ("400 Bad Request", "ThrottlingException")
#define EXPIRED ERROR_ANSWER ("400 Bad Request", "ExpiredTokenException")

struct _AwsChain {
  guint generation;
  gboolean is_empty;
};

AwsCredentials *
aws_chain_get (AwsChain *chain, GCancellable *cancellable G_GNUC_UNUSED,
    GError **error)
{
  g_autofree char *token = g_strdup_printf (TOKEN "%u", chain->generation);

  if (chain->is_empty) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS, "none");
    return NULL;
  }
  return aws_credentials_new ("AKID", "secret-key", token,
      AWS_CREDENTIALS_NEVER, "test");
}

void
aws_chain_invalidate (AwsChain *chain)
{
  chain->generation++;
}

void
aws_chain_free (AwsChain *chain)
{
  g_free (chain);
}

/* Everything of one test. The clock stands still but while it waits. */
typedef struct {
  ScriptedServer *server;
  AwsClock clock;
  AwsChain *chain;
  AwsClient *client;
  GError *error;
  gint64 now_us;
  gint64 waits[8];
  guint n_waits;
  GCancellable *cancel_in_wait;
  GString *retries;
} Fixture;

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

  g_string_append_printf (fixture->retries, "%u:%d:%d ", attempt,
      (int) (delay_us / 1000), reason->code);
}

static void
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
      (AwsClock){ fixture_now, fixture_random, fixture_wait, fixture };
  fixture->retries = g_string_new (NULL);
  fixture->server = scripted_server_new (steps, NULL);
  fixture->chain = g_new0 (AwsChain, 1);
  uri = scripted_server_dup_uri (fixture->server, "http", "");
  settings.endpoint = uri;
  fixture->client = aws_client_new (&settings,
      aws_http_new (&http_settings, NULL), fixture->chain, &fixture->clock);
  aws_client_set_retry_func (fixture->client, fixture_retry, fixture);
}

static void
fixture_clear (Fixture *fixture)
{
  aws_client_free (fixture->client);
  scripted_server_free (fixture->server);
  g_clear_error (&fixture->error);
  g_string_free (fixture->retries, TRUE);
  g_clear_object (&fixture->cancel_in_wait);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static gboolean
call (Fixture *fixture)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"JobId\":\"j\"}", 13);
  g_autoptr (GBytes) answer = NULL;

  g_clear_error (&fixture->error);
  answer = aws_client_call (fixture->client, "GetCelebrityRecognition", body,
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

static void
assert_header (Fixture *fixture, guint index, const char *name,
    const char *expected)
{
  g_autofree char *value =
      scripted_server_dup_header (fixture->server, index, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_stats (Fixture *fixture, guint requests, guint retries)
{
  const AwsClientStats *stats = aws_client_get_stats (fixture->client);

  g_assert_cmpuint (stats->requests, ==, requests);
  g_assert_cmpuint (stats->retries, ==, retries);
  g_assert_cmpuint (scripted_server_get_n_requests (fixture->server), ==,
      requests);
}

static void
assert_attempts (Fixture *fixture, guint attempts)
{
  const AwsErrorDetails *details = aws_error_get_details (fixture->error);

  g_assert_nonnull (details);
  g_assert_cmpuint (details->attempts, ==, attempts);
}

static void
test_success (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, OK, SCRIPT_READ, OK,
    SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *authorization = NULL;
  g_autofree char *request = NULL;

  fixture_start (&fixture, steps);
  g_assert_true (call (&fixture));
  fixture.now_us += SECOND;
  g_assert_true (call (&fixture));

  request = scripted_server_dup_request (fixture.server, 0);
  g_assert_true (g_str_has_prefix (request, "POST / HTTP/1.1\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n{\"JobId\":\"j\"}"));
  assert_header (&fixture, 0, "X-Amz-Target",
      "RekognitionService.GetCelebrityRecognition");
  assert_header (&fixture, 0, "Content-Type", "application/x-amz-json-1.1");
  assert_header (&fixture, 0, "X-Amz-Security-Token", TOKEN "0");
  assert_header (&fixture, 0, "X-Amz-Date", "19941106T084937Z");
  assert_header (&fixture, 1, "X-Amz-Date", "19941106T084938Z");
  authorization =
      scripted_server_dup_header (fixture.server, 0, "Authorization");
  g_assert_true (g_str_has_prefix (authorization,
      "AWS4-HMAC-SHA256 Credential="
      "AKID/19941106/eu-west-1/rekognition/aws4_request, "));
  assert_stats (&fixture, 2, 0);
  g_assert_cmpuint (aws_client_get_stats (fixture.client)->bytes, ==, 14);
  g_assert_cmpuint (fixture.n_waits, ==, 0);
  g_assert_cmpuint (scripted_server_get_n_connections (fixture.server), ==, 1);
}

static void
test_throttled_twice (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, THROTTLED, SCRIPT_READ,
    THROTTLED, SCRIPT_READ, OK, SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  fixture_start (&fixture, steps);
  g_assert_true (call (&fixture));
  g_assert_cmpuint (fixture.n_waits, ==, 2);
  g_assert_cmpint (fixture.waits[0], ==, SECOND / 2);
  g_assert_cmpint (fixture.waits[1], ==, SECOND);
  g_assert_cmpstr (fixture.retries->str, ==, "1:500:8 2:1000:8 ");
  assert_stats (&fixture, 3, 2);

  /* Each attempt is signed for its own time. */
  assert_header (&fixture, 0, "X-Amz-Date", "19941106T084937Z");
  assert_header (&fixture, 2, "X-Amz-Date", "19941106T084938Z");
  first = scripted_server_dup_header (fixture.server, 0, "Authorization");
  last = scripted_server_dup_header (fixture.server, 2, "Authorization");
  g_assert_cmpstr (first, !=, last);
}

static void
test_max_attempts (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, THROTTLED, SCRIPT_READ,
    SCRIPT_CLOSE, SCRIPT_READ, THROTTLED, SCRIPT_READ, OK, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };
  const AwsErrorDetails *details;

  fixture_start (&fixture, steps);
  g_assert_false (call (&fixture));
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_SERVICE);
  details = aws_error_get_details (fixture.error);
  g_assert_cmpuint (details->http_status, ==, 400);
  g_assert_cmpstr (details->type, ==, "ThrottlingException");
  g_assert_cmpstr (details->request_id, ==, "id-1");
  assert_attempts (&fixture, 3);
  assert_stats (&fixture, 3, 2);
  g_assert_cmpstr (fixture.retries->str, ==, "1:500:8 2:1000:6 ");
}

typedef struct {
  const char *name;
  ScriptedStep steps[7];
  /* -1: the call succeeds in the end. */
  int code;
  guint requests;
  gint64 first_wait_us;
} RetryCase;

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

static const RetryCase retry_cases[] = {
  { "denied",
      { SCRIPT_READ, ERROR_ANSWER ("400 Bad", "AccessDeniedException"),
          SCRIPT_HANG },
      AWS_ERROR_SERVICE, 1, -1 },
  { "redirect",
      { SCRIPT_READ,
          ANSWER ("302 Found", "Location: http://127.0.0.1:1/\r\n", ""),
          SCRIPT_HANG },
      AWS_ERROR_SERVICE, 1, -1 },
  { "html-500",
      { SCRIPT_READ, ANSWER ("500 Oops", "", "6\r\n<html>\r\n"), SCRIPT_READ,
          OK, SCRIPT_HANG },
      -1, 2, SECOND / 2 },
  { "cut-between-chunks",
      { SCRIPT_READ, SCRIPT_SEND (CHUNKED "5\r\n{\"a\":\r\n"), SCRIPT_CLOSE,
          SCRIPT_READ, OK, SCRIPT_HANG },
      -1, 2, SECOND / 2 },
  { "bad-chunk",
      { SCRIPT_READ, SCRIPT_SEND (CHUNKED "what?\r\n{}\r\n0\r\n\r\n"),
          SCRIPT_CLOSE, SCRIPT_READ, OK, SCRIPT_HANG },
      -1, 2, SECOND / 2 },
  { "html-200",
      { SCRIPT_READ, ANSWER ("200 OK", "", "6\r\n<html>\r\n"), SCRIPT_READ, OK,
          SCRIPT_HANG },
      -1, 2, SECOND / 2 },
  { "reset", { SCRIPT_READ, SCRIPT_RESET, SCRIPT_READ, OK, SCRIPT_HANG }, -1, 2,
      SECOND / 2 },
  { "retry-after",
      { SCRIPT_READ, ANSWER ("503 Busy", "Retry-After: 7\r\n", ""), SCRIPT_READ,
          OK, SCRIPT_HANG },
      -1, 2, 7 * SECOND },
  { "retry-after-date",
      { SCRIPT_READ,
          ANSWER ("503 Busy", "Retry-After: Sun, 06 Nov 1994 08:49:46 GMT\r\n",
              ""),
          SCRIPT_READ, OK, SCRIPT_HANG },
      -1, 2, 9 * SECOND },
  { "retry-after-too-long",
      { SCRIPT_READ, ANSWER ("503 Busy", "Retry-After: 21\r\n", ""),
          SCRIPT_HANG },
      AWS_ERROR_SERVICE, 1, -1 },
};

static void
test_retries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (retry_cases); i++) {
    const RetryCase *c = &retry_cases[i];
    g_auto (Fixture) fixture = { 0 };

    g_test_message ("%s", c->name);
    fixture_start (&fixture, c->steps);
    g_assert_cmpint (call (&fixture), ==, c->code == -1);
    if (c->code != -1) {
      g_assert_error (fixture.error, AWS_ERROR, c->code);
      assert_attempts (&fixture, c->requests);
    }
    assert_stats (&fixture, c->requests, c->requests - 1);
    g_assert_cmpuint (fixture.n_waits, ==, c->requests - 1);
    if (c->first_wait_us != -1)
      g_assert_cmpint (fixture.waits[0], ==, c->first_wait_us);
  }
}

static void
test_too_large (void)
{
  g_autofree char *text = g_strnfill (1001, ' ');
  g_autofree char *answer = g_strconcat (
      "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", text, NULL);
  const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (answer), SCRIPT_HANG,
    SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  g_assert_false (call (&fixture));
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_TOO_LARGE);
  assert_attempts (&fixture, 1);
}

static void
test_no_credentials (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  fixture.chain->is_empty = TRUE;
  g_assert_false (call (&fixture));
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
  assert_attempts (&fixture, 0);
  assert_stats (&fixture, 0, 0);
}

static void
test_expired (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, EXPIRED, SCRIPT_READ, OK,
    SCRIPT_READ, EXPIRED, SCRIPT_READ, EXPIRED, SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  g_assert_true (call (&fixture));
  assert_header (&fixture, 0, "X-Amz-Security-Token", TOKEN "0");
  assert_header (&fixture, 1, "X-Amz-Security-Token", TOKEN "1");
  assert_stats (&fixture, 2, 1);

  /* Once a call, not once a client; and not for ever. */
  g_assert_false (call (&fixture));
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_SERVICE);
  assert_header (&fixture, 3, "X-Amz-Security-Token", TOKEN "2");
  assert_attempts (&fixture, 2);
  assert_stats (&fixture, 4, 2);
  g_assert_cmpuint (fixture.n_waits, ==, 0);
  g_assert_cmpuint (fixture.retries->len, ==, 0);
}

#define SKEWED(type, date) \
  ANSWER ("403 No", "Date: " date "\r\nx-amzn-ErrorType: " type "\r\n", "")

typedef struct {
  const char *name;
  ScriptedStep steps[7];
  gboolean success;
  guint requests;
  /* Of the last request. */
  const char *date;
} SkewCase;

static const SkewCase skew_cases[] = {
  { "ahead",
      { SCRIPT_READ,
          SKEWED ("InvalidSignatureException", "Sun, 06 Nov 1994 10:00:00 GMT"),
          SCRIPT_READ, OK, SCRIPT_HANG },
      TRUE, 2, "19941106T100000Z" },
  { "behind",
      { SCRIPT_READ,
          SKEWED ("RequestTimeTooSkewed", "Sun, 06 Nov 1994 08:45:36 GMT"),
          SCRIPT_READ, OK, SCRIPT_HANG },
      TRUE, 2, "19941106T084536Z" },
  { "not-skewed",
      { SCRIPT_READ,
          SKEWED ("SignatureDoesNotMatch", "Sun, 06 Nov 1994 08:45:37 GMT"),
          SCRIPT_HANG },
      FALSE, 1, "19941106T084937Z" },
  { "no-date",
      { SCRIPT_READ, ERROR_ANSWER ("403 No", "InvalidSignatureException"),
          SCRIPT_HANG },
      FALSE, 1, "19941106T084937Z" },
  { "another-reason",
      { SCRIPT_READ,
          SKEWED ("AccessDeniedException", "Sun, 06 Nov 1994 10:00:00 GMT"),
          SCRIPT_HANG },
      FALSE, 1, "19941106T084937Z" },
  { "only-once",
      { SCRIPT_READ, SKEWED ("RequestExpired", "Sun, 06 Nov 1994 10:00:00 GMT"),
          SCRIPT_READ,
          SKEWED ("RequestExpired", "Sun, 06 Nov 1994 12:00:00 GMT"),
          SCRIPT_HANG },
      FALSE, 2, "19941106T100000Z" },
};

static void
test_skew (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (skew_cases); i++) {
    const SkewCase *c = &skew_cases[i];
    g_auto (Fixture) fixture = { 0 };

    g_test_message ("%s", c->name);
    fixture_start (&fixture, c->steps);
    g_assert_cmpint (call (&fixture), ==, c->success);
    if (!c->success)
      assert_attempts (&fixture, c->requests);
    assert_stats (&fixture, c->requests, c->requests - 1);
    assert_header (&fixture, c->requests - 1, "X-Amz-Date", c->date);
    g_assert_cmpuint (fixture.n_waits, ==, 0);
  }
}

/* The correction stays for the calls that follow. */
static void
test_skew_stays (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ,
    SKEWED ("RequestTimeTooSkewed", "Sun, 06 Nov 1994 10:00:00 GMT"),
    SCRIPT_READ, OK, SCRIPT_READ, OK, SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  g_assert_true (call (&fixture));
  fixture.now_us += 5 * SECOND;
  g_assert_true (call (&fixture));
  assert_header (&fixture, 2, "X-Amz-Date", "19941106T100005Z");
}

static void
test_cancel_in_wait (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, THROTTLED, SCRIPT_READ, OK,
    SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  fixture.cancel_in_wait = g_cancellable_new ();
  g_assert_false (call (&fixture));
  g_assert_error (fixture.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture.n_waits, ==, 1);
  assert_stats (&fixture, 1, 0);
}

static gpointer
cancel (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return NULL;
}

static void
test_system_clock (void)
{
  const AwsClock *clock = aws_clock_get_system ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  GThread *thread;

  g_assert_true (clock->wait (20000, cancellable, clock->user_data, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 20000);
  g_assert_true (clock->wait (0, NULL, clock->user_data, &error));
  g_assert_true (clock->wait (-5, NULL, clock->user_data, &error));
  g_assert_cmpint (ABS (clock->now (clock->user_data) - g_get_real_time ()), <,
      5 * SECOND);

  thread = g_thread_new ("cancel", cancel, cancellable);
  g_assert_false (
      clock->wait (1000 * SECOND, cancellable, clock->user_data, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * SECOND);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws/client/success", test_success);
  g_test_add_func ("/aws/client/throttled-twice", test_throttled_twice);
  g_test_add_func ("/aws/client/max-attempts", test_max_attempts);
  g_test_add_func ("/aws/client/retries", test_retries);
  g_test_add_func ("/aws/client/too-large", test_too_large);
  g_test_add_func ("/aws/client/no-credentials", test_no_credentials);
  g_test_add_func ("/aws/client/expired", test_expired);
  g_test_add_func ("/aws/client/skew", test_skew);
  g_test_add_func ("/aws/client/skew-stays", test_skew_stays);
  g_test_add_func ("/aws/client/cancel-in-wait", test_cancel_in_wait);
  g_test_add_func ("/aws/client/system-clock", test_system_clock);
  return g_test_run ();
}
