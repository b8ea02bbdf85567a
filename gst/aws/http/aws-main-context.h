/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-main-context: creates a GMainContext even if the process may be out of file
 * descriptors.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekaws_context_check:
 * @error: AWS_ERROR_NO_DESCRIPTORS
 *
 * GLib aborts the process if it cannot create a main context, including its
 * internal ones. Another thread may still use up the descriptors after this
 * check.
 *
 * Returns: whether the process can still open a few files
 */
gboolean rekaws_context_check (GError **error);

/**
 * rekaws_context_new:
 * @error: AWS_ERROR_NO_DESCRIPTORS
 *
 * Like g_main_context_new(), but fails instead of aborting the process.
 *
 * Returns: (transfer full) (nullable): the context
 */
GMainContext *rekaws_context_new (GError **error);

G_END_DECLS
