/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Well-formed answers of a faulty service, whose pages contradict the job, each
 * other or the order of pages. */

#include "support/element/fault-scene.h"

#define PAGE_1 FAULT_SCENE_PAGE_1
#define PAGE_2 FAULT_SCENE_PAGE_2
#define IN_PROGRESS FAULT_SCENE_IN_PROGRESS
#define FAILED(members) \
  "{\"JobStatus\":\"FAILED\"," members "\"Celebrities\":[]}"
#define TOKEN(token) "\"NextToken\":\"" token "\","

/* After the last of @bodies no request is answered, not even one with a token
 * from it. */
typedef struct {
  const char *name;
  const char *bodies[5];
  GstResourceError code;
} PagesRow;

static const PagesRow pages_rows[] = {
  { "good", { PAGE_1, PAGE_2 }, 0 },
  { "in-progress-for-long",
      { IN_PROGRESS, IN_PROGRESS, IN_PROGRESS, PAGE_1, PAGE_2 }, 0 },
  { "in-progress-again", { PAGE_1, IN_PROGRESS, PAGE_1, PAGE_2 }, 0 },
  { "token-loop", { PAGE_1, PAGE_1 }, GST_RESOURCE_ERROR_READ },
  { "token-loop-of-two",
      { PAGE_1, FAULT_SCENE_PAGE (TOKEN ("b"), ""),
          FAULT_SCENE_PAGE (TOKEN ("a"), "") },
      GST_RESOURCE_ERROR_READ },
  { "wrong-job", { PAGE_1, FAULT_SCENE_PAGE ("\"JobId\":\"job-2\",", "") },
      GST_RESOURCE_ERROR_READ },
  { "wrong-job-in-progress",
      { "{\"JobStatus\":\"IN_PROGRESS\",\"JobId\":\"job-2\"}", PAGE_1 },
      GST_RESOURCE_ERROR_READ },
  { "wrong-job-with-token",
      { PAGE_1, FAULT_SCENE_PAGE ("\"JobId\":\"job-2\"," TOKEN ("b"), "") },
      GST_RESOURCE_ERROR_READ },
  { "failed-while-waiting",
      { IN_PROGRESS, "{\"JobStatus\":\"FAILED\",\"StatusMessage\":\"Bad\"}" },
      GST_RESOURCE_ERROR_FAILED },
  { "failed-while-waiting-with-token", { IN_PROGRESS, FAILED (TOKEN ("a")) },
      GST_RESOURCE_ERROR_FAILED },
  { "failed-between-pages", { PAGE_1, "{\"JobStatus\":\"FAILED\"}" },
      GST_RESOURCE_ERROR_FAILED },
  { "failed-between-pages-with-token", { PAGE_1, FAILED (TOKEN ("b")) },
      GST_RESOURCE_ERROR_FAILED },
  { "failed-between-pages-loops", { PAGE_1, FAILED (TOKEN ("a")) },
      GST_RESOURCE_ERROR_FAILED },
  { "unknown-while-waiting",
      { IN_PROGRESS, "{\"JobStatus\":\"PAUSED\"}", PAGE_1 },
      GST_RESOURCE_ERROR_FAILED },
  { "no-status-between-pages", { PAGE_1, "{\"Celebrities\":[]}" },
      GST_RESOURCE_ERROR_FAILED },
  { "two-objects", { PAGE_1, PAGE_2 PAGE_2 }, GST_RESOURCE_ERROR_READ },
  { "broken-with-token",
      { PAGE_1,
          "{" TOKEN ("b") "\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":7}" },
      GST_RESOURCE_ERROR_READ },
  { "page-that-repeats",
      { PAGE_1,
          FAULT_SCENE_PAGE ("", FAULT_SCENE_DETECTION ("0", "Ada Moreno")) },
      0 },
};

static void
test_pages (gconstpointer data)
{
  const PagesRow *row = data;
  g_auto (FaultScene) scene = { 0 };

  fault_scene_init (&scene);
  for (guint i = 0; i < G_N_ELEMENTS (row->bodies) && row->bodies[i] != NULL;
       i++)
    fault_script_answer (scene.service_script, "200 OK", NULL, row->bodies[i]);
  fault_script_hang (scene.service_script);

  g_object_set (scene.rig.element, "retry-attempts", 1, NULL);
  fault_scene_play (&scene);
  fault_scene_assert_outcome (&scene, row->code);
}

/* Endless empty pages, each with a new token. */
static void
test_endless (void)
{
  g_auto (FaultScene) scene = { 0 };
  g_autoptr (GError) error = NULL;

  fault_scene_init (&scene);
  local_endpoint_add_synthetic (scene.rig.endpoint, FAULT_SCENE_JOB, 2, 10);
  local_endpoint_add_fault (scene.rig.endpoint, "empty", &error);
  g_assert_no_error (error);
  element_rig_start (&scene.rig);
  fault_scene_assert_outcome (&scene, GST_RESOURCE_ERROR_READ);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  fault_scene_register_plugin ();

  for (guint i = 0; i < G_N_ELEMENTS (pages_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/inconsistent-pages/", pages_rows[i].name, NULL);

    g_test_add_data_func (path, &pages_rows[i], test_pages);
  }
  g_test_add_func ("/inconsistent-pages/endless", test_endless);
  return element_rig_run ();
}
