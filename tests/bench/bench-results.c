/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The time to load 100 000 detections from a file, measured alternately with
 * the time to fetch them from an endpoint on this machine. Fails if the file
 * takes longer.
 */

#include "bench-fetch.h"
#include "bench-time.h"

#include <glib/gstdio.h>

#include <stdlib.h>

#define N_PAGES 100
#define N_ROUNDS 5
#define MAX_RATIO 1.0

typedef struct {
  LocalEndpoint *endpoint;
  char *filename;
} Bench;

static RekResults *
fetch (const Bench *bench)
{
  return bench_fetch (local_endpoint_get_uri (bench->endpoint), NULL);
}

static RekResults *
load (const Bench *bench)
{
  return bench_load (bench->filename);
}

static double
time_ms (RekResults *(*get) (const Bench *bench), const Bench *bench)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (RekResults) results = get (bench);
  double ms = (double) (g_get_monotonic_time () - start) / 1000;

  g_assert_cmpuint (results->detections->len, ==,
      N_PAGES * BENCH_ENDPOINT_PAGE_SIZE);
  return ms;
}

static gboolean
compare (const Bench *bench)
{
  double loads[N_ROUNDS];
  double fetches[N_ROUNDS];
  double ratio;

  for (guint i = 0; i < N_ROUNDS; i++) {
    loads[i] = time_ms (load, bench);
    fetches[i] = time_ms (fetch, bench);
  }
  ratio =
      bench_get_median (loads, N_ROUNDS) / bench_get_median (fetches, N_ROUNDS);
  g_print ("%d detections: from a file %.0f ms, from an endpoint %.0f ms; "
           "ratio %.2f (at most %.1f)\n",
      N_PAGES * BENCH_ENDPOINT_PAGE_SIZE, bench_get_median (loads, N_ROUNDS),
      bench_get_median (fetches, N_ROUNDS), ratio, MAX_RATIO);
  return ratio <= MAX_RATIO;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-results-XXXXXX", &error);
  const LocalEndpointSettings settings = { .forget_requests = TRUE };
  Bench bench = { NULL, NULL };
  gboolean passes;

  if (folder == NULL)
    g_error ("%s", error->message);
  bench.filename = g_build_filename (folder, "results", NULL);
  bench.endpoint = local_endpoint_new (&settings);
  local_endpoint_add_shaped (bench.endpoint, BENCH_ENDPOINT_JOB_ID,
      ENDPOINT_SHAPE_SPARSE, N_PAGES, BENCH_ENDPOINT_PAGE_SIZE);
  if (!local_endpoint_start (bench.endpoint, &error))
    g_error ("the local endpoint did not start: %s", error->message);

  bench_fetch_to_file (local_endpoint_get_uri (bench.endpoint), bench.filename);
  passes = compare (&bench);

  local_endpoint_free (bench.endpoint);
  g_unlink (bench.filename);
  g_rmdir (folder);
  g_free (bench.filename);
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
