/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A hundred starts and stops, most of them stopped half-way, leave neither
 * thread nor file behind. */

#include "element-rig.h"

#define JOB "job-1"
#define N_RUNS 100
#define N_WARM_UP_RUNS 10
#define PATIENCE_US (20 * (gint64) G_USEC_PER_SEC)
#define POLL_US 1000

typedef struct {
  guint n_threads;
  guint n_files;
} Usage;

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
measure (Usage *usage)
{
  g_thread_pool_stop_unused_threads ();
  usage->n_threads = count_entries ("/proc/self/task");
  usage->n_files = count_entries ("/proc/self/fd");
}

/* The kernel and the endpoint take a moment to let go of what was left. */
static void
assert_no_more (const Usage *before)
{
  gint64 deadline =
      g_get_monotonic_time () + PATIENCE_US * element_rig_get_patience ();
  Usage now;

  measure (&now);
  while ((now.n_threads > before->n_threads || now.n_files > before->n_files) &&
      g_get_monotonic_time () < deadline) {
    g_usleep (POLL_US);
    measure (&now);
  }
  g_assert_cmpuint (now.n_threads, <=, before->n_threads);
  g_assert_cmpuint (now.n_files, <=, before->n_files);
}

/* Comes to another moment of the fetch each time. */
static void
run (ElementRig *rig, guint n)
{
  LocalEndpointStatistics statistics;

  local_endpoint_get_statistics (rig->endpoint, &statistics);
  g_assert_cmpint (gst_element_set_state (rig->element, GST_STATE_PLAYING), !=,
      GST_STATE_CHANGE_FAILURE);
  switch (n % 4) {
    case 0:
      element_rig_wait_progress (rig, GST_PROGRESS_TYPE_COMPLETE);
      break;
    case 1:
      g_assert_true (local_endpoint_wait_for_requests (rig->endpoint,
          statistics.requests + 1, PATIENCE_US * element_rig_get_patience ()));
      break;
    case 2:
      g_assert_true (local_endpoint_wait_for_requests (rig->endpoint,
          statistics.requests + 2, PATIENCE_US * element_rig_get_patience ()));
      break;
    default:
      break;
  }
  g_assert_cmpint (gst_element_set_state (rig->element, GST_STATE_NULL), ==,
      GST_STATE_CHANGE_SUCCESS);
  gst_bus_set_flushing (rig->bus, TRUE);
  gst_bus_set_flushing (rig->bus, FALSE);
}

static void
test_runs (void)
{
  g_auto (ElementRig) rig = { 0 };
  Usage before;

  measure (&before);
  if (before.n_threads == 0 || before.n_files == 0) {
    g_test_skip ("NOT TESTED: there is no /proc/self to count threads in");
    return;
  }

  element_rig_init (&rig, JOB, NULL);
  g_object_set (rig.element, "max-results", 50, NULL);
  local_endpoint_add_synthetic (rig.endpoint, JOB, 3, 50);
  element_rig_start (&rig);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  gst_element_set_state (rig.element, GST_STATE_NULL);

  for (guint n = 0; n < N_RUNS; n++) {
    run (&rig, n);
    if (n == N_WARM_UP_RUNS)
      measure (&before);
  }
  assert_no_more (&before);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  g_test_add_func ("/celebrity-runs/hundred", test_runs);
  return element_rig_run ();
}
