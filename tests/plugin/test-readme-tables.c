/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The table of properties in each element's README has what the element has: no
 * property too many or too few, its type, range, values, default and when it
 * may be changed.
 */

#include "config.h"

#include <gst/gst.h>
#include <string.h>

/* The table in plugin/ELEMENT/README.md, and what a sign after a name means. */
typedef struct {
  const char *element;
  char sign;
  guint signed_flag;
} Table;

static const Table tables[] = {
  { "rekognitioncelebrity", '*', GST_PARAM_MUTABLE_PLAYING },
#if HAVE_OVERLAY
  { "celebrityoverlay", '+', GST_PARAM_CONTROLLABLE },
#endif
  { "celebritylog", '*', GST_PARAM_MUTABLE_PLAYING },
};

typedef struct {
  char *name;
  char *type;
  char *meaning;
  gboolean has_sign;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->name);
  g_free (row->type);
  g_free (row->meaning);
  g_free (row);
}

/* "| `name` * | type, default | meaning |" */
static Row *
row_parse (const Table *table, const char *line)
{
  g_autoptr (GRegex) regex = g_regex_new (
      "^\\| `([a-z-]+)`( [*+])? \\| (.+?) \\| (.+) \\|$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *sign = NULL;
  Row *row;

  if (!g_regex_match (regex, line, 0, &match))
    g_error ("plugin/%s/README.md: this row describes no property: %s",
        table->element, line);
  row = g_new0 (Row, 1);
  row->name = g_match_info_fetch (match, 1);
  sign = g_match_info_fetch (match, 2);
  row->has_sign = sign[0] != '\0';
  row->type = g_match_info_fetch (match, 3);
  row->meaning = g_match_info_fetch (match, 4);
  g_assert_true (!row->has_sign || sign[1] == table->sign);
  return row;
}

static gboolean
is_table_head (const char *line)
{
  return g_str_has_prefix (line, "| name | type, default |") ||
      g_str_has_prefix (line, "| property | type, default |");
}

/* The lines of the element's README, from its table of properties on. */
static GStrv
read_from_table (const Table *table)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "plugin",
      table->element, "README.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s has no README: %s", table->element, error->message);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (is_table_head (lines[i]))
      return g_strdupv (&lines[i]);
  g_error ("plugin/%s/README.md has no table of properties, which begins with "
           "\"| name | type, default |\"",
      table->element);
}

static GPtrArray *
read_table (const Table *table)
{
  g_auto (GStrv) lines = read_from_table (table);
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  g_assert_cmpuint (g_strv_length (lines), >, 2);
  for (guint i = 2; lines[i] != NULL && lines[i][0] == '|'; i++)
    g_ptr_array_add (rows, row_parse (table, lines[i]));
  return rows;
}

static void
append_name (GString *text, const char *name)
{
  g_string_append_printf (text, "%s`%s`", text->len > 0 ? ", " : "", name);
}

static char *
describe_enum (const GParamSpec *pspec)
{
  const GParamSpecEnum *spec = (const GParamSpecEnum *) pspec;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spec->enum_class->n_values; i++)
    append_name (text, spec->enum_class->values[i].value_nick);
  g_string_append_printf (text, "; %s",
      g_enum_get_value (spec->enum_class, spec->default_value)->value_nick);
  return g_string_free (text, FALSE);
}

static char *
describe_flags (const GParamSpec *pspec)
{
  const GParamSpecFlags *spec = (const GParamSpecFlags *) pspec;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) defaults = g_string_new (NULL);
  const char *all = spec->flags_class->n_values == 2 ? "both" : "all";

  for (guint i = 0; i < spec->flags_class->n_values; i++) {
    const GFlagsValue *value = &spec->flags_class->values[i];

    append_name (names, value->value_nick);
    if (spec->default_value & value->value)
      g_string_append_printf (defaults, "%s%s", defaults->len > 0 ? "+" : "",
          value->value_nick);
  }
  return g_strdup_printf ("flags %s; %s", names->str,
      spec->default_value == spec->flags_class->mask ? all : defaults->str);
}

/* The range is omitted if it is all that the type holds. */
static char *
describe_uint (const GParamSpec *pspec)
{
  const GParamSpecUInt *spec = (const GParamSpecUInt *) pspec;

  return spec->maximum == G_MAXUINT
      ? g_strdup_printf ("uint, %u", spec->default_value)
      : g_strdup_printf ("uint %u–%u, %u", spec->minimum, spec->maximum,
            spec->default_value);
}

static char *
describe_uint64 (const GParamSpec *pspec)
{
  guint64 value = ((const GParamSpecUInt64 *) pspec)->default_value;

  return value == G_MAXUINT64
      ? g_strdup ("uint64, none")
      : g_strdup_printf ("uint64, %" G_GUINT64_FORMAT, value);
}

static char *
describe_int64 (const GParamSpec *pspec)
{
  return g_strdup_printf ("int64, %" G_GINT64_FORMAT,
      ((const GParamSpecInt64 *) pspec)->default_value);
}

static char *
describe_double (const GParamSpec *pspec)
{
  const GParamSpecDouble *spec = (const GParamSpecDouble *) pspec;

  return g_strdup_printf ("double %g–%g, %g", spec->minimum, spec->maximum,
      spec->default_value);
}

static char *
describe_boolean (const GParamSpec *pspec)
{
  return g_strdup_printf ("boolean, %s",
      ((const GParamSpecBoolean *) pspec)->default_value ? "true" : "false");
}

static char *
describe_string (const GParamSpec *pspec)
{
  const char *rights = "";

  g_assert_null (((const GParamSpecString *) pspec)->default_value);
  if ((pspec->flags & G_PARAM_READABLE) == 0)
    rights = ", write-only";
  else if ((pspec->flags & G_PARAM_WRITABLE) == 0)
    rights = ", read-only";
  return g_strconcat ("string", rights, NULL);
}

static char *
describe_array (const GParamSpec *pspec)
{
  (void) pspec;
  return g_strdup ("array of strings, empty");
}

static char *
describe_structure (const GParamSpec *pspec)
{
  g_assert_true (pspec->value_type == GST_TYPE_STRUCTURE);
  g_assert_cmpuint (pspec->flags & G_PARAM_WRITABLE, ==, 0);
  return g_strdup ("structure, read-only");
}

/* What the README must say about a property. */
static char *
describe (const GParamSpec *pspec)
{
  const struct {
    GType type;
    char *(*describe) (const GParamSpec *pspec);
  } ways[] = {
    { G_TYPE_PARAM_ENUM, describe_enum },
    { G_TYPE_PARAM_FLAGS, describe_flags },
    { G_TYPE_PARAM_UINT, describe_uint },
    { G_TYPE_PARAM_UINT64, describe_uint64 },
    { G_TYPE_PARAM_INT64, describe_int64 },
    { G_TYPE_PARAM_DOUBLE, describe_double },
    { G_TYPE_PARAM_BOOLEAN, describe_boolean },
    { G_TYPE_PARAM_STRING, describe_string },
    { G_TYPE_PARAM_BOXED, describe_structure },
    { GST_TYPE_PARAM_ARRAY_LIST, describe_array },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (pspec, ways[i].type))
      return ways[i].describe (pspec);
  g_error ("%s is of a type that this test does not know", pspec->name);
}

static void
check_row (const Table *table, const Row *row, GObject *element)
{
  GParamSpec *pspec =
      g_object_class_find_property (G_OBJECT_GET_CLASS (element), row->name);
  g_autoptr (GRegex) notation = g_regex_new (" 0xA+R+G+B+", 0, 0, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *type = NULL;

  g_test_message ("%s", row->name);
  if (pspec == NULL)
    g_error ("plugin/%s/README.md describes %s, a property that the element "
             "does not have",
        table->element, row->name);
  expected = describe (pspec);
  type = g_regex_replace (notation, row->type, -1, 0, "", 0, NULL);
  g_assert_cmpstr (type, ==, expected);
  g_assert_cmpint (row->has_sign, ==, (pspec->flags & table->signed_flag) != 0);
}

/* Both give the same unit, in the same word. */
static void
check_unit (const Row *row, GObject *element)
{
  static const char *units[] = { "nanoseconds", "milliseconds", "seconds",
    "percent", "pixels" };
  GParamSpec *pspec =
      g_object_class_find_property (G_OBJECT_GET_CLASS (element), row->name);
  g_autofree char *blurb = g_ascii_strdown (g_param_spec_get_blurb (pspec), -1);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++) {
    if (strstr (blurb, units[i]) == NULL)
      continue;
    g_test_message ("%s: %s", row->name, row->meaning);
    g_assert_nonnull (strstr (row->meaning, units[i]));
    return;
  }
}

static void
check_nothing_missing (const Table *table, GPtrArray *rows, GObject *element)
{
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs;

  pspecs =
      g_object_class_list_properties (G_OBJECT_GET_CLASS (element), &n_pspecs);
  for (guint i = 0; i < n_pspecs; i++) {
    guint n_found = 0;

    if (pspecs[i]->owner_type != G_OBJECT_TYPE (element))
      continue;
    for (guint j = 0; j < rows->len; j++) {
      const Row *row = g_ptr_array_index (rows, j);

      n_found += g_str_equal (row->name, pspecs[i]->name);
    }
    if (n_found != 1)
      g_error ("plugin/%s/README.md describes %s %u times, not once",
          table->element, pspecs[i]->name, n_found);
  }
}

static void
test_table (gconstpointer data)
{
  const Table *table = data;
  g_autoptr (GPtrArray) rows = read_table (table);
  g_autoptr (GstElement) element =
      gst_element_factory_make (table->element, NULL);

  g_assert_nonnull (element);
  gst_object_ref_sink (element);
  for (guint i = 0; i < rows->len; i++) {
    check_row (table, g_ptr_array_index (rows, i), G_OBJECT (element));
    check_unit (g_ptr_array_index (rows, i), G_OBJECT (element));
  }
  check_nothing_missing (table, rows, G_OBJECT (element));
}

int
main (int argc, char **argv)
{
  int result;

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *path =
        g_strdup_printf ("/readme-tables/properties/%s", tables[i].element);

    g_test_add_data_func (path, &tables[i], test_table);
  }
  result = g_test_run ();
  gst_deinit ();
  return result;
}
