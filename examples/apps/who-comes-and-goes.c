/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * who-comes-and-goes: plays a file and prints who comes and who goes, as read
 * from the messages that rekognitioncelebrity posts on the bus. It reads no
 * buffers and needs only GStreamer.
 *
 * Names are printed as UTF-8 with printf(): in the locale C, which is common in
 * containers, g_print() would replace their letters with question marks.
 */

#include <gst/gst.h>
#include <locale.h>
#include <stdio.h>

#define PIPELINE \
  "filesrc name=file ! decodebin ! videoconvert ! " \
  "rekognitioncelebrity name=celebrities ! fakesink sync=false"

typedef struct {
  char *job_id;
  char *results;
  char *region;
  char *profile;
  char *endpoint_uri;
  char **files;
} Options;

static char *
format_time (GstClockTime moment)
{
  guint64 ms = (moment + GST_MSECOND / 2) / GST_MSECOND;

  return g_strdup_printf ("%02u:%02u:%02u.%03u", (guint) (ms / 3600000),
      (guint) (ms / 60000 % 60), (guint) (ms / 1000 % 60), (guint) (ms % 1000));
}

static void
print_names (const GstStructure *changes, const char *field, const char *when,
    char sign)
{
  const GValue *names = gst_structure_get_value (changes, field);

  for (guint i = 0; i < gst_value_list_get_size (names); i++)
    printf ("%s  %c %s\n", when, sign,
        g_value_get_string (gst_value_list_get_value (names, i)));
  fflush (stdout);
}

/* With post-messages=changes, the default, there is a message each time that
 * the people on screen change. */
static void
print_changes (const GstStructure *changes)
{
  g_autofree char *when = NULL;
  guint64 stream_time = 0;

  gst_structure_get_uint64 (changes, "stream-time", &stream_time);
  when = format_time (stream_time);
  print_names (changes, "disappeared", when, '-');
  print_names (changes, "appeared", when, '+');
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

static gboolean
handle_message (GstMessage *message, GError **error)
{
  GError *cause = NULL;

  if (gst_message_has_name (message, "rekognition-celebrity"))
    print_changes (gst_message_get_structure (message));
  print_status (message);
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return TRUE;

  gst_message_parse_error (message, &cause, NULL);
  g_propagate_prefixed_error (error, cause,
      "%s: ", GST_OBJECT_NAME (GST_MESSAGE_SRC (message)));
  return FALSE;
}

/* Waits for the end without a main loop; an application that has one uses
 * gst_bus_add_watch() instead. */
static gboolean
play (GstElement *pipeline, GError **error)
{
  const GstMessageType types = GST_MESSAGE_ELEMENT | GST_MESSAGE_PROGRESS |
      GST_MESSAGE_WARNING | GST_MESSAGE_EOS | GST_MESSAGE_ERROR;
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  gboolean is_good = TRUE;
  gboolean ended = FALSE;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while (is_good && !ended) {
    g_autoptr (GstMessage) message =
        gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, types);

    ended = GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS;
    is_good = handle_message (message, error);
  }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return is_good;
}

/* Options that are not given keep the element's defaults. */
static void
set_string (GstElement *element, const char *property, const char *value)
{
  if (value != NULL)
    g_object_set (element, property, value, NULL);
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) file = NULL;
  g_autoptr (GstElement) celebrities = NULL;

  pipeline = gst_parse_launch_full (PIPELINE, NULL, GST_PARSE_FLAG_FATAL_ERRORS,
      error);
  if (pipeline == NULL)
    return FALSE;

  /* Not in the launch line: a file name may contain any character. */
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  set_string (file, "location", options->files[0]);
  celebrities = gst_bin_get_by_name (GST_BIN (pipeline), "celebrities");
  set_string (celebrities, "job-id", options->job_id);
  set_string (celebrities, "results-location", options->results);
  set_string (celebrities, "region", options->region);
  set_string (celebrities, "profile", options->profile);
  set_string (celebrities, "endpoint-uri", options->endpoint_uri);
  return play (pipeline, error);
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
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files,
        NULL, "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
      "Plays a video file and prints who comes and who goes.");
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
    fprintf (stderr, "who-comes-and-goes: %s\n", error->message);

  g_free (options.job_id);
  g_free (options.results);
  g_free (options.region);
  g_free (options.profile);
  g_free (options.endpoint_uri);
  g_strfreev (options.files);
  return done ? 0 : 1;
}
