/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-page.h"
#include "page/rek-next-token.h"

#include <string.h>

#define N_MUTATIONS 20000

static const struct {
  const char *body;
  const char *token; /* NULL: none is found */
} table[] = {
  { "{\"NextToken\":\"t\"}", "t" },
  { " { \"NextToken\" : \"t\" } ", "t" },
  { "\xef\xbb\xbf{\"NextToken\":\"t\"}", "t" },
  { "{\"a\":1,\"NextToken\":\"a+b/c==\",\"b\":[]}", "a+b/c==" },
  { "{\"a\":-1.5e3,\"b\":true,\"c\":null,\"d\":\"x\",\"NextToken\":\"t\"}",
      "t" },
  { "{\"a\":{\"b\":[[{}],\"}\"]},\"NextToken\":\"t\"}", "t" },
  /* Absent, or no token. */
  { "{}", NULL },
  { "{\"a\":\"NextToken\"}", NULL },
  { "{\"NextToken\":null}", NULL },
  { "{\"NextToken\":\"\"}", NULL },
  { "{\"NextToken\":5}", NULL },
  { "{\"NextToken\":true}", NULL },
  { "{\"NextToken\":{\"NextToken\":\"t\"}}", NULL },
  { "{\"NextToken\":[\"t\"]}", NULL },
  { "{\"nexttoken\":\"t\",\"NextToken2\":\"t\",\"NextToke\":\"t\"}", NULL },
  /* In camelCase, if there is no other. */
  { "{\"nextToken\":\"t\"}", "t" },
  { "{\"\\u006eextToken\":\"t\"}", "t" },
  { "{\"nextToken\":\"a\",\"NextToken\":\"b\"}", "b" },
  { "{\"NextToken\":\"a\",\"nextToken\":\"b\"}", "a" },
  { "{\"NextToken\":null,\"nextToken\":\"b\"}", NULL },
  /* Deeper than the outermost object, or in a string. */
  { "{\"a\":{\"NextToken\":\"t\"},\"b\":[{\"NextToken\":\"t\"}]}", NULL },
  { "{\"a\":\"\\\",\\\"NextToken\\\":\\\"t\\\"\"}", NULL },
  { "[{\"NextToken\":\"t\"}]", NULL },
  { "\"NextToken\"", NULL },
  /* The last one wins. */
  { "{\"NextToken\":\"a\",\"NextToken\":\"b\"}", "b" },
  { "{\"NextToken\":\"a\",\"NextToken\":null}", NULL },
  { "{\"NextToken\":null,\"NextToken\":\"b\"}", "b" },
  { "{\"NextToken\":\"a\",\"NextToken\":\"\"}", NULL },
  /* Escapes. */
  { "{\"Next\\u0054oken\":\"t\"}", "t" },
  { "{\"\\u004e\\u0065\\u0078\\u0074\\u0054oken\":\"t\"}", "t" },
  { "{\"Next\\\\u0054oken\":\"t\"}", NULL },
  { "{\"NextToken\":\"a\\/b\\\\c\\\"d\\u00e9\\n\"}", "a/b\\c\"dé\n" },
  { "{\"NextToken\":\"\\ud83d\\ude00\"}", "😀" },
  { "{\"NextToken\":\"\\\\\"}", "\\" },
  { "{\"a\":\"\\\\\",\"NextToken\":\"t\"}", "t" },
  { "{\"a\":\"\\\\\\\"\",\"NextToken\":\"t\"}", "t" },
  { "{\"a\\\"b\":\"\\\\\\\\\",\"NextToken\":\"é\"}", "é" },
  { "{\"a\":[\"]\",\"\\\"]\"],\"NextToken\":\"t\"}", "t" },
  /* Not a page. */
  { "", NULL },
  { "\xef\xbb\xbf", NULL },
  { "{", NULL },
  { "{\"", NULL },
  { "{\"NextToken", NULL },
  { "{\"NextToken\"", NULL },
  { "{\"NextToken\":", NULL },
  { "{\"NextToken\":\"", NULL },
  { "{\"NextToken\":\"t", NULL },
  { "{\"NextToken\":\"t\\", NULL },
  { "{\"NextToken\":\"t\\\"}", NULL },
  { "{\"NextToken\":\"t\"", NULL },
  { "{\"NextToken\":\"t\",", NULL },
  { "{\"NextToken\":\"t\",}", NULL },
  { "{\"NextToken\":\"t\",\"a\":[", NULL },
  { "{\"NextToken\":\"t\",\"a\":[\"", NULL },
  { "{\"NextToken\":\"t\",\"a\":1", NULL },
  { "{\"NextToken\":\"t\" \"a\":1}", NULL },
  { "{\"NextToken\" \"t\"}", NULL },
  { "{,\"NextToken\":\"t\"}", NULL },
  { "{\"NextToken\":\"t\",\"a\":}", NULL },
  { "{\"NextToken\":\"\\u0000\"}", NULL },
  { "{\"NextToken\":\"\\ud83d\"}", NULL },
  { "{\"NextToken\":\"\\q\"}", NULL },
  { "{\"NextToken\":\"\xff\"}", NULL },
  { "{\"\\q\":1,\"NextToken\":\"t\"}", NULL },
  { "<html>\"NextToken\":\"t\"</html>", NULL },
};

/* In memory of exactly its size, so that a sanitizer detects a read beyond it.
 */
static GBytes *
bytes_new (const char *text, gsize size)
{
  return g_bytes_new_take (g_memdup2 (text, size), size);
}

/* If the parser accepts the text, the scanner has found its token.
 *
 * Returns: whether the parser accepts it */
static gboolean
check_agreement (GBytes *body, const char *token)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekPage) page = rek_page_parse (body, pool, NULL);

  if (page == NULL)
    return FALSE;
  g_assert_cmpstr (page->next_token, ==, token);
  return TRUE;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GBytes) body = bytes_new (table[i].body, strlen (table[i].body));
    g_autofree char *token = rek_token_scan (body);
    g_autofree char *shown = g_strescape (table[i].body, NULL);

    g_test_message ("%s", shown);
    g_assert_cmpstr (token, ==, table[i].token);
    if (token != NULL)
      g_assert_true (check_agreement (body, token));
    else
      check_agreement (body, NULL);
  }
}

static void
test_nul_bytes (void)
{
  static const char *const bodies[] = { "{\"NextToken\":\"a\0b\"}",
    "{\"NextToken\":\0\"ab\"}", "{\"NextToken\":\"a\"\0 }",
    "\0\"NextToken\":\"ab\"}   " };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GBytes) body = bytes_new (bodies[i], 19);

    g_assert_null (rek_token_scan (body));
  }
}

static const char page[] =
    "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[{\"Timestamp\":500,"
    "\"Celebrity\":{\"Urls\":[\"www.example.com/1\"],\"Name\":"
    "\"A \\\"quoted\\\" \\\\ n\\u00e4me {\",\"Id\":\"x]\",\"Face\":"
    "{\"BoundingBox\":{\"Left\":0.1,\"Top\":0.2,\"Width\":0.3,\"Height\":0.4}}}}"
    "],\"NextToken\":\"abc\\/d\\u00e9\\ud83d\\ude00==\",\"NextToken2\":\"no\","
    "\"JobTag\":\"\xc3\xa9\",\"Video\":{\"NextToken\":\"no\"},"
    "\"Next\\u0054oken\":\"last\"}";

/* Changes a byte, inserts one, or removes some. */
static void
mutate (GString *text)
{
  static const char bytes[] = "\"\\{}[]:,u0d8ent \t\n\x01\xff\xc3";
  gssize at = g_test_rand_int_range (0, (gint32) text->len);
  char byte = bytes[g_test_rand_int_range (0, sizeof bytes)];
  gssize n_left = (gssize) text->len - at;

  switch (g_test_rand_int_range (0, 4)) {
    case 0:
      text->str[at] = byte;
      break;
    case 1:
      g_string_insert_c (text, at, byte);
      break;
    case 2:
      g_string_erase (text, at, 1);
      break;
    default:
      g_string_erase (text, at, g_test_rand_int_range (0, (gint32) n_left + 1));
      break;
  }
}

static void
test_mutations (void)
{
  guint n_agreed = 0;

  for (guint i = 0; i < N_MUTATIONS; i++) {
    g_autoptr (GString) text = g_string_new (page);
    g_autoptr (GBytes) body = NULL;
    g_autofree char *token = NULL;
    guint n = (guint) g_test_rand_int_range (1, 4);

    for (guint k = 0; k < n && text->len > 0; k++)
      mutate (text);
    body = bytes_new (text->str, text->len);
    token = rek_token_scan (body);
    if (check_agreement (body, token))
      n_agreed++;
  }
  g_test_message ("%u of %d were pages", n_agreed, N_MUTATIONS);
  g_assert_cmpuint (n_agreed, >, N_MUTATIONS / 20);
}

static void
test_member (void)
{
  static const char text[] =
      "{\"a\":{\"JobId\":\"x\"},\"NextToken\":\"t\",\"JobId\":\"j\\u002d1\","
      "\"Empty\":\"\"}";
  g_autoptr (GBytes) body = bytes_new (text, strlen (text));
  g_autofree char *job_id = rek_token_scan_member (body, "JobId");
  g_autofree char *token = rek_token_scan_member (body, "NextToken");

  g_assert_cmpstr (job_id, ==, "j-1");
  g_assert_cmpstr (token, ==, "t");
  g_assert_null (rek_token_scan_member (body, "Empty"));
  g_assert_null (rek_token_scan_member (body, "Other"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rek-next-token/table", test_table);
  g_test_add_func ("/rek-next-token/nul-bytes", test_nul_bytes);
  g_test_add_func ("/rek-next-token/mutations", test_mutations);
  g_test_add_func ("/rek-next-token/member", test_member);
  return g_test_run ();
}
