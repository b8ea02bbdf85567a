/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "bench-fetch.h"

#define TIMEOUT_MS 60000

static void
fail_retry (guint attempt G_GNUC_UNUSED, gint64 delay_us G_GNUC_UNUSED,
    const GError *reason, gpointer user_data G_GNUC_UNUSED)
{
  g_error ("a request failed: %s", reason->message);
}

static void
write_body (GBytes *body, gboolean is_first, gpointer user_data)
{
  rek_results_writer_add (user_data, body, is_first);
}

RekResults *
bench_fetch (const char *endpoint_uri, RekResultsWriter *writer)
{
  const RekObserver observer = {
    .retry = fail_retry,
    .body = writer != NULL ? write_body : NULL,
    .body_data = writer,
  };
  char *environment[] = { NULL };
  const RekServiceSettings settings = {
    .region = "eu-west-1",
    .access_key = LOCAL_ENDPOINT_ACCESS_KEY_ID,
    .secret_access_key = LOCAL_ENDPOINT_SECRET_ACCESS_KEY,
    .endpoint_uri = endpoint_uri,
    .user_agent = "benchmark",
    .request_timeout_ms = TIMEOUT_MS,
    .environment = environment,
    .clock = rekutil_clock_get_system (),
  };
  g_autoptr (RekQuery) query = rek_query_new (BENCH_ENDPOINT_JOB_ID,
      BENCH_ENDPOINT_PAGE_SIZE, REK_SORT_BY_TIMESTAMP, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (RekFetchStats) stats = { 0 };
  RekResults *results =
      rek_service_fetch (&settings, query, &observer, &stats, NULL, &error);

  if (results == NULL)
    g_error ("no results: %s", error->message);
  return results;
}

void
bench_fetch_to_file (const char *endpoint_uri, const char *filename)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResultsWriter) writer =
      rek_results_writer_new (filename, BENCH_ENDPOINT_JOB_ID, &error);
  g_autoptr (RekResults) results = NULL;

  if (writer == NULL)
    g_error ("%s", error->message);
  results = bench_fetch (endpoint_uri, writer);
  if (!rek_results_writer_commit (writer, &error))
    g_error ("%s", error->message);
}

RekResults *
bench_load (const char *filename)
{
  g_autoptr (GError) error = NULL;
  guint64 n_bytes;
  RekResults *results = rek_results_file_read (filename, BENCH_ENDPOINT_JOB_ID,
      NULL, NULL, NULL, &n_bytes, &error);

  if (results == NULL)
    g_error ("no results: %s", error->message);
  return results;
}
