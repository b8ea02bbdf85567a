/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Failures that pass: they must not change the metas of any frame. */

#include <string.h>

#include "support/element/element-rig.h"
#include "support/common/scripted-server.h"

#define JOB "job-1"
#define N_PAGES 3
#define PAGE_SIZE 40
#define N_FRAMES 600
#define SHORT_MS 300

typedef struct {
  const char *name;
  guint attempts;
  const char *faults[4];
  gint64 clock_offset;
  guint requests;
  guint retries;
} RecoveryRow;

static const RecoveryRow recovery_rows[] = {
  { "none", 1, { NULL }, 0, N_PAGES, 0 },
  { "all-at-once", 3,
      { "throttle@1+2", "error:500:InternalServerError@4", "cut@6" }, 0,
      N_PAGES + 4, 4 },
  { "internal-once", 2, { "error:500:InternalServerError@2" }, 0, N_PAGES + 1,
      1 },
  { "html-once", 2, { "html@1" }, 0, N_PAGES + 1, 1 },
  { "cut-once", 2, { "cut@3" }, 0, N_PAGES + 1, 1 },
  { "cut-at-once", 2, { "cut:0@2" }, 0, N_PAGES + 1, 1 },
  { "slow-once", 2, { "throttle:1@2" }, 0, N_PAGES + 1, 1 },
  { "hang-once", 2, { "hang@2" }, 0, N_PAGES + 1, 1 },
  { "expired-once", 1, { "expired-token@2" }, 0, N_PAGES + 1, 1 },
  { "wrong-clock", 1, { NULL }, 3600, N_PAGES + 1, 1 },
  { "in-progress-once", 1, { "in-progress@1" }, 0, N_PAGES + 1, 0 },
  { "token-refused-once", 1, { "error:400:InvalidPaginationTokenException@3" },
      0, N_PAGES + 3, 0 },
  { "gzip", 1, { "gzip" }, 0, N_PAGES, 0 },
  { "empty-page", 1, { "empty@2" }, 0, N_PAGES + 1, 0 },
};

/* Returns the metas of every frame, as text. */
static char *
describe_frames (ElementRig *rig, guint n_frames)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < n_frames; n++) {
    g_autoptr (GstBuffer) buffer =
        element_rig_push (rig, element_rig_get_pts (n));
    GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");
    g_autofree char *people = NULL;

    if (meta != NULL)
      people = gst_structure_to_string (gst_custom_meta_get_structure (meta));
    g_string_append_printf (text, "%u: %u %s\n", n,
        element_rig_count_regions (buffer), people != NULL ? people : "nobody");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
get_stat (ElementRig *rig, const char *field)
{
  g_autoptr (GstStructure) stats = NULL;
  guint value;

  g_object_get (rig->element, "stats", &stats, NULL);
  g_assert_true (gst_structure_get_uint (stats, field, &value));
  return value;
}

static void
assert_no_error_posted (GstBus *bus)
{
  g_autoptr (GstMessage) message =
      gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);

  g_assert_null (message);
}

static void
rig_init (ElementRig *rig, guint attempts,
    const LocalEndpointSettings *settings)
{
  element_rig_init (rig, JOB, settings);
  g_object_set (rig->element, "retry-attempts", attempts, "max-results",
      PAGE_SIZE, NULL);
  local_endpoint_add_synthetic (rig->endpoint, JOB, N_PAGES, PAGE_SIZE);
}

static void
add_faults (ElementRig *rig, const char *const *faults)
{
  for (; *faults != NULL; faults++) {
    g_autoptr (GError) error = NULL;

    local_endpoint_add_fault (rig->endpoint, *faults, &error);
    g_assert_no_error (error);
    if (g_str_has_prefix (*faults, "hang"))
      g_object_set (rig->element, "request-timeout",
          SHORT_MS * (guint) element_rig_get_patience (), NULL);
  }
}

static char *
run_recovery (const RecoveryRow *row)
{
  const LocalEndpointSettings settings = { .clock_offset = row->clock_offset };
  g_auto (ElementRig) rig = { 0 };
  g_autofree char *frames = NULL;
  LocalEndpointStatistics statistics;

  rig_init (&rig, row->attempts, &settings);
  add_faults (&rig, row->faults);
  element_rig_start (&rig);
  frames = describe_frames (&rig, N_FRAMES);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  assert_no_error_posted (rig.bus);

  local_endpoint_get_statistics (rig.endpoint, &statistics);
  g_assert_cmpuint (statistics.requests, ==, row->requests);
  g_assert_cmpuint (get_stat (&rig, "requests"), ==, row->requests);
  g_assert_cmpuint (get_stat (&rig, "retries"), ==, row->retries);
  g_assert_cmpuint (get_stat (&rig, "detections"), ==, N_PAGES * PAGE_SIZE);
  return g_steal_pointer (&frames);
}

static void
test_recovery (gconstpointer data)
{
  g_autofree char *expected = run_recovery (&recovery_rows[0]);
  g_autofree char *frames = run_recovery (data);

  g_assert_nonnull (strstr (expected, "CelebrityMeta"));
  g_assert_cmpstr (frames, ==, expected);
}

/* Waits for the end of the fetch. Returns the number of progress messages about
 * an attempt that failed with @reason. */
static guint
count_reported_retries (ElementRig *rig, const char *reason)
{
  GstProgressType type = GST_PROGRESS_TYPE_START;
  guint n_told = 0;

  while (type != GST_PROGRESS_TYPE_COMPLETE) {
    g_autoptr (GstMessage) message =
        element_rig_wait (rig, GST_MESSAGE_PROGRESS | GST_MESSAGE_ERROR);
    g_autofree char *text = NULL;

    g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_PROGRESS);
    gst_message_parse_progress (message, &type, NULL, &text);
    if (!g_str_has_prefix (text, "Attempt "))
      continue;
    g_test_message ("%s", text);
    g_assert_cmpint (type, ==, GST_PROGRESS_TYPE_CONTINUE);
    g_assert_nonnull (strstr (text, "failed, trying again in "));
    g_assert_nonnull (strstr (text, reason));
    n_told++;
  }
  return n_told;
}

static void
test_reported (void)
{
  static const char *const faults[] = { "throttle@1+2", NULL };
  g_auto (ElementRig) rig = { 0 };

  rig_init (&rig, 3, NULL);
  add_faults (&rig, faults);
  element_rig_start (&rig);
  g_assert_cmpuint (count_reported_retries (&rig, "ThrottlingException"), ==,
      2);
}

#define CREDENTIALS_URI "AWS_CONTAINER_CREDENTIALS_FULL_URI"
#define CREDENTIALS \
  "{\"AccessKeyId\":\"AKIDLOCALENDPOINT\",\"SecretAccessKey\":\"localsecret\"}"

/* Requests for credentials are retried, too. */
static void
test_reported_credentials (void)
{
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
      strlen (CREDENTIALS), CREDENTIALS);
  const ScriptedStep steps[] = { SCRIPT_READ,
    SCRIPT_SEND ("HTTP/1.1 503 Wait\r\nContent-Length: 0\r\n\r\n"),
    SCRIPT_CLOSE, SCRIPT_READ, SCRIPT_SEND (answer), SCRIPT_CLOSE, SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
  g_auto (ElementRig) rig = { 0 };

  g_setenv (CREDENTIALS_URI, uri, TRUE);
  rig_init (&rig, 1, NULL);
  g_object_set (rig.element, "access-key", NULL, "secret-access-key", NULL,
      "session-token", NULL, NULL);
  element_rig_start (&rig);
  g_assert_cmpuint (count_reported_retries (&rig, "HTTP status 503"), ==, 1);
  g_unsetenv (CREDENTIALS_URI);
}

/* A page with one detection. */
static char *
create_answer (const char *next_token, guint timestamp_ms, const char *name)
{
  g_autofree char *body = g_strdup_printf (
      "{\"JobStatus\":\"SUCCEEDED\",\"NextToken\":\"%s\",\"Celebrities\":[{"
      "\"Timestamp\":%u,\"Celebrity\":{\"Name\":\"%s\",\"Id\":\"%s\","
      "\"Confidence\":99,\"Face\":{\"BoundingBox\":{\"Left\":0.25,\"Top\":0.25,"
      "\"Width\":0.25,\"Height\":0.25}}}}]}",
      next_token, timestamp_ms, name, name);

  return g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %" G_GSIZE_FORMAT
                          "\r\n\r\n%s",
      strlen (body), body);
}

typedef struct {
  const char *name;
  /* Steps between the two pages. */
  ScriptedStep steps[2];
  guint n_steps;
} DropRow;

static const DropRow drop_rows[] = {
  { "kept", { SCRIPT_END }, 0 },
  { "closed", { SCRIPT_CLOSE }, 1 },
  { "reset", { SCRIPT_RESET }, 1 },
  { "closed-after-request", { SCRIPT_READ, SCRIPT_CLOSE }, 2 },
  { "reset-after-request", { SCRIPT_READ, SCRIPT_RESET }, 2 },
};

static char *
run_drop (const DropRow *row)
{
  g_autofree char *first = create_answer ("more", 0, "Ada Moreno");
  g_autofree char *last = create_answer ("", 1000, "Bo Lind");
  ScriptedStep steps[8] = { SCRIPT_READ, SCRIPT_SEND (first) };
  const ScriptedStep end[] = { SCRIPT_READ, SCRIPT_SEND (last), SCRIPT_HANG,
    SCRIPT_END };
  g_autoptr (ScriptedServer) server = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *frames = NULL;
  g_auto (ElementRig) rig = { 0 };

  memcpy (&steps[2], row->steps, row->n_steps * sizeof *steps);
  memcpy (&steps[2 + row->n_steps], end, sizeof end);
  server = scripted_server_new (steps, NULL);
  uri = scripted_server_dup_uri (server, "http", "");
  rig_init (&rig, 2, NULL);
  element_rig_play (&rig, uri);
  frames = describe_frames (&rig, N_FRAMES / 10);
  assert_no_error_posted (rig.bus);
  g_assert_cmpuint (get_stat (&rig, "pages"), ==, 2);
  /* A connection that is closed before the request is not a failed request. */
  g_assert_cmpuint (get_stat (&rig, "retries"), <=, row->n_steps > 0);
  g_assert_cmpuint (get_stat (&rig, "requests"), ==,
      2 + get_stat (&rig, "retries"));
  return g_steal_pointer (&frames);
}

/* The connection is lost between two pages. */
static void
test_drop (gconstpointer data)
{
  g_autofree char *expected = run_drop (&drop_rows[0]);
  g_autofree char *frames = run_drop (data);

  g_assert_nonnull (strstr (expected, "Ada"));
  g_assert_nonnull (strstr (expected, "Bo"));
  g_assert_cmpstr (frames, ==, expected);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  for (gsize i = 1; i < G_N_ELEMENTS (recovery_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/transient-failures/answers/%s",
        recovery_rows[i].name);

    g_test_add_data_func (path, &recovery_rows[i], test_recovery);
  }
  for (gsize i = 1; i < G_N_ELEMENTS (drop_rows); i++) {
    g_autofree char *path = g_strdup_printf (
        "/transient-failures/connection/%s", drop_rows[i].name);

    g_test_add_data_func (path, &drop_rows[i], test_drop);
  }
  g_test_add_func ("/transient-failures/reported/service", test_reported);
  g_test_add_func ("/transient-failures/reported/credentials",
      test_reported_credentials);
  return element_rig_run ();
}
