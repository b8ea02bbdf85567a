/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-results: all results of one job, complete and immutable.
 */

#pragma once

#include "page/rek-page.h"

G_BEGIN_DECLS

/**
 * RekResults:
 * @info: about the job, from the first page; the job's id from the first page
 *   that has it
 * @detections: (element-type RekDetection): of all pages, in their order
 * @n_pages: number of pages
 * @n_skipped: detections that were skipped as unusable
 * @n_people: distinct people
 *
 * Read-only.
 */
typedef struct {
  RekJobInfo info;
  GPtrArray *detections;
  guint n_pages;
  guint n_skipped;
  guint n_people;
} RekResults;

/**
 * rek_results_new:
 * @pool: holds the pages' detections; a reference is kept
 *
 * Returns: (transfer full): results without pages
 */
RekResults *rek_results_new (RekPool *pool);

/**
 * rek_results_add_page:
 * @page: (transfer none): a page of the same pool
 *
 * To be called while the results are built, before they are shared.
 */
void rek_results_add_page (RekResults *results, const RekPage *page);

RekResults *rek_results_ref (RekResults *results);
void rek_results_unref (RekResults *results);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekResults, rek_results_unref)

G_END_DECLS
