/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * who-is-on-screen: plays a file and prints who appears when, as read from the
 * metas that rekognitioncelebrity attaches to buffers. It needs only GStreamer;
 * everything below may be copied into your own application.
 *
 * Names are printed as UTF-8 with printf(): in the locale C, which is common in
 * containers, g_print() would replace their letters with question marks.
 */

#include <gst/gst.h>
#include <gst/video/video.h>
#include <locale.h>
#include <stdio.h>

/* rekognitioncelebrity reads no pixels and needs no videoconvert, which stands
 * for whatever an application does with the video. */
#define PIPELINE \
  "filesrc name=file ! decodebin ! videoconvert ! " \
  "rekognitioncelebrity name=celebrities ! fakesink name=sink sync=false"

/* One person on screen without a break. */
typedef struct {
  char *name;
  char *id; /* NULL if the service sent none */
  GstClockTime start;
  GstClockTime end;
  double confidence;
  guint64 last_frame;
} Appearance;

typedef struct {
  guint64 frame;
  gboolean shows_boxes;
  GPtrArray *appearances; /* of Appearance, ordered by start */
  GHashTable *latest; /* id or else name -> the person's latest */
} Watcher;

typedef struct {
  char *job_id;
  char *results;
  char *region;
  char *profile;
  char *endpoint_uri;
  gboolean boxes;
  char **files;
} Options;

static void
appearance_free (gpointer data)
{
  Appearance *appearance = data;

  g_free (appearance->name);
  g_free (appearance->id);
  g_free (appearance);
}

static char *
format_time (GstClockTime moment)
{
  guint64 ms = (moment + GST_MSECOND / 2) / GST_MSECOND;

  return g_strdup_printf ("%02u:%02u:%02u.%03u", (guint) (ms / 3600000),
      (guint) (ms / 60000 % 60), (guint) (ms / 1000 % 60), (guint) (ms % 1000));
}

/* The box is in pixels of the frame as it is at this pad. Filters that cannot
 * transform a region drop it, so there may be none. */
static void
print_box (GstBuffer *buffer, const GstStructure *celebrity)
{
  const GstVideoRegionOfInterestMeta *roi;
  g_autofree char *when = NULL;
  gint roi_id;

  if (!gst_structure_get_int (celebrity, "roi-id", &roi_id))
    return;
  roi = gst_buffer_get_video_region_of_interest_meta_id (buffer, roi_id);
  if (roi == NULL)
    return;
  when = format_time (GST_BUFFER_PTS (buffer));
  printf ("%s  %s  %u,%u %ux%u\n", when,
      gst_structure_get_string (celebrity, "name"), roi->x, roi->y, roi->w,
      roi->h);
}

static void
note_celebrity (Watcher *watcher, const GstStructure *celebrity,
    GstClockTime start, GstClockTime end)
{
  const char *name = gst_structure_get_string (celebrity, "name");
  const char *id = gst_structure_get_string (celebrity, "id");
  const char *person = id != NULL ? id : name;
  Appearance *appearance = g_hash_table_lookup (watcher->latest, person);
  double confidence = 0.0;

  if (appearance == NULL || appearance->last_frame + 1 < watcher->frame) {
    appearance = g_new0 (Appearance, 1);
    appearance->name = g_strdup (name);
    appearance->id = g_strdup (id);
    appearance->start = start;
    g_ptr_array_add (watcher->appearances, appearance);
    g_hash_table_insert (watcher->latest, g_strdup (person), appearance);
  }
  appearance->end = end;
  appearance->last_frame = watcher->frame;
  /* Fields that the service did not send are absent. */
  gst_structure_get_double (celebrity, "confidence", &confidence);
  appearance->confidence = MAX (appearance->confidence, confidence);
}

static void
note_celebrities (Watcher *watcher, GstBuffer *buffer,
    const GstStructure *record)
{
  const GValue *celebrities = gst_structure_get_value (record, "celebrities");
  GstClockTime start = 0;
  GstClockTime duration = 0;

  gst_structure_get_uint64 (record, "stream-time", &start);
  if (GST_BUFFER_DURATION_IS_VALID (buffer))
    duration = GST_BUFFER_DURATION (buffer);

  for (guint i = 0; i < gst_value_array_get_size (celebrities); i++) {
    const GstStructure *celebrity =
        gst_value_get_structure (gst_value_array_get_value (celebrities, i));

    note_celebrity (watcher, celebrity, start, start + duration);
    if (watcher->shows_boxes)
      print_box (buffer, celebrity);
  }
}

/* Called from the streaming thread, once per frame. */
static GstPadProbeReturn
on_buffer (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Watcher *watcher = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  gpointer state = NULL;
  GstMeta *meta;

  (void) pad;
  watcher->frame++;
  /* gst_buffer_get_custom_meta() would find only the first record, but another
   * annotator may have attached its own. */
  while ((meta = gst_buffer_iterate_meta (buffer, &state)) != NULL) {
    GstCustomMeta *custom = (GstCustomMeta *) meta;

    if (gst_meta_info_is_custom (meta->info) &&
        gst_custom_meta_has_name (custom, "CelebrityMeta"))
      note_celebrities (watcher, buffer,
          gst_custom_meta_get_structure (custom));
  }
  return GST_PAD_PROBE_OK;
}

/* Prints the progress of the fetch and warnings, for instance that the job does
 * not fit the video, to standard error. */
static void
print_status (GstMessage *message)
{
  GstProgressType type;
  g_autofree char *text = NULL;
  g_autoptr (GError) warning = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
    case GST_MESSAGE_PROGRESS:
      gst_message_parse_progress (message, &type, NULL, &text);
      /* An error message follows. */
      if (type != GST_PROGRESS_TYPE_ERROR)
        fprintf (stderr, "%s\n", text);
      break;
    case GST_MESSAGE_WARNING:
      gst_message_parse_warning (message, &warning, NULL);
      fprintf (stderr, "Warning: %s\n", warning->message);
      break;
    default:
      break;
  }
}

/* Returns: (transfer full): the EOS or error message */
static GstMessage *
wait_for_end (GstBus *bus)
{
  const GstMessageType types = GST_MESSAGE_PROGRESS | GST_MESSAGE_WARNING |
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR;

  while (TRUE) {
    g_autoptr (GstMessage) message =
        gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, types);

    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS ||
        GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
      return g_steal_pointer (&message);
    print_status (message);
  }
}

/* Waits for the end without a main loop. Errors arrive on the bus. */
static gboolean
play (GstElement *pipeline, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;
  GError *cause = NULL;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = wait_for_end (bus);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;

  gst_message_parse_error (message, &cause, NULL);
  g_propagate_prefixed_error (error, cause,
      "%s: ", GST_OBJECT_NAME (GST_MESSAGE_SRC (message)));
  return FALSE;
}

static void
print_appearances (const GPtrArray *appearances)
{
  for (guint i = 0; i < appearances->len; i++) {
    const Appearance *appearance = g_ptr_array_index (appearances, i);
    g_autofree char *start = format_time (appearance->start);
    g_autofree char *end = format_time (appearance->end);

    printf ("%s – %s  %s (", start, end, appearance->name);
    if (appearance->id != NULL)
      printf ("%s, ", appearance->id);
    printf ("%.0f %%)\n", appearance->confidence);
  }
}

/* Options that are not given keep the element's defaults: region and
 * credentials are then found as the AWS CLI finds them. */
static void
set_string (GstElement *element, const char *property, const char *value)
{
  if (value != NULL)
    g_object_set (element, property, value, NULL);
}

static GstElement *
create_pipeline (const Options *options, Watcher *watcher, GError **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) file = NULL;
  g_autoptr (GstElement) celebrities = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstPad) pad = NULL;

  pipeline = gst_parse_launch_full (PIPELINE, NULL, GST_PARSE_FLAG_FATAL_ERRORS,
      error);
  if (pipeline == NULL)
    return NULL;

  /* Not in the launch line: a file name may contain any character. */
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  set_string (file, "location", options->files[0]);
  celebrities = gst_bin_get_by_name (GST_BIN (pipeline), "celebrities");
  set_string (celebrities, "job-id", options->job_id);
  set_string (celebrities, "results-location", options->results);
  set_string (celebrities, "region", options->region);
  set_string (celebrities, "profile", options->profile);
  set_string (celebrities, "endpoint-uri", options->endpoint_uri);

  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_buffer, watcher, NULL);
  return g_steal_pointer (&pipeline);
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (GPtrArray) appearances =
      g_ptr_array_new_with_free_func (appearance_free);
  g_autoptr (GHashTable) latest =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Watcher watcher = { 0, options->boxes, appearances, latest };
  g_autoptr (GstElement) pipeline = create_pipeline (options, &watcher, error);

  if (pipeline == NULL || !play (pipeline, error))
    return FALSE;
  print_appearances (appearances);
  return TRUE;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "job-id", 'j', 0, G_OPTION_ARG_STRING, &options->job_id,
        "The celebrity recognition job of this video", "ID" },
    { "results", 'r', 0, G_OPTION_ARG_FILENAME, &options->results,
        "File of the job's results; read if it exists; with --job-id, "
        "written if it does not",
        "FILE" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &options->region,
        "AWS region (default: as the AWS CLI finds it)", "REGION" },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &options->profile,
        "Profile of the AWS configuration files", "NAME" },
    { "endpoint-uri", 0, 0, G_OPTION_ARG_STRING, &options->endpoint_uri,
        "Endpoint to use instead of AWS's", "URI" },
    { "boxes", 0, 0, G_OPTION_ARG_NONE, &options->boxes,
        "Also print where each person is in each frame", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files,
        NULL, "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
      "Plays a video file and prints who appears when.");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_group (context, gst_init_get_option_group ());
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if ((options->job_id != NULL || options->results != NULL) &&
      options->files != NULL && g_strv_length (options->files) == 1)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
      "Need --job-id or --results, and one FILE");
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Options options = { .job_id = NULL };
  gboolean done;

  setlocale (LC_ALL, "");
  done =
      parse_options (&options, &argc, &argv, &error) && run (&options, &error);
  if (!done)
    fprintf (stderr, "who-is-on-screen: %s\n", error->message);

  g_free (options.job_id);
  g_free (options.results);
  g_free (options.region);
  g_free (options.profile);
  g_free (options.endpoint_uri);
  g_strfreev (options.files);
  return done ? 0 : 1;
}
