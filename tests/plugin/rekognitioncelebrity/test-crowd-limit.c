/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* More people on one frame than a buffer can carry. */

#include <gst/video/video.h>

#include "support/element/element-rig.h"
#include "support/common/temporary-folder.h"

#define N_MAX 256
#define N_PEOPLE 1000
#define N_FRAMES 3

/* People whose number is a multiple of 4 are large; all others are small and of
 * equal size. */
static double
get_size (guint i)
{
  return i % 4 == 0 ? 0.1 + i * 1e-5 : 0.01;
}

/* Returns the number of large people. */
#define N_LARGE ((N_PEOPLE + 3) / 4)

static char *
create_results (guint n_people)
{
  g_autoptr (GString) text =
      g_string_new ("{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[");

  for (guint i = 0; i < n_people; i++) {
    char size[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_dtostr (size, sizeof size, get_size (i));
    g_string_append_printf (text,
        "%s{\"Timestamp\":0,\"Celebrity\":{\"Id\":\"%05u\",\"Name\":\"%05u\","
        "\"Face\":{\"BoundingBox\":{\"Left\":0.2,\"Top\":0.3,\"Width\":%s,"
        "\"Height\":%s}}}}",
        i > 0 ? "," : "", i, i, size, size);
  }
  g_string_append (text, "]}");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct {
  TemporaryFolder *folder;
  char *path;
  ElementRig rig;
} Scene;

static void
scene_init (Scene *scene, guint n_people)
{
  g_autofree char *results = create_results (n_people);

  scene->folder = temporary_folder_new ();
  scene->path = temporary_folder_write (scene->folder, "results", results);
  element_rig_init (&scene->rig, NULL, NULL);
  g_object_set (scene->rig.element, "results-location", scene->path, NULL);
  gst_util_set_object_arg (G_OBJECT (scene->rig.element), "post-messages",
      "all");
  element_rig_start (&scene->rig);
}

static void
scene_clear (Scene *scene)
{
  element_rig_clear (&scene->rig);
  g_free (scene->path);
  temporary_folder_free (scene->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static const GValue *
get_celebrities (GstBuffer *buffer)
{
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");

  g_assert_nonnull (meta);
  return gst_structure_get_value (gst_custom_meta_get_structure (meta),
      "celebrities");
}

static guint
get_number (const GValue *celebrities, guint i)
{
  const GstStructure *celebrity =
      gst_value_get_structure (gst_value_array_get_value (celebrities, i));

  return (guint) g_ascii_strtoull (gst_structure_get_string (celebrity, "name"),
      NULL, 10);
}

/* Checks that a buffer has all the large people and the first of the small
 * ones, in the order of their tracks, which is that of their numbers. */
static void
check_largest (GstBuffer *buffer)
{
  const GValue *celebrities = get_celebrities (buffer);
  guint n_large = 0;
  guint n_small = 0;

  g_assert_cmpuint (gst_value_array_get_size (celebrities), ==, N_MAX);
  for (guint i = 0; i < N_MAX; i++) {
    guint number = get_number (celebrities, i);

    if (i > 0)
      g_assert_cmpuint (number, >, get_number (celebrities, i - 1));
    if (number % 4 == 0)
      n_large++;
    else
      g_assert_cmpuint (number, ==, n_small / 3 * 4 + n_small % 3 + 1);
    n_small += number % 4 != 0;
  }
  g_assert_cmpuint (n_large, ==, N_LARGE);
  g_assert_cmpuint (gst_buffer_get_n_meta (buffer,
                        GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE),
      ==, N_MAX);
}

static guint64
get_dropped (ElementRig *rig)
{
  g_autoptr (GstStructure) stats = NULL;
  guint64 n_dropped;

  g_object_get (rig->element, "stats", &stats, NULL);
  g_assert_true (
      gst_structure_get_uint64 (stats, "dropped-people", &n_dropped));
  return n_dropped;
}

/* There is one warning per run. Messages list no more people than buffers. */
static void
check_bus (ElementRig *rig, guint n_people)
{
  guint n_warnings = 0;
  GstMessage *message;

  while ((message = gst_bus_pop_filtered (rig->bus,
              GST_MESSAGE_WARNING | GST_MESSAGE_ELEMENT)) != NULL) {
    const GstStructure *structure = gst_message_get_structure (message);

    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_WARNING)
      n_warnings++;
    else if (gst_structure_has_name (structure, "rekognition-celebrity"))
      g_assert_cmpuint (gst_value_list_get_size (
                            gst_structure_get_value (structure, "celebrities")),
          ==, MIN (n_people, N_MAX));
    gst_message_unref (message);
  }
  g_assert_cmpuint (n_warnings, ==, n_people > N_MAX);
}

static void
test_too_many (void)
{
  g_auto (Scene) scene = { 0 };

  scene_init (&scene, N_PEOPLE);
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autoptr (GstBuffer) buffer =
        element_rig_push (&scene.rig, element_rig_get_pts (i));

    check_largest (buffer);
  }
  g_assert_cmpuint (get_dropped (&scene.rig), ==,
      N_FRAMES * (N_PEOPLE - N_MAX));
  check_bus (&scene.rig, N_PEOPLE);
}

static void
test_not_too_many (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;

  scene_init (&scene, N_MAX);
  buffer = element_rig_push (&scene.rig, 0);
  g_assert_cmpuint (gst_value_array_get_size (get_celebrities (buffer)), ==,
      N_MAX);
  g_assert_cmpuint (get_dropped (&scene.rig), ==, 0);
  check_bus (&scene.rig, N_MAX);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  g_test_add_func ("/crowd-limit/too-many", test_too_many);
  g_test_add_func ("/crowd-limit/not-too-many", test_not_too_many);
  return element_rig_run ();
}
