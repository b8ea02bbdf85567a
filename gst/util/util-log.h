/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-log: passes log messages to a function that the caller supplies. The
 * GLib layers have no log of their own.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UtilLogLevel:
 * @UTIL_LOG_WARNING: something was ignored or failed that the user may want to
 *   fix
 * @UTIL_LOG_INFO: a step that happens a few times per job
 * @UTIL_LOG_DEBUG: the details of a step
 */
typedef enum {
  UTIL_LOG_WARNING,
  UTIL_LOG_INFO,
  UTIL_LOG_DEBUG,
} UtilLogLevel;

/**
 * UtilLog:
 * @log: (nullable): called with each message, in any thread. A message is one
 *   sentence and never contains a secret
 * @user_data: passed to @log
 */
typedef struct {
  void (*log) (UtilLogLevel level, const char *message, gpointer user_data);
  gpointer user_data;
} UtilLog;

/**
 * rekutil_log_warning:
 * @format: as for printf()
 *
 * Logs a message with UTIL_LOG_WARNING. Does nothing if @log has no function.
 */
void rekutil_log_warning (const UtilLog *log, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/**
 * rekutil_log_info:
 * @format: as for printf()
 *
 * Logs a message with UTIL_LOG_INFO. Does nothing if @log has no function.
 */
void rekutil_log_info (const UtilLog *log, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/**
 * rekutil_log_debug:
 * @format: as for printf()
 *
 * Logs a message with UTIL_LOG_DEBUG. Does nothing if @log has no function.
 */
void rekutil_log_debug (const UtilLog *log, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

G_END_DECLS
