/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-sanitize.h"

#include <string.h>

#define MAX_SIZE ((gsize) 8 * 1024)
#define MAX_CHARACTER_SIZE 6

/* Ranges, first and last: direction marks, embeddings and overrides, isolates
 * and the deprecated format characters behind them. */
static const gunichar direction_characters[][2] = {
  { 0x061c, 0x061c },
  { 0x200e, 0x200f },
  { 0x202a, 0x202e },
  { 0x2066, 0x206f },
};

gunichar
gst_celebrity_text_get_shown (gunichar character)
{
  for (guint i = 0; i < G_N_ELEMENTS (direction_characters); i++) {
    if (character >= direction_characters[i][0] &&
        character <= direction_characters[i][1])
      return 0;
  }
  switch (g_unichar_type (character)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return ' ';
    default:
      return character;
  }
}

char *
gst_celebrity_text_clean (const char *text)
{
  /* An invalid byte becomes three bytes, so the limit is applied below, too. */
  g_autofree char *valid =
      g_utf8_make_valid (text, (gssize) strnlen (text, MAX_SIZE));
  GString *shown = g_string_new (NULL);

  for (const char *at = valid;
       *at != '\0' && shown->len < MAX_SIZE - MAX_CHARACTER_SIZE;
       at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (character != '\n')
      character = gst_celebrity_text_get_shown (character);
    if (character != 0)
      g_string_append_unichar (shown, character);
  }
  return g_string_free (shown, FALSE);
}

char *
gst_celebrity_text_clean_line (const char *text)
{
  if (text == NULL)
    return NULL;
  return g_strdelimit (gst_celebrity_text_clean (text), "\n", ' ');
}
