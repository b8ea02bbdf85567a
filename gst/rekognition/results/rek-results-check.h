/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-results-check: which pages make up the results in a file. Rules and texts
 * only; how the pages come out of the file is none of its business.
 *
 * Not thread-safe.
 */

#pragma once

#include "page/rek-page.h"

G_BEGIN_DECLS

/**
 * REK_RESULTS_PAGE_MAX_DETECTIONS:
 *
 * The service puts no more detections on a page.
 */
#define REK_RESULTS_PAGE_MAX_DETECTIONS 1000

typedef struct _RekResultsCheck RekResultsCheck;

/**
 * rek_results_check_new:
 * @job_id: (nullable): the job that the file must hold; NULL: any
 *
 * Returns: (transfer full): a check that has seen no page
 */
RekResultsCheck *rek_results_check_new (const char *job_id);

void rek_results_check_free (RekResultsCheck *check);

/**
 * rek_results_check_page:
 * @page: (inout): the file's next page. A page that has Celebrities and no
 *   JobStatus succeeded. A NextToken on a page of more than
 *   REK_RESULTS_PAGE_MAX_DETECTIONS was left there by what merged the pages: it
 *   is removed.
 * @error: REK_ERROR_FILE_REFUSED, _OTHER_JOB, _JOB_FAILED, with what is wrong
 *   and, except for a failed job, what to do
 *
 * Returns: whether the page may be used
 */
gboolean rek_results_check_page (RekResultsCheck *check, RekPage *page,
    GError **error);

/**
 * rek_results_check_end:
 * @error: REK_ERROR_FILE_REFUSED
 *
 * Returns: whether the pages so far are all there are
 */
gboolean rek_results_check_end (const RekResultsCheck *check, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekResultsCheck, rek_results_check_free)

G_END_DECLS
