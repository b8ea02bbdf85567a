/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The messages on the bus, against what is on the buffers. */

#include <gst/video/video.h>

#include "element-rig.h"

#define JOB "job-1"
#define MESSAGE "rekognition-celebrity"
#define N_FRAMES 420
#define STREAM_CAPS \
  "video/x-raw,format=GRAY8,width=1280,height=720,framerate=30000/1001"

/* A person who is seen every half second, from @first to @last. */
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

/* Ada is on both sides of the screen from 6 to 9. Two people are called Bo.
 * Somebody has no id; somebody is seen by the body alone; somebody is outside
 * the frame; Ada leaves and Dan comes at the same time. */
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

/* The next message, of this buffer, or NULL. */
static GstMessage *
pop (ElementRig *rig)
{
  GstMessage *message = gst_bus_pop_filtered (rig->bus, GST_MESSAGE_ELEMENT);

  if (message != NULL) {
    g_assert_true (GST_MESSAGE_SRC (message) == GST_OBJECT (rig->element));
    g_assert_true (gst_message_has_name (message, MESSAGE));
  }
  return message;
}

static const GValue *
get_people (GstBuffer *buffer)
{
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");

  return meta == NULL
      ? NULL
      : gst_structure_get_value (gst_custom_meta_get_structure (meta),
            "celebrities");
}

static guint
count_people (GstBuffer *buffer)
{
  const GValue *people = get_people (buffer);

  return people != NULL ? gst_value_array_get_size (people) : 0;
}

static const GstStructure *
get_person (GstBuffer *buffer, guint index)
{
  return gst_value_get_structure (
      gst_value_array_get_value (get_people (buffer), index));
}

/* The set of those on the buffer: name by id, or by name. */
static GHashTable *
collect_people (GstBuffer *buffer)
{
  GHashTable *set =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < count_people (buffer); i++) {
    const GstStructure *person = get_person (buffer, i);
    const char *id = gst_structure_get_string (person, "id");
    const char *name = gst_structure_get_string (person, "name");

    g_hash_table_insert (set, g_strdup (id != NULL ? id : name),
        g_strdup (name));
  }
  return set;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* Names of those in @set that are not in @other, sorted and joined. */
static char *
join_difference (GHashTable *set, GHashTable *other)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, name;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, &name)) {
    if (!g_hash_table_contains (other, key))
      g_ptr_array_add (names, name);
  }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (",", (char **) names->pdata);
}

static char *
join_field (const GstStructure *structure, const char *field)
{
  const GValue *list = gst_structure_get_value (structure, field);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_assert_true (GST_VALUE_HOLDS_LIST (list));
  for (guint i = 0; i < gst_value_list_get_size (list); i++)
    g_ptr_array_add (names,
        (gpointer) g_value_get_string (gst_value_list_get_value (list, i)));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (",", (char **) names->pdata);
}

static void
assert_pixels (const GstStructure *celebrity,
    const GstVideoRegionOfInterestMeta *region)
{
  static const char *const fields[] = { "x", "y", "width", "height" };
  const guint pixels[] = { region->x, region->y, region->w, region->h };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    guint value;

    g_assert_true (gst_structure_get_uint (celebrity, fields[i], &value));
    g_assert_cmpuint (value, ==, pixels[i]);
  }
}

/* One person of a message is the same as on the buffer. */
static void
assert_celebrity (const GstStructure *celebrity, GstBuffer *buffer, guint index)
{
  const GstStructure *person = get_person (buffer, index);
  double expected, confidence;
  gint roi_id;

  g_assert_true (gst_structure_has_name (celebrity, "celebrity"));
  g_assert_cmpstr (gst_structure_get_string (celebrity, "name"), ==,
      gst_structure_get_string (person, "name"));
  g_assert_cmpstr (gst_structure_get_string (celebrity, "id"), ==,
      gst_structure_get_string (person, "id"));
  g_assert_true (gst_structure_get_double (person, "confidence", &expected));
  g_assert_true (
      gst_structure_get_double (celebrity, "confidence", &confidence));
  g_assert_cmpfloat (confidence, ==, expected);
  if (gst_structure_get_int (person, "roi-id", &roi_id))
    assert_pixels (celebrity,
        gst_buffer_get_video_region_of_interest_meta_id (buffer, roi_id));
  else
    g_assert_false (gst_structure_has_field (celebrity, "x"));
}

static void
assert_time (const GstStructure *structure, const char *field, guint64 expected)
{
  guint64 time;

  g_assert_true (gst_structure_get_uint64 (structure, field, &time));
  g_assert_cmpuint (time, ==, expected);
}

static void
assert_content (GstMessage *message, GstBuffer *buffer)
{
  const GstStructure *structure = gst_message_get_structure (message);
  const GValue *list = gst_structure_get_value (structure, "celebrities");

  assert_time (structure, "timestamp", GST_BUFFER_PTS (buffer));
  assert_time (structure, "duration", GST_BUFFER_DURATION (buffer));
  g_assert_true (GST_VALUE_HOLDS_LIST (list));
  g_assert_cmpuint (gst_value_list_get_size (list), ==, count_people (buffer));
  for (guint i = 0; i < count_people (buffer); i++)
    assert_celebrity (
        gst_value_get_structure (gst_value_list_get_value (list, i)), buffer,
        i);
}

/* Follows the buffers: @last is whom the last message was about. */
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

static void
assert_names (GstMessage *message, const char *appeared,
    const char *disappeared)
{
  const GstStructure *structure = gst_message_get_structure (message);
  g_autofree char *got_appeared = join_field (structure, "appeared");
  g_autofree char *got_disappeared = join_field (structure, "disappeared");

  g_assert_cmpstr (got_appeared, ==, appeared);
  g_assert_cmpstr (got_disappeared, ==, disappeared);
}

/* Pushes a buffer: one message if other people are on it, else none. */
static void
follow (Follower *follower, GstClockTime pts)
{
  g_autoptr (GstBuffer) buffer = element_rig_push (&follower->rig, pts);
  g_autoptr (GHashTable) now = collect_people (buffer);
  g_autofree char *appeared = join_difference (now, follower->last);
  g_autofree char *disappeared = join_difference (follower->last, now);
  g_autoptr (GstMessage) message = pop (&follower->rig);
  g_autoptr (GstMessage) another = pop (&follower->rig);

  g_assert_null (another);
  if (*appeared == '\0' && *disappeared == '\0') {
    g_assert_null (message);
    return;
  }
  g_assert_nonnull (message);
  assert_content (message, buffer);
  assert_names (message, appeared, disappeared);
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

/* Played through, backwards, and to and fro with flushes. */
static void
test_changes (gconstpointer data)
{
  g_auto (Follower) follower = { 0 };

  follower_init (&follower, data);
  element_rig_start (&follower.rig);
  for (guint n = 0; n < N_FRAMES; n++)
    follow (&follower, element_rig_get_pts (n));
  /* Ada comes, Bo, the other Bo; Bo goes, Ada goes and Dan comes, 李小明, the
   * other Bo goes, Dan goes, 李小明 goes; Ada comes and goes. */
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

/* When nobody is left there is a message with nobody in it. */
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
  came = pop (&rig);
  assert_content (came, with);
  without = element_rig_push (&rig, 0);
  went = pop (&rig);
  assert_content (went, without);
  g_assert_cmpuint (count_people (without), ==, 0);
  assert_names (went, "", "Ada");
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
    g_autoptr (GstMessage) message = pop (&rig);

    g_assert_nonnull (message);
    assert_content (message, buffer);
    g_assert_false (gst_structure_has_field (
        gst_message_get_structure (message), "appeared"));
    g_assert_null (pop (&rig));
  }
}

static void
test_none (void)
{
  g_auto (ElementRig) rig = { 0 };

  rig_init (&rig, "none", "auto");
  element_rig_start (&rig);
  for (guint n = 0; n < N_FRAMES; n++) {
    g_autoptr (GstBuffer) buffer =
        element_rig_push (&rig, element_rig_get_pts (n));

    g_assert_null (pop (&rig));
  }
}

/* Timestamp, stream time and running time are three times. */
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
  message = pop (&rig);
  assert_content (message, buffer);
  structure = gst_message_get_structure (message);
  assert_time (structure, "stream-time", 3 * GST_SECOND);
  assert_time (structure, "running-time", 8 * GST_SECOND);
}

/* It says nothing of when people are on it. */
static void
test_no_time (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstMessage) message = NULL;

  rig_init (&rig, "changes", "auto");
  element_rig_start (&rig);
  gst_buffer_unref (element_rig_push (&rig, 1000 * GST_MSECOND));
  message = pop (&rig);
  g_assert_nonnull (message);
  gst_buffer_unref (element_rig_push (&rig, GST_CLOCK_TIME_NONE));
  g_assert_null (pop (&rig));
}

/* A timeline made anew does not make the people others. */
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

/* Nobody is on another video; nor, at first, after a new start. */
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
        g_strdup_printf ("/celebrity-messages/changes/%s", boxes[i]);

    g_test_add_data_func (path, boxes[i], test_changes);
  }
  g_test_add_func ("/celebrity-messages/nobody-left", test_nobody_left);
  g_test_add_func ("/celebrity-messages/all", test_all);
  g_test_add_func ("/celebrity-messages/none", test_none);
  g_test_add_func ("/celebrity-messages/times", test_times);
  g_test_add_func ("/celebrity-messages/no-time", test_no_time);
  g_test_add_func ("/celebrity-messages/min-confidence", test_min_confidence);
  g_test_add_func ("/celebrity-messages/other-stream", test_other_stream);
  g_test_add_func ("/celebrity-messages/start-again", test_start_again);
  return element_rig_run ();
}
