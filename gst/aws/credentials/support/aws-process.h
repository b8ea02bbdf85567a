/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-process: runs a program and takes what it prints, as long as that is
 * not more than a program for credentials has to say.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AWS_PROCESS_MAX_OUTPUT:
 *
 * Bytes that a program may print at most.
 */
#define AWS_PROCESS_MAX_OUTPUT (256 * 1024)

/**
 * rekaws_process_run:
 * @arguments: (array zero-terminated=1): the program and its arguments; it is
 *   looked for in PATH
 * @error: AWS_ERROR_BROKEN where it can't be run, fails, or prints too much
 *   (the message has its exit code and, without long words, the first line of
 *   what it says on its standard error); or a cancellation
 *
 * The program has the environment of this process and no input. It may take
 * its time; cancelled, it is killed.
 *
 * Returns: (transfer full) (nullable): what it prints, wiped when freed
 */
GBytes *rekaws_process_run (char **arguments, GCancellable *cancellable,
    GError **error);

G_END_DECLS
