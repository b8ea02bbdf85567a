/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The formats of celebritylog byte by byte, and names of any kind in them. */

#include "log-people.h"
#include "log-format.h"
#include "log-number-text.h"
#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "support/common/temporary-folder.h"

#define LOCALE "de_DE.UTF-8"

#define CSV_HEADER \
  "name,id,start,end,duration,samples,max_confidence,mean_confidence," \
  "known_gender,urls,track\n"

static char *urls[] = { (char *) "www.example.org/ada", (char *) "b", NULL };
static char *no_urls[] = { NULL };

static const CelebrityAppearance full = {
  .name = (char *) "Ada Moreno",
  .id = (char *) "1Aq7Mo",
  .known_gender = (char *) "Female",
  .urls = urls,
  .track_id = 3,
  .start = 3503999999,
  .end = 3661 * GST_SECOND + 499999,
  .n_samples = 25,
  .max_confidence = 99.5,
  .mean_confidence = 94.75371,
};

static const CelebrityAppearance bare = {
  .name = (char *) "X",
  .urls = no_urls,
  .start = 0,
  .end = 0,
  .max_confidence = NAN,
  .mean_confidence = NAN,
};

static const CelebrityAppearance long_after = {
  .name = (char *) "X",
  .urls = no_urls,
  .start = (guint64) 100 * 3600 * GST_SECOND,
  .end = (guint64) 100 * 3600 * GST_SECOND + 500000,
  .n_samples = 1,
  .max_confidence = 100.0,
  .mean_confidence = 0.00004,
};

static const struct {
  CelebrityLogFormat format;
  const CelebrityAppearance *appearance;
  const char *expected;
} appearance_cases[] = {
  { CELEBRITY_LOG_FORMAT_JSONL, &full,
      "{\"name\":\"Ada Moreno\",\"id\":\"1Aq7Mo\",\"start\":3.504,"
      "\"end\":3661.000,\"duration\":3657.496,\"samples\":25,"
      "\"max_confidence\":99.5,\"mean_confidence\":94.7537,"
      "\"known_gender\":\"Female\",\"urls\":[\"www.example.org/ada\",\"b\"],"
      "\"track\":3}\n" },
  { CELEBRITY_LOG_FORMAT_JSONL, &bare,
      "{\"name\":\"X\",\"id\":null,\"start\":0.000,\"end\":0.000,"
      "\"duration\":0.000,\"samples\":0,\"max_confidence\":null,"
      "\"mean_confidence\":null,\"known_gender\":null,\"urls\":[],"
      "\"track\":null}\n" },
  { CELEBRITY_LOG_FORMAT_JSONL, &long_after,
      "{\"name\":\"X\",\"id\":null,\"start\":360000.000,\"end\":360000.001,"
      "\"duration\":0.001,\"samples\":1,\"max_confidence\":100,"
      "\"mean_confidence\":0,\"known_gender\":null,\"urls\":[],"
      "\"track\":null}\n" },
  { CELEBRITY_LOG_FORMAT_CSV, &full,
      "Ada Moreno,1Aq7Mo,3.504,3661.000,3657.496,25,99.5,94.7537,Female,"
      "www.example.org/ada b,3\n" },
  { CELEBRITY_LOG_FORMAT_CSV, &bare, "X,,0.000,0.000,0.000,0,,,,,\n" },
  { CELEBRITY_LOG_FORMAT_WEBVTT, &full,
      "00:00:03.504 --> 01:01:01.000\nAda Moreno\n\n" },
  /* Players reject a cue without length. */
  { CELEBRITY_LOG_FORMAT_WEBVTT, &bare,
      "00:00:00.000 --> 00:00:00.001\nX\n\n" },
  { CELEBRITY_LOG_FORMAT_WEBVTT, &long_after,
      "100:00:00.000 --> 100:00:00.001\nX\n\n" },
  { CELEBRITY_LOG_FORMAT_SRT, &full,
      "7\n00:00:03,504 --> 01:01:01,000\nAda Moreno\n\n" },
  { CELEBRITY_LOG_FORMAT_SRT, &bare,
      "7\n00:00:00,000 --> 00:00:00,001\nX\n\n" },
};

static void
test_appearances (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (appearance_cases); i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    celebrity_log_format_get (appearance_cases[i].format)
        ->append_appearance (text, appearance_cases[i].appearance, 7);
    g_assert_cmpstr (text->str, ==, appearance_cases[i].expected);
  }
}

static void
test_headers (void)
{
  static const char *const headers[] = {
    [CELEBRITY_LOG_FORMAT_JSONL] = "",
    [CELEBRITY_LOG_FORMAT_CSV] = CSV_HEADER,
    [CELEBRITY_LOG_FORMAT_WEBVTT] = "WEBVTT\n\n",
    [CELEBRITY_LOG_FORMAT_SRT] = "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    g_assert_cmpstr (
        celebrity_log_format_get ((CelebrityLogFormat) i)->appearances_header,
        ==, headers[i]);
}

static const struct {
  CelebrityLogFormat format;
  const char *tail;
  const char *expected;
} ending_cases[] = {
  { CELEBRITY_LOG_FORMAT_JSONL, "{\"name\":\"A\"}\n", "" },
  { CELEBRITY_LOG_FORMAT_JSONL, "{\"name\":\"A", "\n" },
  { CELEBRITY_LOG_FORMAT_JSONL, "{\"name\":\"A\"}\n{", "\n" },
  { CELEBRITY_LOG_FORMAT_JSONL, "", "\n" },
  { CELEBRITY_LOG_FORMAT_CSV, "A,1a,0.000\n", "" },
  { CELEBRITY_LOG_FORMAT_CSV, "A,1a,0.0", "\n" },
  { CELEBRITY_LOG_FORMAT_CSV, "\"A, B\",1a,0.0", "\n" },
  /* Otherwise the following rows would be part of the field. */
  { CELEBRITY_LOG_FORMAT_CSV, "\"A, B\",1a\n\"A,", "\"\n" },
  { CELEBRITY_LOG_FORMAT_CSV, "\"A \"\"B\"\", C", "\"\n" },
  { CELEBRITY_LOG_FORMAT_SRT, "00:00:01,000 --> 00:00:02,000\nA\n\n", "" },
  { CELEBRITY_LOG_FORMAT_SRT, "00:00:01,000 --> 00:00:02,000\nA\n", "\n" },
  { CELEBRITY_LOG_FORMAT_SRT, "2\n00:00:01,0", "\n\n" },
};

/* What completes a record that a crash or a full disk cut off. */
static void
test_endings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ending_cases); i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    celebrity_log_format_get (ending_cases[i].format)
        ->append_ending (text, ending_cases[i].tail);
    g_assert_cmpstr (text->str, ==, ending_cases[i].expected);
  }
}

/* Each name as CSV, WebVTT and SRT write it; JSON is parsed instead. */
static const struct {
  const char *name;
  const char *csv;
  const char *webvtt;
  const char *srt;
} name_cases[] = {
  { "Moreno, Ada", "\"Moreno, Ada\"", "Moreno, Ada", "Moreno, Ada" },
  { "Ada \"A\" M", "\"Ada \"\"A\"\" M\"", "Ada \"A\" M", "Ada \"A\" M" },
  { "Ada\nMoreno", "\"Ada\nMoreno\"", "Ada Moreno", "Ada Moreno" },
  { "Ada\r\n\r\nM", "\"Ada\r\n\r\nM\"", "Ada M", "Ada M" },
  { "a --> b", "a --> b", "a --&gt; b", "a -- > b" },
  { "Tom & Ella", "Tom & Ella", "Tom &amp; Ella", "Tom & Ella" },
  { "<b>&amp;", "<b>&amp;", "&lt;b&gt;&amp;amp;", "<b>&amp;" },
  { "李小明 Björn 😀", "李小明 Björn 😀", "李小明 Björn 😀", "李小明 Björn 😀" },
  { "back\\slash\ttab\x01\x7f", "back\\slash\ttab\x01\x7f",
      "back\\slash\ttab\x01\x7f", "back\\slash\ttab\x01\x7f" },
  { "", "", "", "" },
};

static char *
format_name (CelebrityLogFormat format, const char *name)
{
  CelebrityAppearance appearance = bare;
  GString *text = g_string_new (NULL);

  appearance.name = (char *) name;
  celebrity_log_format_get (format)->append_appearance (text, &appearance, 1);
  return g_string_free (text, FALSE);
}

static void
assert_json_name (const char *line, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (line, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (
      json_object_get_string_member (json_node_get_object (node), "name"), ==,
      name);
}

static void
assert_name (const char *name, const char *csv, const char *webvtt,
    const char *srt)
{
  g_autofree char *as_json = format_name (CELEBRITY_LOG_FORMAT_JSONL, name);
  g_autofree char *as_csv = format_name (CELEBRITY_LOG_FORMAT_CSV, name);
  g_autofree char *as_webvtt = format_name (CELEBRITY_LOG_FORMAT_WEBVTT, name);
  g_autofree char *as_srt = format_name (CELEBRITY_LOG_FORMAT_SRT, name);
  g_autofree char *expected_csv =
      g_strdup_printf ("%s,,0.000,0.000,0.000,0,,,,,\n", csv);
  g_autofree char *expected_webvtt =
      g_strdup_printf ("00:00:00.000 --> 00:00:00.001\n%s\n\n", webvtt);
  g_autofree char *expected_srt =
      g_strdup_printf ("1\n00:00:00,000 --> 00:00:00,001\n%s\n\n", srt);

  assert_json_name (as_json, name);
  /* One line for any name. */
  g_assert_true (strchr (as_json, '\n') == as_json + strlen (as_json) - 1);
  g_assert_cmpstr (as_csv, ==, expected_csv);
  g_assert_cmpstr (as_webvtt, ==, expected_webvtt);
  g_assert_cmpstr (as_srt, ==, expected_srt);
}

static void
test_names (void)
{
  g_autofree char *long_name = g_strnfill (300, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (name_cases); i++)
    assert_name (name_cases[i].name, name_cases[i].csv, name_cases[i].webvtt,
        name_cases[i].srt);
  assert_name (long_name, long_name, long_name, long_name);
}

/* The name of another element's region may be any bytes. */
static void
test_not_utf8 (void)
{
  for (guint i = 0; i <= CELEBRITY_LOG_FORMAT_SRT; i++) {
    g_autofree char *text =
        format_name ((CelebrityLogFormat) i, "Bj\xf6rn \xff");

    g_assert_true (g_utf8_validate (text, -1, NULL));
    g_assert_nonnull (strstr (text, "Bj\xef\xbf\xbdrn"));
  }
}

#define RECORD \
  "celebrity, urls=(string)<\"www.example.org/a\">, " \
  "face=[box,left=-0.25,top=0.125,width=0.5,height=0.5], " \
  "body=[box,left=0.0,top=0.1,width=0.33333333,height=0.9], " \
  "landmarks=(structure)<[landmark,type=nose,x=0.5,y=0.25]," \
  "[landmark,type=eyeLeft,x=0.125,y=-0.5]>"

static void
append_frame (GString *text, CelebrityLogFormat format,
    const GstCelebrityPerson *people, guint n_people)
{
  g_autoptr (GArray) array =
      g_array_new (FALSE, FALSE, sizeof (CelebrityLogPerson));
  const CelebrityLogFrame frame = {
    .stream_time = 90 * GST_SECOND + 1,
    .pts = G_GUINT64_CONSTANT (3690000000001),
    .width = 640,
    .height = 360,
    .people = array,
  };

  for (guint i = 0; i < n_people; i++) {
    CelebrityLogPerson person;

    celebrity_log_person_init (&person, &people[i], frame.width, frame.height);
    g_array_append_val (array, person);
  }
  celebrity_log_format_get (format)->append_frame (text, &frame);
}

static void
test_frame (void)
{
  g_autoptr (GstStructure) record = gst_structure_from_string (RECORD, NULL);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GString) csv = g_string_new (NULL);
  const GstCelebrityPerson people[] = {
    { .name = "Ada",
        .id = "1a",
        .known_gender = "Female",
        .confidence = 91.9217,
        .track_id = 1,
        .sample_time = 89500 * GST_MSECOND,
        .state = GST_CELEBRITY_STATE_INTERPOLATED,
        .box = { 0, 45, 160, 180 },
        .body = { 0, 36, 213, 324 },
        .record = record,
        .has_frame = TRUE },
    /* The frame was cropped: the ratios are no longer right. */
    { .name = "Bo",
        .confidence = NAN,
        .sample_time = GST_CLOCK_TIME_NONE,
        .state = GST_CELEBRITY_STATE_HELD,
        .box = { 64, -36, 320, 90 },
        .record = record },
    { .name = "Cy", .confidence = 1.0, .sample_time = 0 },
  };

  append_frame (json, CELEBRITY_LOG_FORMAT_JSONL, people,
      G_N_ELEMENTS (people));
  g_assert_cmpstr (json->str, ==,
      "{\"stream_time\":90.000000001,\"pts\":3690000000001,\"width\":640,"
      "\"height\":360,\"celebrities\":["
      "{\"name\":\"Ada\",\"id\":\"1a\",\"confidence\":91.9217,\"track\":1,"
      "\"state\":\"interpolated\",\"sample_time\":89.500000000,"
      "\"box\":{\"left\":-0.25,\"top\":0.125,\"width\":0.5,\"height\":0.5},"
      "\"pixels\":{\"x\":0,\"y\":45,\"width\":160,\"height\":180},"
      "\"body\":{\"left\":0,\"top\":0.1,\"width\":0.3333333,\"height\":0.9},"
      "\"landmarks\":[{\"type\":\"nose\",\"x\":0.5,\"y\":0.25},"
      "{\"type\":\"eyeLeft\",\"x\":0.125,\"y\":-0.5}],"
      "\"known_gender\":\"Female\",\"urls\":[\"www.example.org/a\"]},"
      "{\"name\":\"Bo\",\"id\":null,\"confidence\":null,\"track\":null,"
      "\"state\":\"held\",\"sample_time\":null,"
      "\"box\":{\"left\":0.1,\"top\":-0.1,\"width\":0.5,\"height\":0.25},"
      "\"pixels\":{\"x\":64,\"y\":-36,\"width\":320,\"height\":90},"
      "\"urls\":[\"www.example.org/a\"]},"
      "{\"name\":\"Cy\",\"id\":null,\"confidence\":1,\"track\":null,"
      "\"state\":\"detected\",\"sample_time\":0.000000000,"
      "\"box\":null,\"pixels\":null}]}\n");

  append_frame (csv, CELEBRITY_LOG_FORMAT_CSV, people, G_N_ELEMENTS (people));
  g_assert_cmpstr (csv->str, ==,
      "90.000000001,3690000000001,640,360,Ada,1a,91.9217,1,interpolated,"
      "89.500000000,-0.25,0.125,0.5,0.5,0,45,160,180,0,0.1,0.3333333,0.9,"
      "Female,www.example.org/a\n"
      "90.000000001,3690000000001,640,360,Bo,,,,held,,0.1,-0.1,0.5,0.25,"
      "64,-36,320,90,,,,,,www.example.org/a\n"
      "90.000000001,3690000000001,640,360,Cy,,1,,detected,0.000000000,"
      ",,,,,,,,,,,,,\n");
}

/* A row has as many fields as the header. */
static void
test_csv_columns (void)
{
  const CelebrityLogFormatter *csv =
      celebrity_log_format_get (CELEBRITY_LOG_FORMAT_CSV);
  const GstCelebrityPerson person = { .name = "x", .confidence = NAN };
  g_autoptr (GString) row = g_string_new (NULL);
  g_auto (GStrv) names = g_strsplit (csv->frames_header, ",", -1);
  g_auto (GStrv) fields = NULL;

  append_frame (row, CELEBRITY_LOG_FORMAT_CSV, &person, 1);
  fields = g_strsplit (row->str, ",", -1);
  g_assert_cmpuint (g_strv_length (fields), ==, g_strv_length (names));
}

static const struct {
  double value;
  guint decimals;
  const char *expected;
} number_cases[] = {
  { 0.0, 7, "0" },
  { -0.0, 7, "0" },
  { 1.0, 7, "1" },
  { -0.25, 7, "-0.25" },
  { 0.00000004, 7, "0" },
  { -0.00000004, 7, "0" },
  { 0.00000005, 7, "0.0000001" },
  { 0.99999999, 7, "1" },
  { 1e300, 3, "1000000000" },
  { -1e300, 3, "-1000000000" },
  { 99.99994, 4, "99.9999" },
  { 10.0, 0, "10" },
  { 9.5, 0, "10" },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (number_cases); i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    celebrity_log_text_append_number (text, number_cases[i].value,
        number_cases[i].decimals);
    g_assert_cmpstr (text->str, ==, number_cases[i].expected);
  }
}

static void
test_greatest_time (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  celebrity_log_text_append_fixed (text, G_MAXUINT64, 9);
  g_assert_cmpstr (text->str, ==, "18446744073.709551615");
}

/* Creates and sets a locale with a decimal comma; FALSE if that fails */
static gboolean
make_locale (TemporaryFolder *folder)
{
  g_autofree char *path = temporary_folder_get_path (folder, LOCALE);
  g_autofree char *program = g_find_program_in_path ("localedef");
  g_autoptr (GSubprocess) process = NULL;

  if (program == NULL)
    return FALSE;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, program,
      "-i", "de_DE", "-f", "UTF-8", path, NULL);
  g_setenv ("LOCPATH", temporary_folder_get_name (folder), TRUE);
  return process != NULL && g_subprocess_wait (process, NULL, NULL) &&
      setlocale (LC_ALL, LOCALE) != NULL;
}

/* Numbers do not depend on the locale. */
static void
test_locale (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();

  if (!make_locale (folder)) {
    g_test_skip ("no locale with a decimal comma can be created here");
    return;
  }
  g_assert_cmpstr (localeconv ()->decimal_point, ==, ",");
  test_appearances ();
  test_frame ();
  setlocale (LC_ALL, "C");
}

int
main (int argc, char **argv)
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/log-formats/appearances", test_appearances);
  g_test_add_func ("/log-formats/headers", test_headers);
  g_test_add_func ("/log-formats/endings", test_endings);
  g_test_add_func ("/log-formats/names", test_names);
  g_test_add_func ("/log-formats/not-utf8", test_not_utf8);
  g_test_add_func ("/log-formats/frame", test_frame);
  g_test_add_func ("/log-formats/csv-columns", test_csv_columns);
  g_test_add_func ("/log-formats/numbers", test_numbers);
  g_test_add_func ("/log-formats/greatest-time", test_greatest_time);
  g_test_add_func ("/log-formats/locale", test_locale);
  return g_test_run ();
}
