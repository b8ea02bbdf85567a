/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-jobs: the jobs that the server knows, and their pages.
 */

#pragma once

#include "endpoint-job.h"

G_BEGIN_DECLS

#define ENDPOINT_MAX_RESULTS 1000

/**
 * EndpointQuery:
 * @job_id: the job
 * @max_results: maximum number of detections, 1..ENDPOINT_MAX_RESULTS
 * @next_token: (nullable): NextToken of the previous page; NULL: first page
 * @sort: the order of detections
 *
 * The parameters of one GetCelebrityRecognition request.
 */
typedef struct {
  const char *job_id;
  guint max_results;
  const char *next_token;
  EndpointSort sort;
} EndpointQuery;

/**
 * EndpointPageChange:
 * @status: (nullable): JobStatus to return
 * @status_message: (nullable): StatusMessage to return
 * @job_id: (nullable): JobId to return
 * @unfinished: return no results, like a job that has not succeeded
 * @empty: return no detections; they follow on the next page
 * @same_token: return the request's NextToken, if it has one, as NextToken
 *
 * How a page differs from the correct one. All zero: it does not.
 */
typedef struct {
  char *status;
  char *status_message;
  char *job_id;
  gboolean unfinished;
  gboolean empty;
  gboolean same_token;
} EndpointPageChange;

typedef struct _EndpointJobs EndpointJobs;

/**
 * endpoint_jobs_new:
 * @page_size: maximum number of detections per page; 0: only the client's
 *   MaxResults limits them
 */
EndpointJobs *endpoint_jobs_new (guint page_size);

void endpoint_jobs_free (EndpointJobs *self);

/**
 * endpoint_jobs_add_results:
 * @text: (array length=length): the bytes of a file of responses, as
 *   endpoint_pages_read() takes them
 * @job_id: (nullable): the job they belong to; NULL: the JobId they hold
 * @error: of G_IO_ERROR or JSON_PARSER_ERROR
 *
 * Responses of one job are its pages, in order; they may be added in several
 * calls.
 *
 * Returns: FALSE if @text can't be served
 */
gboolean endpoint_jobs_add_results (EndpointJobs *self, const char *text,
    gsize length, const char *job_id, GError **error);

/**
 * endpoint_jobs_check:
 * @error: of G_IO_ERROR: which job is incomplete, and what is missing
 *
 * Returns: whether all jobs have all their pages
 */
gboolean endpoint_jobs_check (EndpointJobs *self, GError **error);

/**
 * endpoint_jobs_add_synthetic:
 * @job_id: the job's id
 * @n_pages: number of pages
 * @page_size: detections per page, 1..ENDPOINT_MAX_RESULTS
 */
void endpoint_jobs_add_synthetic (EndpointJobs *self, const char *job_id,
    EndpointShape shape, guint n_pages, guint page_size);

/**
 * endpoint_jobs_get_ids:
 *
 * Returns: (transfer container): ids of the jobs, sorted
 */
GList *endpoint_jobs_get_ids (EndpointJobs *self);

/**
 * endpoint_jobs_build_page:
 * @change: changes to make to the page
 * @error: of ENDPOINT_ERROR
 *
 * Returns: (transfer full) (nullable): the page's JSON
 */
GBytes *endpoint_jobs_build_page (EndpointJobs *self,
    const EndpointQuery *query, const EndpointPageChange *change,
    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointJobs, endpoint_jobs_free)

G_END_DECLS
