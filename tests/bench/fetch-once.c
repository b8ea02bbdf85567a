/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Fetches a job's results from an endpoint and prints wall time and CPU time in
 * milliseconds, and the maximum increase of memory in KiB. fetch.py runs it
 * alternately with other programs.
 */

#include "bench-fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static double
get_cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
      (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

/* In KiB. */
static guint64
get_memory (const char *field)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    g_error ("cannot read /proc/self/status");
  line = strstr (status, field);
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen (field), NULL, 10);
}

int
main (int argc, char **argv)
{
  g_autoptr (RekResults) results = NULL;
  guint64 memory = get_memory ("\nVmRSS:");
  double cpu = get_cpu_ms ();
  gint64 start = g_get_monotonic_time ();

  if (argc != 2)
    g_error ("usage: fetch-once ENDPOINT-URI");
  results = bench_fetch (argv[1], NULL);
  printf ("%.1f %.1f %" G_GUINT64_FORMAT " %u\n",
      (double) (g_get_monotonic_time () - start) / 1000, get_cpu_ms () - cpu,
      get_memory ("\nVmHWM:") - memory, results->detections->len);
  return EXIT_SUCCESS;
}
