/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The property video-metadata: what the results say about the job's video and
 * the job, and no field that was not sent. */

#include "support/element/element-rig.h"
#include "support/common/temporary-folder.h"

#define JOB "job-1"

#define PAGE(about_job) \
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"" JOB "\"," about_job \
  "\"Celebrities\":[]}"
#define TAG "\"JobTag\":\"season-1\","
#define OBJECT(version) \
  "\"Video\":{\"S3Object\":{\"Bucket\":\"films\",\"Name\":\"a/film.mp4\"" version \
  "}},"

typedef struct {
  const char *name;
  const char *page;
  const char *job_tag;
  const char *bucket;
  const char *object;
  const char *version;
} Row;

static const Row rows[] = {
  { "all", PAGE (TAG OBJECT (",\"Version\":\"v7\"")), "season-1", "films",
      "a/film.mp4", "v7" },
  { "no-version", PAGE (TAG OBJECT ("")), "season-1", "films", "a/film.mp4",
      NULL },
  { "tag-only", PAGE (TAG), "season-1", NULL, NULL, NULL },
  { "none", PAGE (""), NULL, NULL, NULL, NULL },
};

static void
assert_field (const GstStructure *video, const char *field,
    const char *expected)
{
  g_assert_cmpint (gst_structure_has_field (video, field), ==,
      expected != NULL);
  g_assert_cmpstr (gst_structure_get_string (video, field), ==, expected);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename =
      temporary_folder_write (folder, "results", row->page);
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstStructure) video = NULL;

  element_rig_init (&rig, NULL, NULL);
  g_object_set (rig.element, "results-location", filename, NULL);
  element_rig_play (&rig, NULL);
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  g_object_get (rig.element, "video-metadata", &video, NULL);

  assert_field (video, "job-tag", row->job_tag);
  assert_field (video, "s3-bucket", row->bucket);
  assert_field (video, "s3-name", row->object);
  assert_field (video, "s3-version", row->version);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strconcat ("/video-metadata/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  return element_rig_run ();
}
