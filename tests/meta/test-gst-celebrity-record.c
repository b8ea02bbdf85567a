/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-record.h"

#define ANN "[celebrity,name=Ann]"
#define BOB "[celebrity,name=Bob]"

static const struct {
  const char *name;
  const char *record;
  const char *expected;
} rows[] = {
  { "people", "x,celebrities=(structure)<" ANN "," BOB ">", " Ann Bob" },
  { "one", "x,celebrities=(structure)<" ANN ">", " Ann" },
  { "empty", "x,celebrities=(structure)<>", "" },
  { "no-list", "x,version=1", "" },
  { "no-array", "x,celebrities=(string)Ann", "" },
  { "a-list", "x,celebrities=(structure){" ANN "}", "" },
  { "no-structures", "x,celebrities=(int)<1,2>", "" },
};

static void
assert_names (const GstStructure *record, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const GstStructure *celebrity;
  guint position = 0;

  while ((celebrity = gst_celebrity_record_next (record, &position)) != NULL)
    g_string_append_printf (names, " %s",
        gst_structure_get_string (celebrity, "name"));
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GstStructure) record =
        gst_structure_from_string (rows[i].record, NULL);

    g_test_message ("%s", rows[i].name);
    g_assert_nonnull (record);
    assert_names (record, rows[i].expected);
  }
}

static void
append (GValue *array, GstStructure *celebrity)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, celebrity);
  gst_value_array_append_and_take_value (array, &value);
}

/* Any element may write a record. */
static void
test_no_structure (void)
{
  g_autoptr (GstStructure) record = gst_structure_new_empty ("x");
  GValue array = G_VALUE_INIT;

  g_value_init (&array, GST_TYPE_ARRAY);
  append (&array, NULL);
  append (&array, gst_structure_from_string ("celebrity,name=Ann", NULL));
  append (&array, NULL);
  gst_structure_take_value (record, "celebrities", &array);
  assert_names (record, " Ann");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/gst-celebrity-record/rows", test_rows);
  g_test_add_func ("/gst-celebrity-record/no-structure", test_no_structure);
  return g_test_run ();
}
