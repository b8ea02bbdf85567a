/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/meta/meta-fixtures.h"
#include "support/meta/meta-text.h"

#include <string.h>

#define PAGE "page-full.json"

/* The beginning of the records of that page, and of scenes of rows. */
#define START(job) \
  "[CelebrityMeta version=(gint)1 " job "frame-width=(gint)100 " \
  "frame-height=(gint)100 stream-time=(guint64)5000000000 celebrities=<"
#define RECORD START ("job-id='job-1' ")

#define SURE(name, value, confidence) \
  " " name "=[" name " value=" value " confidence=(gdouble)" confidence "]"
#define LANDMARK(type, x, y) \
  "[landmark type='" type "' x=(gdouble)" x " y=(gdouble)" y "]"

#define FULL_NAME "Ida Müller-Ågård <& 妹島>"

#define FULL_LANDMARKS \
  LANDMARK ("eyeLeft", "0.40625", "0.125") \
  " " LANDMARK ("eyeRight", "0.46875", "0.125") " " LANDMARK ("nose", \
      "0.4375", "0.1875")

/* Up to the attributes. */
static const char full_text[] = RECORD
    "[celebrity name='" FULL_NAME "' id='3Xy7zQ' "
    "confidence=(gdouble)99.5 track-id=(gint)1 roi-id=(gint)1 box='face' "
    "body-roi-id=(gint)2 state='detected' sample-time=(guint64)1501000000 "
    "appearance-start=(guint64)1501000000 "
    "known-gender='Female' "
    "urls=<'www.example.com/name/1' 'www.example.org/wiki/Q1'> "
    "face=[box left=(gdouble)0.375 top=(gdouble)0.0625 width=(gdouble)0.125 "
    "height=(gdouble)0.25 confidence=(gdouble)99.75] "
    "body=[box left=(gdouble)-0.125 top=(gdouble)0.25 width=(gdouble)0.5 "
    "height=(gdouble)0.75] "
    "landmarks=<" FULL_LANDMARKS "> "
    "pose=[pose roll=(gdouble)-1.5 yaw=(gdouble)10.25 pitch=(gdouble)3.75] "
    "quality=[quality brightness=(gdouble)70.5 sharpness=(gdouble)80.25] "
    "attributes=[attributes";

/* In any order. */
static const char *const full_attributes[] = {
  " age-range=[age-range low=(gint)31 high=(gint)39]",
  SURE ("smile", "true", "91.5"),
  SURE ("eyeglasses", "false", "92.5"),
  SURE ("sunglasses", "false", "93.5"),
  SURE ("gender", "'Female'", "94.5"),
  SURE ("beard", "false", "95.5"),
  SURE ("mustache", "false", "96.5"),
  SURE ("eyes-open", "true", "97.5"),
  SURE ("mouth-open", "true", "98.5"),
  " emotions=<[emotion type='HAPPY' confidence=(gdouble)81.5] "
  "[emotion type='CALM' confidence=(gdouble)12.5]>",
  SURE ("face-occluded", "false", "89.5"),
  " eye-direction=[eye-direction yaw=(gdouble)4.5 pitch=(gdouble)-6.5 "
  "confidence=(gdouble)88.5]",
};

static const RekDataRow rows[] = {
  { 1000, "a", "A", 50, { 0.25, 0.125, 0.25, 0.5 }, { 0.0, 0.0, 0.0, 0.0 } },
  { 1500, "a", "A", 75, { 0.375, 0.125, 0.25, 0.5 }, { 0.0, 0.0, 0.0, 0.0 } },
};

static GstBuffer *
create_buffer (const MetaScene *scene, GstCelebrityMetaTypes types)
{
  GstBuffer *buffer = gst_buffer_new ();

  meta_scene_attach (scene, buffer, REK_BOX_CHOICE_BOTH, types);
  return buffer;
}

static GstBuffer *
create_full_buffer (void)
{
  g_auto (MetaScene) scene = { 0 };

  meta_scene_init_from_file (&scene, PAGE, 1501);
  return create_buffer (&scene, META_SCENE_TYPES);
}

static const GstStructure *
get_record (GstBuffer *buffer)
{
  GstCustomMeta *meta =
      gst_buffer_get_custom_meta (buffer, GST_CELEBRITY_META_NAME);

  g_assert_nonnull (meta);
  return gst_custom_meta_get_structure (meta);
}

static void
test_everything (void)
{
  g_autoptr (GstBuffer) buffer = create_full_buffer ();
  g_autofree char *text = meta_text_records (buffer);
  gsize length = strlen (full_text) + strlen ("]]>]\n");

  g_assert_true (g_str_has_prefix (text, full_text));
  g_assert_true (g_str_has_suffix (text, "]]>]\n"));
  for (guint i = 0; i < G_N_ELEMENTS (full_attributes); i++) {
    g_assert_nonnull (strstr (text, full_attributes[i]));
    length += strlen (full_attributes[i]);
  }
  /* Nothing else. */
  g_assert_cmpuint (strlen (text), ==, length);
}

/* The same page also has a person with the minimum of fields. */
static void
test_least (void)
{
  g_auto (MetaScene) scene = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;
  g_autofree char *records = NULL;
  g_autofree char *regions = NULL;

  meta_scene_init_from_file (&scene, PAGE, 2010);
  /* The detection of 1501 is not held that long. */
  buffer = create_buffer (&scene, META_SCENE_TYPES);
  records = meta_text_records (buffer);
  regions = meta_text_regions (buffer);
  g_assert_cmpstr (records, ==,
      RECORD "[celebrity name='Odo Brandt' id='9Ab' track-id=(gint)2 "
             "state='detected' sample-time=(guint64)2002000000 "
             "appearance-start=(guint64)2002000000]>]\n");
  g_assert_cmpstr (regions, ==, "");
}

typedef struct {
  const char *name;
  gint64 ms;
  const char *state;
  const char *confidence;
  const char *sample_time;
  const char *left;
} StateCase;

static const StateCase state_cases[] = {
  { "detected", 1000, "detected", "50", "1000000000", "0.25" },
  { "interpolated", 1250, "interpolated", "50", "1000000000", "0.3125" },
  { "held", 1750, "held", "75", "1500000000", "0.375" },
};

static void
test_state (gconstpointer data)
{
  const StateCase *test = data;
  g_auto (MetaScene) scene = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;
  g_autofree char *expected = g_strdup_printf (RECORD
      "[celebrity name='A' id='a' confidence=(gdouble)%s "
      "track-id=(gint)1 roi-id=(gint)1 box='face' state='%s' "
      "sample-time=(guint64)%s appearance-start=(guint64)1000000000 face=[box left=(gdouble)%s "
      "top=(gdouble)0.125 width=(gdouble)0.25 height=(gdouble)0.5]]>]\n",
      test->confidence, test->state, test->sample_time, test->left);
  g_autofree char *text = NULL;

  meta_scene_init (&scene, rows, G_N_ELEMENTS (rows), test->ms);
  buffer = create_buffer (&scene, META_SCENE_TYPES);
  text = meta_text_records (buffer);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_survives_text (const GstStructure *structure, const char *serialized)
{
  g_autoptr (GstStructure) parsed =
      gst_structure_from_string (serialized, NULL);
  g_autofree char *expected = meta_text_structure (structure);
  g_autofree char *found = NULL;

  g_assert_nonnull (parsed);
  found = meta_text_structure (parsed);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_round_trips (const GstStructure *structure)
{
  g_autofree char *nested_as_text = gst_structure_to_string (structure);
  g_autofree char *nested_in_brackets =
      gst_structure_serialize (structure, GST_SERIALIZE_FLAG_NONE);

  assert_survives_text (structure, nested_as_text);
  assert_survives_text (structure, nested_in_brackets);
}

static void
test_everything_round_trips (void)
{
  g_autoptr (GstBuffer) buffer = create_full_buffer ();

  assert_round_trips (get_record (buffer));
}

static const char *const names[] = {
  "O'Neill \"The \\ Voice\"",
  "Tom & <b>Ella</b>",
  "Björn Ólafsson 李小明 🎬",
  "a; b, c = (int)5",
  "[box, left=1]",
  "{ < > }",
  "NULL",
  "(null)",
  "(string)x",
  "12",
  " both ends ",
  "two\nlines\tand a tab",
  "ends in \\",
  "100 %s %n",
  "\342\200\256turned\342\201\246 about",
};

static void
assert_name_is_kept (const char *name)
{
  const RekDataRow row = { 1000, "", name, 0, rows->face,
    { 0.0, 0.0, 0.0, 0.0 } };
  g_autofree char *quoted = g_strdup_printf ("[celebrity name='%s' ", name);
  g_autofree char *label = g_strdup_printf ("[celebrity label='%s' ", name);
  g_autofree char *region = g_strdup_printf ("%s 1/0 25,13 25x50", name);
  g_auto (MetaScene) scene = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;
  g_autofree char *records = NULL;
  g_autofree char *regions = NULL;
  g_autofree char *params = NULL;

  meta_scene_init (&scene, &row, 1, 1000);
  buffer = create_buffer (&scene, META_SCENE_TYPES);
  records = meta_text_records (buffer);
  regions = meta_text_regions (buffer);
  params = meta_text_params (buffer);
  g_assert_nonnull (strstr (records, quoted));
  g_assert_cmpstr (regions, ==, region);
  g_assert_nonnull (strstr (params, label));
  assert_round_trips (get_record (buffer));
}

static void
test_name (gconstpointer name)
{
  assert_name_is_kept (name);
}

static void
test_long_name (void)
{
  g_autofree char *ascii = g_strnfill (300, 'x');
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append (others, "ß");
  assert_name_is_kept (ascii);
  assert_name_is_kept (others->str);
}

int
main (int argc, char **argv)
{
  meta_scene_init_test (&argc, &argv);

  g_test_add_func ("/gst-celebrity-record-writer/everything", test_everything);
  g_test_add_func ("/gst-celebrity-record-writer/everything-round-trips",
      test_everything_round_trips);
  g_test_add_func ("/gst-celebrity-record-writer/least", test_least);
  g_test_add_func ("/gst-celebrity-record-writer/long-name", test_long_name);
  for (guint i = 0; i < G_N_ELEMENTS (state_cases); i++) {
    g_autofree char *path = g_strdup_printf (
        "/gst-celebrity-record-writer/state/%s", state_cases[i].name);
    g_test_add_data_func (path, &state_cases[i], test_state);
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path =
        g_strdup_printf ("/gst-celebrity-record-writer/name/%u", i);
    g_test_add_data_func (path, names[i], test_name);
  }
  return g_test_run ();
}
