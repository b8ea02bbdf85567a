/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * unprivileged: drops root's rights for a while, so that file permissions apply
 * also if the tests are run by root.
 */

#pragma once

#include <glib.h>
#include <unistd.h>

#define UNPRIVILEGED_UID 65534

/**
 * unprivileged_enter:
 *
 * If the process is root, it becomes an unprivileged user until
 * unprivileged_leave(). Otherwise nothing changes.
 *
 * Returns: FALSE if root's rights cannot be dropped: the test is then marked as
 *   skipped, and unprivileged_leave() must not be called
 */
static inline gboolean
unprivileged_enter (void)
{
  if (geteuid () != 0 || seteuid (UNPRIVILEGED_UID) == 0)
    return TRUE;

  g_test_skip ("root ignores file permissions, and its rights "
               "cannot be dropped here");
  return FALSE;
}

static inline void
unprivileged_leave (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}
