/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every fault at every exchange of a fetch: for good, once, and while it is
 * there the element is stopped. What comes of it is the documented error or all
 * the results, never some of them.
 *
 * The plugin is linked in, with another clock: waits between attempts, and for
 * the job, take no time. */

#include <string.h>

#include "aws/aws-clock.h"
#include "element-rig.h"
#include "fault-table.h"
#include "test-resolver.h"

GST_PLUGIN_STATIC_DECLARE (rekognition);

#define JOB "job-1"
#define ATTEMPTS 2
/* As many attempts as anybody makes. */
#define MANY 3
#define N_PAGES 2
#define SHORT_MS 300
#define MOST_PATIENCE 5
#define LONG_MS 600000
#define PROMPT_US ((gint64) G_USEC_PER_SEC)
#define LIMIT_US (10 * (gint64) G_USEC_PER_SEC)

#define CREDENTIALS_URI "AWS_CONTAINER_CREDENTIALS_FULL_URI"
#define CREDENTIALS \
  "{\"AccessKeyId\":\"AKIDTEST\",\"SecretAccessKey\":\"secret\"," \
  "\"Token\":\"token\",\"Expiration\":\"2999-01-01T00:00:00Z\"}"
#define FACE \
  "\"Face\":{\"BoundingBox\":{\"Left\":0.25,\"Top\":0.25,\"Width\":0.25," \
  "\"Height\":0.25}}"
#define DETECTION(time, name) \
  "{\"Timestamp\":" time ",\"Celebrity\":{\"Name\":\"" name \
  "\",\"Id\":\"" name "\",\"Confidence\":99," FACE "}}"
#define PAGE(members, detection) \
  "{\"JobStatus\":\"SUCCEEDED\"," members "\"Celebrities\":[" detection "]}"
#define PAGE_1 PAGE ("\"NextToken\":\"a\",", DETECTION ("0", "Ada Moreno"))
#define PAGE_2 PAGE ("", DETECTION ("1000", "Bo Lind"))
#define IN_PROGRESS "{\"JobStatus\":\"IN_PROGRESS\"}"
#define EXPIRED "x-amzn-ErrorType: ExpiredTokenException\r\n"

/* What the fault is put into the place of. */
typedef enum {
  EXCHANGE_FIRST_PAGE,
  EXCHANGE_NEXT_PAGE,
  EXCHANGE_JOB,
  EXCHANGE_CREDENTIALS,
} Exchange;

static const char *const exchange_names[] = { "first-page", "next-page",
  "waiting-for-job", "refreshing-credentials" };

typedef struct {
  const Fault *fault;
  Exchange exchange;
} Case;

typedef struct {
  ElementRig rig;
  FaultScript *service_script;
  FaultScript *credentials_script;
  ScriptedServer *service;
  ScriptedServer *credentials;
  guint n_before;
} Scene;

static gint64
quick_now (gpointer user_data G_GNUC_UNUSED)
{
  return g_get_real_time ();
}

static double
quick_random (gpointer user_data G_GNUC_UNUSED)
{
  return 0.5;
}

static gboolean
quick_wait (gint64 duration_us G_GNUC_UNUSED, GCancellable *cancellable,
    gpointer user_data G_GNUC_UNUSED, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Takes the library's place. */
const AwsClock *
aws_clock_get_system (void)
{
  static const AwsClock clock = {
    .now = quick_now,
    .random = quick_random,
    .wait = quick_wait,
  };

  return &clock;
}

static void
scene_clear (Scene *scene)
{
  element_rig_clear (&scene->rig);
  g_clear_pointer (&scene->service, scripted_server_free);
  g_clear_pointer (&scene->credentials, scripted_server_free);
  g_clear_pointer (&scene->service_script, fault_script_free);
  g_clear_pointer (&scene->credentials_script, fault_script_free);
  g_unsetenv (CREDENTIALS_URI);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

/* Returns: (transfer none): the script of whoever makes the fault */
static FaultScript *
write_beginning (Scene *scene, Exchange exchange)
{
  FaultScript *service = scene->service_script;

  switch (exchange) {
    case EXCHANGE_NEXT_PAGE:
      fault_script_answer (service, "200 OK", NULL, PAGE_1);
      return service;
    case EXCHANGE_JOB:
      fault_script_answer (service, "200 OK", NULL, IN_PROGRESS);
      return service;
    case EXCHANGE_CREDENTIALS:
      fault_script_answer (service, "200 OK", NULL, PAGE_1);
      fault_script_answer (service, "400 Bad Request", EXPIRED, "{}");
      fault_script_answer (scene->credentials_script, "200 OK", NULL,
          CREDENTIALS);
      fault_script_hang (scene->credentials_script);
      return scene->credentials_script;
    case EXCHANGE_FIRST_PAGE:
    default:
      return service;
  }
}

static void
write_end (Scene *scene, Exchange exchange, const Fault *fault)
{
  FaultScript *service = scene->service_script;
  gboolean has_answered = fault->code == 0;

  if (exchange == EXCHANGE_CREDENTIALS && !has_answered) {
    fault_script_answer (scene->credentials_script, "200 OK", NULL,
        CREDENTIALS);
    fault_script_hang (scene->credentials_script);
  }
  if ((exchange == EXCHANGE_FIRST_PAGE || exchange == EXCHANGE_JOB) &&
      !has_answered)
    fault_script_answer (service, "200 OK", NULL, PAGE_1);
  if (exchange != EXCHANGE_NEXT_PAGE || !has_answered)
    fault_script_answer (service, "200 OK", NULL, PAGE_2);
  fault_script_hang (service);
}

static const char *
get_answer (Exchange exchange)
{
  switch (exchange) {
    case EXCHANGE_NEXT_PAGE:
      return PAGE_2;
    case EXCHANGE_CREDENTIALS:
      return CREDENTIALS;
    default:
      return PAGE_1;
  }
}

static void
use_container (Scene *scene)
{
  g_autofree char *uri = NULL;

  scene->credentials = scripted_server_new (
      fault_script_get_steps (scene->credentials_script), NULL);
  uri = scripted_server_dup_uri (scene->credentials, "http", "/");
  g_setenv (CREDENTIALS_URI, uri, TRUE);
  g_object_set (scene->rig.element, "access-key", NULL, "secret-access-key",
      NULL, NULL);
}

/* @times: how often the fault is there */
static void
scene_play (Scene *scene, const Case *test, guint times, guint timeout_ms)
{
  FaultScript *script;
  g_autofree char *uri = NULL;

  scene->service_script = fault_script_new ();
  scene->credentials_script = fault_script_new ();
  script = write_beginning (scene, test->exchange);
  scene->n_before = fault_script_get_n_steps (script);
  for (guint i = 0; i < times; i++)
    test->fault->append (script, test->fault, get_answer (test->exchange));
  write_end (scene, test->exchange, test->fault);

  element_rig_init (&scene->rig, JOB, NULL);
  g_object_set (scene->rig.element, "retry-attempts", ATTEMPTS,
      "request-timeout", timeout_ms, NULL);
  if (test->exchange == EXCHANGE_CREDENTIALS)
    use_container (scene);
  scene->service = scripted_server_new (
      fault_script_get_steps (scene->service_script), NULL);
  uri = scripted_server_dup_uri (scene->service, "http", "");
  element_rig_play (&scene->rig, uri);
}

/* There are many of them: no more patience than needed. */
static guint
get_short_ms (void)
{
  return SHORT_MS * (guint) MIN (element_rig_get_patience (), MOST_PATIENCE);
}

static guint
get_timeout_ms (const Fault *fault)
{
  return fault->n_stalls > 0 ? get_short_ms () : LONG_MS;
}

static void
assert_failed (ElementRig *rig, GstResourceError code)
{
  g_autoptr (GstMessage) message = element_rig_wait (rig, GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  g_test_message ("%s", error->message);
  g_assert_error (error, GST_RESOURCE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, JOB));
  element_rig_wait_progress (rig, GST_PROGRESS_TYPE_ERROR);
  g_assert_cmpint (
      gst_harness_push (rig->harness, element_rig_create_buffer (0)), ==,
      GST_FLOW_FLUSHING);
}

static void
assert_complete (ElementRig *rig)
{
  g_autoptr (GstStructure) stats = NULL;
  guint pages = 0, detections = 0;

  element_rig_wait_progress (rig, GST_PROGRESS_TYPE_COMPLETE);
  g_object_get (rig->element, "stats", &stats, NULL);
  gst_structure_get (stats, "pages", G_TYPE_UINT, &pages, "detections",
      G_TYPE_UINT, &detections, NULL);
  g_assert_cmpuint (pages, ==, N_PAGES);
  g_assert_cmpuint (detections, ==, N_PAGES);
}

static void
assert_outcome (Scene *scene, GstResourceError code)
{
  gint64 start = g_get_monotonic_time ();

  if (code != 0)
    assert_failed (&scene->rig, code);
  else
    assert_complete (&scene->rig);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
      LIMIT_US * element_rig_get_patience ());
}

static GstResourceError
get_code (const Case *test)
{
  if (test->fault->code != 0 && test->exchange == EXCHANGE_CREDENTIALS)
    return GST_RESOURCE_ERROR_NOT_AUTHORIZED;
  return test->fault->code;
}

static void
test_always (gconstpointer data)
{
  const Case *test = data;
  g_auto (Scene) scene = { 0 };

  scene_play (&scene, test, test->fault->code != 0 ? MANY : 1,
      get_timeout_ms (test->fault));
  assert_outcome (&scene, get_code (test));
}

static gboolean
is_mended (const Case *test)
{
  return test->exchange == EXCHANGE_CREDENTIALS ? test->fault->credentials_mend
                                                : test->fault->service_mends;
}

static void
test_once (gconstpointer data)
{
  const Case *test = data;
  g_auto (Scene) scene = { 0 };

  scene_play (&scene, test, 1, get_timeout_ms (test->fault));
  assert_outcome (&scene, is_mended (test) ? 0 : get_code (test));
}

static void
test_stop (gconstpointer data)
{
  const Case *test = data;
  g_auto (Scene) scene = { 0 };
  gint64 start;

  scene_play (&scene, test, MANY, LONG_MS);
  scripted_server_wait_steps (test->exchange == EXCHANGE_CREDENTIALS
          ? scene.credentials
          : scene.service,
      scene.n_before + test->fault->n_stalls);

  start = g_get_monotonic_time ();
  gst_element_set_state (scene.rig.element, GST_STATE_NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
      PROMPT_US * element_rig_get_patience ());
  element_rig_wait_progress (&scene.rig, GST_PROGRESS_TYPE_CANCELED);
}

typedef struct {
  const char *name;
  const char *bodies[5];
  GstResourceError code;
} PagesRow;

/* Good answers of a service that is not. */
static const PagesRow pages_rows[] = {
  { "good", { PAGE_1, PAGE_2 }, 0 },
  { "in-progress-for-long",
      { IN_PROGRESS, IN_PROGRESS, IN_PROGRESS, PAGE_1, PAGE_2 }, 0 },
  { "in-progress-again", { PAGE_1, IN_PROGRESS, PAGE_1, PAGE_2 }, 0 },
  { "token-loop", { PAGE_1, PAGE_1 }, GST_RESOURCE_ERROR_READ },
  { "wrong-job", { PAGE_1, PAGE ("\"JobId\":\"job-2\",", "") },
      GST_RESOURCE_ERROR_READ },
  { "wrong-job-in-progress",
      { "{\"JobStatus\":\"IN_PROGRESS\",\"JobId\":\"job-2\"}", PAGE_1 },
      GST_RESOURCE_ERROR_READ },
  { "failed-while-waiting",
      { IN_PROGRESS, "{\"JobStatus\":\"FAILED\",\"StatusMessage\":\"Bad\"}" },
      GST_RESOURCE_ERROR_FAILED },
  { "failed-between-pages", { PAGE_1, "{\"JobStatus\":\"FAILED\"}" },
      GST_RESOURCE_ERROR_FAILED },
  { "unknown-while-waiting",
      { IN_PROGRESS, "{\"JobStatus\":\"PAUSED\"}", PAGE_1 },
      GST_RESOURCE_ERROR_FAILED },
  { "no-status-between-pages", { PAGE_1, "{\"Celebrities\":[]}" },
      GST_RESOURCE_ERROR_FAILED },
  { "two-objects", { PAGE_1, PAGE_2 PAGE_2 }, GST_RESOURCE_ERROR_READ },
  { "page-that-repeats", { PAGE_1, PAGE ("", DETECTION ("0", "Ada Moreno")) },
      0 },
};

static void
test_pages (gconstpointer data)
{
  const PagesRow *row = data;
  g_auto (Scene) scene = { 0 };
  g_autofree char *uri = NULL;

  scene.service_script = fault_script_new ();
  for (guint i = 0; i < G_N_ELEMENTS (row->bodies) && row->bodies[i] != NULL;
       i++)
    fault_script_answer (scene.service_script, "200 OK", NULL, row->bodies[i]);
  fault_script_hang (scene.service_script);

  element_rig_init (&scene.rig, JOB, NULL);
  g_object_set (scene.rig.element, "retry-attempts", 1, NULL);
  scene.service =
      scripted_server_new (fault_script_get_steps (scene.service_script), NULL);
  uri = scripted_server_dup_uri (scene.service, "http", "");
  element_rig_play (&scene.rig, uri);
  assert_outcome (&scene, row->code);
}

/* Pages with nobody on them, each with a token that was not there before. */
static void
test_endless_pages (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GError) error = NULL;

  element_rig_init (&scene.rig, JOB, NULL);
  local_endpoint_add_synthetic (scene.rig.endpoint, JOB, 2, 10);
  local_endpoint_add_fault (scene.rig.endpoint, "empty", &error);
  g_assert_no_error (error);
  element_rig_start (&scene.rig);
  assert_outcome (&scene, GST_RESOURCE_ERROR_READ);
}

typedef struct {
  const char *name;
  GResolverError error;
  GstResourceError code;
} LookupRow;

static const LookupRow lookup_rows[] = {
  { "not-found", G_RESOLVER_ERROR_NOT_FOUND, GST_RESOURCE_ERROR_NOT_FOUND },
  { "no-answer", G_RESOLVER_ERROR_TEMPORARY_FAILURE,
      GST_RESOURCE_ERROR_NOT_FOUND },
  { "broken", G_RESOLVER_ERROR_INTERNAL, GST_RESOURCE_ERROR_NOT_FOUND },
};

static void
test_lookup (gconstpointer data)
{
  const LookupRow *row = data;
  g_autoptr (GResolver) old = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = test_resolver_new ((int) row->error);
  g_auto (Scene) scene = { 0 };

  g_resolver_set_default (resolver);
  element_rig_init (&scene.rig, JOB, NULL);
  g_object_set (scene.rig.element, "retry-attempts", ATTEMPTS, NULL);
  element_rig_play (&scene.rig, "https://name.invalid");
  assert_outcome (&scene, row->code);
  g_resolver_set_default (old);
}

typedef struct {
  const char *name;
  ScriptedStep steps[3];
  gboolean is_slow;
} TlsRow;

/* What comes in place of the server's part of the handshake. */
static const TlsRow tls_rows[] = {
  { "refused", { SCRIPT_END }, FALSE },
  { "hang", { SCRIPT_SEND ("\026"), SCRIPT_HANG }, TRUE },
  { "trickle", { SCRIPT_TRICKLE ("\026\003\003\100\000", 50), SCRIPT_HANG },
      TRUE },
  { "closed", { SCRIPT_SEND ("\026\003\003"), SCRIPT_CLOSE }, FALSE },
  { "reset", { SCRIPT_SEND ("\026\003\003"), SCRIPT_RESET }, FALSE },
  { "http", { SCRIPT_SEND (PAGE_1), SCRIPT_CLOSE }, FALSE },
  { "alert",
      { SCRIPT_SEND_BYTES ("\025\003\003\000\002\002\050", 7), SCRIPT_CLOSE },
      FALSE },
};

static void
test_tls (gconstpointer data)
{
  const TlsRow *row = data;
  ScriptedStep steps[ATTEMPTS * 2 + 1] = { SCRIPT_END };
  g_autofree char *uri = NULL;
  g_auto (Scene) scene = { 0 };

  for (guint i = 0; i < ATTEMPTS; i++)
    memcpy (&steps[2 * i], row->steps, 2 * sizeof *steps);
  scene.service = scripted_server_new (steps, NULL);
  uri = scripted_server_dup_uri (scene.service, "https", "");
  element_rig_init (&scene.rig, JOB, NULL);
  g_object_set (scene.rig.element, "retry-attempts", ATTEMPTS,
      "request-timeout", row->is_slow ? get_short_ms () : LONG_MS, NULL);
  element_rig_play (&scene.rig, uri);
  assert_outcome (&scene, GST_RESOURCE_ERROR_OPEN_READ);
  scene_clear (&scene);
}

/* The time limit of whoever has credentials is no property: one fault is
 * enough there. */
static gboolean
is_slow (const Case *test)
{
  return test->exchange == EXCHANGE_CREDENTIALS && test->fault->n_stalls > 1;
}

static void
add (const Case *test, const char *kind, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/celebrity-matrix/%s/%s/%s",
      exchange_names[test->exchange], test->fault->name, kind);

  g_test_add_data_func_full (path, g_memdup2 (test, sizeof *test), func,
      g_free);
}

static void
add_cases (const Fault *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (exchange_names); i++) {
    const Case test = { fault, (Exchange) i };

    if (!is_slow (&test))
      add (&test, "always", test_always);
    if (!is_slow (&test) && fault->code != 0 &&
        !g_str_equal (fault->name, "refused"))
      add (&test, "once", test_once);
    if (fault->n_stalls > 0)
      add (&test, "stop", test_stop);
  }
}

#define ADD_ROWS(rows, group, func) \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) { \
    g_autofree char *path = \
        g_strdup_printf ("/celebrity-matrix/" group "/%s", (rows)[i].name); \
\
    g_test_add_data_func (path, &(rows)[i], func); \
  }

int
main (int argc, char **argv)
{
  guint n_faults;
  const Fault *faults = fault_table_get (&n_faults);

  element_rig_main (&argc, &argv);
  GST_PLUGIN_STATIC_REGISTER (rekognition);

  for (guint i = 0; i < n_faults; i++)
    add_cases (&faults[i]);
  ADD_ROWS (pages_rows, "pages", test_pages);
  ADD_ROWS (lookup_rows, "lookup", test_lookup);
  ADD_ROWS (tls_rows, "tls", test_tls);
  g_test_add_func ("/celebrity-matrix/pages/endless", test_endless_pages);
  return element_rig_run ();
}
