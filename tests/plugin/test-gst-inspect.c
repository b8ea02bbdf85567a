/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The information about the plugin in gst-inspect-1.0, and the documentation
 * comments of its sources.
 */

#include "config.h"

#include <gst/gst.h>
#include <string.h>

static const char *elements[] = {
  "celebritylog",
#if HAVE_OVERLAY
  "celebrityoverlay",
#endif
  "rekognitioncelebrity",
};

/* The applicable keywords of GStreamer's design document "Element Klass
 * definition". */
static const char *klass_words[] = { "Filter", "Effect", "Editor", "Analyzer",
  "Video", "Metadata", "Network", NULL };

/* Units of numeric properties. */
static const char *units[] = { "nanoseconds", "milliseconds", "seconds",
  "percent", "pixels", "detections", "attempts", "0xaarrggbb", NULL };

static void
assert_phrase (const char *phrase)
{
  g_assert_nonnull (phrase);
  g_assert_cmpuint (strlen (phrase), >, 0);
  g_assert_false (g_ascii_islower (phrase[0]));
  g_assert_false (g_ascii_isspace (phrase[0]));
  g_assert_false (g_str_has_suffix (phrase, "."));
}

static GstElement *
make (const char *name)
{
  GstElement *element = gst_element_factory_make (name, NULL);

  g_assert_nonnull (element);
  return gst_object_ref_sink (element);
}

/* The element's own properties, without inherited ones. */
static GPtrArray *
list_properties (GstElement *element)
{
  g_autofree GParamSpec **pspecs = NULL;
  GPtrArray *own = g_ptr_array_new ();
  guint n_pspecs;

  pspecs =
      g_object_class_list_properties (G_OBJECT_GET_CLASS (element), &n_pspecs);
  for (guint i = 0; i < n_pspecs; i++)
    if (pspecs[i]->owner_type == G_OBJECT_TYPE (element))
      g_ptr_array_add (own, pspecs[i]);
  g_assert_cmpuint (own->len, >, 0);
  return own;
}

/* From GStreamer 1.28 on, the meta is a feature, too. */
static void
check_feature (GstPluginFeature *feature)
{
  const char *name = gst_plugin_feature_get_name (feature);

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (GST_IS_ELEMENT_FACTORY (feature) && g_str_equal (name, elements[i]))
      return;
  g_assert_false (GST_IS_ELEMENT_FACTORY (feature));
  g_assert_cmpstr (name, ==, "CelebrityMeta");
}

static void
test_plugin (void)
{
  g_autoptr (GstPlugin) plugin =
      gst_registry_find_plugin (gst_registry_get (), "rekognition");
  GList *features;

  g_assert_nonnull (plugin);
  g_assert_cmpstr (gst_plugin_get_license (plugin), ==, "LGPL");
  g_assert_cmpstr (gst_plugin_get_version (plugin), ==, VERSION);
  g_assert_cmpstr (gst_plugin_get_source (plugin), ==, PACKAGE);
  g_assert_cmpstr (gst_plugin_get_package (plugin), ==, PACKAGE_NAME);
  g_assert_cmpstr (gst_plugin_get_origin (plugin), ==, PACKAGE_ORIGIN);
  assert_phrase (gst_plugin_get_description (plugin));

  features = gst_registry_get_feature_list_by_plugin (gst_registry_get (),
      "rekognition");
  for (GList *item = features; item != NULL; item = item->next)
    check_feature (item->data);
  gst_plugin_feature_list_free (features);
}

static void
test_factory (gconstpointer data)
{
  g_autoptr (GstElementFactory) factory =
      gst_element_factory_find ((const char *) data);
  const GList *templates;
  g_auto (GStrv) words = NULL;

  g_assert_nonnull (factory);
  g_assert_cmpuint (gst_plugin_feature_get_rank (GST_PLUGIN_FEATURE (factory)),
      ==, GST_RANK_NONE);
  assert_phrase (gst_element_factory_get_metadata (factory,
      GST_ELEMENT_METADATA_LONGNAME));
  assert_phrase (gst_element_factory_get_metadata (factory,
      GST_ELEMENT_METADATA_DESCRIPTION));
  g_assert_nonnull (
      gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_AUTHOR));

  words = g_strsplit (
      gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS),
      "/", -1);
  g_assert_cmpuint (g_strv_length (words), >=, 2);
  for (guint i = 0; words[i] != NULL; i++)
    g_assert_true (
        g_strv_contains ((const char *const *) klass_words, words[i]));

  templates = gst_element_factory_get_static_pad_templates (factory);
  g_assert_cmpuint (g_list_length ((GList *) templates), ==, 2);
  for (; templates != NULL; templates = templates->next) {
    GstStaticPadTemplate *template = templates->data;

    g_assert_cmpint (template->presence, ==, GST_PAD_ALWAYS);
    g_assert_cmpstr (template->static_caps.string, ==, "video/x-raw(ANY)");
  }
}

static gboolean
is_number (const GParamSpec *pspec)
{
  GType type = pspec->value_type;

  return type == G_TYPE_INT || type == G_TYPE_UINT || type == G_TYPE_INT64 ||
      type == G_TYPE_UINT64 || type == G_TYPE_FLOAT || type == G_TYPE_DOUBLE;
}

static void
check_unit (const GParamSpec *pspec)
{
  g_autofree char *blurb =
      g_ascii_strdown (g_param_spec_get_blurb ((GParamSpec *) pspec), -1);

  for (guint i = 0; units[i] != NULL; i++)
    if (strstr (blurb, units[i]) != NULL)
      return;
  g_error ("%s: \"%s\" does not name a unit", pspec->name, blurb);
}

/* The blurb must say what an unset string or array means. */
static void
check_unset (GParamSpec *pspec)
{
  const char *blurb = g_param_spec_get_blurb (pspec);
  const GParamFlags both = G_PARAM_READWRITE;

  if ((pspec->flags & both) != both)
    return;
  if (G_IS_PARAM_SPEC_STRING (pspec))
    g_assert_nonnull (strstr (blurb, "unset"));
  else if (GST_IS_PARAM_SPEC_ARRAY_LIST (pspec))
    g_assert_nonnull (strstr (blurb, "(empty: "));
}

static void
check_flags (const GParamSpec *pspec)
{
  const guint when = GST_PARAM_MUTABLE_READY | GST_PARAM_MUTABLE_PAUSED |
      GST_PARAM_MUTABLE_PLAYING;
  guint flags = pspec->flags;
  gboolean is_secret = g_str_equal (pspec->name, "secret-access-key") ||
      g_str_equal (pspec->name, "session-token");

  g_assert_cmpint ((flags & G_PARAM_READABLE) == 0, ==, is_secret);
  g_assert_cmpuint (flags & G_PARAM_STATIC_STRINGS, ==, G_PARAM_STATIC_STRINGS);
  if (flags & G_PARAM_WRITABLE)
    g_assert_true ((flags & when) == GST_PARAM_MUTABLE_READY ||
        (flags & when) == GST_PARAM_MUTABLE_PLAYING);
  else
    g_assert_cmpuint (flags & (when | GST_PARAM_CONTROLLABLE), ==, 0);
  if (flags & GST_PARAM_CONTROLLABLE)
    g_assert_true (flags & GST_PARAM_MUTABLE_PLAYING);
}

static void
test_properties (gconstpointer data)
{
  g_autoptr (GstElement) element = make ((const char *) data);
  g_autoptr (GPtrArray) pspecs = list_properties (element);

  for (guint i = 0; i < pspecs->len; i++) {
    GParamSpec *pspec = g_ptr_array_index (pspecs, i);

    g_test_message ("%s", pspec->name);
    assert_phrase (g_param_spec_get_nick (pspec));
    assert_phrase (g_param_spec_get_blurb (pspec));
    g_assert_cmpstr (g_param_spec_get_nick (pspec), !=, pspec->name);
    check_unset (pspec);
    check_flags (pspec);
    if (is_number (pspec))
      check_unit (pspec);
  }
}

/* The default in gst-inspect-1.0 is the initial value. */
static void
test_defaults (gconstpointer data)
{
  g_autoptr (GstElement) element = make ((const char *) data);
  g_autoptr (GPtrArray) pspecs = list_properties (element);

  for (guint i = 0; i < pspecs->len; i++) {
    GParamSpec *pspec = g_ptr_array_index (pspecs, i);
    g_auto (GValue) value = G_VALUE_INIT;

    if ((pspec->flags & G_PARAM_READWRITE) != G_PARAM_READWRITE)
      continue;
    g_value_init (&value, pspec->value_type);
    g_object_get_property (G_OBJECT (element), pspec->name, &value);
    g_test_message ("%s", pspec->name);
    if (GST_IS_PARAM_SPEC_ARRAY_LIST (pspec))
      g_assert_cmpuint (gst_value_array_get_size (&value), ==, 0);
    else
      g_assert_true (g_param_value_defaults (pspec, &value));
  }
}

static void
check_value (const char *nick, const char *description)
{
  assert_phrase (description);
  g_assert_cmpstr (nick, !=, description);
  for (const char *at = nick; *at != '\0'; at++)
    g_assert_true (g_ascii_islower (*at) || *at == '-');
}

static void
check_type (GType type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);

  g_test_message ("%s", g_type_name (type));
  g_assert_true (gst_type_is_plugin_api (type, NULL));
  if (G_IS_ENUM_CLASS (klass))
    for (guint i = 0; i < G_ENUM_CLASS (klass)->n_values; i++)
      check_value (G_ENUM_CLASS (klass)->values[i].value_nick,
          G_ENUM_CLASS (klass)->values[i].value_name);
  else
    for (guint i = 0; i < G_FLAGS_CLASS (klass)->n_values; i++)
      check_value (G_FLAGS_CLASS (klass)->values[i].value_nick,
          G_FLAGS_CLASS (klass)->values[i].value_name);
}

static gboolean
is_enumeration (const GParamSpec *pspec)
{
  return G_TYPE_IS_ENUM (pspec->value_type) ||
      G_TYPE_IS_FLAGS (pspec->value_type);
}

static void
test_types (gconstpointer data)
{
  g_autoptr (GstElement) element = make ((const char *) data);
  g_autoptr (GPtrArray) pspecs = list_properties (element);

  for (guint i = 0; i < pspecs->len; i++) {
    GParamSpec *pspec = g_ptr_array_index (pspecs, i);

    if (is_enumeration (pspec))
      check_type (pspec->value_type);
  }
}

static void
read_folder (const char *folder, GString *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *source = NULL;

    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      read_folder (path, text);
    } else if (g_str_has_suffix (name, ".c")) {
      g_assert_true (g_file_get_contents (path, &source, NULL, NULL));
      g_string_append (text, source);
    }
  }
}

/* The contents of all sources of the plugin. */
static char *
read_sources (void)
{
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "..", "plugin", NULL);
  GString *text = g_string_new (NULL);

  read_folder (folder, text);
  return g_string_free (text, FALSE);
}

/* Asserts that there is a comment about it with a "Since:" tag. */
static void
check_comment (const char *sources, const char *start, const char *separator,
    const char *name)
{
  g_autofree char *title =
      g_strconcat (" * ", start, separator, name, ":\n", NULL);
  const char *comment = strstr (sources, title);
  const char *end;
  const char *since;

  if (comment == NULL)
    g_error ("The comment \"%s\" is missing", title);
  end = strstr (comment, "*/");
  since = strstr (comment, "* Since: 0.");
  g_assert_true (since != NULL && since < end);
}

static void
test_comments (gconstpointer data)
{
  g_autofree char *sources = read_sources ();
  g_autofree char *section =
      g_strconcat (" * SECTION:element-", data, "\n", NULL);
  g_autoptr (GstElement) element = make ((const char *) data);
  g_autoptr (GPtrArray) pspecs = list_properties (element);
  const char *type = G_OBJECT_TYPE_NAME (element);

  g_assert_nonnull (strstr (sources, section));
  check_comment (sources, type, "!", "sink");
  check_comment (sources, type, "!", "src");
  for (guint i = 0; i < pspecs->len; i++) {
    GParamSpec *pspec = g_ptr_array_index (pspecs, i);

    check_comment (sources, type, ":", pspec->name);
    if (is_enumeration (pspec))
      check_comment (sources, g_type_name (pspec->value_type), "", "");
  }
}

/* Returns a value that differs from the default. */
static void
set_other (GParamSpec *pspec, GValue *value)
{
  GType type = G_PARAM_SPEC_VALUE_TYPE (pspec);

  g_value_init (value, type);
  g_param_value_set_default (pspec, value);
  if (type == G_TYPE_BOOLEAN)
    g_value_set_boolean (value, !g_value_get_boolean (value));
  else if (type == GST_TYPE_ARRAY)
    g_assert_true (gst_value_deserialize (value, "< \"Ada\", \"b\" >"));
  else if (type == G_TYPE_STRING)
    g_value_set_string (value, "other");
  else if (G_TYPE_IS_ENUM (type))
    g_value_set_enum (value, g_value_get_enum (value) == 1 ? 0 : 1);
  else if (G_TYPE_IS_FLAGS (type))
    g_value_set_flags (value, g_value_get_flags (value) == 1 ? 3 : 1);
  else
    g_assert_true (gst_value_deserialize (value, "7"));
  g_assert_cmpint (
      g_param_values_cmp (pspec, value, g_param_spec_get_default_value (pspec)),
      !=, 0);
}

/* Properties return the value that was set. */
static void
test_settings (gconstpointer name)
{
  g_autoptr (GstElement) element = make (name);
  g_autoptr (GPtrArray) pspecs = list_properties (element);

  for (guint i = 0; i < pspecs->len; i++) {
    GParamSpec *pspec = g_ptr_array_index (pspecs, i);
    g_auto (GValue) value = G_VALUE_INIT;
    g_auto (GValue) found = G_VALUE_INIT;
    g_autofree char *one = NULL;
    g_autofree char *other = NULL;

    if ((pspec->flags & G_PARAM_READWRITE) != G_PARAM_READWRITE)
      continue;
    g_test_message ("%s", pspec->name);
    set_other (pspec, &value);
    g_object_set_property (G_OBJECT (element), pspec->name, &value);
    g_value_init (&found, G_PARAM_SPEC_VALUE_TYPE (pspec));
    g_object_get_property (G_OBJECT (element), pspec->name, &found);
    one = gst_value_serialize (&value);
    other = gst_value_serialize (&found);
    g_assert_cmpstr (one, ==, other);
  }
}

static void
add_test (const char *element, const char *name, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/gst-inspect/%s/%s", element, name);

  g_test_add_data_func (path, element, function);
}

int
main (int argc, char **argv)
{
  int result;

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gst-inspect/plugin", test_plugin);
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++) {
    add_test (elements[i], "factory", test_factory);
    add_test (elements[i], "properties", test_properties);
    add_test (elements[i], "defaults", test_defaults);
    add_test (elements[i], "settings", test_settings);
    add_test (elements[i], "types", test_types);
    add_test (elements[i], "comments", test_comments);
  }
  result = g_test_run ();
  gst_deinit ();
  return result;
}
