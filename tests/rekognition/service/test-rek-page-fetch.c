/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The fetch loop against a scripted service: no network, no time. */

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "client/aws-error.h"
#include "rek-error.h"
#include "service/rek-page-fetch.h"

#define JOB "job-1"

/* The time limit of each test. */
#define PATIENCE_MS 20000

/* One answer: a page's JSON, or the type of a service error; or neither: none
 * comes until the call is cancelled. */
typedef struct {
  const char *body;
  const char *error_type;
} Answer;

/* @tokens: NextToken of each request, "" where it had none. @cancel_at: the
 * request to cancel at, from 1; 0: none. */
typedef struct {
  const Answer *answers;
  guint n_answers;
  guint n_calls;
  guint cancel_at;
  GCancellable *cancellable;
  GPtrArray *tokens;
  GArray *waits;
  gint n_pages;
  gint n_detections;
  guint n_kept;
} Service;

static char *
read_token (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  json_parser_load_from_data (parser, g_bytes_get_data (body, NULL),
      g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "JobId"), ==, JOB);
  return g_strdup (
      json_object_get_string_member_with_default (object, "NextToken", ""));
}

static void
hang (GCancellable *cancellable)
{
  GPollFD poll_fd;

  g_assert_true (g_cancellable_make_pollfd (cancellable, &poll_fd));
  g_assert_cmpint (g_poll (&poll_fd, 1, PATIENCE_MS), ==, 1);
  g_cancellable_release_fd (cancellable);
}

static GBytes *
call (GBytes *body, GCancellable *cancellable, gpointer user_data,
    GError **error)
{
  Service *service = user_data;
  const Answer *answer;

  g_assert_cmpuint (service->n_calls, <, service->n_answers);
  answer = &service->answers[service->n_calls++];
  g_ptr_array_add (service->tokens, read_token (body));

  if (service->n_calls == service->cancel_at)
    g_cancellable_cancel (service->cancellable);
  if (answer->body == NULL && answer->error_type == NULL)
    hang (cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (answer->error_type != NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_SERVICE, "refused");
    rekaws_error_set_answer (*error, 400, answer->error_type, NULL);
    return NULL;
  }
  return g_bytes_new_static (answer->body, strlen (answer->body));
}

static gint64
clock_now (gpointer user_data)
{
  (void) user_data;
  return 0;
}

static double
clock_random (gpointer user_data)
{
  (void) user_data;
  return 0.5;
}

static gboolean
clock_wait (gint64 duration_us, GCancellable *cancellable, gpointer user_data,
    GError **error)
{
  Service *service = user_data;
  guint seconds = duration_us / G_USEC_PER_SEC;

  g_array_append_val (service->waits, seconds);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
on_page (guint n_pages, guint n_detections, gpointer user_data)
{
  Service *service = user_data;

  g_atomic_int_set (&service->n_pages, n_pages);
  g_atomic_int_set (&service->n_detections, n_detections);
}

static void
on_body (GBytes *body, gboolean is_first, gpointer user_data)
{
  Service *service = user_data;

  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
      service->answers[service->n_calls - 1].body,
      strlen (service->answers[service->n_calls - 1].body));
  service->n_kept = is_first ? 1 : service->n_kept + 1;
}

static RekResults *
fetch (Service *service, const Answer *answers, guint n_answers,
    guint job_timeout_s, GError **error)
{
  const UtilClock clock = { clock_now, clock_random, clock_wait, service };
  const RekFetchSettings settings = {
    .call = call,
    .call_data = service,
    .clock = &clock,
    .job_timeout_s = job_timeout_s,
  };
  const RekObserver observer = {
    .page = on_page,
    .user_data = service,
    .body = on_body,
    .body_data = service,
  };
  g_autoptr (RekQuery) query =
      rek_query_new (JOB, 1000, REK_SORT_BY_TIMESTAMP, NULL);

  g_assert_nonnull (query);
  service->answers = answers;
  service->n_answers = n_answers;
  service->tokens = g_ptr_array_new_with_free_func (g_free);
  service->waits = g_array_new (FALSE, FALSE, sizeof (guint));
  service->cancellable = g_cancellable_new ();
  return rek_fetch (query, &settings, &observer, service->cancellable, error);
}

static void
service_clear (Service *service)
{
  g_clear_pointer (&service->tokens, g_ptr_array_unref);
  g_clear_pointer (&service->waits, g_array_unref);
  g_clear_object (&service->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Service, service_clear)

#define PERSON(time, name) \
  "{\"Timestamp\":" #time ",\"Celebrity\":{\"Name\":\"" name \
  "\",\"Id\":\"" name "\",\"Confidence\":99.5}}"
#define PAGE(status, token, people) \
  "{\"JobStatus\":\"" status "\",\"JobId\":\"" JOB "\"," token \
  "\"Celebrities\":[" people "]}"
#define TOKEN(token) "\"NextToken\":\"" token "\","

#define PAGE_A PAGE ("SUCCEEDED", TOKEN ("a"), PERSON (0, "Ada"))
#define PAGE_B PAGE ("SUCCEEDED", TOKEN ("b"), PERSON (500, "Ben"))
#define EMPTY_B PAGE ("SUCCEEDED", TOKEN ("b"), "")
#define PAGE_LAST PAGE ("SUCCEEDED", "", PERSON (1000, "Cem"))
#define PAGE_LAST_EMPTY_TOKEN PAGE ("SUCCEEDED", TOKEN (""), PERSON (0, "Cem"))
#define PAGE_LAST_NULL_TOKEN \
  PAGE ("SUCCEEDED", "\"NextToken\":null,", PERSON (0, "Cem"))
#define IN_PROGRESS PAGE ("IN_PROGRESS", "", "")
#define IN_PROGRESS_WITH_TOKEN PAGE ("IN_PROGRESS", TOKEN ("a"), "")
#define FAILED_WITH_TOKEN PAGE ("FAILED", TOKEN ("a"), "")
#define BROKEN_WITH_TOKEN "{\"NextToken\":\"b\",\"Celebrities\":7}"
#define OTHER_JOB_WITH_TOKEN "{\"JobId\":\"job-2\",\"NextToken\":\"b\"}"
#define DENIED "AccessDeniedException"
#define REFUSED "InvalidPaginationTokenException"

typedef struct {
  const char *name;
  Answer answers[8];
  guint job_timeout_s;
  guint n_calls;
  guint n_detections;
  const char *tokens;
  const char *waits;
  GQuark (*domain) (void);
  int code;
  const char *message;
} Case;

static const Case cases[] = {
  { "one-page", { { PAGE_LAST, NULL } }, 0, 1, 1, "", "", NULL, 0, NULL },
  { "empty-token-ends", { { PAGE_LAST_EMPTY_TOKEN, NULL } }, 0, 1, 1, "", "",
      NULL, 0, NULL },
  { "null-token-ends", { { PAGE_LAST_NULL_TOKEN, NULL } }, 0, 1, 1, "", "",
      NULL, 0, NULL },
  { "three-pages", { { PAGE_A, NULL }, { PAGE_B, NULL }, { PAGE_LAST, NULL } },
      0, 3, 3, ",a,b", "", NULL, 0, NULL },
  { "empty-page-with-token",
      { { PAGE_A, NULL }, { EMPTY_B, NULL }, { PAGE_LAST, NULL } }, 0, 3, 2,
      ",a,b", "", NULL, 0, NULL },
  { "loop", { { PAGE_A, NULL }, { PAGE_B, NULL }, { PAGE_A, NULL } }, 0, 3, 0,
      ",a,b", "", rek_error_quark, REK_ERROR_LOOP, "twice" },
  { "restart-once",
      { { PAGE_A, NULL }, { NULL, REFUSED }, { PAGE_B, NULL },
          { PAGE_LAST, NULL } },
      0, 4, 2, ",a,,b", "", NULL, 0, NULL },
  { "restart-only-once",
      { { PAGE_A, NULL }, { NULL, REFUSED }, { PAGE_B, NULL },
          { NULL, REFUSED } },
      0, 4, 0, ",a,,b", "", rekaws_error_quark, AWS_ERROR_SERVICE, "refused" },
  { "refused-without-token", { { NULL, REFUSED } }, 0, 1, 0, "", "",
      rekaws_error_quark, AWS_ERROR_SERVICE, "refused" },
  { "error-passes-through",
      { { PAGE_A, NULL }, { NULL, "AccessDeniedException" } }, 0, 2, 0, ",a",
      "", rekaws_error_quark, AWS_ERROR_SERVICE, "refused" },
  { "waits-for-job",
      { { IN_PROGRESS, NULL }, { IN_PROGRESS, NULL }, { PAGE_A, NULL },
          { PAGE_LAST, NULL } },
      900, 4, 2, ",,,a", "1,2", NULL, 0, NULL },
  { "waits-no-longer",
      { { IN_PROGRESS, NULL }, { IN_PROGRESS, NULL }, { IN_PROGRESS, NULL } },
      2, 3, 0, ",,", "1,1", rek_error_quark, REK_ERROR_IN_PROGRESS,
      "in progress after 2 s" },
  { "does-not-wait", { { IN_PROGRESS, NULL } }, 0, 1, 0, "", "",
      rek_error_quark, REK_ERROR_IN_PROGRESS, JOB },
  { "waits-up-to-15-s",
      { { IN_PROGRESS, NULL }, { IN_PROGRESS, NULL }, { IN_PROGRESS, NULL },
          { IN_PROGRESS, NULL }, { IN_PROGRESS, NULL }, { IN_PROGRESS, NULL },
          { IN_PROGRESS, NULL }, { PAGE_LAST, NULL } },
      900, 8, 1, ",,,,,,,", "1,2,4,8,15,15,15", NULL, 0, NULL },
  { "failed",
      { { "{\"JobStatus\":\"FAILED\",\"StatusMessage\":\"bad codec\"}",
          NULL } },
      900, 1, 0, "", "", rek_error_quark, REK_ERROR_JOB_FAILED, "bad codec" },
  { "unknown-status", { { "{\"JobStatus\":\"PAUSED\"}", NULL } }, 900, 1, 0, "",
      "", rek_error_quark, REK_ERROR_UNKNOWN_STATUS, "PAUSED" },
  { "no-status", { { "{}", NULL } }, 900, 1, 0, "", "", rek_error_quark,
      REK_ERROR_UNKNOWN_STATUS, "unknown status" },
  { "other-job",
      { { "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"other\"}", NULL } }, 900, 1,
      0, "", "", rek_error_quark, REK_ERROR_INVALID, "\"other\"" },
  { "other-operation",
      { { "{\"JobStatus\":\"SUCCEEDED\",\"Faces\":[{\"Timestamp\":0}]}",
          NULL } },
      900, 1, 0, "", "", rek_error_quark, REK_ERROR_INVALID,
      "It holds the results of face detection (GetFaceDetection)" },
  { "other-operation-without-status",
      { { "{\"Labels\":[],\"LabelModelVersion\":\"3.0\"}", NULL } }, 900, 1, 0,
      "", "", rek_error_quark, REK_ERROR_INVALID, "label detection" },
  { "no-list", { { "{\"JobStatus\":\"SUCCEEDED\"}", NULL } }, 900, 1, 0, "", "",
      rek_error_quark, REK_ERROR_INVALID, "No page of the results has a list" },
  { "list-on-one-page",
      { { "{\"JobStatus\":\"SUCCEEDED\",\"NextToken\":\"a\"}", NULL },
          { PAGE_LAST, NULL } },
      900, 2, 1, ",a", "", NULL, 0, NULL },
  { "no-json", { { PAGE_A, NULL }, { "<html>", NULL } }, 900, 2, 0, ",a", "",
      rek_error_quark, REK_ERROR_INVALID, "Page 2" },

  { "failed-then-denied", { { FAILED_WITH_TOKEN, NULL }, { NULL, DENIED } },
      900, 2, 0, ",a", "", rek_error_quark, REK_ERROR_JOB_FAILED, "failed" },
  { "failed-then-refused", { { FAILED_WITH_TOKEN, NULL }, { NULL, REFUSED } },
      900, 2, 0, ",a", "", rek_error_quark, REK_ERROR_JOB_FAILED, "failed" },
  { "failed-then-hang", { { FAILED_WITH_TOKEN, NULL }, { NULL, NULL } }, 900, 2,
      0, ",a", "", rek_error_quark, REK_ERROR_JOB_FAILED, "failed" },
  { "failed-with-old-token", { { PAGE_A, NULL }, { FAILED_WITH_TOKEN, NULL } },
      900, 2, 0, ",a", "", rek_error_quark, REK_ERROR_JOB_FAILED, "failed" },
  { "in-progress-then-denied",
      { { IN_PROGRESS_WITH_TOKEN, NULL }, { NULL, DENIED },
          { PAGE_LAST, NULL } },
      900, 3, 1, ",a,", "1", NULL, 0, NULL },
  { "in-progress-then-hang",
      { { IN_PROGRESS_WITH_TOKEN, NULL }, { NULL, NULL }, { PAGE_LAST, NULL } },
      900, 3, 1, ",a,", "1", NULL, 0, NULL },
  { "broken-then-denied",
      { { PAGE_A, NULL }, { BROKEN_WITH_TOKEN, NULL }, { NULL, DENIED } }, 900,
      3, 0, ",a,b", "", rek_error_quark, REK_ERROR_INVALID, "Page 2" },
  { "broken-then-refused",
      { { PAGE_A, NULL }, { BROKEN_WITH_TOKEN, NULL }, { NULL, REFUSED } }, 900,
      3, 0, ",a,b", "", rek_error_quark, REK_ERROR_INVALID, "Page 2" },
  { "other-job-then-hang",
      { { PAGE_A, NULL }, { OTHER_JOB_WITH_TOKEN, NULL }, { NULL, NULL } }, 900,
      3, 0, ",a,b", "", rek_error_quark, REK_ERROR_INVALID, "\"job-2\"" },
};

static char *
join_strings (const GPtrArray *strings)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < strings->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "," : "",
        (const char *) g_ptr_array_index (strings, i));
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static char *
join_numbers (const GArray *numbers)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (joined, "%s%u", i > 0 ? "," : "",
        g_array_index (numbers, guint, i));
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_auto (Service) service = { 0 };
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *tokens = NULL;
  g_autofree char *waits = NULL;

  results = fetch (&service, test->answers, test->n_calls, test->job_timeout_s,
      &error);

  tokens = join_strings (service.tokens);
  waits = join_numbers (service.waits);
  g_assert_cmpstr (tokens, ==, test->tokens);
  g_assert_cmpstr (waits, ==, test->waits);
  g_assert_cmpuint (service.n_calls, ==, test->n_calls);

  if (test->domain != NULL) {
    g_assert_error (error, test->domain (), test->code);
    g_assert_nonnull (strstr (error->message, test->message));
    g_assert_null (results);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpuint (results->detections->len, ==, test->n_detections);
  g_assert_cmpint (g_atomic_int_get (&service.n_detections), ==,
      test->n_detections);
  g_assert_cmpint (g_atomic_int_get (&service.n_pages), ==, results->n_pages);
  g_assert_cmpuint (service.n_kept, ==, results->n_pages);
}

/* Cancelled at each request in turn: always the cancellation, never results
 * that look complete. */
static void
test_cancel (void)
{
  static const Answer answers[] = {
    { IN_PROGRESS, NULL },
    { PAGE_A, NULL },
    { PAGE_B, NULL },
    { PAGE_LAST, NULL },
  };

  for (guint at = 1; at <= G_N_ELEMENTS (answers); at++) {
    g_auto (Service) service = { .cancel_at = at };
    g_autoptr (RekResults) results = NULL;
    g_autoptr (GError) error = NULL;

    results = fetch (&service, answers, G_N_ELEMENTS (answers), 900, &error);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_null (results);
    g_assert_cmpuint (service.n_calls, ==, at);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path =
        g_strconcat ("/rek-page-fetch/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/rek-page-fetch/cancel", test_cancel);
  return g_test_run ();
}
