/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * JSON Lines. What is not known is null. The keys are documented in
 * plugin/celebritylog/README.md.
 */

#include "log-format.h"

#include <math.h>

#include "log-number-text.h"

#define NULL_VALUE "null"

static void
append_escaped_char (GString *text, guchar c)
{
  static const char *const hex = "0123456789abcdef";

  g_string_append_c (text, '\\');
  switch (c) {
    case '\n':
      g_string_append_c (text, 'n');
      break;
    case '\r':
      g_string_append_c (text, 'r');
      break;
    case '\t':
      g_string_append_c (text, 't');
      break;
    case '"':
    case '\\':
      g_string_append_c (text, (char) c);
      break;
    default:
      g_string_append (text, "u00");
      g_string_append_c (text, hex[c >> 4]);
      g_string_append_c (text, hex[c & 0xf]);
      break;
  }
}

static void
append_string (GString *text, const char *string)
{
  g_autofree char *made = NULL;
  const char *at;

  if (string == NULL) {
    g_string_append (text, NULL_VALUE);
    return;
  }

  at = celebrity_log_text_get_valid (string, &made);
  g_string_append_c (text, '"');
  while (*at != '\0') {
    const char *plain = at;

    while ((guchar) *at >= ' ' && *at != '"' && *at != '\\')
      at++;
    g_string_append_len (text, plain, at - plain);
    if (*at != '\0')
      append_escaped_char (text, (guchar) *at++);
  }
  g_string_append_c (text, '"');
}

static void
append_number (GString *text, double number, guint decimals)
{
  if (isfinite (number))
    celebrity_log_text_append_number (text, number, decimals);
  else
    g_string_append (text, NULL_VALUE);
}

static void
append_time (GString *text, guint64 ns)
{
  if (GST_CLOCK_TIME_IS_VALID (ns))
    celebrity_log_text_append_fixed (text, ns,
        CELEBRITY_LOG_FRAME_TIME_DECIMALS);
  else
    g_string_append (text, NULL_VALUE);
}

static void
append_track (GString *text, gint track_id)
{
  if (track_id > 0)
    celebrity_log_text_append_unsigned (text, (guint64) track_id);
  else
    g_string_append (text, NULL_VALUE);
}

static void
append_url_list (GString *text, char **urls)
{
  g_string_append_c (text, '[');
  for (guint i = 0; urls[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_string (text, urls[i]);
  }
  g_string_append_c (text, ']');
}

static void
append_json_appearance (GString *text, const CelebrityAppearance *appearance,
    guint number)
{
  guint64 start_ms = celebrity_log_text_get_ms (appearance->start);
  guint64 end_ms = celebrity_log_text_get_ms (appearance->end);

  (void) number;
  g_string_append (text, "{\"name\":");
  append_string (text, appearance->name);
  g_string_append (text, ",\"id\":");
  append_string (text, appearance->id);
  g_string_append (text, ",\"start\":");
  celebrity_log_text_append_fixed (text, start_ms, CELEBRITY_LOG_TIME_DECIMALS);
  g_string_append (text, ",\"end\":");
  celebrity_log_text_append_fixed (text, end_ms, CELEBRITY_LOG_TIME_DECIMALS);
  g_string_append (text, ",\"duration\":");
  celebrity_log_text_append_fixed (text, end_ms - start_ms,
      CELEBRITY_LOG_TIME_DECIMALS);
  g_string_append (text, ",\"samples\":");
  celebrity_log_text_append_unsigned (text, appearance->n_samples);
  g_string_append (text, ",\"max_confidence\":");
  append_number (text, appearance->max_confidence,
      CELEBRITY_LOG_CONFIDENCE_DECIMALS);
  g_string_append (text, ",\"mean_confidence\":");
  append_number (text, appearance->mean_confidence,
      CELEBRITY_LOG_CONFIDENCE_DECIMALS);
  g_string_append (text, ",\"known_gender\":");
  append_string (text, appearance->known_gender);
  g_string_append (text, ",\"urls\":");
  append_url_list (text, appearance->urls);
  g_string_append (text, ",\"track\":");
  append_track (text, appearance->track_id);
  g_string_append (text, "}\n");
}

static void
append_json_ending (GString *text, const char *tail)
{
  if (!g_str_has_suffix (tail, "\n"))
    g_string_append_c (text, '\n');
}

static void
append_box (GString *text, const CelebrityLogBox *box)
{
  g_string_append (text, "{\"left\":");
  append_number (text, box->left, CELEBRITY_LOG_RATIO_DECIMALS);
  g_string_append (text, ",\"top\":");
  append_number (text, box->top, CELEBRITY_LOG_RATIO_DECIMALS);
  g_string_append (text, ",\"width\":");
  append_number (text, box->width, CELEBRITY_LOG_RATIO_DECIMALS);
  g_string_append (text, ",\"height\":");
  append_number (text, box->height, CELEBRITY_LOG_RATIO_DECIMALS);
  g_string_append_c (text, '}');
}

static void
append_pixels (GString *text, const CelebrityLogPixels *pixels)
{
  g_string_append (text, "{\"x\":");
  append_number (text, pixels->x, 0);
  g_string_append (text, ",\"y\":");
  append_number (text, pixels->y, 0);
  g_string_append (text, ",\"width\":");
  append_number (text, pixels->w, 0);
  g_string_append (text, ",\"height\":");
  append_number (text, pixels->h, 0);
  g_string_append_c (text, '}');
}

static void
append_landmark (GString *text, const GstStructure *landmark)
{
  double x = NAN;
  double y = NAN;

  gst_structure_get_double (landmark, "x", &x);
  gst_structure_get_double (landmark, "y", &y);
  g_string_append (text, "{\"type\":");
  append_string (text, gst_structure_get_string (landmark, "type"));
  g_string_append (text, ",\"x\":");
  append_number (text, x, CELEBRITY_LOG_RATIO_DECIMALS);
  g_string_append (text, ",\"y\":");
  append_number (text, y, CELEBRITY_LOG_RATIO_DECIMALS);
  g_string_append_c (text, '}');
}

static void
append_landmarks (GString *text, const CelebrityLogPerson *person)
{
  const GValue *landmarks = person->landmarks;
  char separator = '[';

  if (landmarks == NULL)
    return;

  g_string_append (text, ",\"landmarks\":");
  for (guint i = 0; i < gst_value_array_get_size (landmarks); i++) {
    const GValue *value = gst_value_array_get_value (landmarks, i);

    if (!GST_VALUE_HOLDS_STRUCTURE (value))
      continue;
    g_string_append_c (text, separator);
    append_landmark (text, gst_value_get_structure (value));
    separator = ',';
  }
  g_string_append (text, separator == '[' ? "[]" : "]");
}

static void
append_urls (GString *text, const CelebrityLogPerson *person)
{
  g_auto (GStrv) urls = NULL;

  if (person->urls == NULL)
    return;
  urls = celebrity_log_person_dup_urls (person);
  g_string_append (text, ",\"urls\":");
  append_url_list (text, urls);
}

static void
append_geometry (GString *text, const CelebrityLogPerson *person)
{
  g_string_append (text, ",\"box\":");
  if (person->has_box)
    append_box (text, &person->box);
  else
    g_string_append (text, NULL_VALUE);

  g_string_append (text, ",\"pixels\":");
  if (person->pixels.w > 0.0)
    append_pixels (text, &person->pixels);
  else
    g_string_append (text, NULL_VALUE);

  if (person->has_body) {
    g_string_append (text, ",\"body\":");
    append_box (text, &person->body);
  }
  append_landmarks (text, person);
}

static void
append_person (GString *text, const CelebrityLogPerson *person)
{
  g_string_append (text, "{\"name\":");
  append_string (text, person->name);
  g_string_append (text, ",\"id\":");
  append_string (text, person->id);
  g_string_append (text, ",\"confidence\":");
  append_number (text, person->confidence, CELEBRITY_LOG_CONFIDENCE_DECIMALS);
  g_string_append (text, ",\"track\":");
  append_track (text, person->track_id);
  g_string_append (text, ",\"state\":");
  append_string (text, person->state);
  g_string_append (text, ",\"sample_time\":");
  append_time (text, person->sample_time);
  append_geometry (text, person);
  if (person->known_gender != NULL) {
    g_string_append (text, ",\"known_gender\":");
    append_string (text, person->known_gender);
  }
  append_urls (text, person);
  g_string_append_c (text, '}');
}

static void
append_json_frame (GString *text, const CelebrityLogFrame *frame)
{
  g_string_append (text, "{\"stream_time\":");
  append_time (text, frame->stream_time);
  g_string_append (text, ",\"pts\":");
  if (GST_CLOCK_TIME_IS_VALID (frame->pts))
    celebrity_log_text_append_unsigned (text, frame->pts);
  else
    g_string_append (text, NULL_VALUE);
  g_string_append (text, ",\"width\":");
  celebrity_log_text_append_unsigned (text, (guint64) frame->width);
  g_string_append (text, ",\"height\":");
  celebrity_log_text_append_unsigned (text, (guint64) frame->height);
  g_string_append (text, ",\"celebrities\":");
  for (guint i = 0; i < frame->people->len; i++) {
    g_string_append_c (text, i == 0 ? '[' : ',');
    append_person (text, &g_array_index (frame->people, CelebrityLogPerson, i));
  }
  g_string_append (text, "]}\n");
}

const CelebrityLogFormatter celebrity_log_jsonl_formatter = {
  .name = "jsonl",
  .can_append = TRUE,
  .append_ending = append_json_ending,
  .appearances_header = "",
  .append_appearance = append_json_appearance,
  .frames_header = "",
  .append_frame = append_json_frame,
};
