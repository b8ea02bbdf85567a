/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the client sends, and what it retries. */

#include "support/aws/client-fixture.h"

#include <string.h>

static void
test_success (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, OK, SCRIPT_READ, OK,
    SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *authorization = NULL;
  g_autofree char *request = NULL;
  AwsClientStats stats;

  fixture_start (&fixture, steps);
  g_assert_true (fixture_call (&fixture));
  fixture.now_us += SECOND;
  g_assert_true (fixture_call (&fixture));

  request = scripted_server_dup_request (fixture.server, 0);
  g_assert_true (g_str_has_prefix (request, "POST / HTTP/1.1\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n{\"JobId\":\"j\"}"));
  fixture_assert_header (&fixture, 0, "X-Amz-Target",
      "RekognitionService.GetCelebrityRecognition");
  fixture_assert_header (&fixture, 0, "Content-Type",
      "application/x-amz-json-1.1");
  fixture_assert_header (&fixture, 0, "X-Amz-Security-Token", TOKEN "0");
  fixture_assert_header (&fixture, 0, "X-Amz-Date", "19941106T084937Z");
  fixture_assert_header (&fixture, 1, "X-Amz-Date", "19941106T084938Z");
  authorization =
      scripted_server_dup_header (fixture.server, 0, "Authorization");
  g_assert_true (g_str_has_prefix (authorization,
      "AWS4-HMAC-SHA256 Credential="
      "AKID/19941106/eu-west-1/rekognition/aws4_request, "));
  fixture_assert_stats (&fixture, 2, 0);
  rekaws_client_get_stats (fixture.client, &stats);
  g_assert_cmpuint (stats.bytes, ==, 14);
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
  g_assert_true (fixture_call (&fixture));
  g_assert_cmpuint (fixture.n_waits, ==, 2);
  g_assert_cmpint (fixture.waits[0], ==, SECOND / 2);
  g_assert_cmpint (fixture.waits[1], ==, SECOND);
  g_assert_cmpstr (fixture.retries->str, ==, "1:500:service 2:1000:service ");
  fixture_assert_stats (&fixture, 3, 2);

  /* Each attempt is signed for its own time. */
  fixture_assert_header (&fixture, 0, "X-Amz-Date", "19941106T084937Z");
  fixture_assert_header (&fixture, 2, "X-Amz-Date", "19941106T084938Z");
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
  g_assert_false (fixture_call (&fixture));
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_SERVICE);
  details = rekaws_error_get_details (fixture.error);
  g_assert_cmpuint (details->http_status, ==, 400);
  g_assert_cmpstr (details->type, ==, "ThrottlingException");
  g_assert_cmpstr (details->request_id, ==, "id-1");
  fixture_assert_attempts (&fixture, 3);
  fixture_assert_stats (&fixture, 3, 2);
  g_assert_cmpstr (fixture.retries->str, ==, "1:500:service 2:1000:network ");
}

typedef struct {
  const char *name;
  ScriptedStep steps[7];
  /* -1: the call finally succeeds. */
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
    g_assert_cmpint (fixture_call (&fixture), ==, c->code == -1);
    if (c->code != -1) {
      g_assert_error (fixture.error, AWS_ERROR, c->code);
      fixture_assert_attempts (&fixture, c->requests);
    }
    fixture_assert_stats (&fixture, c->requests, c->requests - 1);
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
  g_assert_false (fixture_call (&fixture));
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_TOO_LARGE);
  fixture_assert_attempts (&fixture, 1);
}

static void
test_no_credentials (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  fixture.is_agent_broken = TRUE;
  g_assert_false (fixture_call (&fixture));
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
  fixture_assert_attempts (&fixture, 0);
  fixture_assert_stats (&fixture, 0, 0);
}

static void
test_cancel_in_wait (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, THROTTLED, SCRIPT_READ, OK,
    SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  fixture.cancel_in_wait = g_cancellable_new ();
  g_assert_false (fixture_call (&fixture));
  g_assert_error (fixture.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture.n_waits, ==, 1);
  fixture_assert_stats (&fixture, 1, 0);
}

/* A call with three faults can be followed in the log, which has no secret. */
static void
test_log (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, THROTTLED, SCRIPT_READ,
    ANSWER ("403 No",
        "Date: Sun, 06 Nov 1994 10:00:00 GMT\r\n"
        "x-amzn-ErrorType: InvalidSignatureException\r\n",
        ""),
    SCRIPT_READ, EXPIRED, SCRIPT_READ, OK, SCRIPT_HANG, SCRIPT_END };
  static const char *const story[] = {
    "debug: GET http://127.0.0.1/: status 200, ",
    "debug: POST http://127.0.0.1:",
    ("/ RekognitionService.GetCelebrityRecognition: status 400, 2 bytes in "
     "0 ms, request id id-1\n"),
    "info: Attempt 1 at 127.0.0.1:",
    " failed, the next one is in 500 ms: ThrottlingException (HTTP status 400)",
    ": status 403, 0 bytes in 0 ms, request id none\n",
    "info: ",
    " 4222 s\n",
    ": status 400, ",
    "info: ",
    "expired",
    "debug: GET http://127.0.0.1/: status 200, ",
    ": status 200, 7 bytes in 0 ms",
  };
  static const char *const secrets[] = { SECRET_KEY, TOKEN,
    "Signature=", "JobId" };
  g_auto (Fixture) fixture = { 0 };
  const char *rest;

  fixture_start (&fixture, steps);
  g_assert_true (fixture_call (&fixture));
  g_test_message ("%s", fixture.log->str);

  rest = fixture.log->str;
  for (guint i = 0; i < G_N_ELEMENTS (story); i++) {
    const char *found = strstr (rest, story[i]);

    if (found == NULL)
      g_error ("not in the rest of the log: %s", story[i]);
    rest = found + strlen (story[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (fixture.log->str, secrets[i]));
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
  const UtilClock *clock = rekutil_clock_get_system ();
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
  g_test_add_func ("/aws-client/success", test_success);
  g_test_add_func ("/aws-client/throttled-twice", test_throttled_twice);
  g_test_add_func ("/aws-client/max-attempts", test_max_attempts);
  g_test_add_func ("/aws-client/retries", test_retries);
  g_test_add_func ("/aws-client/too-large", test_too_large);
  g_test_add_func ("/aws-client/no-credentials", test_no_credentials);
  g_test_add_func ("/aws-client/cancel-in-wait", test_cancel_in_wait);
  g_test_add_func ("/aws-client/log", test_log);
  g_test_add_func ("/aws-client/system-clock", test_system_clock);
  return g_test_run ();
}
