/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/element/presence-message-check.h"

#include <gst/video/video.h>

#define MESSAGE "rekognition-celebrity"

GstMessage *
presence_message_check_pop (ElementRig *rig)
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

guint
presence_message_check_count_people (GstBuffer *buffer)
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

GHashTable *
presence_message_check_collect_people (GstBuffer *buffer)
{
  GHashTable *set =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < presence_message_check_count_people (buffer); i++) {
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

char *
presence_message_check_join_difference (GHashTable *set, GHashTable *other)
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

/* Asserts that a person of a message is the same as on the buffer. */
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

void
presence_message_check_time (const GstStructure *structure, const char *field,
    guint64 expected)
{
  guint64 time;

  g_assert_true (gst_structure_get_uint64 (structure, field, &time));
  g_assert_cmpuint (time, ==, expected);
}

void
presence_message_check_content (GstMessage *message, GstBuffer *buffer)
{
  const GstStructure *structure = gst_message_get_structure (message);
  const GValue *list = gst_structure_get_value (structure, "celebrities");

  presence_message_check_time (structure, "timestamp", GST_BUFFER_PTS (buffer));
  presence_message_check_time (structure, "duration",
      GST_BUFFER_DURATION (buffer));
  g_assert_true (GST_VALUE_HOLDS_LIST (list));
  g_assert_cmpuint (gst_value_list_get_size (list), ==,
      presence_message_check_count_people (buffer));
  for (guint i = 0; i < presence_message_check_count_people (buffer); i++)
    assert_celebrity (
        gst_value_get_structure (gst_value_list_get_value (list, i)), buffer,
        i);
}

void
presence_message_check_names (GstMessage *message, const char *appeared,
    const char *disappeared)
{
  const GstStructure *structure = gst_message_get_structure (message);
  g_autofree char *got_appeared = join_field (structure, "appeared");
  g_autofree char *got_disappeared = join_field (structure, "disappeared");

  g_assert_cmpstr (got_appeared, ==, appeared);
  g_assert_cmpstr (got_disappeared, ==, disappeared);
}
