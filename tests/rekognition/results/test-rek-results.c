/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "results/rek-results.h"

#include <string.h>

static const char *const pages[] = {
  "{\"JobId\":\"j\",\"JobTag\":\"first\",\"NextToken\":\"t\",\"Celebrities\":["
  "{\"Timestamp\":500,\"Celebrity\":{\"Id\":\"a\"}},"
  "{\"Timestamp\":0,\"Celebrity\":{\"Id\":\"b\"}}]}",
  "{\"JobId\":\"j\",\"JobTag\":\"second\",\"NextToken\":\"u\"}",
  "{\"JobId\":\"j\",\"Celebrities\":["
  "{\"Timestamp\":-1,\"Celebrity\":{\"Id\":\"c\"}},"
  "{\"Timestamp\":700,\"Celebrity\":{\"Id\":\"a\"}}]}",
};

static RekResults *
results_new (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  RekResults *results = rek_results_new (pool);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (pages[i], strlen (pages[i]));
    g_autoptr (RekPage) page = rek_page_parse (body, pool, NULL);

    g_assert_nonnull (page);
    rek_results_add_page (results, page);
  }
  return results;
}

/* The pages and the caller's reference to the pool are gone by then. */
static void
test_pages (void)
{
  static const gint64 times[] = { 500, 0, 700 };
  g_autoptr (RekResults) results = results_new ();

  g_assert_cmpuint (results->n_pages, ==, 3);
  g_assert_cmpuint (results->n_skipped, ==, 1);
  g_assert_cmpuint (results->n_people, ==, 2);
  g_assert_cmpstr (results->info.job_id, ==, "j");
  g_assert_cmpstr (results->info.job_tag, ==, "first");
  g_assert_cmpuint (results->detections->len, ==, G_N_ELEMENTS (times));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    const RekDetection *detection = g_ptr_array_index (results->detections, i);

    g_assert_cmpint (detection->timestamp_ms, ==, times[i]);
  }
}

static void
test_references (void)
{
  RekResults *results = results_new ();
  RekResults *other = rek_results_ref (results);

  g_assert_true (other == results);
  rek_results_unref (results);
  g_assert_cmpuint (other->n_pages, ==, 3);
  rek_results_unref (other);
}

static void
test_nothing (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekResults) results = rek_results_new (pool);

  g_assert_cmpuint (results->n_pages, ==, 0);
  g_assert_cmpuint (results->detections->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rek-results/pages", test_pages);
  g_test_add_func ("/rek-results/references", test_references);
  g_test_add_func ("/rek-results/nothing", test_nothing);
  return g_test_run ();
}
