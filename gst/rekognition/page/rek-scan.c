/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-scan.h"

#include "page/rek-json-check.h"

#include <string.h>

static char
peek (RekScan *scan)
{
  while (scan->at < scan->end && g_ascii_isspace (*scan->at))
    scan->at++;
  if (scan->at == scan->end)
    return '\0';
  return *scan->at;
}

static gboolean
skip (RekScan *scan, char wanted)
{
  if (peek (scan) != wanted)
    return FALSE;
  scan->at++;
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
skip_string (RekScan *scan)
{
  const char *start = scan->at + 1;
  const char *quote = scan->at;

  do {
    quote++;
    quote = memchr (quote, '"', (gsize) (scan->end - quote));
  } while (quote != NULL && is_escaped (quote, start));

  if (quote == NULL)
    return FALSE;
  scan->at = quote + 1;
  return TRUE;
}

/* The one loop over nearly all of a page's bytes: it does as little as it
 * can. Kinds of brackets are not told apart, as the parser does that. */
static gboolean
skip_nested (RekScan *scan)
{
  static const gint8
      steps[256] = { ['{'] = 1, ['['] = 1, ['}'] = -1, [']'] = -1 };
  gssize depth = 0;

  while (scan->at < scan->end) {
    gint8 step;

    if (*scan->at == '"') {
      if (!skip_string (scan))
        return FALSE;
      continue;
    }
    step = steps[(guchar) *scan->at++];
    depth += step;
    if (step < 0 && depth == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
skip_scalar (RekScan *scan)
{
  const char *start = scan->at;

  while (scan->at < scan->end && strchr (",}]{[\"", *scan->at) == NULL)
    scan->at++;
  return scan->at > start && scan->at < scan->end;
}

static gboolean
read_value (RekScan *scan, RekScanText *value)
{
  char first = peek (scan);
  gboolean is_read;

  value->start = scan->at;
  if (first == '"')
    is_read = skip_string (scan);
  else if (first == '{' || first == '[')
    is_read = skip_nested (scan);
  else
    is_read = skip_scalar (scan);
  value->end = scan->at;
  return is_read;
}

static gboolean
read_name (RekScan *scan, RekScanText *name)
{
  return peek (scan) == '"' && read_value (scan, name) && skip (scan, ':');
}

gboolean
rek_scan_init (RekScan *scan, const char *text, gsize size)
{
  gsize n_skipped = rek_json_skip_bom (text, size);
  char opener;

  *scan = (RekScan){ .closer = '\0' };
  if (size == n_skipped)
    return FALSE;
  scan->at = text + n_skipped;
  scan->end = text + size;
  opener = peek (scan);
  if (opener != '{' && opener != '[')
    return FALSE;
  scan->at++;
  scan->closer = opener == '{' ? '}' : ']';
  return TRUE;
}

gboolean
rek_scan_next (RekScan *scan, RekScanText *name, RekScanText *value)
{
  gboolean is_first = !scan->is_begun;

  if (scan->is_over || scan->closer == '\0')
    return FALSE;
  scan->is_begun = TRUE;
  scan->is_over = TRUE;
  if (is_first ? skip (scan, scan->closer) : !skip (scan, ',')) {
    scan->is_whole = is_first || skip (scan, scan->closer);
    return FALSE;
  }
  if (scan->closer == '}' && !read_name (scan, name))
    return FALSE;
  scan->is_over = !read_value (scan, value);
  return !scan->is_over;
}

gboolean
rek_scan_text_is_string (const RekScanText *text)
{
  return text->start < text->end && *text->start == '"';
}

gboolean
rek_scan_text_is_container (const RekScanText *text)
{
  return text->start < text->end &&
      (*text->start == '{' || *text->start == '[');
}

char *
rek_scan_text_unescape (const RekScanText *text)
{
  const char *at = text->start + 1;
  const char *end = text->end - 1;
  g_autoptr (GString) result = g_string_sized_new ((gsize) (end - at));
  gunichar character;

  while (at < end) {
    gsize n_left = (gsize) (end - at);
    const char *backslash = memchr (at, '\\', n_left);
    gsize n_plain = backslash != NULL ? (gsize) (backslash - at) : n_left;

    g_string_append_len (result, at, (gssize) n_plain);
    at += n_plain;
    if (backslash == NULL)
      break;
    if (!rek_json_read_escape (&at, end, &character))
      return NULL;
    g_string_append_unichar (result, character);
  }
  if (!g_utf8_validate (result->str, (gssize) result->len, NULL))
    return NULL;
  return g_string_free (g_steal_pointer (&result), FALSE);
}

char **
rek_scan_dup_names (const char *text, gsize size)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  RekScan scan;
  RekScanText name = { NULL, NULL };
  RekScanText value;

  if (rek_scan_init (&scan, text, size) && scan.closer == '}') {
    while (rek_scan_next (&scan, &name, &value)) {
      g_autofree char *unescaped = rek_scan_text_unescape (&name);

      if (unescaped != NULL)
        g_strv_builder_add (names, unescaped);
    }
  }
  return g_strv_builder_end (names);
}
