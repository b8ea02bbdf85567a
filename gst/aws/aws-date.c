/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-date.h"

#include <stdio.h>
#include <string.h>

/* 9999-12-31T23:59:59Z */
#define MAX_SECONDS 253402300799.0

static int
parse_month (const char *name)
{
  static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (name, names[i]))
      return (int) i + 1;
  }
  return 0;
}

gboolean
aws_date_parse_http (const char *value, gint64 *time_us)
{
  g_autoptr (GDateTime) date = NULL;
  char month[4];
  int day, year, hour, minute, second;
  int end = 0;

  if (value == NULL)
    return FALSE;

  if (sscanf (value, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &day,
          month, &year, &hour, &minute, &second, &end) != 6 ||
      end == 0 || value[end] != '\0')
    return FALSE;

  /* A leap second, which GLib does not know, counts as the one before. */
  if (second == 60)
    second = 59;
  date = g_date_time_new_utc (year, parse_month (month), day, hour, minute,
      second);
  if (date == NULL)
    return FALSE;

  *time_us = g_date_time_to_unix (date) * G_USEC_PER_SEC;
  return TRUE;
}

gboolean
aws_date_parse_iso8601 (const char *text, gint64 *time_us)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *time = NULL;

  if (text == NULL)
    return FALSE;

  time = g_str_has_suffix (text, "UTC") ? g_strndup (text, strlen (text) - 3)
                                        : g_strdup (text);
  date = g_date_time_new_from_iso8601 (time, utc);
  if (date == NULL)
    return FALSE;

  *time_us = g_date_time_to_unix (date) * G_USEC_PER_SEC +
      g_date_time_get_microsecond (date);
  return TRUE;
}

gboolean
aws_date_from_seconds (double seconds, gint64 *time_us)
{
  /* Written so that not-a-number is none. */
  if (!(seconds >= 0 && seconds <= MAX_SECONDS))
    return FALSE;

  *time_us = (gint64) (seconds * G_USEC_PER_SEC);
  return TRUE;
}
