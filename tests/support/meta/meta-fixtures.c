/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/meta/meta-fixtures.h"

#define FRAME_DURATION (40 * GST_MSECOND)

void
meta_scene_init_test (int *argc, char ***argv)
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (argc, argv);
  g_test_init (argc, argv, NULL);
  g_assert_true (gst_celebrity_meta_register (NULL));
}

static void
look (MetaScene *scene, gint64 ms)
{
  const RekLookup lookup = {
    .time = ms * GST_MSECOND,
    .frame_duration = FRAME_DURATION,
    .interpolate = TRUE,
  };

  scene->cursor = rek_cursor_new (scene->timeline);
  scene->people = rek_cursor_lookup (scene->cursor, &lookup, &scene->n_people);
}

void
meta_scene_init (MetaScene *scene, const RekDataRow *rows, guint n_rows,
    gint64 ms)
{
  const RekTimelineSettings settings = REK_DATA_SETTINGS;

  scene->timeline = rek_data_make_timeline (rows, n_rows, &settings);
  look (scene, ms);
}

void
meta_scene_init_from_file (MetaScene *scene, const char *filename, gint64 ms)
{
  const RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", filename, NULL);
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekResults) results = rek_results_new (pool);
  g_autoptr (RekPage) page = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  page = rek_page_parse (bytes, pool, &error);
  g_assert_no_error (error);

  rek_results_add_page (results, page);
  scene->timeline = rek_timeline_new (results, &settings, NULL);
  look (scene, ms);
}

void
meta_scene_clear (MetaScene *scene)
{
  g_clear_pointer (&scene->cursor, rek_cursor_free);
  g_clear_pointer (&scene->timeline, rek_timeline_unref);
}

void
meta_scene_attach (const MetaScene *scene, GstBuffer *buffer, RekBoxChoice box,
    GstCelebrityMetaTypes types)
{
  const GstCelebrityFrame frame = {
    .job_id = META_SCENE_JOB_ID,
    .width = META_SCENE_WIDTH,
    .height = META_SCENE_HEIGHT,
    .stream_time = 5 * GST_SECOND,
    .box = box,
    .types = types,
  };

  gst_celebrity_meta_attach (buffer, &frame, scene->people, scene->n_people);
}
