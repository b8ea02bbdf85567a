/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The time of a pipeline from PLAYING to its first annotated frame.
 *
 * bench-start endpoint PROGRAM: with a delay of 50 ms per page and a source
 * that takes half a second for its first frame, measured alternately with
 * fetching alone. Fails if the pipeline takes longer than that.
 *
 * bench-start file PROGRAM: with a results file of 30 pages, measured
 * alternately with json-glib, which parses and frees these. Fails if it takes
 * much longer.
 *
 * PROGRAM is rekognition-local-endpoint.
 */

#include "bench-endpoint.h"
#include "bench-fetch.h"
#include "bench-time.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <json-glib/json-glib.h>

#include <stdlib.h>
#include <string.h>

#define N_PAGES 30
#define N_ROUNDS 7
#define DELAY "delay:50"
#define PREROLL_US 500000
#define PATIENCE (60 * GST_SECOND)

#define SOURCE \
  "videotestsrc num-buffers=1 ! video/x-raw,width=64,height=64 ! " \
  "identity sleep-time=%u ! rekognitioncelebrity job-id=" BENCH_ENDPOINT_JOB_ID \
  " "

typedef struct {
  char *pipeline;
  const char *uri;
  char *text;
} Bench;

/* One of the two comparisons. @other is the reference for the pipeline. */
typedef struct {
  const char *name;
  const char *fault;
  const char *what;
  const char *other_what;
  void (*prepare) (Bench *bench, const char *folder);
  void (*other) (const Bench *bench);
  double max_ratio;
} Comparison;

static char *
get_filename (const char *folder)
{
  return g_build_filename (folder, "results", NULL);
}

static void
prepare_endpoint (Bench *bench, const char *folder G_GNUC_UNUSED)
{
  bench->pipeline = g_strdup_printf (SOURCE
      "region=eu-west-1 access-key=" LOCAL_ENDPOINT_ACCESS_KEY_ID
      " secret-access-key=" LOCAL_ENDPOINT_SECRET_ACCESS_KEY
      " endpoint-uri=%s ! fakesink name=sink",
      PREROLL_US, bench->uri);
}

static void
prepare_file (Bench *bench, const char *folder)
{
  g_autofree char *filename = get_filename (folder);
  g_autoptr (GError) error = NULL;

  bench_fetch_to_file (bench->uri, filename);
  if (!g_file_get_contents (filename, &bench->text, NULL, &error))
    g_error ("%s", error->message);
  bench->pipeline = g_strdup_printf (
      SOURCE "results-location=%s ! fakesink name=sink", 0, filename);
}

static void
fetch (const Bench *bench)
{
  g_autoptr (RekResults) results = bench_fetch (bench->uri, NULL);

  g_assert_cmpuint (results->detections->len, ==,
      N_PAGES * BENCH_ENDPOINT_PAGE_SIZE);
}

static void
parse_and_free (const Bench *bench)
{
  guint n_pages = 0;

  for (const char *line = bench->text; *line != '\0'; n_pages++) {
    g_autoptr (JsonParser) parser = json_parser_new ();
    const char *end = strchr (line, '\n');
    g_autoptr (GError) error = NULL;

    if (!json_parser_load_from_data (parser, line, end - line, &error))
      g_error ("%s", error->message);
    line = end + 1;
  }
  g_assert_cmpuint (n_pages, ==, N_PAGES);
}

static GstPadProbeReturn
on_buffer (GstPad *pad G_GNUC_UNUSED, GstPadProbeInfo *info, gpointer user_data)
{
  gint64 *first = user_data;

  g_assert_nonnull (gst_buffer_get_custom_meta (
      GST_PAD_PROBE_INFO_BUFFER (info), "CelebrityMeta"));
  *first = g_get_monotonic_time ();
  return GST_PAD_PROBE_REMOVE;
}

static void
wait_for_end (GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus, PATIENCE,
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;

  if (message == NULL)
    g_error ("the pipeline hangs");
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return;
  gst_message_parse_error (message, &error, NULL);
  g_error ("%s", error->message);
}

/* Returns milliseconds. */
static double
time_pipeline (const Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (bench->pipeline, &error);
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstPad) pad = NULL;
  gint64 first = 0;
  gint64 start;

  if (error != NULL)
    g_error ("%s", error->message);
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_buffer, &first, NULL);

  start = g_get_monotonic_time ();
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  wait_for_end (pipeline);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return (double) (first - start) / 1000;
}

static double
time_other (const Comparison *comparison, const Bench *bench)
{
  gint64 start = g_get_monotonic_time ();

  comparison->other (bench);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static gboolean
compare (const Comparison *comparison, const Bench *bench)
{
  double ours[N_ROUNDS];
  double others[N_ROUNDS];
  double ratio;

  /* The first run loads plugins and is not counted. */
  time_pipeline (bench);
  for (guint i = 0; i < N_ROUNDS; i++) {
    others[i] = time_other (comparison, bench);
    ours[i] = time_pipeline (bench);
  }
  ratio =
      bench_get_median (ours, N_ROUNDS) / bench_get_median (others, N_ROUNDS);
  g_print ("%s %.0f ms, %s %.0f ms; ratio %.2f (at most %.2f)\n",
      comparison->what, bench_get_median (ours, N_ROUNDS),
      comparison->other_what, bench_get_median (others, N_ROUNDS), ratio,
      comparison->max_ratio);
  return ratio <= comparison->max_ratio;
}

static const Comparison comparisons[] = {
  { "endpoint", DELAY, "first frame of 30 pages", "fetching alone",
      prepare_endpoint, fetch, 1.05 },
  { "file", NULL, "first frame of a file of 30 pages", "parsing and freeing it",
      prepare_file, parse_and_free, 1.4 },
};

static gboolean
run (const Comparison *comparison, const char *program)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-start-XXXXXX", &error);
  g_autofree char *filename = NULL;
  BenchEndpoint endpoint;
  Bench bench = { NULL, NULL, NULL };
  gboolean passes;

  if (folder == NULL)
    g_error ("%s", error->message);
  filename = get_filename (folder);
  bench_endpoint_start (&endpoint, program, N_PAGES, comparison->fault);
  bench.uri = endpoint.uri;
  comparison->prepare (&bench, folder);
  passes = compare (comparison, &bench);

  bench_endpoint_stop (&endpoint);
  g_unlink (filename);
  g_rmdir (folder);
  g_free (bench.pipeline);
  g_free (bench.text);
  return passes;
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  for (guint i = 0; argc == 3 && i < G_N_ELEMENTS (comparisons); i++) {
    if (g_str_equal (argv[1], comparisons[i].name))
      return run (&comparisons[i], argv[2]) ? EXIT_SUCCESS : EXIT_FAILURE;
  }
  g_error ("usage: bench-start endpoint|file PROGRAM");
}
