/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-log.h"

static void G_GNUC_PRINTF (3, 0) log_valist (const UtilLog *log,
    UtilLogLevel level, const char *format, va_list arguments)
{
  g_autofree char *message = NULL;

  if (log->log == NULL)
    return;
  message = g_strdup_vprintf (format, arguments);
  log->log (level, message, log->user_data);
}

void
rekutil_log_warning (const UtilLog *log, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  log_valist (log, UTIL_LOG_WARNING, format, arguments);
  va_end (arguments);
}

void
rekutil_log_info (const UtilLog *log, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  log_valist (log, UTIL_LOG_INFO, format, arguments);
  va_end (arguments);
}

void
rekutil_log_debug (const UtilLog *log, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  log_valist (log, UTIL_LOG_DEBUG, format, arguments);
  va_end (arguments);
}
