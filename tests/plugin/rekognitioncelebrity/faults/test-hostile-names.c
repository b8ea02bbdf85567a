/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Names chosen to break what displays them, from the service and from a file:
 * each is passed on byte for byte or refused as a whole. */

#include <gst/video/video.h>
#include <string.h>

#include "support/element/hostile-name-scene.h"

#define META "CelebrityMeta"
#define MESSAGE "rekognition-celebrity"

static const HostileNameFrame page = {
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"" HOSTILE_NAME_SCENE_JOB
  "\",\"Celebrities\":["
  "{\"Timestamp\":0,\"Celebrity\":{\"Confidence\":90,\"Face\":{\"BoundingBox\":"
  "{\"Left\":0.25,\"Top\":0.25,\"Width\":0.5,\"Height\":0.5}},"
  "\"KnownGender\":{\"Type\":\"",
  "\"},\"Name\":\"",
  "\"}}]}\n",
};

static void
play_page (HostileNameScene *scene, const HostileName *row, gboolean from_file)
{
  hostile_name_scene_init (scene, &page, row);
  if (from_file)
    hostile_name_scene_play_from_file (scene);
  else
    hostile_name_scene_play_from_service (scene, 200);
}

/* Returns: (transfer full): the field's only list item */
static GstStructure *
dup_first (const GstStructure *structure, const char *field)
{
  const GValue *list = gst_structure_get_value (structure, field);
  const GValue *first = GST_VALUE_HOLDS_ARRAY (list)
      ? gst_value_array_get_value (list, 0)
      : gst_value_list_get_value (list, 0);

  return gst_structure_copy (gst_value_get_structure (first));
}

static void
check_metas (GstBuffer *buffer, const char *name)
{
  GstVideoRegionOfInterestMeta *region =
      gst_buffer_get_video_region_of_interest_meta (buffer);
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, META);
  g_autoptr (GstStructure) celebrity = NULL;
  GstStructure *label;

  g_assert_nonnull (region);
  g_assert_cmpstr (g_quark_to_string (region->roi_type), ==, name);
  label = gst_video_region_of_interest_meta_get_param (region, "celebrity");
  g_assert_cmpstr (gst_structure_get_string (label, "label"), ==, name);

  g_assert_nonnull (meta);
  celebrity = dup_first (gst_custom_meta_get_structure (meta), "celebrities");
  g_assert_cmpstr (gst_structure_get_string (celebrity, "name"), ==, name);
  g_assert_cmpstr (gst_structure_get_string (celebrity, "known-gender"), ==,
      name);
}

static void
check_toc (GstMessage *message, const char *name)
{
  GstToc *toc = NULL;
  GstTocEntry *entry;
  g_autofree char *title = NULL;

  gst_message_parse_toc (message, &toc, NULL);
  entry = gst_toc_get_entries (toc)->data;
  g_assert_true (gst_tag_list_get_string (gst_toc_entry_get_tags (entry),
      GST_TAG_TITLE, &title));
  g_assert_cmpstr (title, ==, name);
  gst_toc_unref (toc);
}

static void
check_element_message (GstMessage *message, const char *name)
{
  const GstStructure *structure = gst_message_get_structure (message);
  g_autoptr (GstStructure) celebrity = dup_first (structure, "celebrities");
  const GValue *appeared = gst_structure_get_value (structure, "appeared");

  g_assert_true (gst_structure_has_name (structure, MESSAGE));
  g_assert_cmpstr (gst_structure_get_string (celebrity, "name"), ==, name);
  g_assert_cmpstr (g_value_get_string (gst_value_list_get_value (appeared, 0)),
      ==, name);
}

/* The expected messages, and their number. */
typedef struct {
  const char *name;
  guint n_tocs;
  guint n_changes;
} Expected;

static void
check_message (GstMessage *message, gpointer data)
{
  Expected *expected = data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_TOC) {
    check_toc (message, expected->name);
    expected->n_tocs++;
  }
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ELEMENT) {
    check_element_message (message, expected->name);
    expected->n_changes++;
  }
}

static void
check_name (const HostileName *row, gboolean from_file)
{
  g_auto (HostileNameScene) scene = { 0 };
  g_autofree char *name = hostile_name_dup (row);
  Expected expected = { name, 0, 0 };
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GError) warning = NULL;

  play_page (&scene, row, from_file);
  buffer = element_rig_push (&scene.rig, 0);
  if (row->name != NULL) {
    check_metas (buffer, name);
    warning =
        hostile_name_scene_check_bus (scene.rig.bus, check_message, &expected);
    g_assert_no_error (warning);
    g_assert_cmpuint (expected.n_tocs, ==, 1);
    g_assert_cmpuint (expected.n_changes, ==, 1);
    return;
  }
  g_assert_null (gst_buffer_get_custom_meta (buffer, META));
  warning = hostile_name_scene_check_bus (scene.rig.bus, NULL, NULL);
  g_assert_error (warning, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ);
  g_assert_nonnull (strstr (warning->message, "not JSON: "));
}

static void
test_service (gconstpointer data)
{
  check_name (data, FALSE);
}

static void
test_file (gconstpointer data)
{
  check_name (data, TRUE);
}

int
main (int argc, char **argv)
{
  const HostileName *rows;
  guint n_rows;

  element_rig_main (&argc, &argv);

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *service =
        g_strconcat ("/hostile-names/service/", rows[i].label, NULL);
    g_autofree char *file =
        g_strconcat ("/hostile-names/file/", rows[i].label, NULL);

    g_test_add_data_func (service, &rows[i], test_service);
    g_test_add_data_func (file, &rows[i], test_file);
  }
  return element_rig_run ();
}
