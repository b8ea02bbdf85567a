/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Compares the messages on the bus with the metas on the buffers. */

#include "support/element/element-rig.h"
#include "support/element/presence-message-check.h"

#define JOB "job-1"
#define N_FRAMES 420
#define STREAM_CAPS \
  "video/x-raw,format=GRAY8,width=1280,height=720,framerate=30000/1001"

/* A person who is detected every half second, from @first to @last. */
typedef struct {
  const char *id;
  const char *name;
  guint first;
  guint last;
  double left;
  gboolean has_face;
  gboolean has_body;
  guint confidence;
} Walker;

/* Ada is on both sides of the screen from 6 to 9. Two people are named Bo. One
 * person has no id, one only a body, and one is outside the frame. Ada leaves
 * when Dan appears. */
static const Walker walkers[] = {
  { "a", "Ada", 2, 10, 0.1, TRUE, FALSE, 99 },
  { "a", "Ada", 6, 9, 0.7, TRUE, TRUE, 99 },
  { "b1", "Bo", 4, 8, 0.3, TRUE, TRUE, 95 },
  { "b2", "Bo", 6, 12, 0.5, TRUE, FALSE, 60 },
  { "", "李小明", 12, 14, 0.5, FALSE, TRUE, 80 },
  { "d", "Dan", 11, 13, 2.5, TRUE, FALSE, 90 },
  { "a", "Ada", 20, 23, 0.1, TRUE, FALSE, 99 },
};

static void
append_box (GString *json, double left, double width)
{
  g_string_append_printf (json,
      "\"BoundingBox\":{\"Left\":%d.%02d,\"Top\":0.1,\"Width\":0.%02d,"
      "\"Height\":0.5}",
      (int) left, (int) (left * 100) % 100, (int) (width * 100));
}

static void
append_detection (GString *json, const Walker *walker, guint sample)
{
  g_string_append_printf (json,
      "%s{\"Timestamp\":%u,\"Celebrity\":{\"Id\":\"%s\",\"Name\":\"%s\","
      "\"Confidence\":%u",
      json->str[json->len - 1] == '[' ? "" : ",", sample * 500, walker->id,
      walker->name, walker->confidence);
  if (walker->has_body) {
    g_string_append_c (json, ',');
    append_box (json, walker->left, 0.2);
  }
  if (walker->has_face) {
    g_string_append (json, ",\"Face\":{");
    append_box (json, walker->left + 0.05, 0.1);
    g_string_append_c (json, '}');
  }
  g_string_append (json, "}}");
}

static char *
create_job (void)
{
  GString *json =
      g_string_new ("{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[");

  for (guint sample = 0; sample < 30; sample++) {
    for (gsize i = 0; i < G_N_ELEMENTS (walkers); i++) {
      if (sample >= walkers[i].first && sample <= walkers[i].last)
        append_detection (json, &walkers[i], sample);
    }
  }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static void
rig_init (ElementRig *rig, const char *post_messages, const char *box)
{
  g_autofree char *json = create_job ();
  g_autoptr (GError) error = NULL;

  element_rig_init (rig, JOB, NULL);
  local_endpoint_add_results (rig->endpoint, json, -1, JOB, &error);
  g_assert_no_error (error);
  if (post_messages != NULL)
    gst_util_set_object_arg (G_OBJECT (rig->element), "post-messages",
        post_messages);
  gst_util_set_object_arg (G_OBJECT (rig->element), "box", box);
}

/* Follows the buffers; @last is the set of people in the last message. */
typedef struct {
  ElementRig rig;
  GHashTable *last;
  guint n_messages;
} Follower;

static void
follower_init (Follower *follower, const char *box)
{
  rig_init (&follower->rig, NULL, box);
  follower->last =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  follower->n_messages = 0;
}

static void
follower_clear (Follower *follower)
{
  element_rig_clear (&follower->rig);
  g_clear_pointer (&follower->last, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Follower, follower_clear)

/* Pushes a buffer. There must be one message if the people on it differ from
 * the last message's, otherwise none. */
static void
follow (Follower *follower, GstClockTime pts)
{
  g_autoptr (GstBuffer) buffer = element_rig_push (&follower->rig, pts);
  g_autoptr (GHashTable) now = presence_message_check_collect_people (buffer);
  g_autofree char *appeared =
      presence_message_check_join_difference (now, follower->last);
  g_autofree char *disappeared =
      presence_message_check_join_difference (follower->last, now);
  g_autoptr (GstMessage) message = presence_message_check_pop (&follower->rig);
  g_autoptr (GstMessage) another = presence_message_check_pop (&follower->rig);

  g_assert_null (another);
  if (*appeared == '\0' && *disappeared == '\0') {
    g_assert_null (message);
    return;
  }
  g_assert_nonnull (message);
  presence_message_check_content (message, buffer);
  presence_message_check_names (message, appeared, disappeared);
  g_hash_table_unref (follower->last);
  follower->last = g_steal_pointer (&now);
  follower->n_messages++;
}

static void
flush (ElementRig *rig)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (rig->harness, gst_event_new_flush_start ());
  gst_harness_push_event (rig->harness, gst_event_new_flush_stop (TRUE));
  gst_harness_push_event (rig->harness, gst_event_new_segment (&segment));
}

/* Plays forwards, backwards, and back and forth with flushes. */
static void
test_changes (gconstpointer data)
{
  g_auto (Follower) follower = { 0 };

  follower_init (&follower, data);
  element_rig_start (&follower.rig);
  for (guint n = 0; n < N_FRAMES; n++)
    follow (&follower, element_rig_get_pts (n));
  /* Ada appears, then Bo, then the other Bo; Bo leaves, Ada leaves as Dan
   * appears, 李小明 appears, the other Bo leaves, Dan leaves, 李小明 leaves; Ada
   * appears and leaves. */
  g_assert_cmpuint (follower.n_messages, >=, 10);
  g_assert_cmpuint (follower.n_messages, <=, 12);

  for (guint n = N_FRAMES; n-- > 0;)
    follow (&follower, element_rig_get_pts (n));
  for (guint i = 0; i < 200; i++) {
    flush (&follower.rig);
    follow (&follower,
        element_rig_get_pts ((guint) g_test_rand_int_range (0, N_FRAMES)));
  }
}

/* When nobody is left, a message with an empty list is posted. */
static void
test_nobody_left (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstBuffer) with = NULL;
  g_autoptr (GstBuffer) without = NULL;
  g_autoptr (GstMessage) came = NULL;
  g_autoptr (GstMessage) went = NULL;

  rig_init (&rig, "changes", "auto");
  element_rig_start (&rig);
  with = element_rig_push (&rig, 1000 * GST_MSECOND);
  came = presence_message_check_pop (&rig);
  presence_message_check_content (came, with);
  without = element_rig_push (&rig, 0);
  went = presence_message_check_pop (&rig);
  presence_message_check_content (went, without);
  g_assert_cmpuint (presence_message_check_count_people (without), ==, 0);
  presence_message_check_names (went, "", "Ada");
}

static void
test_all (void)
{
  g_auto (ElementRig) rig = { 0 };

  rig_init (&rig, "all", "both");
  element_rig_start (&rig);
  for (guint n = 0; n < N_FRAMES; n++) {
    g_autoptr (GstBuffer) buffer =
        element_rig_push (&rig, element_rig_get_pts (n));
    g_autoptr (GstMessage) message = presence_message_check_pop (&rig);

    g_assert_nonnull (message);
    presence_message_check_content (message, buffer);
    g_assert_false (gst_structure_has_field (
        gst_message_get_structure (message), "appeared"));
    g_assert_null (presence_message_check_pop (&rig));
  }
}

static void
test_none (void)
{
  g_auto (ElementRig) rig = { 0 };

  rig_init (&rig, "none", "auto");
  element_rig_start (&rig);
  for (guint n = 0; n < N_FRAMES; n++) {
    gst_buffer_unref (element_rig_push (&rig, element_rig_get_pts (n)));
    g_assert_null (presence_message_check_pop (&rig));
  }
}

/* Timestamp, stream time and running time differ. */
static void
test_times (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GstMessage) message = NULL;
  const GstStructure *structure;
  GstSegment segment;

  rig_init (&rig, "changes", "auto");
  g_object_set (rig.element, "ts-offset", (gint64) -GST_SECOND, NULL);
  element_rig_start (&rig);
  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = 100 * GST_SECOND;
  segment.time = 2 * GST_SECOND;
  segment.base = 7 * GST_SECOND;
  gst_harness_push_event (rig.harness, gst_event_new_segment (&segment));
  buffer = element_rig_push (&rig, 101 * GST_SECOND);
  message = presence_message_check_pop (&rig);
  presence_message_check_content (message, buffer);
  structure = gst_message_get_structure (message);
  presence_message_check_time (structure, "stream-time", 3 * GST_SECOND);
  presence_message_check_time (structure, "running-time", 8 * GST_SECOND);
}

/* Such a buffer does not say when people are on screen. */
static void
test_no_time (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstMessage) message = NULL;

  rig_init (&rig, "changes", "auto");
  element_rig_start (&rig);
  gst_buffer_unref (element_rig_push (&rig, 1000 * GST_MSECOND));
  message = presence_message_check_pop (&rig);
  g_assert_nonnull (message);
  gst_buffer_unref (element_rig_push (&rig, GST_CLOCK_TIME_NONE));
  g_assert_null (presence_message_check_pop (&rig));
}

/* A message is posted only if the setting changes who is on screen. */
static void
test_min_confidence (void)
{
  g_auto (Follower) follower = { 0 };

  follower_init (&follower, "auto");
  element_rig_start (&follower.rig);
  follow (&follower, 3500 * GST_MSECOND);
  g_assert_cmpuint (follower.n_messages, ==, 1);
  g_object_set (follower.rig.element, "min-confidence", 50.0, NULL);
  follow (&follower, 3500 * GST_MSECOND);
  g_assert_cmpuint (follower.n_messages, ==, 1);
  g_object_set (follower.rig.element, "min-confidence", 97.0, NULL);
  follow (&follower, 3500 * GST_MSECOND);
  g_assert_cmpuint (follower.n_messages, ==, 2);
}

static void
begin_stream (ElementRig *rig, const char *id)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (rig->harness, gst_event_new_stream_start (id));
  gst_harness_set_src_caps_str (rig->harness, STREAM_CAPS);
  gst_harness_push_event (rig->harness, gst_event_new_segment (&segment));
}

/* Nobody is on another video, nor at first after a restart. */
static void
test_other_stream (void)
{
  g_auto (Follower) follower = { 0 };

  follower_init (&follower, "auto");
  element_rig_start (&follower.rig);
  follow (&follower, 1000 * GST_MSECOND);
  begin_stream (&follower.rig, "another");
  follow (&follower, 1000 * GST_MSECOND);
  follow (&follower, 2000 * GST_MSECOND);
  g_assert_cmpuint (follower.n_messages, ==, 2);
}

static void
test_start_again (void)
{
  g_auto (Follower) follower = { 0 };

  follower_init (&follower, "auto");
  element_rig_start (&follower.rig);
  for (guint run = 1; run < 4; run++) {
    element_rig_wait_progress (&follower.rig, GST_PROGRESS_TYPE_COMPLETE);
    follow (&follower, 1000 * GST_MSECOND);
    g_assert_cmpuint (follower.n_messages, ==, run);

    gst_element_set_state (follower.rig.element, GST_STATE_NULL);
    gst_element_set_state (follower.rig.element, GST_STATE_PLAYING);
    gst_harness_set_src_caps_str (follower.rig.harness, STREAM_CAPS);
    g_hash_table_remove_all (follower.last);
  }
}

int
main (int argc, char **argv)
{
  static const char *const boxes[] = { "auto", "face", "body", "both" };

  element_rig_main (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++) {
    g_autofree char *path =
        g_strdup_printf ("/presence-messages/changes/%s", boxes[i]);

    g_test_add_data_func (path, boxes[i], test_changes);
  }
  g_test_add_func ("/presence-messages/nobody-left", test_nobody_left);
  g_test_add_func ("/presence-messages/all", test_all);
  g_test_add_func ("/presence-messages/none", test_none);
  g_test_add_func ("/presence-messages/times", test_times);
  g_test_add_func ("/presence-messages/no-time", test_no_time);
  g_test_add_func ("/presence-messages/min-confidence", test_min_confidence);
  g_test_add_func ("/presence-messages/other-stream", test_other_stream);
  g_test_add_func ("/presence-messages/start-again", test_start_again);
  return element_rig_run ();
}
