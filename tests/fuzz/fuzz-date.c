/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Dates in headers and credentials, compared with separate arithmetic: text
 * with the exact form of a date must give that date, and anything else that is
 * accepted must be within the supported years. */

#include "fuzz.h"

#include "util-date.h"
#include "client/aws-retry-policy.h"

#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1769860800) * G_USEC_PER_SEC)
/* 0001-01-01 and 10000-01-01, with a day of margin for time zones. */
#define MIN_US (G_GINT64_CONSTANT (-62135683200) * G_USEC_PER_SEC)
#define MAX_US (G_GINT64_CONSTANT (253402387200) * G_USEC_PER_SEC)

/* 'd' is a digit, 'a' a letter; other characters match themselves. */
#define HTTP_FORM "aaa, dd aaa dddd dd:dd:dd GMT"
#define ISO_FORM "dddd-dd-ddTdd:dd:ddZ"

typedef struct {
  gint year;
  gint month;
  gint day;
  gint hour;
  gint minute;
  gint second;
} Moment;

static gboolean
has_form (const char *text, const char *form)
{
  if (strlen (text) != strlen (form))
    return FALSE;
  for (; *form != '\0'; form++, text++) {
    if (*form == 'd'       ? !g_ascii_isdigit (*text)
            : *form == 'a' ? !g_ascii_isalpha (*text)
                           : *form != *text)
      return FALSE;
  }
  return TRUE;
}

static gint
read_number (const char *text, guint n_digits)
{
  gint number = 0;

  for (guint i = 0; i < n_digits; i++)
    number = number * 10 + (text[i] - '0');
  return number;
}

static gint
read_month (const char *text)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

  for (gint i = 0; i < 12; i++) {
    if (strncmp (text, months + 3 * i, 3) == 0)
      return i + 1;
  }
  return 0;
}

static gint
get_days (gint year, gint month)
{
  static const gint days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && is_leap);
}

/* Returns whether such a time exists. */
static gboolean
get_time (const Moment *moment, gint64 *time_us)
{
  gint64 days = 0;

  if (moment->year < 1 || moment->month < 1 || moment->month > 12 ||
      moment->day < 1 || moment->day > get_days (moment->year, moment->month) ||
      moment->hour > 23 || moment->minute > 59 || moment->second > 59)
    return FALSE;

  for (gint year = MIN (moment->year, 1970); year < MAX (moment->year, 1970);
       year++)
    days += 337 + get_days (year, 2);
  if (moment->year < 1970)
    days = -days;
  for (gint month = 1; month < moment->month; month++)
    days += get_days (moment->year, month);
  days += moment->day - 1;
  *time_us = (((days * 24 + moment->hour) * 60 + moment->minute) * 60 +
                 moment->second) *
      G_USEC_PER_SEC;
  return TRUE;
}

static void
assert_parsed (gboolean is_parsed, gint64 time_us, const Moment *moment)
{
  gint64 expected_us = 0;

  /* GLib maps a leap second to the second before it. */
  if (moment != NULL && moment->second < 60) {
    g_assert_cmpint (is_parsed, ==, get_time (moment, &expected_us));
    if (is_parsed)
      g_assert_cmpint (time_us / G_USEC_PER_SEC, ==,
          expected_us / G_USEC_PER_SEC);
  }
  if (is_parsed)
    g_assert_true (time_us >= MIN_US && time_us <= MAX_US);
}

static void
check_http (const char *text)
{
  gint64 time_us = 0;
  gboolean is_parsed = rekutil_date_parse_http (text, &time_us);
  Moment moment;

  if (!has_form (text, HTTP_FORM)) {
    assert_parsed (is_parsed, time_us, NULL);
    return;
  }
  moment = (Moment){ read_number (text + 12, 4), read_month (text + 8),
    read_number (text + 5, 2), read_number (text + 17, 2),
    read_number (text + 20, 2), read_number (text + 23, 2) };
  assert_parsed (is_parsed, time_us, &moment);
}

static void
check_iso8601 (const char *text)
{
  gint64 time_us = 0;
  gboolean is_parsed = rekutil_date_parse_iso8601 (text, &time_us);
  Moment moment;

  if (!has_form (text, ISO_FORM)) {
    assert_parsed (is_parsed, time_us, NULL);
    return;
  }
  moment = (Moment){ read_number (text, 4), read_number (text + 5, 2),
    read_number (text + 8, 2), read_number (text + 11, 2),
    read_number (text + 14, 2), read_number (text + 17, 2) };
  assert_parsed (is_parsed, time_us, &moment);
}

static void
check_retry_after (const char *text)
{
  gint64 seconds = rekaws_retry_parse_after (text, NOW_US);
  gint64 delay_us =
      rekaws_retry_delay (AWS_FAILURE_TRANSIENT, 1, 3, seconds, 0.5);

  g_assert_true (seconds >= 0 || seconds == AWS_RETRY_NO_RETRY_AFTER);
  g_assert_cmpint (delay_us, >=, -1);
}

static void
check_seconds (const guint8 *data, gsize size)
{
  double seconds;
  gint64 time_us;

  if (size < sizeof seconds)
    return;
  memcpy (&seconds, data, sizeof seconds);
  if (rekutil_date_from_seconds (seconds, &time_us))
    g_assert_true (time_us >= 0 && time_us <= MAX_US);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_dup_text (data, size);

  check_http (text);
  check_iso8601 (text);
  check_retry_after (text);
  check_seconds (data, size);
  return 0;
}
