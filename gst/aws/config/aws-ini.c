/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config/aws-ini.h"

#include "client/aws-error.h"

#include <string.h>

/* indent: indentation of the current section or property, in characters
 * is_nested: the property's value is a block of nested keys: its first line is
 *   empty */
typedef struct {
  const AwsIniHandler *handler;
  gpointer user_data;
  const char *name;
  guint line;
  glong indent;
  gboolean has_section;
  gboolean has_property;
  gboolean is_nested;
} Parser;

/* White space as Python defines it; GLib lacks some control characters. */
static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == '\v' || (c >= 0x1c && c <= 0x1f) ||
      c == 0x85;
}

AwsSlice
rekaws_slice_trim (AwsSlice slice)
{
  const char *start = slice.start;
  const char *end = slice.start + slice.length;

  while (start < end && is_space (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start) {
    const char *last = g_utf8_prev_char (end);

    if (!is_space (g_utf8_get_char (last)))
      break;
    end = last;
  }
  return (AwsSlice){ start, (gsize) (end - start) };
}

gboolean
rekaws_slice_split (AwsSlice slice, const char *separators, AwsSlice *before,
    AwsSlice *after)
{
  for (gsize i = 0; i < slice.length; i++) {
    if (strchr (separators, slice.start[i]) == NULL)
      continue;
    *before = rekaws_slice_trim ((AwsSlice){ slice.start, i });
    *after = rekaws_slice_trim (
        (AwsSlice){ slice.start + i + 1, slice.length - i - 1 });
    return TRUE;
  }
  return FALSE;
}

static gboolean
is_comment_start (char c)
{
  return c == '#' || c == ';';
}

/* Removes a comment that begins after white space and outside quotes. */
static AwsSlice
cut_comment (AwsSlice slice)
{
  char quote = '\0';

  for (gsize i = 0; i < slice.length; i++) {
    char c = slice.start[i];

    if (quote != '\0') {
      if (c == '\\' && quote == '"')
        i++;
      else if (c == quote)
        quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (is_comment_start (c) && i > 0 &&
        g_ascii_isspace (slice.start[i - 1])) {
      return (AwsSlice){ slice.start, i };
    }
  }
  return slice;
}

static gboolean
fail (const Parser *parser, const char *what, GError **error)
{
  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG, "%s, line %u: %s",
      parser->name, parser->line, what);
  return FALSE;
}

static gboolean
parse_title (Parser *parser, AwsSlice line, GError **error)
{
  gsize end = 0;

  /* A title may contain any character; a comment may follow it. */
  for (gsize i = 1; i < line.length; i++) {
    if (line.start[i] == ']')
      end = i;
    else if (end > 0 && is_comment_start (line.start[i]))
      break;
  }
  if (end == 0)
    return fail (parser, "Profile definition must end with ']'", error);

  parser->has_section = TRUE;
  parser->has_property = FALSE;
  parser->handler->section (
      rekaws_slice_trim ((AwsSlice){ line.start + 1, end - 1 }),
      parser->user_data);
  return TRUE;
}

static gboolean
parse_property (Parser *parser, AwsSlice line, GError **error)
{
  AwsSlice key, value;

  if (!parser->has_section)
    return fail (parser, "Expected a profile definition", error);
  if (!rekaws_slice_split (cut_comment (line), "=:", &key, &value))
    return fail (parser,
        parser->indent > 0
            ? "Expected a property definition, found continuation"
            : "Expected an '=' sign defining a property",
        error);
  if (key.length == 0)
    return fail (parser, "Property did not have a name", error);

  parser->has_property = TRUE;
  parser->is_nested = value.length == 0;
  parser->handler->property (key, value, parser->user_data);
  return TRUE;
}

static gboolean
parse_continuation (Parser *parser, AwsSlice line, GError **error)
{
  if (parser->is_nested && memchr (line.start, '=', line.length) == NULL)
    return fail (parser, "Expected an '=' sign defining a sub-property", error);

  parser->handler->more (line, parser->user_data);
  return TRUE;
}

static gboolean
parse_line (Parser *parser, AwsSlice line, GError **error)
{
  AwsSlice trimmed;
  glong indent;

  if (!g_utf8_validate_len (line.start, line.length, NULL))
    return fail (parser, "Not UTF-8 text", error);
  trimmed = rekaws_slice_trim (line);
  if (trimmed.length == 0 || is_comment_start (*trimmed.start))
    return TRUE;

  indent = g_utf8_pointer_to_offset (line.start, trimmed.start);
  if (parser->has_property && indent > parser->indent)
    return parse_continuation (parser, trimmed, error);
  parser->indent = indent;
  if (*trimmed.start == '[')
    return parse_title (parser, trimmed, error);
  return parse_property (parser, trimmed, error);
}

/* Removes the first line from @text. Lines end in LF, CR or CR LF. */
static AwsSlice
take_line (AwsSlice *text)
{
  AwsSlice line = { text->start, 0 };
  gsize next;

  while (line.length < text->length && line.start[line.length] != '\n' &&
      line.start[line.length] != '\r')
    line.length++;
  next = MIN (line.length + 1, text->length);
  if (next < text->length && line.start[next - 1] == '\r' &&
      line.start[next] == '\n')
    next++;
  *text = (AwsSlice){ text->start + next, text->length - next };
  return line;
}

gboolean
rekaws_ini_parse (AwsSlice text, const char *name, const AwsIniHandler *handler,
    gpointer user_data, GError **error)
{
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  Parser parser = {
    .handler = handler,
    .user_data = user_data,
    .name = name,
  };

  if (text.length >= 3 && memcmp (text.start, byte_order_mark, 3) == 0)
    text = (AwsSlice){ text.start + 3, text.length - 3 };
  while (text.length > 0) {
    AwsSlice line = take_line (&text);

    parser.line++;
    if (!parse_line (&parser, line, error))
      return FALSE;
  }
  return TRUE;
}
