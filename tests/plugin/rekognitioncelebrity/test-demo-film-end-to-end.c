/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Fetches the demonstration film's job from the local endpoint with
 * rekognitioncelebrity, logs it with celebritylog, and compares the log with
 * the script of the film and with the regions on the buffers. */

#include <glib/gstdio.h>
#include <gst/video/video.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "support/examples/demo-samples.h"
#include "support/element/element-rig.h"

#define GAP_S 2.0
#define MIN_CONFIDENCE 94
#define PATIENCE (60 * GST_SECOND)

typedef struct {
  char *name;
  double start;
  double end;
} Appearance;

static void
appearance_free (gpointer data)
{
  Appearance *appearance = data;

  g_free (appearance->name);
  g_free (appearance);
}

static double
get_seconds (guint frame)
{
  return (double) frame * DEMO_FRAME_RATE_D / DEMO_FRAME_RATE_N;
}

/* Adds a frame to the last appearance of @name, or starts a new one. */
static void
note_frame (GPtrArray *appearances, const char *name, guint frame)
{
  Appearance *appearance = NULL;

  for (guint i = 0; i < appearances->len; i++) {
    Appearance *known = g_ptr_array_index (appearances, i);

    if (g_str_equal (known->name, name) &&
        get_seconds (frame) - known->end < GAP_S)
      appearance = known;
  }
  if (appearance == NULL) {
    appearance = g_new0 (Appearance, 1);
    appearance->name = g_strdup (name);
    appearance->start = get_seconds (frame);
    g_ptr_array_add (appearances, appearance);
  }
  appearance->end = get_seconds (frame + 1);
}

/* Sparse jobs have only faces. */
static gboolean
is_seen (const DemoFigure *figure, DemoShape shape)
{
  return demo_figure_get_visible_part (figure) >= DEMO_MIN_VISIBLE_PART &&
      !(shape == DEMO_SHAPE_SPARSE && figure->from_behind);
}

static GPtrArray *
read_script (DemoShape shape)
{
  GPtrArray *appearances = g_ptr_array_new_with_free_func (appearance_free);

  for (guint frame = 0; frame < DEMO_N_FRAMES; frame++) {
    DemoFigure figures[DEMO_MAX_FIGURES];
    guint n = demo_script_get_figures (frame, figures);

    for (guint i = 0; i < n; i++) {
      if (is_seen (&figures[i], shape))
        note_frame (appearances, figures[i].person->name, frame);
    }
  }
  return appearances;
}

/* A line of the log, in JSON. */
static JsonNode *
parse_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (line, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return node;
}

/* Tolerance for an appearance: a person may appear or leave between two
 * samples, of which one may be missing. */
static double
get_tolerance (DemoShape shape)
{
  return get_seconds (2 * demo_shape_get_frames_per_sample (shape));
}

/* Removes the appearance of @line from the expected ones. */
static void
match_line (GPtrArray *expected, const char *line, double tolerance)
{
  g_autoptr (JsonNode) node = parse_line (line);
  JsonObject *object = json_node_get_object (node);
  const char *name = json_object_get_string_member (object, "name");
  double start = json_object_get_double_member (object, "start");
  double end = json_object_get_double_member (object, "end");
  double duration = json_object_get_double_member (object, "duration");

  g_assert_cmpfloat_with_epsilon (duration, end - start, 1e-6);
  for (guint i = 0; i < expected->len; i++) {
    const Appearance *appearance = g_ptr_array_index (expected, i);

    if (g_str_equal (appearance->name, name) &&
        ABS (appearance->start - start) <= tolerance &&
        ABS (appearance->end - end) <= tolerance) {
      g_ptr_array_remove_index (expected, i);
      return;
    }
  }
  g_error ("no such appearance in the script: %s", line);
}

typedef struct {
  LocalEndpoint *endpoint;
  char *folder;
  char *path;
  GPtrArray *frames;
} Film;

static void
film_init (Film *film, DemoShape shape)
{
  GString *job = demo_job_build (shape);
  g_autoptr (GError) error = NULL;

  film->endpoint = local_endpoint_new (NULL);
  local_endpoint_add_results (film->endpoint, job->str, -1, DEMO_JOB_ID,
      &error);
  g_assert_no_error (error);
  local_endpoint_start (film->endpoint, &error);
  g_assert_no_error (error);
  g_string_free (job, TRUE);

  film->folder = g_dir_make_tmp ("celebrity-film-XXXXXX", &error);
  g_assert_no_error (error);
  film->path = g_build_filename (film->folder, "log", NULL);
  film->frames = g_ptr_array_new_with_free_func (g_free);
}

static void
film_clear (Film *film)
{
  g_remove (film->path);
  g_assert_cmpint (g_rmdir (film->folder), ==, 0);
  g_free (film->path);
  g_free (film->folder);
  g_ptr_array_unref (film->frames);
  local_endpoint_free (film->endpoint);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Film, film_clear)

static void
append_region (GString *text, const GstVideoRegionOfInterestMeta *region)
{
  g_string_append_printf (text, " %s %u,%u %ux%u",
      g_quark_to_string (region->roi_type), region->x, region->y, region->w,
      region->h);
}

/* The regions of interest, as an application reads them. */
static GstPadProbeReturn
note_regions (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Film *film = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  GString *text = g_string_new (NULL);
  gpointer state = NULL;
  GstMeta *meta;

  (void) pad;
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, GST_BUFFER_PTS (buffer));
  while ((meta = gst_buffer_iterate_meta_filtered (buffer, &state,
              GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL)
    append_region (text, (GstVideoRegionOfInterestMeta *) meta);
  if (strchr (text->str, ' ') != NULL)
    g_ptr_array_add (film->frames, g_string_free (text, FALSE));
  else
    g_string_free (text, TRUE);
  return GST_PAD_PROBE_OK;
}

static GstElement *
film_create_pipeline (Film *film, const char *options, const char *log_options)
{
  g_autofree char *launch = g_strdup_printf (
      "videotestsrc pattern=black num-buffers=%d ! "
      "video/x-raw,format=GRAY8,width=%d,height=%d,framerate=%d/%d ! "
      "rekognitioncelebrity job-id=" DEMO_JOB_ID " region=eu-west-1 "
      "access-key=" LOCAL_ENDPOINT_ACCESS_KEY_ID
      " secret-access-key=" LOCAL_ENDPOINT_SECRET_ACCESS_KEY
      " endpoint-uri=%s %s ! celebritylog location=%s %s ! "
      "fakesink name=sink sync=false",
      DEMO_N_FRAMES, DEMO_WIDTH, DEMO_HEIGHT, DEMO_FRAME_RATE_N,
      DEMO_FRAME_RATE_D, local_endpoint_get_uri (film->endpoint), options,
      film->path, log_options);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (launch, &error);

  g_assert_no_error (error);
  return pipeline;
}

/* Plays the film; returns the lines of the log. */
static char **
film_play (Film *film, const char *options, const char *log_options)
{
  g_autoptr (GstElement) pipeline =
      film_create_pipeline (film, options, log_options);
  g_autoptr (GstElement) sink =
      gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, note_regions, film, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, PATIENCE,
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  g_file_get_contents (film->path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (text, "\n"));
  text[strlen (text) - 1] = '\0';
  return g_strsplit (text, "\n", -1);
}

/* No appearance is missing or added. */
static void
check_appearances (DemoShape shape, GPtrArray *expected, const char *options)
{
  g_auto (Film) film = { 0 };
  g_auto (GStrv) lines = NULL;

  film_init (&film, shape);
  lines = film_play (&film, options, "");
  g_assert_cmpuint (expected->len, >=, 4);
  g_assert_cmpuint (g_strv_length (lines), ==, expected->len);
  for (guint i = 0; lines[i] != NULL; i++)
    match_line (expected, lines[i], get_tolerance (shape));
  g_assert_cmpuint (expected->len, ==, 0);
}

static void
test_appearances (gconstpointer data)
{
  DemoShape shape = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) expected = read_script (shape);

  check_appearances (shape, expected, "");
}

/* The best match confidence of a person during an appearance. */
static double
get_best_match (GPtrArray *samples, const Appearance *appearance)
{
  double best = 0;

  for (guint i = 0; i < samples->len; i++) {
    const DemoSample *sample = g_ptr_array_index (samples, i);
    double time = get_seconds (sample->frame);

    if (g_str_equal (sample->name, appearance->name) &&
        time >= appearance->start && time < appearance->end)
      best = MAX (best, sample->confidence);
  }
  return best;
}

/* An occasional weak match does not remove a person: they are shown throughout
 * if their best match is good enough, otherwise not at all. */
static void
test_min_confidence (gconstpointer data)
{
  DemoShape shape = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) expected = read_script (shape);
  g_autoptr (GPtrArray) samples = demo_samples_read (shape);

  for (guint i = expected->len; i-- > 0;) {
    if (get_best_match (samples, g_ptr_array_index (expected, i)) <
        MIN_CONFIDENCE)
      g_ptr_array_remove_index (expected, i);
  }
  check_appearances (shape, expected,
      "min-confidence=" G_STRINGIFY (MIN_CONFIDENCE));
}

static void
append_celebrity (JsonArray *array, guint index, JsonNode *node,
    gpointer user_data)
{
  JsonObject *celebrity = json_node_get_object (node);
  JsonObject *pixels = json_object_get_object_member (celebrity, "pixels");

  (void) array;
  (void) index;
  g_string_append_printf (user_data, " %s %d,%d %dx%d",
      json_object_get_string_member (celebrity, "name"),
      (int) json_object_get_int_member (pixels, "x"),
      (int) json_object_get_int_member (pixels, "y"),
      (int) json_object_get_int_member (pixels, "width"),
      (int) json_object_get_int_member (pixels, "height"));
}

static void
test_frames (gconstpointer data)
{
  g_auto (Film) film = { 0 };
  g_auto (GStrv) lines = NULL;

  film_init (&film, GPOINTER_TO_UINT (data));
  lines = film_play (&film, "", "mode=frames");
  g_assert_cmpuint (film.frames->len, >, DEMO_N_FRAMES / 2);
  g_assert_cmpuint (g_strv_length (lines), ==, film.frames->len);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autoptr (JsonNode) node = parse_line (lines[i]);
    JsonObject *object = json_node_get_object (node);
    g_autoptr (GString) text = g_string_new (NULL);
    gint64 pts = json_object_get_int_member (object, "pts");

    g_string_append_printf (text, "%" G_GINT64_FORMAT, pts);
    json_array_foreach_element (
        json_object_get_array_member (object, "celebrities"), append_celebrity,
        text);
    g_assert_cmpstr (text->str, ==, g_ptr_array_index (film.frames, i));
    g_assert_cmpfloat_with_epsilon (
        json_object_get_double_member (object, "stream_time"),
        (double) pts / GST_SECOND, 1e-6);
  }
}

static void
add_tests (const char *name, GTestDataFunc test)
{
  for (guint shape = 0; shape < DEMO_N_SHAPES; shape++) {
    g_autofree char *path = g_strdup_printf ("/demo-film-end-to-end/%s/%s",
        name, demo_shape_get_name (shape));

    g_test_add_data_func (path, GUINT_TO_POINTER (shape), test);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  add_tests ("appearances", test_appearances);
  add_tests ("min-confidence", test_min_confidence);
  add_tests ("frames", test_frames);
  return element_rig_run ();
}
