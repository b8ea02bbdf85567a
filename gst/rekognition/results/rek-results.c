/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "results/rek-results.h"

typedef struct {
  RekResults results;
  RekPool *pool;
} Results;

RekResults *
rek_results_new (RekPool *pool)
{
  Results *self = g_atomic_rc_box_new0 (Results);

  self->pool = rek_pool_ref (pool);
  self->results.detections = g_ptr_array_new ();
  return &self->results;
}

void
rek_results_add_page (RekResults *results, const RekPage *page)
{
  Results *self = (Results *) results;

  if (results->n_pages == 0)
    results->info = page->info;
  if (results->info.job_id == NULL)
    results->info.job_id = page->info.job_id;
  results->n_pages++;
  results->n_skipped += page->n_skipped;
  results->n_people = rek_pool_get_n_people (self->pool);
  g_ptr_array_extend (results->detections, page->detections, NULL, NULL);
}

RekResults *
rek_results_ref (RekResults *results)
{
  return g_atomic_rc_box_acquire (results);
}

static void
results_clear (gpointer data)
{
  Results *self = data;

  g_ptr_array_unref (self->results.detections);
  rek_pool_unref (self->pool);
}

void
rek_results_unref (RekResults *results)
{
  g_atomic_rc_box_release_full (results, results_clear);
}
