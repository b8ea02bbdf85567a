/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-results-file: reads a job's results from a file, for when the service no
 * longer has them or can't be reached.
 *
 * The file holds answers of GetCelebrityRecognition, in the order of the
 * pages: one, an array of them, or several one after another with nothing or
 * white space between, as what `aws rekognition get-celebrity-recognition`
 * prints at each call. What programs make of these answers is read as well:
 * pages in other objects (rek-unwrap), nothing but detections, names in
 * camelCase, no JobStatus, gzip and UTF-16 (rek-decoder). Which pages make up
 * results is rek-results-check's to say, what else a file may be rek-foreign's.
 * It is read in pieces, and pages are parsed in other threads meanwhile.
 */

#pragma once

#include "page/rek-page-pipeline.h"

G_BEGIN_DECLS

/**
 * rek_results_file_read:
 * @filename: a regular file, or a link to one
 * @job_id: (nullable): the job that it must hold; a file whose pages name no
 *   job holds any; NULL: whichever it holds
 * @page_func: (nullable): told of each page, in another thread
 * @n_bytes: (out): bytes read, also where it failed
 * @error: REK_ERROR_FILE_NOT_FOUND, _FILE_EMPTY, _FILE_UNREADABLE,
 *   _FILE_BROKEN, _FILE_REFUSED, _OTHER_JOB, _JOB_FAILED;
 *   AWS_ERROR_NO_DESCRIPTORS; or a cancellation. Places in the message count
 *   bytes after decompression and conversion; it says so if there was any.
 *
 * Broken is a file that is not JSON, is cut off, or has more than the caps allow
 * (REK_PAGE_MAX_SIZE, REK_FETCH_MAX_PAGES, REK_PARSER_MAX_EMPTY_PAGES). Refused
 * is one that holds something else, pages of different jobs, an answer of a job
 * in progress, a page twice, or lacks the last page. A file of another job is
 * refused at the first page that says so.
 *
 * Returns: (transfer full) (nullable): the whole results of a job that
 *   succeeded
 */
RekResults *rek_results_file_read (const char *filename, const char *job_id,
    RekParserPageFunc page_func, gpointer user_data, GCancellable *cancellable,
    guint64 *n_bytes, GError **error);

G_END_DECLS
