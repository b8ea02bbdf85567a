/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/meta/meta-fixtures.h"
#include "support/meta/meta-text.h"

#include <string.h>

#define PAGE "page-full.json"
#define FULL_NAME "Ida Müller-Ågård <& 妹島>"

#define START(job) \
  "[CelebrityMeta version=(gint)1 " job "frame-width=(gint)100 " \
  "frame-height=(gint)100 stream-time=(guint64)5000000000 celebrities=<"
#define RECORD START ("job-id='job-1' ")

static const RekDataRow rows[] = {
  { 1000, "a", "A", 50, { 0.25, 0.125, 0.25, 0.5 }, { 0.0, 0.0, 0.0, 0.0 } },
  { 1500, "a", "A", 75, { 0.375, 0.125, 0.25, 0.5 }, { 0.0, 0.0, 0.0, 0.0 } },
};

static GstBuffer *
create_buffer (const MetaScene *scene, GstCelebrityMetaTypes types)
{
  GstBuffer *buffer = gst_buffer_new ();

  meta_scene_attach (scene, buffer, REK_BOX_CHOICE_BOTH, types);
  return buffer;
}

static GstBuffer *
create_full_buffer (void)
{
  g_auto (MetaScene) scene = { 0 };

  meta_scene_init_from_file (&scene, PAGE, 1501);
  return create_buffer (&scene, META_SCENE_TYPES);
}

static guint
count_metas (GstBuffer *buffer)
{
  gpointer state = NULL;
  guint n = 0;

  while (gst_buffer_iterate_meta (buffer, &state) != NULL)
    n++;
  return n;
}

static void
test_register (void)
{
  const GstMetaInfo *info = gst_meta_get_info (GST_CELEBRITY_META_NAME);

  g_assert_true (gst_celebrity_meta_register (NULL));
  g_assert_true (gst_meta_get_info (GST_CELEBRITY_META_NAME) == info);
  g_assert_true (gst_meta_info_is_custom (info));
  g_assert_null (gst_meta_api_type_get_tags (info->api));
}

static void
test_no_job_id (void)
{
  const GstCelebrityFrame frame = {
    .width = META_SCENE_WIDTH,
    .height = META_SCENE_HEIGHT,
    .stream_time = 5 * GST_SECOND,
    .types = META_SCENE_TYPES,
  };
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_auto (MetaScene) scene = { 0 };
  g_autofree char *text = NULL;

  meta_scene_init (&scene, rows, G_N_ELEMENTS (rows), 1000);
  gst_celebrity_meta_attach (buffer, &frame, scene.people, scene.n_people);
  text = meta_text_records (buffer);
  g_assert_true (g_str_has_prefix (text, START ("") "[celebrity name='A'"));
}

static void
test_nobody (void)
{
  g_auto (MetaScene) scene = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;

  meta_scene_init (&scene, rows, G_N_ELEMENTS (rows), 999);
  buffer = create_buffer (&scene, META_SCENE_TYPES);
  g_assert_cmpuint (count_metas (buffer), ==, 0);
}

typedef struct {
  const char *name;
  GstCelebrityMetaTypes types;
  const char *regions;
  const char *shown;
} TypesCase;

static const TypesCase types_cases[] = {
  { "none", (GstCelebrityMetaTypes) 0, "", NULL },
  { "celebrity", GST_CELEBRITY_META_TYPE_CELEBRITY, "", " box='face' state=" },
  { "roi", GST_CELEBRITY_META_TYPE_ROI, "A 1/0 25,13 25x50", NULL },
  { "all", META_SCENE_TYPES, "A 1/0 25,13 25x50",
      " roi-id=(gint)1 box='face' state=" },
};

static void
test_types (gconstpointer data)
{
  const TypesCase *test = data;
  g_auto (MetaScene) scene = { 0 };
  g_autoptr (GstBuffer) buffer = NULL;
  g_autofree char *regions = NULL;
  g_autofree char *records = NULL;

  meta_scene_init (&scene, rows, G_N_ELEMENTS (rows), 1000);
  buffer = create_buffer (&scene, test->types);
  regions = meta_text_regions (buffer);
  records = meta_text_records (buffer);
  g_assert_cmpstr (regions, ==, test->regions);
  if (test->shown == NULL)
    g_assert_cmpstr (records, ==, "");
  else
    g_assert_nonnull (strstr (records, test->shown));
}

/* Two annotators in one pipeline. */
static void
test_another_annotator (void)
{
  g_autoptr (GstBuffer) buffer = create_full_buffer ();
  g_auto (MetaScene) scene = { 0 };
  g_autofree char *before = meta_text_records (buffer);
  g_autofree char *after = NULL;
  g_autofree char *regions = NULL;

  meta_scene_init (&scene, rows, G_N_ELEMENTS (rows), 1000);
  meta_scene_attach (&scene, buffer, REK_BOX_CHOICE_AUTO, META_SCENE_TYPES);
  after = meta_text_records (buffer);
  regions = meta_text_regions (buffer);
  g_assert_true (g_str_has_prefix (after, before));
  g_assert_true (g_str_has_prefix (after + strlen (before),
      RECORD "[celebrity name='A' id='a' confidence=(gdouble)50 "
             "track-id=(gint)1 roi-id=(gint)3 "));
  g_assert_cmpstr (regions, ==,
      FULL_NAME " 1/2 38,6 12x25; " FULL_NAME " 2/0 0,25 38x74; "
                "A 3/0 25,13 25x50");
}

static void
assert_same_metas (GstBuffer *a, GstBuffer *b)
{
  g_autofree char *records_a = meta_text_records (a);
  g_autofree char *records_b = meta_text_records (b);
  g_autofree char *regions_a = meta_text_regions (a);
  g_autofree char *regions_b = meta_text_regions (b);
  g_autofree char *params_a = meta_text_params (a);
  g_autofree char *params_b = meta_text_params (b);

  g_assert_cmpstr (records_a, ==, records_b);
  g_assert_cmpstr (regions_a, ==, regions_b);
  g_assert_cmpstr (params_a, ==, params_b);
}

static void
test_copy (void)
{
  g_autoptr (GstBuffer) buffer = create_full_buffer ();
  g_autoptr (GstBuffer) copy = gst_buffer_copy (buffer);
  g_autoptr (GstBuffer) deep_copy = gst_buffer_copy_deep (buffer);

  assert_same_metas (buffer, copy);
  assert_same_metas (buffer, deep_copy);
}

int
main (int argc, char **argv)
{
  meta_scene_init_test (&argc, &argv);

  g_test_add_func ("/gst-celebrity-meta/register", test_register);
  g_test_add_func ("/gst-celebrity-meta/no-job-id", test_no_job_id);
  g_test_add_func ("/gst-celebrity-meta/nobody", test_nobody);
  g_test_add_func ("/gst-celebrity-meta/another-annotator",
      test_another_annotator);
  g_test_add_func ("/gst-celebrity-meta/copy", test_copy);
  for (guint i = 0; i < G_N_ELEMENTS (types_cases); i++) {
    g_autofree char *path =
        g_strdup_printf ("/gst-celebrity-meta/types/%s", types_cases[i].name);
    g_test_add_data_func (path, &types_cases[i], test_types);
  }
  return g_test_run ();
}
