/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-log.h"

void
rekutil_log_warning (const UtilLog *log, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (log->warn == NULL)
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  log->warn (message, log->user_data);
}
