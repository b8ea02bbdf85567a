/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-settings-table.h"

typedef enum {
  SIDE_LEFT,
  SIDE_RIGHT,
} Side;

typedef struct {
  gboolean is_on;
  guint width;
  guint64 gap;
  gint64 shift;
  double level;
  Side side;
  guint parts;
  char *name;
  char **people;
} Settings;

enum {
  PROP_IS_ON = 1,
  PROP_WIDTH,
  PROP_GAP,
  PROP_SHIFT,
  PROP_LEVEL,
  PROP_SIDE,
  PROP_PARTS,
  PROP_NAME,
  PROP_PEOPLE,
  PROP_OF_THE_ELEMENT,
};

#define ROW(property, kind, member) \
  GST_CELEBRITY_SETTING (PROP_##property, GST_CELEBRITY_SETTING_##kind, \
      Settings, member)

static const GstCelebritySetting rows[] = {
  ROW (IS_ON, BOOLEAN, is_on),
  ROW (WIDTH, UINT, width),
  ROW (GAP, UINT64, gap),
  ROW (SHIFT, INT64, shift),
  ROW (LEVEL, DOUBLE, level),
  ROW (SIDE, ENUM, side),
  ROW (PARTS, FLAGS, parts),
  ROW (NAME, STRING, name),
  GST_CELEBRITY_SETTING_OF_STRINGS (PROP_PEOPLE, gst_celebrity_strv_type,
      Settings, people),
};

static const GstCelebritySettingsTable table = { rows, G_N_ELEMENTS (rows),
  sizeof (Settings) };

static const struct {
  guint property;
  const char *text;
} values[] = {
  { PROP_IS_ON, "x,value=(gboolean)true" },
  { PROP_WIDTH, "x,value=(guint)4294967295" },
  { PROP_GAP, "x,value=(guint64)18446744073709551615" },
  { PROP_SHIFT, "x,value=(gint64)-9223372036854775808" },
  { PROP_LEVEL, "x,value=(gdouble)0.5" },
  { PROP_SIDE, "x,value=(GstSearchMode)after" },
  { PROP_PARTS, "x,value=(GstSegmentFlags)reset+segment" },
  { PROP_NAME, "x,value=(string)Ann" },
  { PROP_PEOPLE, "x,value=(string)<Ann,Bob>" },
};

static void
set_all (Settings *settings)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (GstStructure) structure =
        gst_structure_from_string (values[i].text, NULL);

    g_assert_true (gst_celebrity_settings_set (&table, settings,
        values[i].property, gst_structure_get_value (structure, "value")));
  }
}

static void
assert_all (const Settings *settings)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (GstStructure) structure =
        gst_structure_from_string (values[i].text, NULL);
    const GValue *expected = gst_structure_get_value (structure, "value");
    g_auto (GValue) value = G_VALUE_INIT;

    g_test_message ("%s", values[i].text);
    g_value_init (&value, G_VALUE_TYPE (expected));
    g_assert_true (gst_celebrity_settings_get (&table, settings,
        values[i].property, &value));
    g_assert_cmpint (gst_value_compare (&value, expected), ==, GST_VALUE_EQUAL);
  }
}

/* Setting twice frees the first value. */
static void
test_set_and_get (void)
{
  Settings settings = { 0 };

  set_all (&settings);
  set_all (&settings);
  assert_all (&settings);
  gst_celebrity_settings_clear (&table, &settings);
}

static void
test_unset (void)
{
  const Settings settings = { 0 };
  g_auto (GValue) name = G_VALUE_INIT;
  g_auto (GValue) people = G_VALUE_INIT;

  g_value_init (&name, G_TYPE_STRING);
  g_value_init (&people, GST_TYPE_ARRAY);
  g_assert_true (
      gst_celebrity_settings_get (&table, &settings, PROP_NAME, &name));
  g_assert_true (
      gst_celebrity_settings_get (&table, &settings, PROP_PEOPLE, &people));
  g_assert_null (g_value_get_string (&name));
  g_assert_cmpuint (gst_value_array_get_size (&people), ==, 0);
}

static void
test_no_setting (void)
{
  Settings settings = { 0 };
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_null (gst_celebrity_settings_find (&table, PROP_OF_THE_ELEMENT));
  g_assert_false (gst_celebrity_settings_set (&table, &settings,
      PROP_OF_THE_ELEMENT, &value));
  g_assert_false (gst_celebrity_settings_get (&table, &settings,
      PROP_OF_THE_ELEMENT, &value));
}

static void
test_copy (void)
{
  Settings settings = { 0 };
  Settings copy;

  set_all (&settings);
  gst_celebrity_settings_copy (&table, &settings, &copy);
  gst_celebrity_settings_clear (&table, &settings);
  g_assert_null (settings.name);
  g_assert_null (settings.people);
  assert_all (&copy);
  gst_celebrity_settings_clear (&table, &copy);
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_type_class_unref (g_type_class_ref (GST_TYPE_SEARCH_MODE));
  g_type_class_unref (g_type_class_ref (GST_TYPE_SEGMENT_FLAGS));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gst-celebrity-settings-table/set-and-get",
      test_set_and_get);
  g_test_add_func ("/gst-celebrity-settings-table/unset", test_unset);
  g_test_add_func ("/gst-celebrity-settings-table/no-setting", test_no_setting);
  g_test_add_func ("/gst-celebrity-settings-table/copy", test_copy);
  return g_test_run ();
}
