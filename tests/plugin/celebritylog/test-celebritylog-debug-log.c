/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What celebritylog writes to GStreamer's debug log. */

#include <string.h>

#include "support/log/log-rig.h"

#define FACE \
  { \
    0.25, 0.25, 0.25, 0.25 \
  }
#define NO_BOX \
  { \
    0, 0, 0, 0 \
  }

/* With samples every 500 ms Ada is on screen from 0 to 500 ms. */
static const RekDataRow film[] = {
  { 0, "1a", "A\033da", 90.0, FACE, NO_BOX },
};

static GMutex mutex;
/* guarded by the mutex */
static GString *story;

static void
add_to_story (GstDebugCategory *category, GstDebugLevel level, const char *file,
    const char *function, gint line, GObject *object, GstDebugMessage *message,
    gpointer user_data)
{
  g_autofree char *name = g_strdup (gst_debug_level_get_name (level));

  (void) file;
  (void) line;
  (void) object;
  (void) user_data;
  if (strcmp (gst_debug_category_get_name (category), "celebritylog") != 0)
    return;

  g_assert_true (g_str_has_prefix (function, "log_") ||
      g_str_has_prefix (function, "post_error") ||
      g_str_has_prefix (function, "celebrity_log_") ||
      g_str_has_prefix (function, "gst_celebrity_log_"));
  g_strchomp (name);
  g_mutex_lock (&mutex);
  g_string_append_printf (story, "%s %s\n", name,
      gst_debug_message_get (message));
  g_mutex_unlock (&mutex);
}

/* Fails unless a line of the story matches each pattern, in this order. */
static void
assert_story (const char *const *patterns)
{
  g_auto (GStrv) lines = g_strsplit (story->str, "\n", -1);
  guint n_found = 0;

  for (guint i = 0; lines[i] != NULL && patterns[n_found] != NULL; i++) {
    if (g_pattern_match_simple (patterns[n_found], lines[i]))
      n_found++;
  }
  if (patterns[n_found] != NULL)
    g_test_message ("%s", story->str);
  g_assert_cmpstr (patterns[n_found], ==, NULL);
}

static void
test_appearances (void)
{
  static const char *const expected[] = {
    "INFO opened *log: format jsonl, mode appearances, gap 0:00:02.0*",
    "DEBUG stream *",
    "DEBUG segment *",
    "LOG buffer of 0:00:00.000000000: 1 people at 0:00:00.000000000",
    "LOG buffer of 0:00:00.880000000: 0 people at 0:00:00.880000000",
    "DEBUG flush: drops open appearances",
    "DEBUG segment *",
    "DEBUG appearance of \"A da\" begins at 0:00:00.000000000",
    "DEBUG appearance of \"A da\" ended: 0:00:00.0* to 0:00:00.5*, 1 samples",
    "INFO closed *log: 1 appearances, * bytes written",
    NULL,
  };
  g_auto (LogRig) rig = { 0 };
  GstSegment segment;

  log_rig_init (&rig, film, G_N_ELEMENTS (film));
  log_rig_play (&rig);
  log_rig_push_range (&rig, 0, 900);
  gst_harness_push_event (rig.harness, gst_event_new_flush_start ());
  gst_harness_push_event (rig.harness, gst_event_new_flush_stop (TRUE));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (rig.harness, gst_event_new_segment (&segment));
  log_rig_push_range (&rig, 0, 1000);
  gst_harness_push_event (rig.harness, gst_event_new_eos ());
  log_rig_stop (&rig);
  assert_story (expected);
}

static void
test_cues (void)
{
  static const char *const expected[] = {
    "INFO opened *: format webvtt, mode appearances, *",
    "INFO closed *: 1 cues, * bytes written",
    NULL,
  };
  g_auto (LogRig) rig = { 0 };

  log_rig_init (&rig, film, G_N_ELEMENTS (film));
  gst_util_set_object_arg (G_OBJECT (rig.element), "format", "webvtt");
  log_rig_play (&rig);
  log_rig_push_range (&rig, 0, 1000);
  log_rig_stop (&rig);
  assert_story (expected);
}

static void
test_error (void)
{
  static const char *const expected[] = {
    "ERROR The log can't be written to *: it is a folder.",
    NULL,
  };
  g_auto (LogRig) rig = { 0 };

  log_rig_init (&rig, film, G_N_ELEMENTS (film));
  g_object_set (rig.element, "location", rig.folder, NULL);
  g_assert_cmpint (gst_element_set_state (rig.element, GST_STATE_PAUSED), ==,
      GST_STATE_CHANGE_FAILURE);
  assert_story (expected);
}

static void
run (gconstpointer data)
{
  void (*const *test) (void) = data;

  story = g_string_new (NULL);
  (gst_debug_add_log_function) (add_to_story, NULL, NULL);
  (*test) ();
  (gst_debug_remove_log_function) (add_to_story);
  g_string_free (story, TRUE);
}

int
main (int argc, char **argv)
{
  static void (*const tests[]) (
      void) = { test_appearances, test_cues, test_error };

  element_rig_main (&argc, &argv);
  gst_debug_set_active (TRUE);
  (gst_debug_remove_log_function) (NULL);
  gst_debug_set_threshold_for_name ("celebritylog", GST_LEVEL_LOG);
  g_test_add_data_func ("/celebritylog-debug-log/appearances", &tests[0], run);
  g_test_add_data_func ("/celebritylog-debug-log/cues", &tests[1], run);
  g_test_add_data_func ("/celebritylog-debug-log/error", &tests[2], run);
  return element_rig_run ();
}
