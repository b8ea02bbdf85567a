/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * nobody: to meet files as a user does who may not touch them, also where the
 * tests are run by root, who may touch all.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * nobody_enter:
 *
 * Until nobody_leave() the whole process is somebody without rights where it
 * was root; else it stays who it is.
 *
 * Returns: FALSE where it has to stay root: the test is skipped then, with
 *   that said, and nobody_leave() is not called
 */
gboolean nobody_enter (void);

void nobody_leave (void);

G_END_DECLS
