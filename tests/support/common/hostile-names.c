/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/common/hostile-names.h"

#include <string.h>

/* clang-format off */
/* The same bytes in JSON and in the decoded name. */
#define PLAIN(label, name) { (label), (name), 0, 0, (name) }
#define MANY(label, name, n) { (label), (name), 0, (n), (name) }
#define ESCAPED(label, json, name) { (label), (json), 0, 0, (name) }
#define REFUSED(label, json) { (label), (json), sizeof (json) - 1, 0, NULL }
/* clang-format on */

#define MIB (1024 * 1024)

static const HostileName names[] = {
  PLAIN ("left-to-right-embedding", "Ada \xe2\x80\xaa(x) 12"),
  PLAIN ("right-to-left-embedding", "Ada \xe2\x80\xab(x) 12"),
  PLAIN ("pop-direction",
      "\xe2\x80\xac\xe2\x80\xac\xe2\x80\xac"
      "Ada"),
  PLAIN ("left-to-right-override", "\xe2\x80\xad\xd8\xa7\xd8\xa8 12"),
  PLAIN ("right-to-left-override",
      "\xe2\x80\xae"
      "gnp.exe"),
  ESCAPED ("override-escaped", "\\u202egnp", "\xe2\x80\xaegnp"),
  PLAIN ("left-to-right-isolate",
      "\xe2\x81\xa6"
      "Ada"),
  PLAIN ("right-to-left-isolate",
      "\xe2\x81\xa7"
      "Ada"),
  PLAIN ("first-strong-isolate",
      "\xe2\x81\xa8\xd8\xa7"
      "Ada"),
  PLAIN ("pop-isolate",
      "Ada\xe2\x81\xa9\xe2\x81\xa9"
      "b"),
  PLAIN ("marks",
      "\xe2\x80\x8e"
      "A\xe2\x80\x8f"
      "d\xd8\x9c"
      "a"),
  PLAIN ("deprecated-formats",
      "A\xe2\x81\xaa\xe2\x81\xab\xe2\x81\xaf"
      "b"),
  PLAIN ("right-to-left-letters", "\xd7\x90\xd7\x91 12 (\xd8\xa7)"),
  MANY ("many-embeddings", "\xe2\x80\xab", 500),
  MANY ("only-overrides", "\xe2\x80\xae", MIB / 3),
  MANY ("mebibyte", "m", MIB),
  MANY ("mebibyte-of-markup", "<b>&'\xe2\x80\xae-->", MIB / 12),
  MANY ("arrows", "-->", MIB / 3),
  MANY ("combining-marks", "Z\xcc\x81\xcc\xa7\xcc\xb8", 3000),
  MANY ("only-combining-marks", "\xcd\x9c", 5000),
  MANY ("ligatures-of-joiners", "\xf0\x9f\x91\xa9\xe2\x80\x8d", 2000),
  PLAIN ("emoji-family",
      "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"
      "\xf0\x9f\x8f\xb3\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x8c\x88"),
  PLAIN ("emoji-flags-and-keycap",
      "\xf0\x9f\x87\xae\xf0\x9f\x87\xaa 1\xef\xb8\x8f\xe2\x83\xa3"),
  ESCAPED ("surrogate-pair", "\\uD83D\\uDE00", "\xf0\x9f\x98\x80"),
  ESCAPED ("lines", "Ada\\n\\n2\\r\\n\\r\\rMoreno\\n",
      "Ada\n\n2\r\n\r\rMoreno\n"),
  ESCAPED ("only-lines", "\\n\\n\\r\\n", "\n\n\r\n"),
  PLAIN ("line-separators", "Ada\xe2\x80\xa8\xe2\x80\xa9Moreno\xc2\x85x"),
  ESCAPED ("clear-screen", "\\u001b[2J\\u001b]0;title\\u0007Ada",
      "\x1b[2J\x1b]0;title\x07"
      "Ada"),
  ESCAPED ("c0-controls",
      "\\u0001\\u0002\\b\\t\\u000b\\f\\u000e\\u001a\\u001f\x7f",
      "\x01\x02\b\t\x0b\x0c\x0e\x1a\x1f\x7f"),
  PLAIN ("c1-controls",
      "\xc2\x80\xc2\x90\xc2\x9b"
      "31m\xc2\x9d\xc2\x9f"),
  PLAIN ("markup", "<b>&<span size='900000'>&amp;&#0;</b>"),
  PLAIN ("markup-unclosed", "<span foreground='red'>Tom & Ella"),
  ESCAPED ("script", "</script><script>alert(\\\"1\\\")</script>",
      "</script><script>alert(\"1\")</script>"),
  ESCAPED ("json", "\\\",\\\"Id\\\":\\\"b\\\\\\\"}],[{",
      "\",\"Id\":\"b\\\"}],[{"),
  PLAIN ("formula", "=cmd|' /C calc'!A0"),
  ESCAPED ("formula-with-quotes", "=HYPERLINK(\\\"http://x\\\",\\\"y\\\")",
      "=HYPERLINK(\"http://x\",\"y\")"),
  PLAIN ("formula-signs", "+1-2@SUM(A1,B1)"),
  ESCAPED ("csv", "\\\"\\\",a\\\",\\\"\\r\\n\\\"", "\"\",a\",\"\r\n\""),
  ESCAPED ("slashes", "a;b\\/c\\\\d", "a;b/c\\d"),
  PLAIN ("srt-times", "00:00:00,000 --> 00:00:09,000"),
  ESCAPED ("srt-cue", "a\\n\\n2\\n00:00:00,000 --> 00:00:09,000\\nb",
      "a\n\n2\n00:00:00,000 --> 00:00:09,000\nb"),
  PLAIN ("webvtt-times", "00:00:00.000 --> 00:00:09.000 position:1%"),
  ESCAPED ("webvtt-block", "a\\n\\nNOTE x\\n\\nSTYLE\\n::cue{}",
      "a\n\nNOTE x\n\nSTYLE\n::cue{}"),
  PLAIN ("webvtt-header", "WEBVTT"),
  PLAIN ("number", "2"),
  PLAIN ("comment", "# not ok 1 %s%n$(id)`id`"),
  PLAIN ("spaces", "  Ada\xc2\xa0 "),
  PLAIN ("invisible", "\xe2\x80\x8b\xef\xbb\xbf\xc2\xad\xe1\x85\x9f"),
  PLAIN ("noncharacters",
      "\xef\xb7\x90\xef\xbf\xbe\xef\xbf\xbf\xf4\x8f\xbf\xbf"),
  PLAIN ("private-use", "\xee\x80\x80\xf3\xb0\x80\x80\xf4\x80\x80\x80"),
  PLAIN ("tags", "\xf3\xa0\x80\x81\xf3\xa0\x81\x81\xf3\xa0\x81\xbf"),
  PLAIN ("replacement", "\xef\xbf\xbd"),
  REFUSED ("nul-escaped", "Ada\\u0000Moreno"),
  REFUSED ("nul", "Ada\0Moreno"),
  REFUSED ("overlong-slash", "Ada\xc0\xaf"),
  REFUSED ("overlong-nul", "Ada\xc0\x80Moreno"),
  REFUSED ("overlong-of-three", "Ada\xe0\x80\xaf"),
  REFUSED ("lone-continuation", "Ada\x80"),
  REFUSED ("cut-sequence", "Ada\xe2\x82"),
  REFUSED ("cut-by-letter", "Ada\xf0\x9f\x98Moreno"),
  REFUSED ("latin-1", "Bj\xf6rn"),
  REFUSED ("no-byte-of-utf-8",
      "\xff\xfe"
      "A"),
  REFUSED ("beyond-unicode", "\xf4\x90\x80\x80"),
  REFUSED ("surrogate", "\xed\xa0\xbd\xed\xb8\x80"),
  REFUSED ("high-surrogate-escaped", "\\ud83d"),
  REFUSED ("low-surrogate-escaped", "\\ude00x"),
  REFUSED ("surrogates-swapped", "\\ude00\\ud83d"),
  REFUSED ("newline", "Ada\nMoreno"),
  REFUSED ("escape", "\x1b[2J"),
};

const HostileName *
hostile_names_get (guint *n)
{
  *n = G_N_ELEMENTS (names);
  return names;
}

void
hostile_name_append_json (const HostileName *row, GString *text)
{
  gsize size = row->json_size > 0 ? row->json_size : strlen (row->json);

  for (guint i = 0; i < MAX (row->repeat, 1); i++)
    g_string_append_len (text, row->json, (gssize) size);
}

char *
hostile_name_dup (const HostileName *row)
{
  const char *once = row->name != NULL ? row->name : row->json;
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < MAX (row->repeat, 1); i++)
    g_string_append (name, once);
  return g_string_free (name, FALSE);
}

static gboolean
is_shown (gunichar character)
{
  return !g_unichar_iscntrl (character) && character != 0x2028 &&
      character != 0x2029 && character != 0x061c && character != 0x200e &&
      character != 0x200f && !(character >= 0x202a && character <= 0x202e) &&
      !(character >= 0x2066 && character <= 0x206f);
}

void
hostile_names_assert_shown (const char *text)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (; *text != '\0'; text = g_utf8_next_char (text))
    g_assert_true (is_shown (g_utf8_get_char (text)));
}
