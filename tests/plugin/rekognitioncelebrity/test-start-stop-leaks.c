/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* After a hundred starts and stops, most of them in the middle of a fetch, no
 * thread and no file descriptor is left. */

#include <string.h>

#include "support/element/element-rig.h"
#include "support/common/scripted-server.h"

#define JOB "job-1"
#define N_RUNS 100
#define N_WARM_UP_RUNS 10
#define PATIENCE_US (20 * (gint64) G_USEC_PER_SEC)
#define POLL_US 1000

#define STEPS_PER_RUN 5
#define FIRST_PAGE \
  "HTTP/1.1 200 OK\r\nContent-Length: 58\r\n\r\n" \
  "{\"JobStatus\":\"SUCCEEDED\",\"NextToken\":\"a\",\"Celebrities\":[]}"
#define LAST_PAGE \
  "HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n" \
  "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[]}"

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

/* The server's thread opens descriptors each time it waits, so use the maximum
 * of several measurements. */
static void
measure_more (Usage *usage)
{
  Usage now;

  measure (&now);
  usage->n_threads = MAX (usage->n_threads, now.n_threads);
  usage->n_files = MAX (usage->n_files, now.n_files);
}

/* Prints details for a failure. */
static void
print_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
    g_autofree char *target = g_file_read_link (path, NULL);

    g_test_message ("%s: %s", name, target);
  }
}

/* The kernel and the server take a moment to close what they used. */
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
  if (now.n_files > before->n_files)
    print_files ();
  g_assert_cmpuint (now.n_threads, <=, before->n_threads);
  g_assert_cmpuint (now.n_files, <=, before->n_files);
}

/* Each run stops at another step of the fetch. */
static void
run (ElementRig *rig, ScriptedServer *server, guint n)
{
  guint n_requests = scripted_server_get_n_requests (server);

  g_assert_cmpint (gst_element_set_state (rig->element, GST_STATE_PLAYING), !=,
      GST_STATE_CHANGE_FAILURE);
  switch (n % 4) {
    case 0:
      element_rig_wait_progress (rig, GST_PROGRESS_TYPE_COMPLETE);
      break;
    case 1:
      scripted_server_wait_requests (server, n_requests + 1);
      break;
    case 2:
      scripted_server_wait_requests (server, n_requests + 2);
      break;
    default:
      break;
  }
  g_assert_cmpint (gst_element_set_state (rig->element, GST_STATE_NULL), ==,
      GST_STATE_CHANGE_SUCCESS);
  gst_bus_set_flushing (rig->bus, TRUE);
  gst_bus_set_flushing (rig->bus, FALSE);
}

/* One connection per run: two pages, then wait for the element to close it. */
static ScriptedServer *
start_server (ScriptedStep *steps)
{
  static const ScriptedStep connection[STEPS_PER_RUN] = { SCRIPT_READ,
    SCRIPT_SEND (FIRST_PAGE), SCRIPT_READ, SCRIPT_SEND (LAST_PAGE),
    SCRIPT_HANG };

  for (guint n = 0; n <= N_RUNS; n++)
    memcpy (&steps[n * STEPS_PER_RUN], connection, sizeof connection);
  return scripted_server_new (steps, NULL);
}

static void
test_runs (void)
{
  ScriptedStep steps[(N_RUNS + 1) * STEPS_PER_RUN + 1] = { SCRIPT_END };
  g_autoptr (ScriptedServer) server = start_server (steps);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "");
  g_auto (ElementRig) rig = { 0 };
  Usage before;

  measure (&before);
  if (before.n_threads == 0 || before.n_files == 0) {
    g_test_skip ("/proc/self, where threads are counted, does not exist");
    return;
  }

  element_rig_init (&rig, JOB, NULL);
  element_rig_play (&rig, uri);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  gst_element_set_state (rig.element, GST_STATE_NULL);

  for (guint n = 0; n < N_RUNS; n++) {
    run (&rig, server, n);
    if (n == N_WARM_UP_RUNS)
      measure (&before);
    else if (n > N_WARM_UP_RUNS && n < 2 * N_WARM_UP_RUNS)
      measure_more (&before);
  }
  assert_no_more (&before);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  g_test_add_func ("/start-stop-leaks/hundred", test_runs);
  return element_rig_run ();
}
