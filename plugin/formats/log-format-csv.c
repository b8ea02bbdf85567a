/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Comma-separated values. A field that contains a comma, a quote or a line break
 * is quoted; what is not known is empty; web pages are in one field, separated
 * by spaces.
 */

#include "log-format.h"

#include <math.h>
#include <string.h>

#include "log-number-text.h"

#define SEPARATOR ','

/* What is not known is an empty field. */
static void
append_string (GString *text, const char *string)
{
  g_autofree char *made = NULL;
  const char *valid;

  if (string == NULL)
    return;

  valid = celebrity_log_text_get_valid (string, &made);
  if (strpbrk (valid, ",\"\r\n") == NULL) {
    g_string_append (text, valid);
    return;
  }

  g_string_append_c (text, '"');
  for (; *valid != '\0'; valid++) {
    if (*valid == '"')
      g_string_append_c (text, '"');
    g_string_append_c (text, *valid);
  }
  g_string_append_c (text, '"');
}

static void
append_urls (GString *text, char **urls)
{
  g_autofree char *joined = g_strjoinv (" ", urls);

  append_string (text, joined);
}

static void
append_number (GString *text, double number, guint decimals)
{
  if (isfinite (number))
    celebrity_log_text_append_number (text, number, decimals);
}

static void
append_track (GString *text, gint track_id)
{
  if (track_id > 0)
    celebrity_log_text_append_unsigned (text, (guint64) track_id);
}

static void
append_time (GString *text, guint64 ns, guint decimals)
{
  if (GST_CLOCK_TIME_IS_VALID (ns))
    celebrity_log_text_append_fixed (text, ns, decimals);
}

static void
append_csv_appearance (GString *text, const CelebrityAppearance *appearance,
    guint number)
{
  guint64 start_ms = celebrity_log_text_get_ms (appearance->start);
  guint64 end_ms = celebrity_log_text_get_ms (appearance->end);

  (void) number;
  append_string (text, appearance->name);
  g_string_append_c (text, SEPARATOR);
  append_string (text, appearance->id);
  g_string_append_c (text, SEPARATOR);
  append_time (text, start_ms, CELEBRITY_LOG_TIME_DECIMALS);
  g_string_append_c (text, SEPARATOR);
  append_time (text, end_ms, CELEBRITY_LOG_TIME_DECIMALS);
  g_string_append_c (text, SEPARATOR);
  append_time (text, end_ms - start_ms, CELEBRITY_LOG_TIME_DECIMALS);
  g_string_append_c (text, SEPARATOR);
  celebrity_log_text_append_unsigned (text, appearance->n_samples);
  g_string_append_c (text, SEPARATOR);
  append_number (text, appearance->max_confidence,
      CELEBRITY_LOG_CONFIDENCE_DECIMALS);
  g_string_append_c (text, SEPARATOR);
  append_number (text, appearance->mean_confidence,
      CELEBRITY_LOG_CONFIDENCE_DECIMALS);
  g_string_append_c (text, SEPARATOR);
  append_string (text, appearance->known_gender);
  g_string_append_c (text, SEPARATOR);
  append_urls (text, appearance->urls);
  g_string_append_c (text, SEPARATOR);
  append_track (text, appearance->track_id);
  g_string_append_c (text, '\n');
}

/* Ends the row, and a quoted field that is open in it. */
static void
append_csv_ending (GString *text, const char *tail)
{
  const char *last = strrchr (tail, '\n');
  guint n_quotes = 0;

  if (g_str_has_suffix (tail, "\n"))
    return;
  for (const char *at = last != NULL ? last : tail; *at != '\0'; at++)
    n_quotes += *at == '"';
  if (n_quotes % 2 != 0)
    g_string_append_c (text, '"');
  g_string_append_c (text, '\n');
}

static void
append_numbers (GString *text, const double numbers[4], guint decimals)
{
  for (guint i = 0; i < 4; i++) {
    append_number (text, numbers[i], decimals);
    g_string_append_c (text, SEPARATOR);
  }
}

static void
append_box (GString *text, gboolean is_known, const CelebrityLogBox *box)
{
  const double known[] = { box->left, box->top, box->width, box->height };
  const double unknown[] = { NAN, NAN, NAN, NAN };

  append_numbers (text, is_known ? known : unknown,
      CELEBRITY_LOG_RATIO_DECIMALS);
}

static void
append_pixels (GString *text, const CelebrityLogPixels *pixels)
{
  const double known[] = { pixels->x, pixels->y, pixels->w, pixels->h };
  const double unknown[] = { NAN, NAN, NAN, NAN };

  append_numbers (text, pixels->w > 0.0 ? known : unknown, 0);
}

static void
append_geometry (GString *text, const CelebrityLogPerson *person)
{
  append_box (text, person->has_box, &person->box);
  append_pixels (text, &person->pixels);
  append_box (text, person->has_body, &person->body);
}

static void
append_person (GString *text, const CelebrityLogPerson *person)
{
  g_auto (GStrv) urls = celebrity_log_person_dup_urls (person);

  append_string (text, person->name);
  g_string_append_c (text, SEPARATOR);
  append_string (text, person->id);
  g_string_append_c (text, SEPARATOR);
  append_number (text, person->confidence, CELEBRITY_LOG_CONFIDENCE_DECIMALS);
  g_string_append_c (text, SEPARATOR);
  append_track (text, person->track_id);
  g_string_append_c (text, SEPARATOR);
  append_string (text, person->state);
  g_string_append_c (text, SEPARATOR);
  append_time (text, person->sample_time, CELEBRITY_LOG_FRAME_TIME_DECIMALS);
  g_string_append_c (text, SEPARATOR);
  append_geometry (text, person);
  append_string (text, person->known_gender);
  g_string_append_c (text, SEPARATOR);
  append_urls (text, urls);
  g_string_append_c (text, '\n');
}

static void
append_csv_frame (GString *text, const CelebrityLogFrame *frame)
{
  for (guint i = 0; i < frame->people->len; i++) {
    append_time (text, frame->stream_time, CELEBRITY_LOG_FRAME_TIME_DECIMALS);
    g_string_append_c (text, SEPARATOR);
    append_time (text, frame->pts, 0);
    g_string_append_c (text, SEPARATOR);
    celebrity_log_text_append_unsigned (text, (guint64) frame->width);
    g_string_append_c (text, SEPARATOR);
    celebrity_log_text_append_unsigned (text, (guint64) frame->height);
    g_string_append_c (text, SEPARATOR);
    append_person (text, &g_array_index (frame->people, CelebrityLogPerson, i));
  }
}

const CelebrityLogFormatter celebrity_log_csv_formatter = {
  .name = "csv",
  .can_append = TRUE,
  .append_ending = append_csv_ending,
  .appearances_header =
      "name,id,start,end,duration,samples,max_confidence,mean_confidence,"
      "known_gender,urls,track\n",
  .append_appearance = append_csv_appearance,
  .frames_header =
      "stream_time,pts,width,height,name,id,confidence,track,state,sample_time,"
      "box_left,box_top,box_width,box_height,pixels_x,pixels_y,pixels_width,"
      "pixels_height,body_left,body_top,body_width,body_height,known_gender,"
      "urls\n",
  .append_frame = append_csv_frame,
};
