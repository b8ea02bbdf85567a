/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-error.h"
#include "page/rek-json-splitter.h"

#include <string.h>

#define MAX_SIZE 64
#define BIG_63 \
  "{\"a\":\"-------------------------------------------------------\"}"

typedef struct {
  const char *text;
  const char *objects[4];
  const char *problem; /* NULL: none */
} Row;

static const Row rows[] = {
  { "", { NULL }, NULL },
  { " \n\t\r ", { NULL }, NULL },
  { "{}", { "{}" }, NULL },
  { "  {\"a\":1}\n", { "{\"a\":1}" }, NULL },
  { "{}{}", { "{}", "{}" }, NULL },
  { "{\"a\":1}\n{\"b\":2}\n\n{\"c\":3}",
      { "{\"a\":1}", "{\"b\":2}", "{\"c\":3}" }, NULL },
  { "{\n  \"a\": [\n    {}\n  ]\n}\n{}\n",
      { "{\n  \"a\": [\n    {}\n  ]\n}", "{}" }, NULL },
  { "[]", { NULL }, NULL },
  { "[{}]", { "{}" }, NULL },
  { "[ {} , {\"a\":[1]} ]", { "{}", "{\"a\":[1]}" }, NULL },
  { "[{}][{}]{}", { "{}", "{}", "{}" }, NULL },
  { "\xef\xbb\xbf{}", { "{}" }, NULL },
  { "{}\xef\xbb\xbf{}", { "{}", "{}" }, NULL },
  { "{}\n\xef\xbb\xbf[{}]\xef\xbb\xbf", { "{}", "{}" }, NULL },
  /* Arrays in an array. */
  { "[[{}]]", { "[{}]" }, NULL },
  { "[{},[[]] ,[]]", { "{}", "[[]]", "[]" }, NULL },
  /* Brackets in strings, and escapes. */
  { "{\"}\":\"]\"}{}", { "{\"}\":\"]\"}", "{}" }, NULL },
  { "{\"\\\"}\":\"\\\\\"}{}", { "{\"\\\"}\":\"\\\\\"}", "{}" }, NULL },
  { "{\"\\\\\\\"}\":1}", { "{\"\\\\\\\"}\":1}" }, NULL },
  { "{\"é\":\"😀{\"}{}", { "{\"é\":\"😀{\"}", "{}" }, NULL },
  { BIG_63, { BIG_63 }, NULL },
  /* No objects. */
  { "x", { NULL }, "at byte 1)" },
  { "\"{}\"", { NULL }, "at byte 1)" },
  { "{} x", { "{}" }, "at byte 4)" },
  { "{},{}", { "{}" }, "at byte 3)" },
  { "]", { NULL }, "at byte 1)" },
  { "}", { NULL }, "at byte 1)" },
  { "[1]", { NULL }, "at byte 2)" },
  { "[,{}]", { NULL }, "at byte 2)" },
  { "[{} {}]", { "{}" }, "at byte 5)" },
  { "[{},]", { "{}" }, "at byte 5)" },
  { "[{}}", { "{}" }, "at byte 4)" },
  { "\xef\xbb{}", { NULL }, "at byte 3)" },
  { "[\xef\xbb\xbf{}]", { NULL }, "at byte 2)" },
  /* Truncated. */
  { "[", { NULL }, "cut off" },
  { "[{}", { "{}" }, "cut off" },
  { "[{},", { "{}" }, "cut off" },
  { "{}{\"a\":", { "{}" }, "cut off" },
  { "{\"}", { NULL }, "cut off" },
  { "{}\xef\xbb", { "{}" }, "cut off" },
  { "{\"\\", { NULL }, "cut off" },
  { BIG_63 " {\"a\":\"-" BIG_63, { BIG_63 }, "larger than" },
};

typedef struct {
  const Row *row;
  guint n;
  guint n_wanted;
} Receiver;

static gboolean
receive (GBytes *object, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Receiver *receiver = user_data;
  const char *expected = receiver->row->objects[receiver->n++];

  g_assert_nonnull (expected);
  g_assert_cmpmem (g_bytes_get_data (object, NULL), g_bytes_get_size (object),
      expected, strlen (expected));
  return receiver->n != receiver->n_wanted;
}

/* In pieces of @size bytes, each in memory of exactly its size. */
static void
check_row (const Row *row, gsize size)
{
  Receiver receiver = { row, 0, G_MAXUINT };
  g_autoptr (RekSplitter) splitter =
      rek_splitter_new (MAX_SIZE, receive, &receiver);
  g_autoptr (GError) error = NULL;
  gsize length = strlen (row->text);
  gboolean is_good = TRUE;

  for (gsize at = 0; at < length && is_good; at += size) {
    gsize n = MIN (size, length - at);
    g_autofree char *piece = g_memdup2 (row->text + at, n);

    is_good = rek_splitter_push (splitter, piece, n, &error);
  }
  is_good = is_good && rek_splitter_finish (splitter, &error);

  if (row->problem == NULL) {
    g_assert_no_error (error);
    g_assert_true (is_good);
  } else {
    g_assert_false (is_good);
    g_assert_cmpint (error->domain, ==, REK_ERROR);
    g_assert_nonnull (strstr (error->message, row->problem));
  }
  g_assert_null (row->objects[receiver.n]);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *shown = g_strescape (rows[i].text, NULL);

    g_test_message ("%s", shown);
    for (gsize size = 1; size < 12; size++)
      check_row (&rows[i], size);
    check_row (&rows[i], 1000);
  }
}

/* A callback that returns FALSE is not called again. */
static void
test_enough (void)
{
  static const Row row = { "{}{}{}", { "{}", "{}" }, NULL };
  Receiver receiver = { &row, 0, 2 };
  g_autoptr (RekSplitter) splitter =
      rek_splitter_new (MAX_SIZE, receive, &receiver);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      rek_splitter_push (splitter, row.text, strlen (row.text), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (receiver.n, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rek-json-splitter/table", test_table);
  g_test_add_func ("/rek-json-splitter/enough", test_enough);
  return g_test_run ();
}
