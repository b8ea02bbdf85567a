/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Results that are read from a file and written to one. */

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "support/element/element-rig.h"
#include "support/common/temporary-folder.h"

#define JOB "job-1"
#define N_PAGES 3
#define PATIENCE_US (20 * (gint64) G_USEC_PER_SEC)

#define DETECTION(ms) \
  "{\"Timestamp\":" #ms ",\"Celebrity\":{\"Id\":\"a\",\"Name\":\"Ada\"," \
  "\"Face\":{\"BoundingBox\":{\"Left\":0.1,\"Top\":0.1,\"Width\":0.2," \
  "\"Height\":0.3}}}}"
#define PAGE(job, token, detection) \
  "{\"JobStatus\":\"SUCCEEDED\"," job token "\"Celebrities\":[" detection "]}"
#define OF_JOB(job) "\"JobId\":\"" job "\","
#define TOKEN(token) "\"NextToken\":\"" token "\","
#define WHOLE(job) \
  PAGE (OF_JOB (job), TOKEN ("t1"), DETECTION (0)) \
  "\n" PAGE (OF_JOB (job), TOKEN ("t2"), \
      DETECTION (500)) "\n" PAGE (OF_JOB (job), "", DETECTION (1000)) "\n"
#define OF_NO_JOB PAGE ("", "", DETECTION (0))

typedef struct {
  TemporaryFolder *folder;
  char *filename;
  ElementRig rig;
} Setup;

/* @text: contents of the file, NULL: no file */
static void
setup_init (Setup *setup, const char *job_id, const char *text)
{
  const LocalEndpointSettings settings = { .page_size = 1 };
  g_autoptr (GError) error = NULL;

  setup->folder = temporary_folder_new ();
  setup->filename = text != NULL
      ? temporary_folder_write (setup->folder, "results", text)
      : temporary_folder_get_path (setup->folder, "results");
  element_rig_init (&setup->rig, job_id, &settings);
  local_endpoint_add_results (setup->rig.endpoint, WHOLE (JOB), -1, NULL,
      &error);
  g_assert_no_error (error);
  g_object_set (setup->rig.element, "results-location", setup->filename, NULL);
}

static void
setup_clear (Setup *setup)
{
  element_rig_clear (&setup->rig);
  g_free (setup->filename);
  g_clear_pointer (&setup->folder, temporary_folder_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Setup, setup_clear)

/* There are neither credentials nor region nor server, so only the file can be
 * used. */
static void
play_offline (Setup *setup)
{
  g_object_set (setup->rig.element, "region", NULL, "access-key", NULL,
      "secret-access-key", NULL, NULL);
  element_rig_play (&setup->rig, NULL);
}

static void
assert_person (Setup *setup, const char *job_id)
{
  g_autoptr (GstBuffer) buffer = element_rig_push (&setup->rig, 0);
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");

  g_assert_cmpuint (element_rig_count_regions (buffer), ==, 1);
  g_assert_nonnull (meta);
  g_assert_cmpstr (
      gst_structure_get_string (gst_custom_meta_get_structure (meta), "job-id"),
      ==, job_id);
}

static void
assert_stats (Setup *setup, const char *source, guint n_pages, guint n_requests)
{
  g_autoptr (GstStructure) stats = NULL;
  g_autofree char *status = NULL;
  guint64 n_bytes;
  guint number;

  g_object_get (setup->rig.element, "stats", &stats, "job-status", &status,
      NULL);
  g_assert_cmpstr (status, ==, "SUCCEEDED");
  g_assert_cmpstr (gst_structure_get_string (stats, "results-source"), ==,
      source);
  g_assert_true (gst_structure_get_uint (stats, "pages", &number));
  g_assert_cmpuint (number, ==, n_pages);
  g_assert_true (gst_structure_get_uint (stats, "detections", &number));
  g_assert_cmpuint (number, ==, n_pages);
  g_assert_true (gst_structure_get_uint (stats, "requests", &number));
  g_assert_cmpuint (number, ==, n_requests);
  g_assert_true (gst_structure_get_uint64 (stats, "bytes", &n_bytes));
  g_assert_cmpuint (n_bytes, >, 0);
}

static void
assert_requests (Setup *setup, guint64 n)
{
  LocalEndpointStatistics statistics;

  local_endpoint_get_statistics (setup->rig.endpoint, &statistics);
  g_assert_cmpuint (statistics.requests, ==, n);
}

static void
assert_file (const Setup *setup, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (setup->filename, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* The file has one page of the job per line, and the folder no other file. */
static void
assert_written (const Setup *setup)
{
  g_autofree char *names = temporary_folder_list (setup->folder);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpstr (names, ==, "results");
  g_assert_true (g_file_get_contents (setup->filename, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_PAGES + 1);
  g_assert_cmpstr (lines[N_PAGES], ==, "");
  for (guint i = 0; i < N_PAGES; i++) {
    g_assert_nonnull (strstr (lines[i], "\"JobId\""));
    g_assert_nonnull (strstr (lines[i], JOB));
  }
}

static void
assert_no_message (Setup *setup, GstMessageType types)
{
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (setup->rig.bus, types);

  g_assert_null (message);
}

/* Exactly one error or warning, whose text contains @cause and the file's
 * name. */
static void
assert_message (Setup *setup, GstMessageType type, GstResourceError code,
    const char *cause)
{
  g_autoptr (GstMessage) message =
      element_rig_wait (&setup->rig, GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, type);
  if (type == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, NULL);
  else
    gst_message_parse_warning (message, &error, NULL);
  g_test_message ("%s", error->message);
  g_assert_error (error, GST_RESOURCE_ERROR, (gint) code);
  g_assert_nonnull (strstr (error->message, cause));
  g_assert_nonnull (strstr (error->message, setup->filename));
}

static void
push_and_fail (Setup *setup, GstResourceError code, const char *cause)
{
  g_assert_cmpint (
      gst_harness_push (setup->rig.harness, element_rig_create_buffer (0)), ==,
      GST_FLOW_EOS);
  assert_message (setup, GST_MESSAGE_ERROR, code, cause);
  element_rig_wait_progress (&setup->rig, GST_PROGRESS_TYPE_ERROR);
}

static void
test_alone (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, NULL, WHOLE (JOB));
  play_offline (&setup);
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_COMPLETE);
  assert_person (&setup, JOB);
  assert_stats (&setup, "file", N_PAGES, 0);
  assert_no_message (&setup, GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);
}

/* An empty string means that it is not set. */
static void
test_empty_settings (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, "", WHOLE (JOB));
  play_offline (&setup);
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_COMPLETE);
  assert_person (&setup, JOB);

  gst_element_set_state (setup.rig.element, GST_STATE_NULL);
  g_object_set (setup.rig.element, "results-location", "", NULL);
  gst_element_set_state (setup.rig.element, GST_STATE_PLAYING);
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_ERROR);
}

static void
test_no_job_named (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, NULL, OF_NO_JOB);
  play_offline (&setup);
  assert_person (&setup, NULL);
  assert_stats (&setup, "file", 1, 0);
}

static void
test_with_job (gconstpointer data)
{
  const char *text = data;
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB, text);
  play_offline (&setup);
  assert_person (&setup, JOB);
  assert_file (&setup, text);
}

/* Returns the texts of the PROGRESS messages up to the last one, one per
 * line. */
static char *
collect_progress (Setup *setup)
{
  GString *texts = g_string_new (NULL);
  GstProgressType type = GST_PROGRESS_TYPE_START;

  while (
      type == GST_PROGRESS_TYPE_START || type == GST_PROGRESS_TYPE_CONTINUE) {
    g_autoptr (GstMessage) message =
        element_rig_wait (&setup->rig, GST_MESSAGE_PROGRESS);
    g_autofree char *text = NULL;

    gst_message_parse_progress (message, &type, NULL, &text);
    g_string_append_printf (texts, "%s\n", text);
  }
  return g_string_free (texts, FALSE);
}

/* @text: (nullable): contents of the file; @is_read: whether it is read */
typedef struct {
  const char *name;
  const char *text;
  gboolean is_read;
} ProgressRow;

static const ProgressRow progress_rows[] = {
  { "there", WHOLE (JOB), TRUE },
  { "other-job", WHOLE ("job-2"), TRUE },
  { "not-there", NULL, FALSE },
  { "empty", "", FALSE },
};

/* The PROGRESS messages describe what happens. */
static void
test_progress (gconstpointer data)
{
  const ProgressRow *row = data;
  g_auto (Setup) setup = { 0 };
  g_autofree char *texts = NULL;
  g_autofree char *reading = NULL;

  setup_init (&setup, JOB, row->text);
  reading = g_strdup_printf ("Reading the celebrities of job " JOB " in %s\n",
      setup.filename);
  element_rig_start (&setup.rig);
  texts = collect_progress (&setup);
  g_assert_cmpint (strstr (texts, reading) != NULL, ==, row->is_read);
  g_assert_cmpint (strstr (texts, "Fetching") == NULL, ==, row->is_read);
}

/* Results are fetched and written; the next run works without the service. */
static void
test_write_and_read (gconstpointer data)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB, data);
  element_rig_start (&setup.rig);
  assert_person (&setup, JOB);
  assert_stats (&setup, "service", N_PAGES, N_PAGES);
  assert_written (&setup);
  assert_no_message (&setup, GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);

  gst_element_set_state (setup.rig.element, GST_STATE_NULL);
  g_object_set (setup.rig.element, "secret-access-key", NULL, "access-key",
      NULL, "region", NULL, NULL);
  gst_element_set_state (setup.rig.element, GST_STATE_PLAYING);
  gst_harness_set_src_caps_str (setup.rig.harness,
      "video/x-raw,format=GRAY8,width=1280,height=720,framerate=30/1");
  assert_person (&setup, JOB);
  assert_stats (&setup, "file", N_PAGES, 0);
  assert_requests (&setup, N_PAGES);
}

/* The fetch restarts at the first page; the file has no page twice. */
static void
test_token_refused (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB, NULL);
  g_assert_true (local_endpoint_add_fault (setup.rig.endpoint,
      "error:400:InvalidPaginationTokenException@3", NULL));
  element_rig_start (&setup.rig);
  assert_person (&setup, JOB);
  assert_requests (&setup, N_PAGES + 3);
  assert_written (&setup);
}

/* A slow fetch reports the same progress whether or not results are written. */
static void
test_waited (void)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (GstStructure) stats = NULL;
  gboolean has_waited = FALSE;
  guint retries = 0;

  setup_init (&setup, JOB, NULL);
  g_assert_true (
      local_endpoint_add_fault (setup.rig.endpoint, "in-progress@1", NULL));
  g_assert_true (
      local_endpoint_add_fault (setup.rig.endpoint, "throttle@2", NULL));
  element_rig_start (&setup.rig);
  assert_person (&setup, JOB);
  assert_written (&setup);
  while (!has_waited) {
    g_autoptr (GstMessage) message =
        element_rig_wait (&setup.rig, GST_MESSAGE_PROGRESS);
    g_autofree char *text = NULL;

    gst_message_parse_progress (message, NULL, NULL, &text);
    has_waited = strstr (text, "Job is in progress") != NULL;
  }
  g_object_get (setup.rig.element, "stats", &stats, NULL);
  g_assert_true (gst_structure_get_uint (stats, "retries", &retries));
  g_assert_cmpuint (retries, ==, 1);
}

/* @text: contents of a file that appears before the results are written; @code:
 * code of the warning, 0: none */
typedef struct {
  const char *name;
  const char *text;
  GstResourceError code;
} MeanwhileRow;

static const MeanwhileRow meanwhile_rows[] = {
  { "same-job", WHOLE (JOB), 0 },
  { "no-job-named", OF_NO_JOB, 0 },
  { "other-job", WHOLE ("job-2"), GST_RESOURCE_ERROR_WRITE },
  { "half", PAGE (OF_JOB (JOB), TOKEN ("t"), ""), GST_RESOURCE_ERROR_WRITE },
};

typedef struct {
  const char *filename;
  const char *text;
} Other;

/* Called in the thread of the fetch, with a page that arrived. */
static void
write_meanwhile (GObject *element, GParamSpec *pspec, gpointer user_data)
{
  const Other *other = user_data;
  g_autoptr (GstStructure) stats = NULL;
  guint n_pages = 0;

  (void) pspec;
  g_object_get (element, "stats", &stats, NULL);
  gst_structure_get_uint (stats, "pages", &n_pages);
  if (n_pages == 1)
    g_assert_true (
        g_file_set_contents (other->filename, other->text, -1, NULL));
}

/* Another pipeline writes the file first. */
static void
test_written_meanwhile (gconstpointer data)
{
  const MeanwhileRow *row = data;
  g_auto (Setup) setup = { 0 };
  Other other;

  setup_init (&setup, JOB, NULL);
  other = (Other){ setup.filename, row->text };
  g_signal_connect (setup.rig.element, "notify::stats",
      G_CALLBACK (write_meanwhile), &other);
  element_rig_start (&setup.rig);
  assert_person (&setup, JOB);
  if (row->code != 0)
    assert_message (&setup, GST_MESSAGE_WARNING, row->code, "File exists");
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_COMPLETE);
  assert_no_message (&setup, GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);
  assert_file (&setup, row->text);
}

/* A failed fetch leaves no file behind. */
static void
test_nothing_fetched (void)
{
  g_auto (Setup) setup = { 0 };
  g_autofree char *names = NULL;

  setup_init (&setup, "missing", NULL);
  element_rig_start (&setup.rig);
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_ERROR);
  names = temporary_folder_list (setup.folder);
  g_assert_cmpstr (names, ==, "");
}

static void
test_cancel (void)
{
  g_auto (Setup) setup = { 0 };
  g_autofree char *names = NULL;

  setup_init (&setup, JOB, NULL);
  g_assert_true (local_endpoint_add_fault (setup.rig.endpoint, "hang@2", NULL));
  element_rig_start (&setup.rig);
  g_assert_true (
      local_endpoint_wait_for_requests (setup.rig.endpoint, 2, PATIENCE_US));
  gst_element_set_state (setup.rig.element, GST_STATE_NULL);
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_CANCELED);
  names = temporary_folder_list (setup.folder);
  g_assert_cmpstr (names, ==, "");
}

/* @text: contents of a file that does not hold this job's complete results */
typedef struct {
  const char *name;
  const char *job_id;
  const char *text;
  GstResourceError code;
  const char *cause;
} RefusalRow;

static const RefusalRow refusal_rows[] = {
  { "none", NULL, NULL, GST_RESOURCE_ERROR_NOT_FOUND, "No such file" },
  { "empty", NULL, "", GST_RESOURCE_ERROR_READ, "is empty" },
  { "no-json", NULL, "film", GST_RESOURCE_ERROR_READ, "no JSON object" },
  { "no-json-job", JOB, "film", GST_RESOURCE_ERROR_READ, "no JSON object" },
  { "half", JOB, PAGE (OF_JOB (JOB), TOKEN ("t"), ""), GST_RESOURCE_ERROR_READ,
      "its last page is missing" },
  { "cut", NULL, "{\"JobStatus\":", GST_RESOURCE_ERROR_READ, "cut off" },
  { "two-jobs", NULL,
      PAGE (OF_JOB ("one"), TOKEN ("t"), "") PAGE (OF_JOB ("two"), "", ""),
      GST_RESOURCE_ERROR_READ, "\"two\"" },
  { "other-job", JOB, WHOLE ("job-2"), GST_RESOURCE_ERROR_SETTINGS,
      "holds job \"job-2\", not \"job-1\"" },
  { "image", JOB, "{\"CelebrityFaces\":[]}", GST_RESOURCE_ERROR_READ,
      "RecognizeCelebrities" },
  { "text", NULL, "SUCCEEDED\nCELEBRITIES\t0\n", GST_RESOURCE_ERROR_READ,
      "--output json" },
  { "in-progress", JOB, "{\"JobStatus\":\"IN_PROGRESS\"}",
      GST_RESOURCE_ERROR_READ, "in progress" },
  { "failed", NULL, "{\"JobStatus\":\"FAILED\",\"StatusMessage\":\"Codec\"}",
      GST_RESOURCE_ERROR_FAILED, "Codec" },
};

/* The file is not modified, and no request is sent. */
static void
test_refusal (gconstpointer data)
{
  const RefusalRow *row = data;
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, row->job_id, row->text);
  element_rig_start (&setup.rig);
  push_and_fail (&setup, row->code, row->cause);
  assert_requests (&setup, 0);
  if (row->text != NULL)
    assert_file (&setup, row->text);
}

static void
test_folder (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB, NULL);
  g_assert_cmpint (g_mkdir (setup.filename, 0755), ==, 0);
  element_rig_start (&setup.rig);
  push_and_fail (&setup, GST_RESOURCE_ERROR_OPEN_READ, "is a directory");
  assert_requests (&setup, 0);
}

/* Results that could not be written are not requested. */
static void
test_no_folder (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB, NULL);
  g_free (setup.filename);
  setup.filename = temporary_folder_get_path (setup.folder, "no/results");
  g_object_set (setup.rig.element, "results-location", setup.filename, NULL);
  element_rig_start (&setup.rig);
  push_and_fail (&setup, GST_RESOURCE_ERROR_OPEN_WRITE, "No such file");
  assert_requests (&setup, 0);
}

static void
test_bad_job_id (void)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  setup_init (&setup, "job/1", WHOLE (JOB));
  play_offline (&setup);
  message = element_rig_wait (&setup.rig, GST_MESSAGE_ERROR);
  gst_message_parse_error (message, &error, NULL);
  g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS);
}

static void
test_no_failure (void)
{
  g_auto (Setup) setup = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;

  setup_init (&setup, NULL, NULL);
  g_object_set (setup.rig.element, "fail-on-error", FALSE, NULL);
  play_offline (&setup);
  buffer = element_rig_push (&setup.rig, 0);
  g_assert_cmpuint (element_rig_count_regions (buffer), ==, 0);
  assert_message (&setup, GST_MESSAGE_WARNING, GST_RESOURCE_ERROR_NOT_FOUND,
      "No such file");
}

/* People are attached, but there is a warning that the file was not written. */
static void
test_no_space (void)
{
  g_auto (Setup) setup = { 0 };
  g_autofree char *names = NULL;
  struct rlimit old;
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  limit = old;
  limit.rlim_cur = 50;
  setup_init (&setup, JOB, NULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  element_rig_start (&setup.rig);
  assert_person (&setup, JOB);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

  assert_message (&setup, GST_MESSAGE_WARNING, GST_RESOURCE_ERROR_WRITE,
      "can't be written to");
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_COMPLETE);
  names = temporary_folder_list (setup.folder);
  g_assert_cmpstr (names, ==, "");
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  /* Otherwise a file over the size limit raises a signal instead of EFBIG. */
  signal (SIGXFSZ, SIG_IGN);

  for (gsize i = 0; i < G_N_ELEMENTS (progress_rows); i++) {
    g_autofree char *path = g_strconcat ("/results-location/progress/",
        progress_rows[i].name, NULL);

    g_test_add_data_func (path, &progress_rows[i], test_progress);
  }
  g_test_add_func ("/results-location/alone", test_alone);
  g_test_add_func ("/results-location/empty-settings", test_empty_settings);
  g_test_add_func ("/results-location/no-job-named", test_no_job_named);
  g_test_add_data_func ("/results-location/with-job", WHOLE (JOB),
      test_with_job);
  g_test_add_data_func ("/results-location/with-job/none-named", OF_NO_JOB,
      test_with_job);
  g_test_add_data_func ("/results-location/write-and-read", NULL,
      test_write_and_read);
  g_test_add_data_func ("/results-location/write-and-read/empty", "",
      test_write_and_read);
  g_test_add_func ("/results-location/token-refused", test_token_refused);
  g_test_add_func ("/results-location/waited", test_waited);
  for (gsize i = 0; i < G_N_ELEMENTS (meanwhile_rows); i++) {
    g_autofree char *path = g_strdup_printf (
        "/results-location/written-meanwhile/%s", meanwhile_rows[i].name);

    g_test_add_data_func (path, &meanwhile_rows[i], test_written_meanwhile);
  }
  g_test_add_func ("/results-location/nothing-fetched", test_nothing_fetched);
  g_test_add_func ("/results-location/cancel", test_cancel);
  for (gsize i = 0; i < G_N_ELEMENTS (refusal_rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/results-location/refusal/%s", refusal_rows[i].name);

    g_test_add_data_func (path, &refusal_rows[i], test_refusal);
  }
  g_test_add_func ("/results-location/folder", test_folder);
  g_test_add_func ("/results-location/no-folder", test_no_folder);
  g_test_add_func ("/results-location/bad-job-id", test_bad_job_id);
  g_test_add_func ("/results-location/no-failure", test_no_failure);
  g_test_add_func ("/results-location/no-space", test_no_space);
  return element_rig_run ();
}
