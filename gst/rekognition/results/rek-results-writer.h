/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-results-writer: writes a job's results into a file as they come, so that
 * rek-results-file can read them later: a page a line, as it was received but
 * without line breaks, and with its JobId where it named none.
 *
 * All goes into a temporary file in the same folder that takes the name only
 * when it is whole and on the disk: nobody ever sees half a file. A file that
 * has that name already is left as it is, unless it is empty.
 */

#pragma once

#include "results/rek-results.h"

G_BEGIN_DECLS

typedef struct _RekResultsWriter RekResultsWriter;

/**
 * rek_results_writer_new:
 * @filename: where the results are to be
 * @job_id: the job that they are of
 * @error: REK_ERROR_FILE_UNWRITABLE
 *
 * Returns: (transfer full) (nullable): a writer with no page yet
 */
RekResultsWriter *rek_results_writer_new (const char *filename,
    const char *job_id, GError **error);

/**
 * rek_results_writer_add:
 * @body: the next page as it was received; nothing of it is checked
 * @is_first: whether to forget what was added before
 *
 * Where it can't be written rek_results_writer_commit() says so.
 */
void rek_results_writer_add (RekResultsWriter *writer, GBytes *body,
    gboolean is_first);

/**
 * rek_results_writer_commit:
 * @error: REK_ERROR_FILE_EXISTS, _FILE_NOT_WRITTEN, _FILE_NO_SPACE
 *
 * To be called once, when the pages are known to be good. Waits for the disk.
 *
 * Returns: whether the file is there
 */
gboolean rek_results_writer_commit (RekResultsWriter *writer, GError **error);

/**
 * rek_results_writer_free:
 *
 * Removes the temporary file, unless it has become the file.
 */
void rek_results_writer_free (RekResultsWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekResultsWriter, rek_results_writer_free)

G_END_DECLS
