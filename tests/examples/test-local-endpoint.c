/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "local-endpoint.h"
#include "support/common/certificate.h"

#define TARGET "RekognitionService.GetCelebrityRecognition"
#define CONTENT_TYPE "application/x-amz-json-1.1"
#define FIRST_PAGE "{\"JobId\":\"job\"}"

/* A server with a job of two pages, and a client. */
typedef struct {
  LocalEndpoint *endpoint;
  SoupSession *session;
  const char *token;
  const char *secret;
  gint64 late;
} Fixture;

/* The answer that the client received. */
typedef struct {
  guint status;
  char *text;
  JsonNode *json;
  SoupMessageHeaders *headers;
  GError *error;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_free (answer->text);
  g_clear_pointer (&answer->json, json_node_unref);
  g_clear_pointer (&answer->headers, soup_message_headers_unref);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
start (Fixture *fixture, const LocalEndpointSettings *settings)
{
  g_autoptr (GError) error = NULL;

  fixture->endpoint = local_endpoint_new (settings);
  local_endpoint_add_synthetic (fixture->endpoint, "job", 2, 10);
  local_endpoint_start (fixture->endpoint, &error);
  g_assert_no_error (error);
  fixture->session = soup_session_new_with_options ("timeout", 10, NULL);
  soup_session_set_proxy_resolver (fixture->session, NULL);
  fixture->token = settings != NULL ? settings->session_token : NULL;
  fixture->secret = LOCAL_ENDPOINT_SECRET_ACCESS_KEY;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  (void) data;
  start (fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  (void) data;
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->endpoint, local_endpoint_free);
}

static void
hmac (guint8 key[32], gsize key_length, const char *text)
{
  g_autoptr (GHmac) state = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  gsize length = 32;

  g_hmac_update (state, (const guchar *) text, -1);
  g_hmac_get_digest (state, key, &length);
}

static char *
compute_signature (const Fixture *fixture, const char *time,
    const char *canonical)
{
  g_autofree char *date = g_strndup (time, 8);
  g_autofree char *hash =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *text =
      g_strdup_printf ("AWS4-HMAC-SHA256\n%s\n%s/eu-west-1/rekognition/"
                       "aws4_request\n%s",
          time, date, hash);
  guint8 key[32] = "AWS4";

  g_assert_cmpuint (strlen (fixture->secret) + 4, <=, sizeof key);
  memcpy (key + 4, fixture->secret, strlen (fixture->secret));
  hmac (key, strlen (fixture->secret) + 4, date);
  hmac (key, sizeof key, "eu-west-1");
  hmac (key, sizeof key, "rekognition");
  hmac (key, sizeof key, "aws4_request");
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, sizeof key, text,
      -1);
}

/* Signs only the kind of requests that this test sends. */
static void
sign (const Fixture *fixture, SoupMessage *message, const char *body)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (
      g_get_real_time () / G_USEC_PER_SEC - fixture->late);
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *hash =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  g_autofree char *host =
      g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  g_autofree char *token = fixture->token != NULL
      ? g_strdup_printf ("x-amz-security-token:%s\n", fixture->token)
      : g_strdup ("");
  const char *names = fixture->token != NULL
      ? "host;x-amz-date;x-amz-security-token;x-amz-target"
      : "host;x-amz-date;x-amz-target";
  g_autofree char *canonical = g_strdup_printf (
      "POST\n/\n\nhost:%s\nx-amz-date:%s\n%sx-amz-target:" TARGET "\n\n%s\n%s",
      host, time, token, names, hash);
  g_autofree char *signature = compute_signature (fixture, time, canonical);
  g_autofree char *authorization = g_strdup_printf (
      "AWS4-HMAC-SHA256 Credential=" LOCAL_ENDPOINT_ACCESS_KEY_ID
      "/%.8s/eu-west-1/rekognition/aws4_request, SignedHeaders=%s, "
      "Signature=%s",
      time, names, signature);

  soup_message_headers_append (headers, "X-Amz-Date", time);
  soup_message_headers_append (headers, "Authorization", authorization);
  if (fixture->token != NULL)
    soup_message_headers_append (headers, "X-Amz-Security-Token",
        fixture->token);
}

static SoupMessage *
create_message (const Fixture *fixture, const char *body)
{
  SoupMessage *message =
      soup_message_new ("POST", local_endpoint_get_uri (fixture->endpoint));
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  /* Otherwise a POST is never sent on a reused connection. */
  soup_message_add_flags (message,
      SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  soup_message_headers_append (soup_message_get_request_headers (message),
      "X-Amz-Target", TARGET);
  soup_message_set_request_body_from_bytes (message, CONTENT_TYPE, bytes);
  sign (fixture, message, body);
  return message;
}

static void
send_message (const Fixture *fixture, SoupMessage *message, Answer *answer)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  memset (answer, 0, sizeof *answer);
  bytes = soup_session_send_and_read (fixture->session, message, NULL,
      &answer->error);
  answer->status = soup_message_get_status (message);
  answer->headers =
      soup_message_headers_ref (soup_message_get_response_headers (message));
  if (bytes == NULL)
    return;
  size = g_bytes_get_size (bytes);
  answer->text =
      g_strndup (size > 0 ? g_bytes_get_data (bytes, NULL) : "", size);
  answer->json = json_from_string (answer->text, NULL);
}

static void
send_request (const Fixture *fixture, const char *body, Answer *answer)
{
  g_autoptr (SoupMessage) message = create_message (fixture, body);

  send_message (fixture, message, answer);
}

static const char *
get_member (const Answer *answer, const char *name)
{
  g_assert_nonnull (answer->json);
  return json_object_get_string_member_with_default (
      json_node_get_object (answer->json), name, NULL);
}

static guint
count_celebrities (const Answer *answer)
{
  return json_array_get_length (json_object_get_array_member (
      json_node_get_object (answer->json), "Celebrities"));
}

static void
request_page (const Fixture *fixture, const char *token, Answer *answer)
{
  g_autofree char *body = token != NULL
      ? g_strdup_printf ("{\"JobId\":\"job\",\"NextToken\":\"%s\"}", token)
      : g_strdup (FIRST_PAGE);

  send_request (fixture, body, answer);
  g_assert_no_error (answer->error);
}

static void
add_fault (Fixture *fixture, const char *spec)
{
  g_autoptr (GError) error = NULL;

  local_endpoint_add_fault (fixture->endpoint, spec, &error);
  g_assert_no_error (error);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) first = { 0 };
  g_auto (Answer) second = { 0 };
  LocalEndpointStatistics statistics;
  g_autoptr (GPtrArray) requests = NULL;
  const LocalEndpointRequest *request;

  (void) data;
  request_page (fixture, NULL, &first);
  g_assert_cmpuint (first.status, ==, 200);
  g_assert_cmpuint (count_celebrities (&first), ==, 10);
  g_assert_cmpuint (
      strlen (soup_message_headers_get_one (first.headers, "x-amzn-RequestId")),
      ==, 36);
  g_assert_nonnull (soup_message_headers_get_one (first.headers, "Date"));
  g_assert_cmpstr (soup_message_headers_get_one (first.headers, "Content-Type"),
      ==, CONTENT_TYPE);
  request_page (fixture, get_member (&first, "NextToken"), &second);
  g_assert_cmpuint (count_celebrities (&second), ==, 10);
  g_assert_null (get_member (&second, "NextToken"));

  local_endpoint_get_statistics (fixture->endpoint, &statistics);
  g_assert_cmpuint (statistics.requests, ==, 2);
  g_assert_cmpuint (statistics.valid_signatures, ==, 2);
  g_assert_cmpuint (statistics.connections, ==, 1);
  g_assert_cmpuint (statistics.bytes, ==,
      strlen (first.text) + strlen (second.text));
  requests = local_endpoint_get_requests (fixture->endpoint);
  g_assert_cmpuint (requests->len, ==, 2);
  request = g_ptr_array_index (requests, 0);
  g_assert_cmpmem (g_bytes_get_data (request->body, NULL),
      g_bytes_get_size (request->body), FIRST_PAGE, strlen (FIRST_PAGE));
  g_assert_cmpstr (
      soup_message_headers_get_one (request->headers, "X-Amz-Target"), ==,
      TARGET);
}

static const struct {
  const char *body;
  const char *type;
  const char *message;
} bad_bodies[] = {
  { "{\"JobId\":\"other\"}", "ResourceNotFoundException",
      "Could not find JobId" },
  { "{}", "InvalidParameterException", "*Value 'null' at 'jobId'*" },
  { "{\"JobId\":\"\"}", "InvalidParameterException", "*'jobId'*" },
  { "{\"JobId\":\"a b\"}", "InvalidParameterException", "*'jobId'*" },
  { "{\"JobId\":\"0123456789012345678901234567890123456789"
    "0123456789012345678901234\"}",
      "InvalidParameterException", "*'jobId'*" },
  { "{\"JobId\":\"job\",\"MaxResults\":0}", "InvalidParameterException",
      "*'maxResults'*" },
  { "{\"JobId\":\"job\",\"SortBy\":\"NAME\"}", "InvalidParameterException",
      "*'sortBy'*" },
  { "{\"JobId\":\"job\",\"NextToken\":\"x\"}",
      "InvalidPaginationTokenException", "*" },
  { "{\"JobId\":7}", "SerializationException", "*" },
  { "{\"JobId\":\"job\",\"MaxResults\":\"7\"}", "SerializationException", "*" },
  { "[]", "SerializationException", "*" },
  { "{\"JobId\"", "SerializationException", "*" },
  { "", "SerializationException", "*" },
};

static void
assert_error (const Answer *answer, const char *type)
{
  g_assert_no_error (answer->error);
  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_cmpstr (
      soup_message_headers_get_one (answer->headers, "x-amzn-ErrorType"), ==,
      type);
  g_assert_cmpstr (get_member (answer, "__type"), ==, type);
}

static void
test_bad_bodies (Fixture *fixture, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (bad_bodies); i++) {
    g_auto (Answer) answer = { 0 };

    g_test_message ("%s", bad_bodies[i].body);
    send_request (fixture, bad_bodies[i].body, &answer);
    assert_error (&answer, bad_bodies[i].type);
    g_assert_true (g_pattern_match_simple (bad_bodies[i].message,
        get_member (&answer, "Message")));
  }
}

/* A job of @n detections, which the endpoint divides into pages as
 * requested. */
static void
add_long_job (Fixture *fixture, guint n)
{
  g_autoptr (GString) json =
      g_string_new ("{\"JobId\":\"long\",\"JobStatus\":\"SUCCEEDED\","
                    "\"Celebrities\":[");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s{\"Timestamp\":%u}", i > 0 ? "," : "", i);
  g_string_append (json, "]}");
  local_endpoint_add_results (fixture->endpoint, json->str, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
test_max_results (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *wanted;
    guint given;
  } cases[] = { { "999", 999 }, { "1000", 1000 }, { "1001", 1000 },
    { "99999999999", 1000 } };

  (void) data;
  add_long_job (fixture, 1500);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body = g_strdup_printf (
        "{\"JobId\":\"long\",\"MaxResults\":%s}", cases[i].wanted);
    g_auto (Answer) answer = { 0 };

    send_request (fixture, body, &answer);
    g_assert_no_error (answer.error);
    g_assert_cmpuint (answer.status, ==, 200);
    g_assert_cmpuint (count_celebrities (&answer), ==, cases[i].given);
    g_assert_nonnull (get_member (&answer, "NextToken"));
  }
}

static const struct {
  const char *method;
  const char *path;
  const char *target;
  const char *content_type;
} other_operations[] = {
  { "GET", "/", TARGET, CONTENT_TYPE },
  { "POST", "/other", TARGET, CONTENT_TYPE },
  { "POST", "/", "RekognitionService.ListCollections", CONTENT_TYPE },
  { "POST", "/", NULL, CONTENT_TYPE },
  { "POST", "/", TARGET, "application/json" },
};

static void
test_other_operations (Fixture *fixture, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (other_operations); i++) {
    g_autofree char *uri =
        g_strconcat (local_endpoint_get_uri (fixture->endpoint),
            other_operations[i].path, NULL);
    g_autoptr (SoupMessage) message =
        soup_message_new (other_operations[i].method, uri);
    SoupMessageHeaders *headers = soup_message_get_request_headers (message);
    g_auto (Answer) answer = { 0 };

    if (other_operations[i].target != NULL)
      soup_message_headers_append (headers, "X-Amz-Target",
          other_operations[i].target);
    soup_message_headers_append (headers, "Content-Type",
        other_operations[i].content_type);
    send_message (fixture, message, &answer);
    assert_error (&answer, "UnknownOperationException");
  }
}

static void
test_signatures (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) wrong_secret = { 0 };
  g_auto (Answer) wrong_token = { 0 };
  g_auto (Answer) wrong_time = { 0 };
  LocalEndpointStatistics statistics;

  (void) data;
  fixture->secret = "anothersecret";
  send_request (fixture, FIRST_PAGE, &wrong_secret);
  assert_error (&wrong_secret, "InvalidSignatureException");
  g_assert_null (strstr (wrong_secret.text, TARGET));
  fixture->secret = LOCAL_ENDPOINT_SECRET_ACCESS_KEY;
  fixture->token = "a token";
  send_request (fixture, FIRST_PAGE, &wrong_token);
  assert_error (&wrong_token, "UnrecognizedClientException");
  fixture->token = NULL;
  fixture->late = 20 * 60;
  send_request (fixture, FIRST_PAGE, &wrong_time);
  assert_error (&wrong_time, "InvalidSignatureException");
  g_assert_true (
      g_str_has_prefix (get_member (&wrong_time, "message"), "Signature exp"));
  local_endpoint_get_statistics (fixture->endpoint, &statistics);
  g_assert_cmpuint (statistics.requests, ==, 3);
  g_assert_cmpuint (statistics.valid_signatures, ==, 0);
}

static void
test_settings (void)
{
  const LocalEndpointSettings settings = {
    .session_token = "to/ken+",
    .page_size = 3,
    .clock_offset = 3600,
  };
  Fixture fixture = { 0 };
  g_auto (Answer) early = { 0 };
  g_auto (Answer) right = { 0 };
  g_autoptr (GDateTime) date = NULL;
  gint64 ahead;

  start (&fixture, &settings);
  send_request (&fixture, FIRST_PAGE, &early);
  assert_error (&early, "InvalidSignatureException");
  date = soup_date_time_new_from_http_string (
      soup_message_headers_get_one (early.headers, "Date"));
  ahead = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
  g_assert_cmpint (ABS (ahead - 3600), <=, 60);
  fixture.late = -3600;
  request_page (&fixture, NULL, &right);
  g_assert_cmpuint (count_celebrities (&right), ==, 3);
  tear_down (&fixture, NULL);
}

/* Faults that give an answer: the first request has the fault, the second does
 * not. */
static const struct {
  const char *spec;
  guint status;
  const char *pattern;
} answers[] = {
  { "throttle@1", 400, "*ThrottlingException*Rate exceeded*" },
  { "deny@1", 400, "*AccessDeniedException*" },
  { "expired-token@1", 400, "*ExpiredTokenException*" },
  { "error:500:InternalServerError:Oh@1", 500, "*InternalServerError*Oh*" },
  { "html@1", 500, "<!DOCTYPE html>*" },
  { "body:{@1", 200, "{" },
  { "body@1", 200, "" },
  { "redirect:http://127.0.0.1:1/@1", 302, "" },
  { "in-progress@1", 200, "{\"JobStatus\":\"IN_PROGRESS\",*[]*" },
  { "failed:Bad film@1", 200, "*\"FAILED\",\"StatusMessage\":\"Bad film\"*" },
  { "status:ODD@1", 200, "*\"JobStatus\":\"ODD\"*Ada Moreno*" },
  { "empty@1", 200, "*\"NextToken\":\"*\"Celebrities\":[]*" },
  { "wrong-job:x@1", 200, "*\"JobId\":\"x\"}" },
  { "gzip@1", 200, "*Ada Moreno*" },
  { "bomb:1@1", 200, "    *" },
  { "content-type:text/html@1", 200, "*Ada Moreno*" },
  { "delay:10@1", 200, "*Ada Moreno*" },
  { "trickle:1000000@1", 200, "*Ada Moreno*" },
};

static void
assert_right_page (const Fixture *fixture)
{
  g_auto (Answer) answer = { 0 };

  request_page (fixture, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_cmpstr (get_member (&answer, "JobStatus"), ==, "SUCCEEDED");
  g_assert_cmpstr (get_member (&answer, "JobId"), ==, "job");
  g_assert_cmpuint (count_celebrities (&answer), ==, 10);
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_auto (Answer) answer = { 0 };

    g_test_message ("%s", answers[i].spec);
    local_endpoint_reset (fixture->endpoint);
    add_fault (fixture, answers[i].spec);
    send_request (fixture, FIRST_PAGE, &answer);
    g_assert_no_error (answer.error);
    g_assert_cmpuint (answer.status, ==, answers[i].status);
    g_assert_true (g_pattern_match_simple (answers[i].pattern, answer.text));
    assert_right_page (fixture);
  }
}

static void
test_answer_headers (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) throttled = { 0 };
  g_auto (Answer) redirected = { 0 };
  g_auto (Answer) packed = { 0 };

  (void) data;
  add_fault (fixture, "throttle:7@1");
  add_fault (fixture, "redirect:http://example.org/@2");
  add_fault (fixture, "gzip@3");
  add_fault (fixture, "content-type:text/plain@3");
  send_request (fixture, FIRST_PAGE, &throttled);
  g_assert_cmpstr (
      soup_message_headers_get_one (throttled.headers, "Retry-After"), ==, "7");
  send_request (fixture, FIRST_PAGE, &redirected);
  g_assert_cmpstr (
      soup_message_headers_get_one (redirected.headers, "Location"), ==,
      "http://example.org/");
  send_request (fixture, FIRST_PAGE, &packed);
  g_assert_cmpstr (
      soup_message_headers_get_one (packed.headers, "Content-Encoding"), ==,
      "gzip");
  g_assert_cmpstr (
      soup_message_headers_get_one (packed.headers, "Content-Type"), ==,
      "text/plain");
}

/* The answer is complete, then the connection is closed. A client that sends
 * its next request before it notices has to repeat it on another connection,
 * whether or not the server has read it (RFC 9112, 9.3.1). */
static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) at_once = { 0 };
  LocalEndpointStatistics statistics;
  guint n_asked = 3;

  (void) data;
  add_fault (fixture, "drop@1");
  assert_right_page (fixture);
  send_request (fixture, FIRST_PAGE, &at_once);
  if (at_once.error != NULL) {
    assert_right_page (fixture);
    n_asked++;
  }
  assert_right_page (fixture);
  local_endpoint_get_statistics (fixture->endpoint, &statistics);
  g_assert_cmpuint (statistics.requests, >=, 3);
  g_assert_cmpuint (statistics.requests, <=, n_asked);
  g_assert_cmpuint (statistics.connections, ==, 2);
}

static void
test_empty_and_loop (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) empty = { 0 };
  g_auto (Answer) first = { 0 };
  g_auto (Answer) loop = { 0 };

  (void) data;
  add_fault (fixture, "empty@1");
  add_fault (fixture, "loop-token@3");
  request_page (fixture, NULL, &empty);
  request_page (fixture, get_member (&empty, "NextToken"), &first);
  g_assert_cmpuint (count_celebrities (&first), ==, 10);
  request_page (fixture, get_member (&first, "NextToken"), &loop);
  g_assert_cmpstr (get_member (&loop, "NextToken"), ==,
      get_member (&first, "NextToken"));
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  static const char *const specs[] = { "cut", "cut:0", "cut:1", "cut:999999" };

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++) {
    g_auto (Answer) answer = { 0 };

    g_test_message ("%s", specs[i]);
    local_endpoint_reset (fixture->endpoint);
    /* A client may retry by itself if it received no byte. */
    add_fault (fixture, specs[i]);
    send_request (fixture, FIRST_PAGE, &answer);
    g_assert_nonnull (answer.error);
    local_endpoint_reset (fixture->endpoint);
    assert_right_page (fixture);
  }
}

static void
on_sent (GObject *session, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (session), result, error);

  g_assert_null (bytes);
}

/* The server receives the request, sends no or only a partial answer, and can
 * still be stopped. */
static void
test_never (Fixture *fixture, gconstpointer spec)
{
  g_autoptr (SoupMessage) message = create_message (fixture, FIRST_PAGE);
  g_autoptr (GError) error = NULL;

  add_fault (fixture, spec);
  soup_session_send_and_read_async (fixture->session, message,
      G_PRIORITY_DEFAULT, NULL, on_sent, &error);
  while (!local_endpoint_wait_for_requests (fixture->endpoint, 1, 1000))
    g_main_context_iteration (NULL, FALSE);
  g_assert_no_error (error);
  local_endpoint_stop (fixture->endpoint);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_bad_signature_beats_fault (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  (void) data;
  add_fault (fixture, "html");
  fixture->secret = "anothersecret";
  send_request (fixture, FIRST_PAGE, &answer);
  assert_error (&answer, "InvalidSignatureException");
}

static void
test_port_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GUri) uri = g_uri_parse (
      local_endpoint_get_uri (fixture->endpoint), G_URI_FLAGS_NONE, NULL);
  const LocalEndpointSettings settings = {
    .port = (guint16) g_uri_get_port (uri),
  };
  g_autoptr (LocalEndpoint) second = local_endpoint_new (&settings);
  g_autoptr (GError) error = NULL;

  (void) data;
  g_assert_false (local_endpoint_start (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_null (local_endpoint_get_uri (second));
}

static void
test_connections (Fixture *fixture, gconstpointer data)
{
  LocalEndpointStatistics statistics;

  (void) data;
  for (guint i = 0; i < 3; i++) {
    assert_right_page (fixture);
    soup_session_abort (fixture->session);
  }
  local_endpoint_get_statistics (fixture->endpoint, &statistics);
  g_assert_cmpuint (statistics.connections, ==, 3);
}

static char *
read_log (FILE *log)
{
  GString *text = g_string_new (NULL);

  rewind (log);
  for (int byte = fgetc (log); byte != EOF; byte = fgetc (log))
    g_string_append_c (text, (char) byte);
  return g_string_free (text, FALSE);
}

static void
test_log (void)
{
  FILE *log = tmpfile ();
  const LocalEndpointSettings settings = {
    .session_token = "a-session-token",
    .log = log,
    .forget_requests = TRUE,
  };
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) requests = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (log);
  start (&fixture, &settings);
  assert_right_page (&fixture);
  local_endpoint_stop (fixture.endpoint);
  requests = local_endpoint_get_requests (fixture.endpoint);
  g_assert_cmpuint (requests->len, ==, 0);
  text = read_log (log);
  g_assert_true (g_pattern_match_simple (
      "{\"time\":\"20*T*Z\",\"request\":1,\"connection\":1,"
      "\"method\":\"POST\",\"path\":\"/\",\"target\":\"" TARGET "\","
      "\"signature-valid\":true,\"status\":200,\"error\":null,\"bytes\":*}\n",
      text));
  g_assert_null (strstr (text, "a-session-token"));
  tear_down (&fixture, NULL);
  fclose (log);
}

static void
test_https (void)
{
  g_autofree char *folder = g_dir_make_tmp ("local-endpoint-XXXXXX", NULL);
  g_autofree char *certificate = g_build_filename (folder, "cert.pem", NULL);
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  const LocalEndpointSettings settings = {
    .tls_certificate = certificate,
    .tls_key = key,
  };
  Fixture fixture = { 0 };
  g_autoptr (GTlsDatabase) trusted = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Answer) cut = { 0 };

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ())) {
    g_test_skip ("GLib has no TLS backend: install glib-networking");
    g_rmdir (folder);
    return;
  }
  test_certificate_write (certificate, key);
  start (&fixture, &settings);
  g_assert_true (g_str_has_prefix (local_endpoint_get_uri (fixture.endpoint),
      "https://127.0.0.1:"));
  trusted = g_tls_file_database_new (certificate, &error);
  g_assert_no_error (error);
  soup_session_set_tls_database (fixture.session, trusted);
  assert_right_page (&fixture);
  add_fault (&fixture, "cut");
  send_request (&fixture, FIRST_PAGE, &cut);
  g_assert_nonnull (cut.error);
  tear_down (&fixture, NULL);
  g_remove (certificate);
  g_remove (key);
  g_rmdir (folder);
}

/* It refuses to start rather than serve a part of a job, or no job. */
static void
test_start_refused (void)
{
  static const struct {
    const char *file;
    const char *problem;
  } cases[] = {
    { "{\"NextToken\":\"t\",\"Celebrities\":[{}]}",
        "Job j: its last response is missing" },
    { "{\"JobStatus\":\"SUCCEEDED\"}",
        "Job j: none of its responses has Celebrities" },
    { "{\"CelebrityFaces\":[]}", "RecognizeCelebrities" },
    { "{\"any\":\"object\"}", "not results of celebrity recognition" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (LocalEndpoint) endpoint = local_endpoint_new (NULL);
    g_autoptr (GError) error = NULL;

    g_assert_false (
        local_endpoint_add_results (endpoint, cases[i].file, -1, "j", &error) &&
        local_endpoint_start (endpoint, &error));
    g_assert_nonnull (strstr (error->message, cases[i].problem));
    g_assert_null (local_endpoint_get_uri (endpoint));
  }
}

#define ADD(path, data, func) \
  g_test_add ("/local-endpoint/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pages", NULL, test_pages);
  ADD ("bad-bodies", NULL, test_bad_bodies);
  ADD ("max-results", NULL, test_max_results);
  ADD ("other-operations", NULL, test_other_operations);
  ADD ("signatures", NULL, test_signatures);
  ADD ("answers", NULL, test_answers);
  ADD ("answer-headers", NULL, test_answer_headers);
  ADD ("drop", NULL, test_drop);
  ADD ("empty-and-loop", NULL, test_empty_and_loop);
  ADD ("cut", NULL, test_cut);
  ADD ("hang", "hang", test_never);
  ADD ("trickle", "trickle:1", test_never);
  ADD ("long-delay", "delay:1000000", test_never);
  ADD ("bad-signature-beats-fault", NULL, test_bad_signature_beats_fault);
  ADD ("port-taken", NULL, test_port_taken);
  ADD ("connections", NULL, test_connections);
  g_test_add_func ("/local-endpoint/settings", test_settings);
  g_test_add_func ("/local-endpoint/start-refused", test_start_refused);
  g_test_add_func ("/local-endpoint/log", test_log);
  g_test_add_func ("/local-endpoint/https", test_https);
  return g_test_run ();
}
