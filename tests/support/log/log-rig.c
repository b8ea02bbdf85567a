/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/log/log-rig.h"

#include <glib/gstdio.h>
#include <string.h>

#define WIDTH 100
#define HEIGHT 100
#define POLL_US G_TIME_SPAN_MILLISECOND

void
log_rig_init (LogRig *rig, const RekDataRow *rows, guint n_rows)
{
  const RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (GError) error = NULL;

  rig->folder = g_dir_make_tmp ("celebritylog-XXXXXX", &error);
  g_assert_no_error (error);
  rig->path = g_build_filename (rig->folder, "log", NULL);
  rig->timeline = rek_data_make_timeline (rows, n_rows, &settings);
  rig->cursor = rek_cursor_new (rig->timeline);
  rig->element = gst_element_factory_make ("celebritylog", NULL);
  g_assert_nonnull (rig->element);
  gst_object_ref_sink (rig->element);
  rig->bus = gst_bus_new ();
  gst_element_set_bus (rig->element, rig->bus);
  g_object_set (rig->element, "location", rig->path, NULL);
}

void
log_rig_clear (LogRig *rig)
{
  log_rig_stop (rig);
  gst_element_set_bus (rig->element, NULL);
  gst_clear_object (&rig->element);
  gst_clear_object (&rig->bus);
  g_clear_pointer (&rig->cursor, rek_cursor_free);
  g_clear_pointer (&rig->timeline, rek_timeline_unref);
  g_remove (rig->path);
  g_assert_cmpint (g_rmdir (rig->folder), ==, 0);
  g_clear_pointer (&rig->folder, g_free);
  g_clear_pointer (&rig->path, g_free);
}

void
log_rig_play (LogRig *rig)
{
  rig->harness = gst_harness_new_with_element (rig->element, "sink", "src");
  gst_harness_set_live (rig->harness, FALSE);
  gst_harness_set_src_caps_str (rig->harness,
      "video/x-raw,format=GRAY8,width=" G_STRINGIFY (
          WIDTH) ",height=" G_STRINGIFY (HEIGHT) ",framerate=25/1");
}

/* The harness unlinks only when it is freed; another one may come before. */
static void
unlink_pads (LogRig *rig)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (rig->element, "sink");
  g_autoptr (GstPad) src = gst_element_get_static_pad (rig->element, "src");

  gst_pad_unlink (rig->harness->srcpad, sink);
  gst_pad_unlink (src, rig->harness->sinkpad);
}

void
log_rig_stop (LogRig *rig)
{
  gst_element_set_state (rig->element, GST_STATE_NULL);
  if (rig->harness == NULL)
    return;
  unlink_pads (rig);
  gst_harness_teardown (rig->harness);
  rig->harness = NULL;
}

GstBuffer *
log_rig_create_buffer (LogRig *rig, guint64 ms)
{
  const GstCelebrityFrame frame = {
    .job_id = "job",
    .width = WIDTH,
    .height = HEIGHT,
    .stream_time = ms * GST_MSECOND,
    .box = rig->box,
    .types = GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI,
  };
  const RekLookup lookup = {
    .time = (gint64) (ms * GST_MSECOND),
    .frame_duration = LOG_RIG_FRAME_MS * GST_MSECOND,
    .box = rig->box,
  };
  GstBuffer *buffer = gst_buffer_new ();
  const RekPresence *people;
  guint n_people;

  GST_BUFFER_PTS (buffer) = ms * GST_MSECOND;
  GST_BUFFER_DURATION (buffer) = LOG_RIG_FRAME_MS * GST_MSECOND;
  people = rek_cursor_lookup (rig->cursor, &lookup, &n_people);
  gst_celebrity_meta_attach (buffer, &frame, people, n_people);
  return buffer;
}

GstBuffer *
log_rig_push (LogRig *rig, guint64 ms)
{
  GstBuffer *buffer;

  g_assert_cmpint (
      gst_harness_push (rig->harness, log_rig_create_buffer (rig, ms)), ==,
      GST_FLOW_OK);
  buffer = gst_harness_try_pull (rig->harness);
  g_assert_nonnull (buffer);
  return buffer;
}

void
log_rig_push_range (LogRig *rig, guint64 start_ms, guint64 end_ms)
{
  for (guint64 ms = start_ms; ms < end_ms; ms += LOG_RIG_FRAME_MS)
    gst_buffer_unref (log_rig_push (rig, ms));
}

char *
log_rig_read (const LogRig *rig)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (rig->path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

guint
log_rig_count_lines (const LogRig *rig)
{
  g_autofree char *text = log_rig_read (rig);
  guint n = 0;

  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    n++;
  return n;
}

void
log_rig_assert (const LogRig *rig, const char *expected)
{
  g_autofree char *text = log_rig_read (rig);

  g_assert_cmpstr (text, ==, expected);
}

void
log_rig_wait_for (const LogRig *rig, const char *expected)
{
  gint64 deadline =
      g_get_monotonic_time () + (gint64) (LOG_RIG_PATIENCE / GST_USECOND);
  gboolean is_there = FALSE;

  while (!is_there && g_get_monotonic_time () < deadline) {
    g_autofree char *text = log_rig_read (rig);

    is_there = g_str_equal (text, expected);
    if (!is_there)
      g_usleep (POLL_US);
  }
  log_rig_assert (rig, expected);
}

void
log_rig_assert_error (LogRig *rig, GstResourceError code)
{
  g_autoptr (GstMessage) message =
      gst_bus_pop_filtered (rig->bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (message);
  gst_message_parse_error (message, &error, NULL);
  g_assert_error (error, GST_RESOURCE_ERROR, (gint) code);
  g_assert_null (gst_bus_pop_filtered (rig->bus, GST_MESSAGE_ERROR));
}
