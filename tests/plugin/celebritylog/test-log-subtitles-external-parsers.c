/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* WebVTT and SRT of celebritylog, read by other parsers: GStreamer's subparse,
 * and webvtt-parser from npm if it is available. */

#include "log-format.h"
#include <glib/gstdio.h>
#include <gst/check/gstharness.h>
#include <math.h>
#include <string.h>

#include "support/element/element-rig.h"

#define WEBVTT_PARSER "webvtt-parser"
#define WEBVTT_PARSER_VERSION "2.2.0"

typedef struct {
  guint64 start_ms;
  guint64 end_ms;
  const char *name;
  gboolean is_nested;
} Cue;

/* Overlapping, nested, starting together, hours long. subparse omits cues that
 * end before the previous one does. */
static const Cue cues[] = {
  { 0, 1500, "Ada Moreno", FALSE },
  { 1000, 9000, "Tom & Ella", FALSE },
  { 2000, 3001, "Björn Okafor", TRUE },
  { 8500, 9500, "李小明 😀", FALSE },
  { 8500, 9750, "\"A\", b; c: d --> e", FALSE },
  { 10000, 10040, "Line\r\nbreaks\n\n1", FALSE },
  { 3599999, 7200000, "1 < 2 > 1", FALSE },
  { 36000000, 36000001, NULL, FALSE },
};

static char *
get_name (const Cue *cue)
{
  return cue->name != NULL ? g_strdup (cue->name) : g_strnfill (300, 'x');
}

/* A name on one line. */
static char *
get_line (const Cue *cue)
{
  g_autofree char *name = get_name (cue);
  g_auto (GStrv) parts = g_strsplit_set (name, "\r\n", -1);
  GString *line = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    if (*parts[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", parts[i]);
  }
  return g_string_free (line, FALSE);
}

static char *
write_subtitles (CelebrityLogFormat format)
{
  const CelebrityLogFormatter *formatter = celebrity_log_format_get (format);
  GString *text = g_string_new (formatter->appearances_header);
  char *no_urls[] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cues); i++) {
    g_autofree char *name = get_name (&cues[i]);
    const CelebrityAppearance appearance = {
      .name = name,
      .urls = no_urls,
      .start = cues[i].start_ms * GST_MSECOND,
      .end = cues[i].end_ms * GST_MSECOND,
      .max_confidence = NAN,
      .mean_confidence = NAN,
    };

    formatter->append_appearance (text, &appearance, i + 1);
  }
  return g_string_free (text, FALSE);
}

static const struct {
  CelebrityLogFormat format;
  const char *caps;
  gboolean is_escaped;
} subparse_cases[] = {
  { CELEBRITY_LOG_FORMAT_SRT, "application/x-subtitle", FALSE },
  /* It does not decode the escapes of WebVTT. */
  { CELEBRITY_LOG_FORMAT_WEBVTT, "application/x-subtitle-vtt", TRUE },
};

static char *
unescape (const char *text)
{
  static const char *const escapes[][2] = { { "&lt;", "<" }, { "&gt;", ">" },
    { "&amp;", "&" } };
  GString *string = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    g_string_replace (string, escapes[i][0], escapes[i][1], 0);
  return g_string_free (string, FALSE);
}

static void
assert_subtitle (GstBuffer *buffer, const Cue *cue, gboolean is_escaped)
{
  g_autoptr (GString) expected = NULL;
  g_autofree char *line = get_line (cue);
  g_autofree char *text = NULL;
  gpointer data = NULL;
  gsize size = 0;

  g_assert_cmpuint (GST_BUFFER_PTS (buffer), ==, cue->start_ms * GST_MSECOND);
  g_assert_cmpuint (GST_BUFFER_PTS (buffer) + GST_BUFFER_DURATION (buffer), ==,
      cue->end_ms * GST_MSECOND);
  gst_buffer_extract_dup (buffer, 0, gst_buffer_get_size (buffer), &data,
      &size);
  text = g_strndup (data, size);
  g_free (data);
  expected = g_string_new (line);
  if (!is_escaped)
    g_string_replace (expected, "-->", "-- >", 0);
  if (is_escaped) {
    g_autofree char *escaped = g_steal_pointer (&text);

    text = unescape (escaped);
  }
  g_assert_cmpstr (text, ==, expected->str);
}

static gboolean
has_subparse (void)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find ("subparse");

  if (factory == NULL)
    g_test_skip ("GStreamer's subparse is not installed");
  return factory != NULL;
}

/* The registry keeps what a plugin registers, but the leaks tracer of GStreamer
 * 1.22 reports it. */
static GstHarness *
create_subparse (void)
{
  GstHarness *harness = gst_harness_new ("subparse");
  GList *features = gst_registry_get_feature_list (gst_registry_get (),
      GST_TYPE_TYPE_FIND_FACTORY);

  for (GList *item = features; item != NULL; item = item->next)
    GST_OBJECT_FLAG_SET (item->data, GST_OBJECT_FLAG_MAY_BE_LEAKED);
  gst_plugin_feature_list_free (features);
  return harness;
}

static void
test_subparse (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autofree char *text = write_subtitles (subparse_cases[index].format);
  GstHarness *harness;
  GstSegment segment;

  if (!has_subparse ())
    return;
  harness = create_subparse ();
  gst_harness_set_sink_caps_str (harness, "text/x-raw,format=utf8");
  gst_harness_set_src_caps_str (harness, subparse_cases[index].caps);
  gst_segment_init (&segment, GST_FORMAT_BYTES);
  gst_harness_push_event (harness, gst_event_new_segment (&segment));
  g_assert_cmpint (
      gst_harness_push (harness, gst_buffer_new_memdup (text, strlen (text))),
      ==, GST_FLOW_OK);
  gst_harness_push_event (harness, gst_event_new_eos ());

  for (guint i = 0; i < G_N_ELEMENTS (cues); i++) {
    g_autoptr (GstBuffer) buffer = NULL;

    if (cues[i].is_nested)
      continue;
    buffer = gst_harness_try_pull (harness);
    g_assert_nonnull (buffer);
    assert_subtitle (buffer, &cues[i], subparse_cases[index].is_escaped);
  }
  g_assert_null (gst_harness_try_pull (harness));
  gst_harness_teardown (harness);
}

static gboolean
run_program (const char *const *arguments, char **output)
{
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL,
          NULL, output, &errors, &status, &error)) {
    g_test_message ("%s: %s", arguments[0], error->message);
    return FALSE;
  }
  if (*errors != '\0')
    g_test_message ("%s: %s", arguments[0], errors);
  return g_spawn_check_wait_status (status, NULL);
}

/* Returns the folder of the module, or NULL if it is not available. */
static char *
install_webvtt_parser (void)
{
  const char *folder = g_getenv ("TEST_NPM_DIR");
  const char *const arguments[] = { "npm", "install", "--prefix", folder,
    "--no-audit", "--no-fund", "--no-save", "--silent", "--fetch-retries=0",
    "--fetch-timeout=10000", WEBVTT_PARSER "@" WEBVTT_PARSER_VERSION, NULL };
  g_autofree char *module = NULL;
  g_autofree char *output = NULL;

  if (folder == NULL)
    return NULL;
  module = g_build_filename (folder, "node_modules", WEBVTT_PARSER, NULL);
  if (g_file_test (module, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&module);

  g_mkdir_with_parents (folder, 0700);
  if (!run_program (arguments, &output) ||
      !g_file_test (module, G_FILE_TEST_IS_DIR))
    return NULL;
  return g_steal_pointer (&module);
}

static char *
parse_with_node (const char *module, const char *text)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support",
      "programs", "parse-webvtt.js", NULL);
  g_autofree char *path = NULL;
  const char *arguments[] = { "node", script, module, NULL, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int fd = g_file_open_tmp ("subtitles-XXXXXX.vtt", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  arguments[3] = path;
  g_assert_true (run_program (arguments, &output));
  g_remove (path);
  return output;
}

static void
test_webvtt_parser (void)
{
  g_autofree char *text = write_subtitles (CELEBRITY_LOG_FORMAT_WEBVTT);
  g_autofree char *module = install_webvtt_parser ();
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean found[G_N_ELEMENTS (cues)] = { FALSE };

  if (module == NULL) {
    g_test_skip ("npm is not there, or can't install " WEBVTT_PARSER);
    return;
  }
  output = parse_with_node (module, text);
  lines = g_strsplit (output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (cues) + 1);

  /* It has its own order of cues that begin together. */
  for (guint i = 0; i < G_N_ELEMENTS (cues); i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

    g_assert_cmpuint (g_strv_length (fields), ==, 3);
    for (guint k = 0; k < G_N_ELEMENTS (cues); k++) {
      g_autofree char *name = get_line (&cues[k]);

      if (g_str_equal (fields[2], name) &&
          llround (g_ascii_strtod (fields[0], NULL) * 1000) ==
              (long long) cues[k].start_ms &&
          llround (g_ascii_strtod (fields[1], NULL) * 1000) ==
              (long long) cues[k].end_ms)
        found[k] = TRUE;
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (cues); i++)
    g_assert_true (found[i]);
}

/* The parser does reject invalid files. */
static void
test_webvtt_parser_refuses (void)
{
  g_autofree char *module = install_webvtt_parser ();
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support",
      "programs", "parse-webvtt.js", NULL);
  const char *arguments[] = { "node", script, module, script, NULL };
  g_autofree char *output = NULL;

  if (module == NULL) {
    g_test_skip ("npm is not there, or can't install " WEBVTT_PARSER);
    return;
  }
  g_assert_false (run_program (arguments, &output));
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  g_test_add_data_func ("/log-subtitles-external-parsers/subparse-srt",
      GUINT_TO_POINTER (0), test_subparse);
  g_test_add_data_func ("/log-subtitles-external-parsers/subparse-webvtt",
      GUINT_TO_POINTER (1), test_subparse);
  g_test_add_func ("/log-subtitles-external-parsers/webvtt-parser",
      test_webvtt_parser);
  g_test_add_func ("/log-subtitles-external-parsers/webvtt-parser-refuses",
      test_webvtt_parser_refuses);
  return element_rig_run ();
}
