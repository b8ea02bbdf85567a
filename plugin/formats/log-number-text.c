/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-number-text.h"

#include <math.h>

#define NS_PER_MS 1000000
/* The digits of G_MAXUINT64, and a point. */
#define MAX_TEXT 24
#define MAX_DECIMALS 9
/* Larger numbers do not occur in valid data. */
#define MAX_NUMBER 1e9

/* Fills the buffer from its end and returns the start of the text. */
static char *
write_digits (char *end, guint64 value, guint decimals)
{
  char *start = end;

  for (guint n = 0; n <= decimals || value > 0; n++) {
    if (n == decimals && decimals > 0)
      *--start = '.';
    *--start = (char) ('0' + value % 10);
    value /= 10;
  }
  return start;
}

void
celebrity_log_text_append_fixed (GString *text, guint64 value, guint decimals)
{
  char buffer[MAX_TEXT];
  char *end = buffer + sizeof buffer;
  const char *start = write_digits (end, value, MIN (decimals, MAX_DECIMALS));

  g_string_append_len (text, start, end - start);
}

void
celebrity_log_text_append_unsigned (GString *text, guint64 value)
{
  celebrity_log_text_append_fixed (text, value, 0);
}

void
celebrity_log_text_append_number (GString *text, double value, guint decimals)
{
  static const double units[MAX_DECIMALS + 1] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5,
    1e6, 1e7, 1e8, 1e9 };
  double limited = CLAMP (value, -MAX_NUMBER, MAX_NUMBER);
  guint64 scaled =
      (guint64) llround (fabs (limited) * units[MIN (decimals, MAX_DECIMALS)]);
  char buffer[MAX_TEXT];
  char *end = buffer + sizeof buffer;
  const char *start;

  while (decimals > 0 && scaled % 10 == 0) {
    scaled /= 10;
    decimals--;
  }
  start = write_digits (end, scaled, MIN (decimals, MAX_DECIMALS));
  if (value < 0.0 && scaled > 0)
    g_string_append_c (text, '-');
  g_string_append_len (text, start, end - start);
}

guint64
celebrity_log_text_get_ms (guint64 ns)
{
  return ns / NS_PER_MS + (ns % NS_PER_MS >= NS_PER_MS / 2);
}

const char *
celebrity_log_text_get_valid (const char *text, char **made)
{
  *made = NULL;
  if (g_utf8_validate (text, -1, NULL))
    return text;
  *made = g_utf8_make_valid (text, -1);
  return *made;
}
