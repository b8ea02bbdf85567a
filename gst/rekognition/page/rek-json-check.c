/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-json-check.h"

#include "rek-error.h"

#include <string.h>

typedef enum {
  WANT_VALUE,
  WANT_VALUE_OR_END,
  WANT_KEY,
  WANT_KEY_OR_END,
  WANT_COMMA_OR_END,
  WANT_NOTHING,
} State;

/* @list: (nullable): what is looked for. @found: how its name was spelled.
 * @is_wanted: the outermost object's present member has its name; @is_inside:
 * its elements are being checked. @piece: (nullable): where the present piece
 * starts. */
typedef struct {
  RekJsonList *list;
  RekJsonName found;
  gboolean is_wanted;
  gboolean is_inside;
  const char *piece;
  guint n_elements;
} Cutter;

/* @key: the last one, with its quotes. @has_camel: whether one begins with a
 * small letter, or with an escape that may stand for one. */
typedef struct {
  const char *start;
  const char *at;
  const char *end;
  State state;
  guint depth;
  char closers[REK_JSON_MAX_DEPTH];
  const char *problem;
  const char *key;
  gsize key_size;
  gboolean has_camel;
  Cutter cutter;
} Checker;

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define CUT_OFF "the text ends too early"
#define UNEXPECTED "unexpected character"

gsize
rek_json_skip_bom (const char *text, gsize size)
{
  const gsize length = strlen (BYTE_ORDER_MARK);

  if (size < length || memcmp (text, BYTE_ORDER_MARK, length) != 0)
    return 0;
  return length;
}

static gboolean
read_hex (const char *at, const char *end, gunichar *unit)
{
  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return FALSE;

  *unit = 0;
  for (guint i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value (at[i]);

    if (digit < 0)
      return FALSE;
    *unit = *unit << 4 | (gunichar) digit;
  }
  return TRUE;
}

static gboolean
read_unicode_escape (const char **at, const char *end, gunichar *character)
{
  gunichar low;

  if (!read_hex (*at, end, character))
    return FALSE;
  *at += 6;
  if (*character < 0xd800 || *character > 0xdfff)
    return *character != 0;

  if (*character > 0xdbff || !read_hex (*at, end, &low) || low < 0xdc00 ||
      low > 0xdfff)
    return FALSE;
  *at += 6;
  *character = 0x10000 + ((*character - 0xd800) << 10) + (low - 0xdc00);
  return TRUE;
}

gboolean
rek_json_read_escape (const char **at, const char *end, gunichar *character)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;

  if (end - *at < 2 || **at != '\\' || (*at)[1] == '\0')
    return FALSE;
  if ((*at)[1] == 'u')
    return read_unicode_escape (at, end, character);

  letter = strchr (letters, (*at)[1]);
  if (letter == NULL)
    return FALSE;
  *at += 2;
  *character = (gunichar) meanings[letter - letters];
  return TRUE;
}

RekJsonName
rek_json_match_name (const char *start, const char *end, const char *name)
{
  RekJsonName match = REK_JSON_NAME_EXACT;
  const char *at = start;

  for (const char *wanted = name; *wanted != '\0'; wanted++) {
    gunichar character = 0;

    if (at < end && *at != '\\')
      character = (guchar) *at++;
    else if (at == end || !rek_json_read_escape (&at, end, &character))
      return REK_JSON_NAME_OTHER;
    if (wanted == name && character == (guchar) g_ascii_tolower (*wanted))
      match = REK_JSON_NAME_CAMEL;
    else if (character != (guchar) *wanted)
      return REK_JSON_NAME_OTHER;
  }
  return at == end ? match : REK_JSON_NAME_OTHER;
}

void
rek_json_append_string (GString *json, const char *value)
{
  g_string_append_c (json, '"');
  for (; *value != '\0'; value++) {
    if (*value == '"' || *value == '\\')
      g_string_append_c (json, '\\');
    if ((guchar) *value < 0x20)
      g_string_append_printf (json, "\\u%04x", (guint) *value);
    else
      g_string_append_c (json, *value);
  }
  g_string_append_c (json, '"');
}

static gboolean
fail (Checker *self, const char *problem)
{
  self->problem = self->at == self->end ? CUT_OFF : problem;
  return FALSE;
}

static gboolean
check_string (Checker *self)
{
  const char *start = ++self->at;
  gboolean is_ascii = TRUE;
  gunichar ignored;

  while (self->at < self->end && *self->at != '"') {
    guchar byte = (guchar) *self->at;

    if (byte == '\\') {
      if (!rek_json_read_escape (&self->at, self->end, &ignored))
        return fail (self, "bad escape in a string");
      continue;
    }
    if (byte < 0x20)
      return fail (self, "control character in a string");
    if (byte >= 0x80)
      is_ascii = FALSE;
    self->at++;
  }
  if (self->at == self->end)
    return fail (self, CUT_OFF);
  if (!is_ascii && !g_utf8_validate (start, self->at - start, &self->at))
    return fail (self, "no UTF-8");
  self->at++;
  return TRUE;
}

static gboolean
check_digits (Checker *self)
{
  if (self->at == self->end || !g_ascii_isdigit (*self->at))
    return fail (self, "bad number");
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return TRUE;
}

static gboolean
skip_one_of (Checker *self, char one, char other)
{
  if (self->at == self->end || (*self->at != one && *self->at != other))
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
check_number (Checker *self)
{
  skip_one_of (self, '-', '-');
  if (!skip_one_of (self, '0', '0') && !check_digits (self))
    return FALSE;
  if (skip_one_of (self, '.', '.') && !check_digits (self))
    return FALSE;
  if (!skip_one_of (self, 'e', 'E'))
    return TRUE;
  skip_one_of (self, '+', '-');
  return check_digits (self);
}

static gboolean
check_word (Checker *self)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    gsize length = strlen (words[i]);

    if ((gsize) (self->end - self->at) >= length &&
        memcmp (self->at, words[i], length) == 0) {
      self->at += length;
      return TRUE;
    }
  }
  return fail (self, UNEXPECTED);
}

static gboolean
open_container (Checker *self, char closer, State state)
{
  if (self->depth == REK_JSON_MAX_DEPTH)
    return fail (self, "nested too deep");
  self->closers[self->depth++] = closer;
  self->state = state;
  self->at++;
  return TRUE;
}

static gboolean
close_container (Checker *self)
{
  if (*self->at != self->closers[self->depth - 1])
    return fail (self, UNEXPECTED);
  self->depth--;
  self->state = self->depth > 0 ? WANT_COMMA_OR_END : WANT_NOTHING;
  self->at++;
  return TRUE;
}

static gboolean
check_value (Checker *self)
{
  char first = *self->at;

  if (first == '{')
    return open_container (self, '}', WANT_KEY_OR_END);
  if (first == '[')
    return open_container (self, ']', WANT_VALUE_OR_END);
  if (first == ']' && self->state == WANT_VALUE_OR_END)
    return close_container (self);

  self->state = self->depth > 0 ? WANT_COMMA_OR_END : WANT_NOTHING;
  if (first == '"')
    return check_string (self);
  if (first == '-' || g_ascii_isdigit (first))
    return check_number (self);
  return check_word (self);
}

static void
skip_space (Checker *self)
{
  while (self->at < self->end &&
      (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' ||
          *self->at == '\t'))
    self->at++;
}

static gboolean
check_key (Checker *self)
{
  if (*self->at == '}' && self->state == WANT_KEY_OR_END)
    return close_container (self);
  if (*self->at != '"')
    return fail (self, UNEXPECTED);
  self->key = self->at;
  if (!check_string (self))
    return FALSE;
  self->key_size = (gsize) (self->at - self->key);
  if (g_ascii_islower (self->key[1]) || self->key[1] == '\\')
    self->has_camel = TRUE;
  skip_space (self);
  if (!skip_one_of (self, ':', ':'))
    return fail (self, UNEXPECTED);
  self->state = WANT_VALUE;
  return TRUE;
}

static gboolean
check_comma_or_end (Checker *self)
{
  if (*self->at != ',')
    return close_container (self);
  self->state = self->closers[self->depth - 1] == '}' ? WANT_KEY : WANT_VALUE;
  self->at++;
  return TRUE;
}

static gboolean
check_next (Checker *self)
{
  switch (self->state) {
    case WANT_VALUE:
    case WANT_VALUE_OR_END:
      return check_value (self);
    case WANT_KEY:
    case WANT_KEY_OR_END:
      return check_key (self);
    case WANT_COMMA_OR_END:
      return check_comma_or_end (self);
    case WANT_NOTHING:
      break;
  }
  return fail (self, "more than one value");
}

/* Of a member that stands twice the last one counts. */
static void
note_key (Checker *self)
{
  RekJsonList *list = self->cutter.list;
  RekJsonName match = rek_json_match_name (self->key + 1,
      self->key + self->key_size - 1, list->member);

  self->cutter.is_wanted =
      match != REK_JSON_NAME_OTHER && match >= self->cutter.found;
  if (!self->cutter.is_wanted)
    return;
  self->cutter.found = match;
  list->start = list->end = 0;
  g_array_set_size (list->pieces, 0);
  self->cutter.n_elements = 0;
}

static void
end_piece (Checker *self, const char *end)
{
  Cutter *cutter = &self->cutter;
  RekJsonPiece piece = { .start = (gsize) (cutter->piece - self->start),
    .end = (gsize) (end - self->start),
    .end_index = cutter->n_elements };

  g_array_append_val (cutter->list->pieces, piece);
  cutter->piece = NULL;
}

/* An element's first token, and any other token that is not deep in one. */
static void
note_in_list (Checker *self, const char *token)
{
  Cutter *cutter = &self->cutter;

  if (self->depth == 1) {
    if (cutter->piece != NULL)
      end_piece (self, token);
    cutter->list->end = (gsize) (token - self->start);
    cutter->is_inside = FALSE;
    return;
  }
  if (cutter->piece == NULL && *token != ',')
    cutter->piece = token;
  if (self->depth == 3 || *token == ',')
    return;
  cutter->n_elements++;
  if ((gsize) (self->at - cutter->piece) >= cutter->list->piece_size)
    end_piece (self, self->at);
}

/* @token: what was just checked. The outermost object's members are at depth
 * 1, the list's elements at depth 2, what is in these at 3 and beyond. */
static void
note_token (Checker *self, const char *token)
{
  Cutter *cutter = &self->cutter;

  if (cutter->is_inside) {
    note_in_list (self, token);
  } else if (self->depth == 1 && self->state == WANT_VALUE &&
      self->closers[0] == '}') {
    note_key (self);
  } else if (self->depth == 2 && cutter->is_wanted && *token == '[') {
    cutter->list->start = (gsize) (self->at - self->start);
    cutter->is_inside = TRUE;
    cutter->is_wanted = FALSE;
  }
}

gboolean
rek_json_check_list (const char *text, gsize size, RekJsonList *list,
    GError **error)
{
  Checker checker = { .start = text, .at = text, .end = text + size };
  const char *token;

  checker.cutter.list = list;
  skip_space (&checker);
  for (token = checker.at; checker.at < checker.end && check_next (&checker);
       token = checker.at) {
    if (list != NULL && checker.depth <= 3)
      note_token (&checker, token);
    skip_space (&checker);
  }

  if (list != NULL)
    list->has_camel = checker.has_camel;
  if (checker.problem == NULL && checker.state != WANT_NOTHING)
    fail (&checker, CUT_OFF);
  if (checker.problem == NULL)
    return TRUE;
  g_set_error (error, REK_ERROR, REK_ERROR_INVALID,
      "not JSON: %s (at byte %" G_GSIZE_FORMAT ")", checker.problem,
      (gsize) (checker.at - checker.start) + 1);
  return FALSE;
}

gboolean
rek_json_check (const char *text, gsize size, GError **error)
{
  return rek_json_check_list (text, size, NULL, error);
}
