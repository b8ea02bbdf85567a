/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "bench-endpoint.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define GREETING "Listening on "

static char *
read_uri (GSubprocess *process)
{
  g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line =
      g_data_input_stream_read_line (output, NULL, NULL, NULL);

  if (line == NULL || !g_str_has_prefix (line, GREETING))
    g_error ("no local endpoint");
  return g_strdup (line + strlen (GREETING));
}

/* Runs in the child, which must end if this process is killed. */
static void
end_with_parent (gpointer user_data)
{
  (void) user_data;
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

void
bench_endpoint_start (BenchEndpoint *endpoint, const char *program,
    guint n_pages, const char *fault)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *job =
      g_strdup_printf ("%u,%d", n_pages, BENCH_ENDPOINT_PAGE_SIZE);

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  endpoint->process = g_subprocess_launcher_spawn (launcher, &error, program,
      "--synthetic", job, "--synthetic-shape", "sparse",
      fault != NULL ? "--fault" : NULL, fault, NULL);
  if (endpoint->process == NULL)
    g_error ("the local endpoint did not start: %s", error->message);
  endpoint->uri = read_uri (endpoint->process);
}

void
bench_endpoint_stop (BenchEndpoint *endpoint)
{
  g_subprocess_send_signal (endpoint->process, SIGTERM);
  g_subprocess_wait (endpoint->process, NULL, NULL);
  g_clear_object (&endpoint->process);
  g_clear_pointer (&endpoint->uri, g_free);
}
