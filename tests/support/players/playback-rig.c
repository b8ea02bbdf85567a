/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/players/playback-rig.h"

#include "support/element/element-rig.h"

#define PATIENCE (20 * GST_SECOND)
#define LONGEST_STOP G_USEC_PER_SEC

/* How long a stream may take to reach the element, and how many attempts it may
 * need. */
#define LONGEST_START (5 * G_USEC_PER_SEC)
#define MAX_STARTS 8
#define ELEMENT "celebrities"

void
playback_rig_init (PlaybackRig *rig)
{
  const LocalEndpointSettings settings = { .page_size =
                                               PLAYBACK_FILM_PAGE_SIZE };
  g_autofree char *job = playback_film_create_job ();
  g_autoptr (GError) error = NULL;

  *rig = (PlaybackRig){ .folder = temporary_folder_new () };
  rig->endpoint = local_endpoint_new (&settings);
  local_endpoint_add_results (rig->endpoint, job, -1, NULL, &error);
  g_assert_no_error (error);
  rig->model = playback_film_create_model ();
  rig->shown = g_ptr_array_new_with_free_func (playback_shown_free);
  g_mutex_init (&rig->lock);
  g_cond_init (&rig->changed);
}

static void
unload (PlaybackRig *rig)
{
  if (rig->pipeline != NULL)
    playback_rig_stop (rig);
  gst_clear_object (&rig->pipeline);
  gst_clear_object (&rig->bus);
}

void
playback_rig_clear (PlaybackRig *rig)
{
  unload (rig);
  g_clear_pointer (&rig->description, g_free);
  g_clear_pointer (&rig->endpoint, local_endpoint_free);
  g_clear_pointer (&rig->model, rek_model_free);
  g_clear_pointer (&rig->folder, temporary_folder_free);
  g_clear_pointer (&rig->shown, g_ptr_array_unref);
  g_cond_clear (&rig->changed);
  g_mutex_clear (&rig->lock);
}

static const char *
get_uri (PlaybackRig *rig)
{
  const char *uri = local_endpoint_get_uri (rig->endpoint);
  g_autoptr (GError) error = NULL;

  if (uri != NULL)
    return uri;
  local_endpoint_start (rig->endpoint, &error);
  g_assert_no_error (error);
  return local_endpoint_get_uri (rig->endpoint);
}

char *
playback_rig_describe (PlaybackRig *rig, const char *launch, const char *uri)
{
  g_autofree char *element = g_strdup_printf (
      "rekognitioncelebrity name=" ELEMENT " job-id=" PLAYBACK_FILM_JOB
      " region=eu-west-1 access-key=" LOCAL_ENDPOINT_ACCESS_KEY_ID
      " secret-access-key=" LOCAL_ENDPOINT_SECRET_ACCESS_KEY " endpoint-uri=%s",
      get_uri (rig));
  GString *text = g_string_new (launch);

  g_string_replace (text, "CELEBRITIES", element, 0);
  if (uri != NULL)
    g_string_replace (text, "URI", uri, 0);
  return g_string_free (text, FALSE);
}

static void
note_event (PlaybackRig *rig, GstEvent *event)
{
  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_FLUSH_STOP:
      g_ptr_array_set_size (rig->shown, 0);
      rig->n_segments = 0;
      break;
    case GST_EVENT_SEGMENT_DONE:
      rig->n_segments++;
      break;
    default:
      break;
  }
}

static GstPadProbeReturn
note_data (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  PlaybackRig *rig = user_data;
  PlaybackShown *shown = NULL;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    shown = playback_shown_new (pad, GST_PAD_PROBE_INFO_BUFFER (info));

  g_mutex_lock (&rig->lock);
  if (shown != NULL)
    g_ptr_array_add (rig->shown, shown);
  else if (!(GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER))
    note_event (rig, GST_PAD_PROBE_INFO_EVENT (info));
  g_cond_broadcast (&rig->changed);
  g_mutex_unlock (&rig->lock);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
note_stream (GstPad *pad G_GNUC_UNUSED, GstPadProbeInfo *info,
    gpointer user_data)
{
  PlaybackRig *rig = user_data;

  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) !=
      GST_EVENT_STREAM_START)
    return GST_PAD_PROBE_OK;

  g_mutex_lock (&rig->lock);
  rig->has_begun = TRUE;
  g_cond_broadcast (&rig->changed);
  g_mutex_unlock (&rig->lock);
  return GST_PAD_PROBE_OK;
}

static void
watch_streams (PlaybackRig *rig, GstElement *element)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, note_stream, rig,
      NULL);
}

/* Watches the output of @element, or its input if it is a sink. */
static void
watch_data (PlaybackRig *rig, GstElement *element)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "src");

  if (pad == NULL)
    pad = gst_element_get_static_pad (element, "sink");
  gst_pad_add_probe (pad,
      GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM |
          GST_PAD_PROBE_TYPE_EVENT_FLUSH,
      note_data, rig, NULL);
}

static void
on_element (GstBin *pipeline G_GNUC_UNUSED, GstBin *bin G_GNUC_UNUSED,
    GstElement *element, gpointer user_data)
{
  PlaybackRig *rig = user_data;

  /* The same element may move from one bin of the pipeline to another. */
  if (g_object_get_data (G_OBJECT (element), "playback-rig") != NULL)
    return;
  g_object_set_data (G_OBJECT (element), "playback-rig", rig);
  if (g_str_equal (GST_OBJECT_NAME (element), ELEMENT))
    watch_streams (rig, element);
  if (g_str_equal (GST_OBJECT_NAME (element), rig->watched))
    watch_data (rig, element);
}

static void
watch_element (const GValue *item, gpointer user_data)
{
  on_element (NULL, NULL, g_value_get_object (item), user_data);
}

void
playback_rig_take (PlaybackRig *rig, GstElement *pipeline, const char *watched)
{
  GstIterator *elements = gst_bin_iterate_recurse (GST_BIN (pipeline));

  rig->pipeline = gst_object_ref_sink (pipeline);
  rig->bus = gst_element_get_bus (pipeline);
  rig->watched = watched;
  gst_iterator_foreach (elements, watch_element, rig);
  gst_iterator_free (elements);
  g_signal_connect (pipeline, "deep-element-added", G_CALLBACK (on_element),
      rig);
}

static void
load (PlaybackRig *rig)
{
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (rig->description, &error);

  g_assert_no_error (error);
  playback_rig_take (rig, pipeline, "sink");
  if (rig->prepare != NULL)
    rig->prepare (rig, rig->prepare_data);
}

void
playback_rig_load (PlaybackRig *rig, const char *launch, const char *uri)
{
  rig->description = playback_rig_describe (rig, launch, uri);
  load (rig);
}

void
playback_rig_set_state (PlaybackRig *rig, GstState state)
{
  g_assert_cmpint (gst_element_set_state (rig->pipeline, state), !=,
      GST_STATE_CHANGE_FAILURE);
}

static void
fail_at_error (GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;

  gst_message_parse_error (message, &error, &debug);
  g_test_message ("%s: %s", GST_MESSAGE_SRC_NAME (message), debug);
  g_assert_no_error (error);
}

static void
note_warning (PlaybackRig *rig, GstMessage *message)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_warning (message, &error, NULL);
  g_test_message ("%s: %s", GST_MESSAGE_SRC_NAME (message), error->message);
  rig->n_warnings += g_str_equal (GST_MESSAGE_SRC_NAME (message), ELEMENT);
}

void
playback_rig_forget_stop (PlaybackRig *rig)
{
  GstMessage *message;

  while ((message = gst_bus_pop_filtered (rig->bus, GST_MESSAGE_ERROR))) {
    g_autoptr (GError) error = NULL;

    gst_message_parse_error (message, &error, NULL);
    if (!g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED) ||
        g_str_equal (GST_MESSAGE_SRC_NAME (message), ELEMENT))
      fail_at_error (message);
    gst_message_unref (message);
  }
}

GstMessageType
playback_rig_wait (PlaybackRig *rig, GstMessageType types)
{
  for (;;) {
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (rig->bus,
        PATIENCE * element_rig_get_patience (),
        types | GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);

    g_assert_nonnull (message);
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
      fail_at_error (message);
    else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_WARNING)
      note_warning (rig, message);
    if (GST_MESSAGE_TYPE (message) & types)
      return GST_MESSAGE_TYPE (message);
  }
}

static gint64
get_deadline (void)
{
  return g_get_monotonic_time () +
      GST_TIME_AS_USECONDS (PATIENCE) * element_rig_get_patience ();
}

void
playback_rig_wait_for_segments (PlaybackRig *rig, guint n)
{
  gint64 end = get_deadline ();

  g_mutex_lock (&rig->lock);
  while (rig->n_segments < n)
    g_assert_true (g_cond_wait_until (&rig->changed, &rig->lock, end));
  g_mutex_unlock (&rig->lock);
}

void
playback_rig_wait_for_shown (PlaybackRig *rig, guint n)
{
  gint64 end = get_deadline ();

  g_mutex_lock (&rig->lock);
  while (rig->shown->len < n)
    g_assert_true (g_cond_wait_until (&rig->changed, &rig->lock, end));
  g_mutex_unlock (&rig->lock);
}

static gboolean
wait_for_stream (PlaybackRig *rig)
{
  gint64 end =
      g_get_monotonic_time () + LONGEST_START * element_rig_get_patience ();
  gboolean has_begun;

  g_mutex_lock (&rig->lock);
  while (!rig->has_begun && g_cond_wait_until (&rig->changed, &rig->lock, end))
    ;
  has_begun = rig->has_begun;
  g_mutex_unlock (&rig->lock);
  return has_begun;
}

void
playback_rig_begin (PlaybackRig *rig)
{
  LocalEndpointStatistics statistics;

  for (guint i = 0; i < MAX_STARTS; i++) {
    local_endpoint_get_statistics (rig->endpoint, &statistics);
    rig->n_earlier_requests = statistics.requests;
    g_mutex_lock (&rig->lock);
    rig->has_begun = FALSE;
    g_mutex_unlock (&rig->lock);
    playback_rig_set_state (rig, GST_STATE_PAUSED);
    if (wait_for_stream (rig))
      return;
    g_test_message ("The player got stuck.");
    unload (rig);
    load (rig);
  }
  g_error ("The player does not start.");
}

void
playback_rig_preroll (PlaybackRig *rig)
{
  playback_rig_begin (rig);
  playback_rig_wait (rig, GST_MESSAGE_ASYNC_DONE);
}

void
playback_rig_stop (PlaybackRig *rig)
{
  gint64 start = g_get_monotonic_time ();

  playback_rig_set_state (rig, GST_STATE_NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
      LONGEST_STOP * element_rig_get_patience ());
}

guint64
playback_rig_count_requests (PlaybackRig *rig)
{
  LocalEndpointStatistics statistics;

  local_endpoint_get_statistics (rig->endpoint, &statistics);
  return statistics.requests - rig->n_earlier_requests;
}

void
playback_rig_check_all (PlaybackRig *rig, gboolean is_drawn)
{
  for (guint i = 0; i < rig->shown->len; i++) {
    const PlaybackShown *shown = playback_rig_get_shown (rig, i);

    playback_shown_check (shown, rig->model);
    if (is_drawn)
      playback_shown_check_drawing (shown, rig->model);
  }
}

const PlaybackShown *
playback_rig_get_shown (PlaybackRig *rig, guint index)
{
  g_assert_cmpuint (index, <, rig->shown->len);
  return g_ptr_array_index (rig->shown, index);
}
