/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-next-token.h"

#include "page/rek-json-check.h"

#include <string.h>

typedef struct {
  const char *at;
  const char *end;
} Scanner;

/* What stands between a string's quotes, escaped. */
typedef struct {
  const char *start;
  const char *end;
} Raw;

static char
peek (Scanner *self)
{
  while (self->at < self->end && g_ascii_isspace (*self->at))
    self->at++;
  if (self->at == self->end)
    return '\0';
  return *self->at;
}

static gboolean
skip (Scanner *self, char wanted)
{
  if (peek (self) != wanted)
    return FALSE;
  self->at++;
  return TRUE;
}

/* A quote ends the string unless an odd number of backslashes precedes it. */
static gboolean
is_escaped (const char *quote, const char *start)
{
  const char *at = quote;

  while (at > start && at[-1] == '\\')
    at--;
  return (quote - at) % 2 != 0;
}

static gboolean
read_string (Scanner *self, Raw *raw)
{
  const char *quote = self->at;

  raw->start = self->at + 1;
  do {
    quote++;
    quote = memchr (quote, '"', (gsize) (self->end - quote));
  } while (quote != NULL && is_escaped (quote, raw->start));

  if (quote == NULL)
    return FALSE;
  raw->end = quote;
  self->at = quote + 1;
  return TRUE;
}

/* The one loop over nearly all of a page's bytes: it does as little as it
 * can. Kinds of brackets are not told apart, as the parser does that. */
static gboolean
skip_nested (Scanner *self)
{
  static const gint8
      steps[256] = { ['{'] = 1, ['['] = 1, ['}'] = -1, [']'] = -1 };
  gssize depth = 0;
  Raw ignored;

  while (self->at < self->end) {
    gint8 step;

    if (*self->at == '"') {
      if (!read_string (self, &ignored))
        return FALSE;
      continue;
    }
    step = steps[(guchar) *self->at++];
    depth += step;
    if (step < 0 && depth == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
skip_scalar (Scanner *self)
{
  const char *start = self->at;

  while (self->at < self->end && strchr (",}]{[\"", *self->at) == NULL)
    self->at++;
  return self->at > start && self->at < self->end;
}

static gboolean
read_value (Scanner *self, Raw *raw)
{
  char first = peek (self);

  *raw = (Raw){ NULL, NULL };
  if (first == '"')
    return read_string (self, raw);
  if (first == '{' || first == '[')
    return skip_nested (self);
  return skip_scalar (self);
}

static char *
unescape (const Raw *raw)
{
  g_autoptr (GString) text =
      g_string_sized_new ((gsize) (raw->end - raw->start));
  const char *at = raw->start;
  gunichar character;

  while (at < raw->end) {
    gsize n_left = (gsize) (raw->end - at);
    const char *backslash = memchr (at, '\\', n_left);
    gsize n_plain = backslash != NULL ? (gsize) (backslash - at) : n_left;

    g_string_append_len (text, at, (gssize) n_plain);
    at += n_plain;
    if (backslash == NULL)
      break;
    if (!rek_json_read_escape (&at, raw->end, &character))
      return NULL;
    g_string_append_unichar (text, character);
  }
  if (!g_utf8_validate (text->str, (gssize) text->len, NULL))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
read_member (Scanner *self, const char *wanted, Raw *found)
{
  g_autofree char *name = NULL;
  Raw raw;
  Raw value;

  if (peek (self) != '"' || !read_string (self, &raw))
    return FALSE;
  name = unescape (&raw);
  if (name == NULL || !skip (self, ':') || !read_value (self, &value))
    return FALSE;
  if (g_str_equal (name, wanted))
    *found = value;
  return TRUE;
}

static gboolean
read_object (Scanner *self, const char *wanted, Raw *found)
{
  if (!skip (self, '{'))
    return FALSE;
  if (skip (self, '}'))
    return TRUE;

  do {
    if (!read_member (self, wanted, found))
      return FALSE;
  } while (skip (self, ','));
  return skip (self, '}');
}

char *
rek_token_scan_member (GBytes *body, const char *name)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  gsize n_skipped = rek_json_skip_bom (data, size);
  Scanner scanner = { NULL, NULL };
  Raw found = { NULL, NULL };

  if (size == n_skipped)
    return NULL;
  scanner.at = data + n_skipped;
  scanner.end = data + size;
  if (!read_object (&scanner, name, &found) || found.start == found.end)
    return NULL;
  return unescape (&found);
}

char *
rek_token_scan (GBytes *body)
{
  return rek_token_scan_member (body, "NextToken");
}
