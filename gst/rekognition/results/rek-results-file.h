/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-results-file: reads a job's results from a file, in case the service no
 * longer has them or can't be reached.
 *
 * The file holds answers of GetCelebrityRecognition, in the order of the
 * pages: one, an array of them, or several, separated by nothing or by white
 * space, as `aws rekognition get-celebrity-recognition` prints them. Variants
 * that programs make of these answers are accepted as well: pages in other
 * objects (rek-unwrap), only detections, names in camelCase, no JobStatus, gzip
 * and UTF-16 (rek-decoder). rek-results-check decides whether the pages make up
 * the results of a job; rek-foreign recognises other contents. The file is read
 * in pieces while pages are parsed in other threads.
 */

#pragma once

#include "page/rek-page-pipeline.h"

G_BEGIN_DECLS

/**
 * rek_results_file_read:
 * @filename: a regular file, or a link to one
 * @job_id: (nullable): the job that it must hold, or any job if its pages name
 *   none; NULL: any
 * @page_func: (nullable): called after each page, in another thread
 * @n_bytes: (out): bytes read, also on failure
 * @error: REK_ERROR_FILE_NOT_FOUND, _FILE_EMPTY, _FILE_UNREADABLE,
 *   _FILE_BROKEN, _FILE_REFUSED, _OTHER_JOB, _JOB_FAILED;
 *   AWS_ERROR_NO_DESCRIPTORS; or a cancellation. Locations in the message
 *   count bytes after decompression and conversion; if there was any, the
 *   message says so.
 *
 * A file is broken if it is not JSON, is truncated, or exceeds a limit
 * (REK_PAGE_MAX_SIZE, REK_FETCH_MAX_PAGES, REK_PARSER_MAX_EMPTY_PAGES). It is
 * refused if it holds something else, pages of different jobs, an answer of a
 * job in progress or a page twice, or lacks the last page. A file of another
 * job is refused at the first page that names that job.
 *
 * Returns: (transfer full) (nullable): all results of a job that succeeded
 */
RekResults *rek_results_file_read (const char *filename, const char *job_id,
    RekParserPageFunc page_func, gpointer user_data, GCancellable *cancellable,
    guint64 *n_bytes, GError **error);

G_END_DECLS
