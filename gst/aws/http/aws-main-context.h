/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-context: a GMainContext where there may be no file descriptor left.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekaws_context_check:
 * @error: AWS_ERROR_NO_DESCRIPTORS
 *
 * Whether the process may still open a few files. Where it may not, GLib ends
 * it when a context is made, its own ones too. Another thread may take the last
 * ones right after.
 */
gboolean rekaws_context_check (GError **error);

/**
 * rekaws_context_new:
 * @error: AWS_ERROR_NO_DESCRIPTORS if the process has too few file descriptors left
 *
 * Like g_main_context_new(), which ends the process then.
 *
 * Returns: (transfer full) (nullable): the context
 */
GMainContext *rekaws_context_new (GError **error);

G_END_DECLS
