/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-sanitize.h"
#include <string.h>

#include "support/common/hostile-names.h"

#define MAX_SIZE (8 * 1024)

/* @line: the expected text on one line */
static const struct {
  const char *text;
  const char *cleaned;
  const char *line;
} cases[] = {
  { "", "", "" },
  { "Tom & \"Ella\" <b>", "Tom & \"Ella\" <b>", "Tom & \"Ella\" <b>" },
  { "李小明 😀 Björn", "李小明 😀 Björn", "李小明 😀 Björn" },
  { "one\n\ntwo\r\n", "one\n\ntwo \n", "one  two  " },
  { "\x1b[2J\t\x7f", " [2J  ", " [2J  " },
  { "a\xc2\x9b"
    "b\xe2\x80\xa8"
    "c\xe2\x80\xa9",
      "a b c ", "a b c " },
  { "\xe2\x80\xae"
    "a\xe2\x81\xa6"
    "b\xe2\x80\x8f"
    "c\xd8\x9c",
      "abc", "abc" },
  { "Bj\xf6rn \xff\xe2\x82",
      "Bj\xef\xbf\xbdrn \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
      "Bj\xef\xbf\xbdrn \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
  /* Joiners are part of letters and stay. */
  { "a\xe2\x80\x8d"
    "b\xe2\x80\x8c",
      "a\xe2\x80\x8d"
      "b\xe2\x80\x8c",
      "a\xe2\x80\x8d"
      "b\xe2\x80\x8c" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *cleaned = gst_celebrity_text_clean (cases[i].text);
    g_autofree char *line = gst_celebrity_text_clean_line (cases[i].text);

    g_assert_cmpstr (cleaned, ==, cases[i].cleaned);
    g_assert_cmpstr (line, ==, cases[i].line);
  }
  g_assert_null (gst_celebrity_text_clean_line (NULL));
}

static void
test_hostile (void)
{
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *name = hostile_name_dup (&rows[i]);
    g_autofree char *line = gst_celebrity_text_clean_line (name);

    hostile_names_assert_shown (line);
    g_assert_cmpuint (strlen (line), <=, MAX_SIZE);
    if (strlen (name) > 2 * MAX_SIZE && *name != '\xe2')
      g_assert_cmpuint (strlen (line), >, MAX_SIZE / 2);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gst-celebrity-sanitize/cases", test_cases);
  g_test_add_func ("/gst-celebrity-sanitize/hostile", test_hostile);
  return g_test_run ();
}
