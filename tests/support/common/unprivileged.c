/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/common/unprivileged.h"

#include <unistd.h>

#define NOBODY 65534

gboolean
unprivileged_enter (void)
{
  if (geteuid () != 0 || seteuid (NOBODY) == 0)
    return TRUE;

  g_test_skip ("root ignores file permissions, and its rights "
               "cannot be dropped here");
  return FALSE;
}

void
unprivileged_leave (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}
