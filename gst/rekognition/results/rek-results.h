/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-results: everything that one job found, whole and immutable.
 */

#pragma once

#include "page/rek-page.h"

G_BEGIN_DECLS

/**
 * RekResults:
 * @info: about the job, from the first page; the job's id from the first one
 *   that names it
 * @detections: (element-type RekDetection): of all pages, in their order
 * @n_pages: how many pages there were
 * @n_skipped: detections left out as unusable
 * @n_people: distinct people
 *
 * To be read only.
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
 * @pool: where the pages' detections live; a reference is kept
 *
 * Returns: (transfer full): results without a page
 */
RekResults *rek_results_new (RekPool *pool);

/**
 * rek_results_add_page:
 * @page: (transfer none): a page of the same pool
 *
 * For whoever builds the results, before anybody reads them.
 */
void rek_results_add_page (RekResults *results, const RekPage *page);

RekResults *rek_results_ref (RekResults *results);
void rek_results_unref (RekResults *results);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekResults, rek_results_unref)

G_END_DECLS
