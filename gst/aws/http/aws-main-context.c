/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "http/aws-main-context.h"

#include "client/aws-error.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <unistd.h>

/* Two descriptors each: for the context, GIO's internal one, a connection, and
 * other threads. */
#define N_PIPES 4

gboolean
rekaws_context_check (GError **error)
{
  int pipes[N_PIPES][2];
  guint n_open = 0;
  g_autoptr (GError) cause = NULL;

  while (
      n_open < N_PIPES && g_unix_open_pipe (pipes[n_open], FD_CLOEXEC, &cause))
    n_open++;
  for (guint i = 0; i < n_open; i++) {
    close (pipes[i][0]);
    close (pipes[i][1]);
  }
  if (n_open == N_PIPES)
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_DESCRIPTORS,
      "This process has too few file descriptors left: %s", cause->message);
  return FALSE;
}

GMainContext *
rekaws_context_new (GError **error)
{
  return rekaws_context_check (error) ? g_main_context_new () : NULL;
}
