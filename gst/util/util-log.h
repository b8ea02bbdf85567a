/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-log: what is worth a line in a log, told to a function that the caller
 * gives: this layer has no log of its own.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UtilLog:
 * @warn: (nullable): told of something that was passed over and that the user
 *   may want to mend; @message is one sentence, never with a secret in it. May
 *   be called in any thread
 * @user_data: passed to @warn
 */
typedef struct {
  void (*warn) (const char *message, gpointer user_data);
  gpointer user_data;
} UtilLog;

/**
 * rekutil_log_warning:
 * @format: as for printf()
 *
 * Tells @log of something, if it wants to know.
 */
void rekutil_log_warning (const UtilLog *log, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

G_END_DECLS
