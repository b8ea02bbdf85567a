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
 * @job_id: which job
 * @max_results: the most detections wanted, 1..ENDPOINT_MAX_RESULTS
 * @next_token: (nullable): of the page before
 * @sort: in which order
 */
typedef struct {
  const char *job_id;
  guint max_results;
  const char *next_token;
  EndpointSort sort;
} EndpointQuery;

/**
 * EndpointPageChange:
 * @status: (nullable): another JobStatus
 * @status_message: (nullable): another StatusMessage
 * @job_id: (nullable): another JobId
 * @unfinished: a page of a job that has no results (yet)
 * @empty: no detections, and the page's detections on the next page
 * @same_token: as NextToken the request's own, where it had one
 *
 * How a page differs from what it should be.
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
 * @page_size: the most detections a page has whatever the client wants; 0: no
 *   such limit
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
 * Responses of one job are pages in their order; they may come in several
 * calls.
 *
 * Returns: FALSE where @text is no such thing
 */
gboolean endpoint_jobs_add_results (EndpointJobs *self, const char *text,
    gsize length, const char *job_id, GError **error);

/**
 * endpoint_jobs_check:
 * @error: of G_IO_ERROR: which job is not whole, and why
 *
 * Returns: whether all jobs have all their pages
 */
gboolean endpoint_jobs_check (EndpointJobs *self, GError **error);

/**
 * endpoint_jobs_add_synthetic:
 * @job_id: the job's name
 * @n_pages: number of pages
 * @page_size: detections a page, 1..ENDPOINT_MAX_RESULTS
 */
void endpoint_jobs_add_synthetic (EndpointJobs *self, const char *job_id,
    EndpointShape shape, guint n_pages, guint page_size);

/**
 * endpoint_jobs_get_ids:
 *
 * Returns: (transfer container): names of the jobs, sorted
 */
GList *endpoint_jobs_get_ids (EndpointJobs *self);

/**
 * endpoint_jobs_build_page:
 * @change: what to do otherwise
 * @error: of ENDPOINT_ERROR
 *
 * Returns: (transfer full) (nullable): the page's JSON
 */
GBytes *endpoint_jobs_build_page (EndpointJobs *self,
    const EndpointQuery *query, const EndpointPageChange *change,
    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointJobs, endpoint_jobs_free)

G_END_DECLS
