/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-error.h"
#include "page/rek-json-check.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define UNEXPECTED "unexpected character"
#define ESCAPE "bad escape in a string"
#define NUMBER "bad number"
#define CUT "the text ends too early"

static const struct {
  const char *text;
  const char *problem; /* NULL: there is none */
  gsize at;
} texts[] = {
  { "null", NULL, 0 },
  { " true ", NULL, 0 },
  { "false\n", NULL, 0 },
  { "\"\"", NULL, 0 },
  { "[]", NULL, 0 },
  { "{}", NULL, 0 },
  { "[ 1 , [ ] , { } ]", NULL, 0 },
  { "{\"\":0,\"b\":{\"c\":[null]}}", NULL, 0 },
  { "[0,-0,10,-1.5,1e5,1E+5,2.5e-3,0.0,0e0]", NULL, 0 },
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uFFFF\"", NULL, 0 },
  { "\"\\ud83d\\ude00\xf0\x9f\x98\x80\x7f\"", NULL, 0 },
  { "", CUT, 1 },
  { "  ", CUT, 3 },
  { "{", CUT, 2 },
  { "[1,", CUT, 4 },
  { "{\"a\"", CUT, 5 },
  { "{\"a\":", CUT, 6 },
  { "\"ab", CUT, 4 },
  { "-", CUT, 2 },
  { "1.", CUT, 3 },
  { "1e", CUT, 3 },
  { "1e+", CUT, 4 },
  { "nul", UNEXPECTED, 1 },
  { "TRUE", UNEXPECTED, 1 },
  { "NaN", UNEXPECTED, 1 },
  { "'a'", UNEXPECTED, 1 },
  { "+1", UNEXPECTED, 1 },
  { ".5", UNEXPECTED, 1 },
  { "# c\n1", UNEXPECTED, 1 },
  { "/*c*/1", UNEXPECTED, 1 },
  { "var a = 1;", UNEXPECTED, 1 },
  { "[1,]", UNEXPECTED, 4 },
  { "[,1]", UNEXPECTED, 2 },
  { "[1 2]", UNEXPECTED, 4 },
  { "[1}", UNEXPECTED, 3 },
  { "{\"a\":1]", UNEXPECTED, 7 },
  { "{\"a\":1,}", UNEXPECTED, 8 },
  { "{\"a\" 1}", UNEXPECTED, 6 },
  { "{\"a\",1}", UNEXPECTED, 5 },
  { "{a:1}", UNEXPECTED, 2 },
  { "{1:1}", UNEXPECTED, 2 },
  { "]", UNEXPECTED, 1 },
  { "[0x10]", UNEXPECTED, 3 },
  { "[01]", UNEXPECTED, 3 },
  { "[- 1]", NUMBER, 3 },
  { "[1.e5]", NUMBER, 4 },
  { "[1e 5]", NUMBER, 4 },
  { "1 2", "more than one value", 3 },
  { "{}}", "more than one value", 3 },
  { "\"a\nb\"", "control character in a string", 3 },
  { "\"\\q\"", ESCAPE, 2 },
  { "\"\\", ESCAPE, 2 },
  { "\"\\'\"", ESCAPE, 2 },
  { "\"\\u12\"", ESCAPE, 2 },
  { "\"\\u12g4\"", ESCAPE, 2 },
  { "\"\\u0000\"", ESCAPE, 8 },
  { "\"\\ud83d\"", ESCAPE, 8 },
  { "\"\\ud83dx\"", ESCAPE, 8 },
  { "\"\\ud83d\\n\"", ESCAPE, 8 },
  { "\"\\ud83d\\ud83d\"", ESCAPE, 8 },
  { "\"\\ude00\"", ESCAPE, 8 },
  { "\"a\xff\"", "no UTF-8", 3 },
  { "\"caf\xc3\"", "no UTF-8", 5 },
  { "\"\xed\xa0\xbd\"", "no UTF-8", 2 },
  { "{\"\xc0\x80\":1}", "no UTF-8", 3 },
};

/* In memory of exactly its size, so that a sanitizer detects a read beyond it.
 */
static gboolean
check (const char *text, gsize size, GError **error)
{
  g_autofree char *copy = g_memdup2 (text, size);

  return rek_json_check (copy, size, error);
}

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *message = NULL;
    g_autofree char *shown = g_strescape (texts[i].text, NULL);

    g_test_message ("%s", shown);
    if (texts[i].problem == NULL) {
      g_assert_true (check (texts[i].text, strlen (texts[i].text), &error));
      g_assert_no_error (error);
      continue;
    }
    g_assert_false (check (texts[i].text, strlen (texts[i].text), &error));
    g_assert_error (error, REK_ERROR, REK_ERROR_INVALID);
    message = g_strdup_printf ("not JSON: %s (at byte %" G_GSIZE_FORMAT ")",
        texts[i].problem, texts[i].at);
    g_assert_cmpstr (error->message, ==, message);
  }
}

static void
test_nul_byte (void)
{
  g_assert_false (check ("\"a\0b\"", 5, NULL));
  g_assert_false (check ("{}\0", 3, NULL));
}

/* No prefix of an object is valid. */
static void
test_cut (void)
{
  static const char whole[] =
      "{\"a\":[1.5e-3,true,null,\"\\u00e9\\ud83d\\ude00 \xc3\xa9\",{\"b\":{}}]}";

  for (gsize size = 0; size < strlen (whole); size++)
    g_assert_false (check (whole, size, NULL));
  g_assert_true (check (whole, strlen (whole), NULL));
}

static void
test_byte_order_mark (void)
{
  g_assert_cmpuint (rek_json_skip_bom ("\xef\xbb\xbf{}", 5), ==, 3);
  g_assert_cmpuint (rek_json_skip_bom ("\xef\xbb\xbf", 3), ==, 3);
  g_assert_cmpuint (rek_json_skip_bom ("\xef\xbb", 2), ==, 0);
  g_assert_cmpuint (rek_json_skip_bom ("{}", 2), ==, 0);
  g_assert_cmpuint (rek_json_skip_bom (NULL, 0), ==, 0);
}

/* The text without the list's elements, and its pieces with the index that
 * follows each. */
static const struct {
  const char *text;
  gsize piece_size;
  const char *rest;
  const char *pieces;
} lists[] = {
  { "{\"L\":[1,2]}", 1, "{\"L\":[]}", "1<1> 2<2>" },
  { "{\"L\":[1,2,3]}", 3, "{\"L\":[]}", "1,2<2> 3<3>" },
  { "{\"L\":[1,2,3]}", 100, "{\"L\":[]}", "1,2,3<3>" },
  { " { \"a\" : [ 7 ] , \"L\" : [ 1 , {} ] , \"b\" : 2 } ", 1,
      " { \"a\" : [ 7 ] , \"L\" : [] , \"b\" : 2 } ", "1<1> {}<2>" },
  { "{\"L\":[{\"L\":[1,{}]},[[],[2]],\"]\",null]}", 1, "{\"L\":[]}",
      "{\"L\":[1,{}]}<1> [[],[2]]<2> \"]\"<3> null<4>" },
  { "{\"L\":[]}", 1, "{\"L\":[]}", "" },
  /* No list of that name. */
  { "{}", 1, "{}", "" },
  { "{\"L\":1}", 1, "{\"L\":1}", "" },
  { "{\"L\":{\"L\":[1]}}", 1, "{\"L\":{\"L\":[1]}}", "" },
  { "{\"a\":{\"L\":[1]}}", 1, "{\"a\":{\"L\":[1]}}", "" },
  { "{\"LL\":[1],\"\":[2],\"ll\":[3]}", 1, "{\"LL\":[1],\"\":[2],\"ll\":[3]}",
      "" },
  /* In camelCase, if there is no other. */
  { "{\"l\":[1]}", 1, "{\"l\":[]}", "1<1>" },
  { "{\"\\u006c\":[1]}", 1, "{\"\\u006c\":[]}", "1<1>" },
  { "{\"l\":[1],\"L\":[2],\"l\":[3]}", 1, "{\"l\":[1],\"L\":[],\"l\":[3]}",
      "2<1>" },
  { "{\"l\":[1],\"L\":null}", 1, "{\"l\":[1],\"L\":null}", "" },
  { "{\"a\":\"L\",\"b\":[1]}", 1, "{\"a\":\"L\",\"b\":[1]}", "" },
  { "[\"L\",[1]]", 1, "[\"L\",[1]]", "" },
  { "[[1]]", 1, "[[1]]", "" },
  /* The last one wins. */
  { "{\"L\":[1,2],\"L\":[3]}", 1, "{\"L\":[1,2],\"L\":[]}", "3<1>" },
  { "{\"L\":[1,2],\"L\":null}", 1, "{\"L\":[1,2],\"L\":null}", "" },
  { "{\"L\":0,\"L\":[1]}", 1, "{\"L\":0,\"L\":[]}", "1<1>" },
  /* Escapes. */
  { "{\"\\u004c\":[1]}", 1, "{\"\\u004c\":[]}", "1<1>" },
  { "{\"\\\"L\":[1]}", 1, "{\"\\\"L\":[1]}", "" },
  { "{\"\xc3\xa9\":[1]}", 1, "{\"\xc3\xa9\":[1]}", "" },
};

static char *
describe_pieces (const char *text, const GArray *pieces)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++) {
    const RekJsonPiece *piece = &g_array_index (pieces, RekJsonPiece, i);
    g_autofree char *inside =
        g_strndup (text + piece->start, piece->end - piece->start);

    g_string_append_printf (out, "%s%s<%u>", i > 0 ? " " : "",
        g_strstrip (inside), piece->end_index);
  }
  return g_string_free (out, FALSE);
}

static void
test_list (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    const char *text = lists[i].text;
    g_autoptr (GArray) pieces =
        g_array_new (FALSE, FALSE, sizeof (RekJsonPiece));
    RekJsonList list = { .member = "L",
      .piece_size = lists[i].piece_size,
      .pieces = pieces };
    g_autoptr (GError) error = NULL;
    g_autofree char *found = NULL;
    g_autoptr (GString) rest = NULL;

    g_test_message ("%s", text);
    g_assert_true (rek_json_check_list (text, strlen (text), &list, &error));
    g_assert_no_error (error);
    found = describe_pieces (text, pieces);
    g_assert_cmpstr (found, ==, lists[i].pieces);
    rest = g_string_new_len (text, (gssize) list.start);
    g_string_append (rest, text + list.end);
    g_assert_cmpstr (rest->str, ==, lists[i].rest);
  }
}

static const struct {
  const char *escape;
  gunichar character; /* 0: none */
  gsize length;
} escapes[] = {
  { "\\\"", '"', 2 },
  { "\\\\x", '\\', 2 },
  { "\\/", '/', 2 },
  { "\\b", '\b', 2 },
  { "\\f", '\f', 2 },
  { "\\n", '\n', 2 },
  { "\\r", '\r', 2 },
  { "\\t", '\t', 2 },
  { "\\u0041B", 'A', 6 },
  { "\\u20aC", 0x20ac, 6 },
  { "\\ud800\\udc00", 0x10000, 12 },
  { "\\uDBFF\\uDFFFx", 0x10ffff, 12 },
  { "\\", 0, 0 },
  { "\\u004", 0, 0 },
  { "\\U0041", 0, 0 },
  { "\\ud800\\udc0", 0, 0 },
  { "\\ud800\\ue000", 0, 0 },
  { "\\udc00\\udc00", 0, 0 },
  { "\\u0000", 0, 0 },
  { "n", 0, 0 },
  { "", 0, 0 },
};

static void
test_escapes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++) {
    const char *at = escapes[i].escape;
    const char *end = at + strlen (at);
    gunichar character = 0;
    gboolean is_escape = rek_json_read_escape (&at, end, &character);

    g_test_message ("%s", escapes[i].escape);
    g_assert_cmpint (is_escape, ==, escapes[i].character != 0);
    if (!is_escape)
      continue;
    g_assert_cmphex (character, ==, escapes[i].character);
    g_assert_cmpuint ((gsize) (at - escapes[i].escape), ==, escapes[i].length);
  }
}

/* The output is JSON, and a parser reads the same string from it. */
static void
test_strings (void)
{
  static const char *const strings[] = { "", "plain", "a\"b\\c/d",
    "\n\t\x01\x1f", "Müller 妹島 😀 \x7f", "</script>" };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++) {
    g_autoptr (GString) json = g_string_new (NULL);
    g_autoptr (JsonNode) node = NULL;

    rek_json_append_string (json, strings[i]);
    g_assert_true (rek_json_check (json->str, json->len, NULL));
    node = json_from_string (json->str, NULL);
    g_assert_cmpstr (json_node_get_string (node), ==, strings[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rek-json-check/check", test_check);
  g_test_add_func ("/rek-json-check/nul-byte", test_nul_byte);
  g_test_add_func ("/rek-json-check/cut", test_cut);
  g_test_add_func ("/rek-json-check/list", test_list);
  g_test_add_func ("/rek-json-check/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/rek-json-check/escapes", test_escapes);
  g_test_add_func ("/rek-json-check/strings", test_strings);
  return g_test_run ();
}
