/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-process: runs a program and returns its output, up to a size that is
 * sufficient for credentials.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rekaws_process_run:
 * @arguments: (array zero-terminated=1): the program, which is searched for in
 *   PATH, and its arguments
 * @error: AWS_ERROR_BROKEN if the program can't be run, fails, or prints too
 *   much (the message contains its exit code and the first line of its standard
 *   error, without words that may be secrets); or a cancellation
 *
 * The program has the environment of this process and no input. There is no
 * time limit; on cancellation it is killed.
 *
 * Returns: (transfer full) (nullable): its standard output, wiped when freed
 */
GBytes *rekaws_process_run (char **arguments, GCancellable *cancellable,
    GError **error);

G_END_DECLS
