/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "http/aws-main-context.h"

#include "client/aws-error.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Two each for the context, GIO's internal one, a connection, and other
 * threads. */
#define N_NEEDED 8

/* From the last one, since the lowest free descriptor is used first. */
gboolean
rekaws_context_check (GError **error)
{
  glong limit = MIN (sysconf (_SC_OPEN_MAX), G_MAXINT);
  guint n_free = 0;

  for (glong fd = limit - 1; fd >= 0 && n_free < N_NEEDED; fd--) {
    if (fcntl ((int) fd, F_GETFD) == -1)
      n_free++;
  }
  /* A negative limit is none. */
  if (limit < 0 || n_free == N_NEEDED)
    return TRUE;

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_DESCRIPTORS,
      "This process has too few file descriptors left: %s",
      g_strerror (EMFILE));
  return FALSE;
}

GMainContext *
rekaws_context_new (GError **error)
{
  return rekaws_context_check (error) ? g_main_context_new () : NULL;
}
