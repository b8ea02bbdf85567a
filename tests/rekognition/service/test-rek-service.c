/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A whole fetch over a recorded network, and the log of it. */

#include "client/aws-error.h"
#include "service/rek-service.h"

#include "support/aws/replay-transport.h"

#include <string.h>

#define JOB "job-1"
#define SECRET_KEY "the-secret-key"
#define TOKEN "the-session-token"
#define AGENT "http://127.0.0.1/credentials"
#define ENDPOINT "https://rekognition.eu-west-1.amazonaws.com/"

/* Sun, 06 Nov 1994 08:49:37 GMT */
#define START_US (784111777 * (gint64) G_USEC_PER_SEC)

#define KEYS \
  { \
    "GET", AGENT, 200, NULL, \
        "{\"AccessKeyId\":\"AKIDAGENT1234\",\"SecretAccessKey\":\"" SECRET_KEY \
        "\",\"Token\":\"" TOKEN "\"}" \
  }
#define ANSWER(status, headers, body) \
  { \
    "POST", ENDPOINT, status, headers, body \
  }
#define PAGE \
  "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[{\"Timestamp\":500," \
  "\"Celebrity\":{\"Id\":\"a1\",\"Name\":\"Ada\"}}]}"

typedef struct {
  gint64 now_us;
  guint n_retries;
  guint n_waits;
  GString *log;
} Story;

static gint64
story_now (gpointer user_data)
{
  return ((Story *) user_data)->now_us;
}

static double
story_random (gpointer user_data G_GNUC_UNUSED)
{
  return 0.5;
}

static gboolean
story_wait (gint64 duration_us, GCancellable *cancellable G_GNUC_UNUSED,
    gpointer user_data, GError **error G_GNUC_UNUSED)
{
  ((Story *) user_data)->now_us += duration_us;
  return TRUE;
}

static void
on_page (guint n_pages G_GNUC_UNUSED, guint n_detections G_GNUC_UNUSED,
    gpointer user_data G_GNUC_UNUSED)
{
}

static void
on_wait (guint waited_s G_GNUC_UNUSED, guint delay_s G_GNUC_UNUSED,
    gpointer user_data)
{
  ((Story *) user_data)->n_waits++;
}

static void
on_retry (guint attempt G_GNUC_UNUSED, gint64 delay_us G_GNUC_UNUSED,
    const GError *reason G_GNUC_UNUSED, gpointer user_data)
{
  ((Story *) user_data)->n_retries++;
}

static void
on_log (UtilLogLevel level, const char *message, gpointer user_data)
{
  static const char *const names[] = { "warning", "info", "debug" };

  g_string_append_printf (((Story *) user_data)->log, "%s: %s\n", names[level],
      message);
}

static RekResults *
fetch (Story *story, const AwsTransport *transport, RekFetchStats *stats)
{
  const UtilClock clock = { story_now, story_random, story_wait, story };
  const RekObserver observer = { .page = on_page,
    .wait = on_wait,
    .retry = on_retry,
    .log = on_log,
    .user_data = story };
  char *environment[] = { (char *) "HOME=/absent",
    (char *) "AWS_CONTAINER_CREDENTIALS_FULL_URI=" AGENT, NULL };
  const RekServiceSettings settings = { .region = "eu-west-1",
    .request_timeout_ms = 1000,
    .job_timeout_s = 60,
    .environment = environment,
    .clock = &clock,
    .transport = transport };
  g_autoptr (RekQuery) query =
      rek_query_new (JOB, 1000, REK_SORT_BY_TIMESTAMP, NULL);
  g_autoptr (GError) error = NULL;
  RekResults *results =
      rek_service_fetch (&settings, query, &observer, stats, NULL, &error);

  g_assert_no_error (error);
  return results;
}

static void
assert_in_order (const char *log, const char *const *parts, guint n_parts)
{
  for (guint i = 0; i < n_parts; i++) {
    const char *found = strstr (log, parts[i]);

    if (found == NULL)
      g_error ("not in the rest of the log: %s", parts[i]);
    log = found + strlen (parts[i]);
  }
}

/* A throttled request, expired credentials, and a job in progress. */
static void
test_story (void)
{
  static const ReplayExchange exchanges[] = { KEYS,
    ANSWER (400, "x-amzn-ErrorType: ThrottlingException", "{}"),
    ANSWER (400,
        "x-amzn-ErrorType: ExpiredTokenException\nx-amzn-RequestId: id-2",
        "{}"),
    KEYS, ANSWER (200, NULL, "{\"JobStatus\":\"IN_PROGRESS\"}"),
    ANSWER (200, "x-amzn-RequestId: id-4", PAGE) };
  static const char *const parts[] = {
    "info: Region eu-west-1, endpoint "
    "https://rekognition.eu-west-1.amazonaws.com, at most 3 attempts",
    "debug: GET " AGENT ": status 200, ",
    "debug: POST " ENDPOINT
    " RekognitionService.GetCelebrityRecognition: status 400, 2 bytes in 0 ms, "
    "request id none\n",
    "info: Attempt 1 at rekognition.eu-west-1.amazonaws.com failed, the next "
    "one is in 500 ms: ThrottlingException",
    "status 400, 2 bytes in 0 ms, request id id-2\n",
    "info: The service says that the credentials have expired",
    "debug: GET " AGENT ": status 200, ",
    "status 200, ",
    "request id id-4\n",
  };
  static const char *const secrets[] = { SECRET_KEY, TOKEN, "AKIDAGENT",
    "Signature" };
  Story story = { .now_us = START_US, .log = g_string_new (NULL) };
  g_autoptr (ReplayTransport) replay = replay_transport_new ();
  g_autoptr (RekResults) results = NULL;
  g_auto (RekFetchStats) stats = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    replay_transport_add (replay, &exchanges[i]);
  results = fetch (&story, replay_transport_get (replay), &stats);
  g_test_message ("%s", story.log->str);

  replay_transport_assert_done (replay);
  g_assert_cmpuint (results->detections->len, ==, 1);
  g_assert_cmpuint (stats.n_requests, ==, 4);
  g_assert_cmpuint (stats.n_retries, ==, 2);
  g_assert_cmpstr (stats.credential_source, ==, "container");
  g_assert_cmpstr (stats.key_id_end, ==, "1234");
  g_assert_cmpuint (story.n_retries, ==, 1);
  g_assert_cmpuint (story.n_waits, ==, 1);

  assert_in_order (story.log->str, parts, G_N_ELEMENTS (parts));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (story.log->str, secrets[i]));
  g_string_free (story.log, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rek-service/service/story", test_story);
  return g_test_run ();
}
