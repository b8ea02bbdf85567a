/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * What it takes to load 100 000 detections from a file, in turns with what it
 * takes to fetch them from an endpoint on this machine. Fails where the file
 * takes longer.
 */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <local-endpoint.h>
#include <rekognition/rek-results-file.h>
#include <rekognition/rek-results-writer.h>
#include <rekognition/rek-service.h>

#include <stdlib.h>

#define JOB "synthetic"
#define N_PAGES 100
#define PAGE_SIZE 1000
#define N_ROUNDS 5
#define MAX_RATIO 1.0
#define TIMEOUT_MS 60000

typedef struct {
  LocalEndpoint *endpoint;
  RekResultsWriter *writer;
  char *filename;
} Bench;

static void
ignore_page (guint n_pages G_GNUC_UNUSED, guint n_detections G_GNUC_UNUSED,
    gpointer user_data G_GNUC_UNUSED)
{
}

static void
ignore_wait (guint waited_s G_GNUC_UNUSED, guint delay_s G_GNUC_UNUSED,
    gpointer user_data G_GNUC_UNUSED)
{
}

static void
fail_retry (guint attempt G_GNUC_UNUSED, gint64 delay_us G_GNUC_UNUSED,
    const GError *reason, gpointer user_data G_GNUC_UNUSED)
{
  g_error ("a request failed: %s", reason->message);
}

static void
write_body (GBytes *body, gboolean is_first, gpointer user_data)
{
  rek_results_writer_add (((Bench *) user_data)->writer, body, is_first);
}

static void
check (RekResults *results, const GError *error)
{
  if (results == NULL)
    g_error ("no results: %s", error->message);
  g_assert_cmpuint (results->detections->len, ==, N_PAGES * PAGE_SIZE);
  rek_results_unref (results);
}

static void
fetch (Bench *bench)
{
  const RekServiceObserver observer = { ignore_page, ignore_wait, fail_retry,
    bench->writer != NULL ? write_body : NULL, bench };
  char *environment[] = { NULL };
  const RekServiceSettings settings = {
    .region = "eu-west-1",
    .access_key = LOCAL_ENDPOINT_ACCESS_KEY_ID,
    .secret_access_key = LOCAL_ENDPOINT_SECRET_ACCESS_KEY,
    .endpoint_uri = local_endpoint_get_uri (bench->endpoint),
    .user_agent = "bench-results",
    .request_timeout_ms = TIMEOUT_MS,
    .environment = environment,
  };
  g_autoptr (RekQuery) query =
      rek_query_new (JOB, PAGE_SIZE, REK_SORT_BY_TIMESTAMP, NULL);
  g_autoptr (GError) error = NULL;
  RekServiceStats stats;

  check (rek_service_fetch (&settings, query, &observer, &stats, NULL, &error),
      error);
  rek_service_stats_clear (&stats);
}

static void
load (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  guint64 n_bytes;

  check (rek_results_file_read (bench->filename, JOB, NULL, NULL, NULL,
             &n_bytes, &error),
      error);
}

static void
write_file (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  bench->writer = rek_results_writer_new (bench->filename, JOB, &error);
  if (bench->writer == NULL)
    g_error ("%s", error->message);
  fetch (bench);
  if (!rek_results_writer_commit (bench->writer, &error))
    g_error ("%s", error->message);
  g_clear_pointer (&bench->writer, rek_results_writer_free);
}

static double
time_ms (void (*work) (Bench *bench), Bench *bench)
{
  gint64 start = g_get_monotonic_time ();

  work (bench);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static gint
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return (one > two) - (one < two);
}

static double
get_median (double *numbers)
{
  qsort (numbers, N_ROUNDS, sizeof (double), compare_doubles);
  return numbers[N_ROUNDS / 2];
}

static gboolean
compare (Bench *bench)
{
  double loads[N_ROUNDS];
  double fetches[N_ROUNDS];
  double ratio;

  for (guint i = 0; i < N_ROUNDS; i++) {
    loads[i] = time_ms (load, bench);
    fetches[i] = time_ms (fetch, bench);
  }
  ratio = get_median (loads) / get_median (fetches);
  g_print ("%d detections: from a file %.0f ms, from an endpoint %.0f ms; "
           "ratio %.2f (at most %.1f)\n",
      N_PAGES * PAGE_SIZE, get_median (loads), get_median (fetches), ratio,
      MAX_RATIO);
  return ratio <= MAX_RATIO;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-results-XXXXXX", &error);
  const LocalEndpointSettings settings = { .forget_requests = TRUE };
  Bench bench = { NULL, NULL, NULL };
  gboolean passes;

  if (folder == NULL)
    g_error ("%s", error->message);
  bench.filename = g_build_filename (folder, "results", NULL);
  bench.endpoint = local_endpoint_new (&settings);
  local_endpoint_add_synthetic (bench.endpoint, JOB, N_PAGES, PAGE_SIZE);
  if (!local_endpoint_start (bench.endpoint, &error))
    g_error ("no local endpoint: %s", error->message);

  write_file (&bench);
  passes = compare (&bench);

  local_endpoint_free (bench.endpoint);
  g_unlink (bench.filename);
  g_rmdir (folder);
  g_free (bench.filename);
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
