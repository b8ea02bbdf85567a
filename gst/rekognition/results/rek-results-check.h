/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-results-check: checks that the pages of a file make up the results of one
 * job. Rules and texts only; the file is read elsewhere.
 *
 * Not thread-safe.
 */

#pragma once

#include "page/rek-page.h"

G_BEGIN_DECLS

/**
 * REK_RESULTS_PAGE_MAX_DETECTIONS:
 *
 * The maximum number of detections that the service puts on a page.
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
 *   REK_RESULTS_PAGE_MAX_DETECTIONS is a leftover of the program that merged
 *   the pages: it is removed.
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
 * Returns: whether the pages so far are complete
 */
gboolean rek_results_check_end (const RekResultsCheck *check, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekResultsCheck, rek_results_check_free)

G_END_DECLS
