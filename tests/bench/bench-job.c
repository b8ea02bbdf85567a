/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "bench-job.h"

#include "bench-element.h"
#include "bench-endpoint.h"

#include <gst/video/video.h>
#include <malloc.h>
#include <stdio.h>

#define FETCH_TIMEOUT (600 * GST_SECOND)
/* The job has a sample every half second. */
#define SAMPLE (500 * GST_MSECOND)

static double
get_heap_bytes (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double) info.uordblks + (double) info.hblkhd;
}

/* Returns a value of /proc/self/status, in bytes; the file has kB. */
static double
get_process_bytes (const char *field)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    g_error ("cannot read /proc/self/status");
  line = strstr (status, field);
  if (line == NULL)
    g_error ("no %s in /proc/self/status", field);
  return g_ascii_strtod (line + strlen (field), NULL) * 1024.0;
}

/* Resets VmHWM, the maximum of the process's memory. */
static void
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL || fputs ("5", file) < 0 || fclose (file) != 0)
    g_error ("cannot write /proc/self/clear_refs");
}

/* Waits for the results; memory for the first buffer is included. */
static void
fetch (BenchJob *job, GstElement *element)
{
  job->harness = bench_element_fetch (element,
      "video/x-raw,format=GRAY8,width=1280,height=720,framerate=25/1",
      FETCH_TIMEOUT);
  bench_job_push (job, 0);
}

void
bench_job_init (BenchJob *job, const char *program, guint n_pages)
{
  BenchEndpoint endpoint;
  GstElement *element;
  double heap;
  double resident;
  gint64 start;

  bench_endpoint_start (&endpoint, program, n_pages, NULL);
  element = bench_element_new (BENCH_ENDPOINT_JOB_ID, endpoint.uri);
  job->n_detections = n_pages * BENCH_ENDPOINT_PAGE_SIZE;
  job->duration = job->n_detections / BENCH_JOB_N_PEOPLE * SAMPLE;

  malloc_trim (0);
  reset_peak ();
  heap = get_heap_bytes ();
  resident = get_process_bytes ("VmRSS:");
  start = g_get_monotonic_time ();
  fetch (job, element);
  job->seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  job->heap_bytes = get_heap_bytes () - heap;
  job->peak_bytes = get_process_bytes ("VmHWM:") - resident;

  gst_object_unref (element);
  bench_endpoint_stop (&endpoint);
}

void
bench_job_clear (BenchJob *job)
{
  g_clear_pointer (&job->harness, gst_harness_teardown);
}

void
bench_job_push (BenchJob *job, GstClockTime pts)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();

  GST_BUFFER_PTS (buffer) = pts;
  GST_BUFFER_DURATION (buffer) = BENCH_JOB_FRAME;
  if (gst_harness_push (job->harness, g_steal_pointer (&buffer)) != GST_FLOW_OK)
    g_error ("a buffer was not accepted");
  buffer = gst_harness_pull (job->harness);
  g_assert_cmpuint (gst_buffer_get_n_meta (buffer,
                        GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE),
      ==, BENCH_JOB_N_PEOPLE);
}
