/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * WebVTT and SRT. One cue per appearance, with the name as its text. A cue lasts
 * at least a millisecond, since players reject shorter ones.
 */

#include "log-format.h"

#include "log-number-text.h"

#define MS_PER_S 1000

static void
append_two_digits (GString *text, guint64 value)
{
  if (value < 10)
    g_string_append_c (text, '0');
  celebrity_log_text_append_unsigned (text, value);
}

static void
append_time (GString *text, guint64 ms, char decimal_point)
{
  guint64 s = ms / MS_PER_S;
  gsize point;

  append_two_digits (text, s / 3600);
  g_string_append_c (text, ':');
  append_two_digits (text, s / 60 % 60);
  g_string_append (text, s % 60 < 10 ? ":0" : ":");
  celebrity_log_text_append_fixed (text, s % 60 * MS_PER_S + ms % MS_PER_S, 3);
  point = text->len - 4;
  text->str[point] = decimal_point;
}

static void
append_times (GString *text, const CelebrityAppearance *appearance,
    char decimal_point)
{
  guint64 start_ms = celebrity_log_text_get_ms (appearance->start);
  guint64 end_ms = celebrity_log_text_get_ms (appearance->end);

  append_time (text, start_ms, decimal_point);
  g_string_append (text, " --> ");
  append_time (text, MAX (end_ms, start_ms + 1), decimal_point);
  g_string_append_c (text, '\n');
}

/* @written: the text before @c */
static const char *
get_webvtt_escape (const GString *written, char c)
{
  (void) written;
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return NULL;
  }
}

/* SRT has no escapes, but some players take any line with times and an arrow
 * for the start of a cue. */
static const char *
get_srt_escape (const GString *written, char c)
{
  if (c != '>' || written->str[written->len - 1] != '-' ||
      written->str[written->len - 2] != '-')
    return NULL;
  return " >";
}

/* On one line, since an empty line would end the cue. */
static void
append_name (GString *text, const char *name,
    const char *(*get_escape) (const GString *written, char c))
{
  g_autofree char *made = NULL;
  const char *at = celebrity_log_text_get_valid (name, &made);

  for (; *at != '\0'; at++) {
    const char *escape = get_escape (text, *at);

    if (escape != NULL)
      g_string_append (text, escape);
    else if (*at != '\n' && *at != '\r')
      g_string_append_c (text, *at);
    else if (at[1] != '\n' && at[1] != '\r')
      g_string_append_c (text, ' ');
  }
  g_string_append (text, "\n\n");
}

static void
append_webvtt (GString *text, const CelebrityAppearance *appearance,
    guint number)
{
  (void) number;
  append_times (text, appearance, '.');
  append_name (text, appearance->name, get_webvtt_escape);
}

/* Appends what is missing of the empty line that ends a subtitle. */
static void
append_srt_ending (GString *text, const char *tail)
{
  if (!g_str_has_suffix (tail, "\n"))
    g_string_append (text, "\n\n");
  else if (!g_str_has_suffix (tail, "\n\n"))
    g_string_append_c (text, '\n');
}

static void
append_srt (GString *text, const CelebrityAppearance *appearance, guint number)
{
  celebrity_log_text_append_unsigned (text, number);
  g_string_append_c (text, '\n');
  append_times (text, appearance, ',');
  append_name (text, appearance->name, get_srt_escape);
}

const CelebrityLogFormatter celebrity_log_webvtt_formatter = {
  .name = "webvtt",
  .is_ordered = TRUE,
  .appearances_header = "WEBVTT\n\n",
  .append_appearance = append_webvtt,
};

const CelebrityLogFormatter celebrity_log_srt_formatter = {
  .name = "srt",
  .is_ordered = TRUE,
  .can_append = TRUE,
  .append_ending = append_srt_ending,
  .appearances_header = "",
  .append_appearance = append_srt,
};
