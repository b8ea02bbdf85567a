/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-job: one job, as JSON text that is copied into pages.
 */

#pragma once

#include <json-glib/json-glib.h>

#include "endpoint-synthetic.h"

G_BEGIN_DECLS

/**
 * EndpointSort:
 * @ENDPOINT_SORT_TIMESTAMP: by time
 * @ENDPOINT_SORT_ID: by the celebrity's id, then time
 */
typedef enum {
  ENDPOINT_SORT_TIMESTAMP,
  ENDPOINT_SORT_ID,
} EndpointSort;

#define ENDPOINT_SORT_N_ORDERS 2

typedef struct _EndpointJob EndpointJob;

/**
 * endpoint_job_new:
 * @page: the first page of the job; its other members, such as VideoMetadata,
 *   are copied to each page that is served
 *
 * Returns: (transfer full): a job without detections
 */
EndpointJob *endpoint_job_new (JsonObject *page);

/**
 * endpoint_job_new_synthetic:
 * @n_pages: number of pages
 * @page_size: detections per page, at least 1
 */
EndpointJob *endpoint_job_new_synthetic (EndpointShape shape, guint n_pages,
    guint page_size);

void endpoint_job_free (EndpointJob *self);

/**
 * endpoint_job_add_page:
 * @page: the next page
 * @error: of G_IO_ERROR: why it can't be served
 *
 * Refuses a page with another JobId than the pages before it, with a JobStatus
 * other than SUCCEEDED, or with the NextToken of an earlier page.
 *
 * Returns: whether it was added
 */
gboolean endpoint_job_add_page (EndpointJob *self, JsonObject *page,
    GError **error);

/**
 * endpoint_job_check:
 * @error: of G_IO_ERROR: what is missing
 *
 * Returns: whether the pages added so far are the whole job
 */
gboolean endpoint_job_check (const EndpointJob *self, GError **error);

guint64 endpoint_job_get_n_detections (const EndpointJob *self);

/**
 * endpoint_job_get_page_size:
 *
 * Returns: the maximum number of detections per page of this job; 0: as many as
 *   the client requests
 */
guint endpoint_job_get_page_size (const EndpointJob *self);

/**
 * endpoint_job_get_members:
 *
 * Returns: (transfer none): the other members of each page as JSON text, each
 *   followed by a comma
 */
const char *endpoint_job_get_members (const EndpointJob *self);

/**
 * endpoint_job_append:
 * @sort: the order that @index refers to
 * @index: index of a detection
 * @json: its JSON is appended here
 */
void endpoint_job_append (EndpointJob *self, EndpointSort sort, guint64 index,
    GString *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointJob, endpoint_job_free)

G_END_DECLS
