/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-query: which job's results are requested, and how; an immutable value.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define REK_QUERY_MIN_RESULTS 1
#define REK_QUERY_MAX_RESULTS 1000

/**
 * RekSortBy:
 * @REK_SORT_BY_TIMESTAMP: by time, then person
 * @REK_SORT_BY_ID: by person, then time
 *
 * The order in which the service returns detections.
 */
typedef enum {
  REK_SORT_BY_TIMESTAMP,
  REK_SORT_BY_ID,
} RekSortBy;

typedef struct _RekQuery RekQuery;

/**
 * rek_query_new:
 * @job_id: the job, 1 to 64 of a-z A-Z 0-9 - _
 * @max_results: detections per page, REK_QUERY_MIN_RESULTS..
 *   REK_QUERY_MAX_RESULTS
 * @sort_by: order
 * @error: REK_ERROR_SETTINGS
 *
 * Returns: (transfer full) (nullable): the query
 */
RekQuery *rek_query_new (const char *job_id, guint max_results,
    RekSortBy sort_by, GError **error);

void rek_query_free (RekQuery *query);

const char *rek_query_get_job_id (const RekQuery *query);

/**
 * rek_query_build_body:
 * @next_token: (nullable): token of the page; NULL for the first page
 *
 * Returns: (transfer full): the request's JSON
 */
GBytes *rek_query_build_body (const RekQuery *query, const char *next_token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekQuery, rek_query_free)

G_END_DECLS
