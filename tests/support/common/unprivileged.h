/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * unprivileged: drops root's rights for a while, so that file permissions apply
 * also if the tests are run by root.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * unprivileged_enter:
 *
 * If the process is root, it becomes an unprivileged user until
 * unprivileged_leave(). Otherwise nothing changes.
 *
 * Returns: FALSE if root's rights cannot be dropped: the test is then marked as
 *   skipped, and unprivileged_leave() must not be called
 */
gboolean unprivileged_enter (void);

void unprivileged_leave (void);

G_END_DECLS
