/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "bench-job.h"

#include <gio/gio.h>
#include <gst/video/video.h>
#include <local-endpoint.h>
#include <malloc.h>
#include <stdio.h>

#define JOB_ID "synthetic"
#define ANNOUNCEMENT "Listening on "
#define FETCH_TIMEOUT (600 * GST_SECOND)
/* The job has a sample each half second. */
#define SAMPLE (500 * GST_MSECOND)

static double
get_heap_bytes (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double) info.uordblks + (double) info.hblkhd;
}

/* Of /proc/self/status; that file has kB. */
static double
get_process_bytes (const char *field)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    g_error ("/proc/self/status can't be read");
  line = strstr (status, field);
  if (line == NULL)
    g_error ("no %s in /proc/self/status", field);
  return g_ascii_strtod (line + strlen (field), NULL) * 1024.0;
}

/* From now on VmHWM is what the process takes at most. */
static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL || fputs ("5", file) < 0 || fclose (file) != 0)
    g_error ("/proc/self/clear_refs can't be written");
}

static GSubprocess *
start_endpoint (const char *program, guint n_pages, char **uri)
{
  g_autofree char *size =
      g_strdup_printf ("%u,%u", n_pages, BENCH_JOB_PAGE_SIZE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
      &error, program, "--synthetic", size, NULL);

  if (process == NULL)
    g_error ("no local endpoint: %s", error->message);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  if (line == NULL || !g_str_has_prefix (line, ANNOUNCEMENT))
    g_error ("the local endpoint does not listen");
  *uri = g_strdup (line + strlen (ANNOUNCEMENT));
  return process;
}

static void
stop_endpoint (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}

static GstElement *
create_element (const char *uri)
{
  GstElement *element = gst_element_factory_make ("rekognitioncelebrity", NULL);

  if (element == NULL)
    g_error ("rekognitioncelebrity is not there: is GST_PLUGIN_PATH set?");
  g_object_set (element, "job-id", JOB_ID, "region", "eu-west-1", "access-key",
      LOCAL_ENDPOINT_ACCESS_KEY_ID, "secret-access-key",
      LOCAL_ENDPOINT_SECRET_ACCESS_KEY, "endpoint-uri", uri, NULL);
  return gst_object_ref_sink (element);
}

static void
wait_for_results (GstBus *bus)
{
  GstProgressType type = GST_PROGRESS_TYPE_START;

  while (type != GST_PROGRESS_TYPE_COMPLETE) {
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus,
        FETCH_TIMEOUT, GST_MESSAGE_PROGRESS | GST_MESSAGE_ERROR);

    if (message == NULL || GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
      g_error ("the results were not fetched");
    gst_message_parse_progress (message, &type, NULL, NULL);
  }
}

/* Until the results are there; the first buffer, too, has what it needs. */
static void
fetch (BenchJob *job, GstElement *element)
{
  g_autoptr (GstBus) bus = gst_bus_new ();

  gst_element_set_bus (element, bus);
  job->harness = gst_harness_new_with_element (element, "sink", "src");
  gst_harness_set_live (job->harness, FALSE);
  gst_harness_set_src_caps_str (job->harness,
      "video/x-raw,format=GRAY8,width=1280,height=720,framerate=25/1");
  wait_for_results (bus);
  gst_element_set_bus (element, NULL);
  bench_job_push (job, 0);
}

void
bench_job_init (BenchJob *job, const char *endpoint, guint n_pages)
{
  g_autofree char *uri = NULL;
  GSubprocess *process = start_endpoint (endpoint, n_pages, &uri);
  GstElement *element = create_element (uri);
  double heap;
  double resident;
  gint64 start;

  job->n_detections = n_pages * BENCH_JOB_PAGE_SIZE;
  job->duration = job->n_detections / BENCH_JOB_N_PEOPLE * SAMPLE;

  malloc_trim (0);
  forget_peak ();
  heap = get_heap_bytes ();
  resident = get_process_bytes ("VmRSS:");
  start = g_get_monotonic_time ();
  fetch (job, element);
  job->seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  job->heap_bytes = get_heap_bytes () - heap;
  job->peak_bytes = get_process_bytes ("VmHWM:") - resident;

  gst_object_unref (element);
  stop_endpoint (process);
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
    g_error ("a buffer was not taken");
  buffer = gst_harness_pull (job->harness);
  g_assert_cmpuint (gst_buffer_get_n_meta (buffer,
                        GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE),
      ==, BENCH_JOB_N_PEOPLE);
}
