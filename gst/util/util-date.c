/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-date.h"

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
rekutil_date_parse_http (const char *value, gint64 *time_us)
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

  /* GLib does not support leap seconds: use the second before. */
  if (second == 60)
    second = 59;
  date = g_date_time_new_utc (year, parse_month (month), day, hour, minute,
      second);
  if (date == NULL)
    return FALSE;

  *time_us = g_date_time_to_unix (date) * G_USEC_PER_SEC;
  return TRUE;
}

/* These functions advance @text past what they read. */

static gboolean
take_char (const char **text, const char *set)
{
  if (**text == '\0' || strchr (set, **text) == NULL)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
take_number (const char **text, guint n_digits, int *number)
{
  int value = 0;

  for (guint i = 0; i < n_digits; i++) {
    char c = (*text)[i];

    if (!g_ascii_isdigit (c))
      return FALSE;
    value = 10 * value + g_ascii_digit_value (c);
  }
  *text += n_digits;
  *number = value;
  return TRUE;
}

static GDateTime *
take_date (const char **text)
{
  int year, month, day;
  gboolean has_dashes;

  if (!take_number (text, 4, &year))
    return NULL;
  has_dashes = take_char (text, "-");
  if (!take_number (text, 2, &month) ||
      (has_dashes && !take_char (text, "-")) || !take_number (text, 2, &day))
    return NULL;
  return g_date_time_new_utc (year, month, day, 0, 0, 0);
}

/* Digits after a decimal sign, as millionths; more than six are dropped. */
static gboolean
take_fraction (const char **text, int *millionths)
{
  int weight = 100000;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (*millionths = 0; g_ascii_isdigit (**text); (*text)++, weight /= 10)
    *millionths += weight * g_ascii_digit_value (**text);
  return TRUE;
}

/* Minutes and seconds may be missing; a fraction belongs to the last unit. */
static gboolean
take_time (const char **text, gint64 *time_us)
{
  static const struct {
    int seconds;
    int max;
  } units[] = { { 3600, 23 }, { 60, 59 }, { 1, 60 } };
  gboolean has_colons = FALSE;
  int number, millionths;
  guint n = 0;

  *time_us = 0;
  while (n < G_N_ELEMENTS (units)) {
    if (n == 1)
      has_colons = take_char (text, ":");
    if (n == 2 && has_colons && !take_char (text, ":"))
      break;
    if (!take_number (text, 2, &number)) {
      if (n == 0 || has_colons)
        return FALSE;
      break;
    }
    if (number > units[n].max)
      return FALSE;
    /* GLib does not support leap seconds: use the second before. */
    *time_us += MIN (number, 59) * units[n].seconds * (gint64) G_USEC_PER_SEC;
    n++;
  }
  if (!take_char (text, ".,"))
    return TRUE;
  if (!take_fraction (text, &millionths))
    return FALSE;
  *time_us += millionths * (gint64) units[n - 1].seconds;
  return TRUE;
}

static gboolean
take_zone (const char **text, gint64 *offset_us)
{
  gboolean is_west = **text == '-';
  int hours = 0, minutes = 0;

  *offset_us = 0;
  if (g_str_has_prefix (*text, "UTC") || g_str_has_prefix (*text, "GMT")) {
    *text += strlen ("UTC");
    return TRUE;
  }
  if (take_char (text, "Zz") || !take_char (text, "+-"))
    return TRUE;
  if (!take_number (text, 2, &hours) || hours > 23)
    return FALSE;
  if ((take_char (text, ":") || g_ascii_isdigit (**text)) &&
      (!take_number (text, 2, &minutes) || minutes > 59))
    return FALSE;
  *offset_us = (hours * 60 + minutes) * 60 * (gint64) G_USEC_PER_SEC;
  if (is_west)
    *offset_us = -*offset_us;
  return TRUE;
}

static void
skip_spaces (const char **text)
{
  while (g_ascii_isspace (**text))
    (*text)++;
}

gboolean
rekutil_date_parse_iso8601 (const char *text, gint64 *time_us)
{
  g_autoptr (GDateTime) date = NULL;
  gint64 time_of_day_us, offset_us;

  if (text == NULL)
    return FALSE;

  skip_spaces (&text);
  date = take_date (&text);
  if (date == NULL || !take_char (&text, "Tt ") ||
      !take_time (&text, &time_of_day_us))
    return FALSE;
  skip_spaces (&text);
  if (!take_zone (&text, &offset_us))
    return FALSE;
  skip_spaces (&text);
  if (*text != '\0')
    return FALSE;

  *time_us =
      g_date_time_to_unix (date) * G_USEC_PER_SEC + time_of_day_us - offset_us;
  return TRUE;
}

gboolean
rekutil_date_from_seconds (double seconds, gint64 *time_us)
{
  /* Also FALSE if @seconds is not a number. */
  if (!(seconds >= 0 && seconds <= MAX_SECONDS))
    return FALSE;

  *time_us = (gint64) (seconds * G_USEC_PER_SEC);
  return TRUE;
}
