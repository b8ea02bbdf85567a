/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-results-writer: writes a job's results into a file as they arrive, so
 * that rek-results-file can read them later: one page per line, as it was
 * received but without line breaks, and with a JobId if it had none.
 *
 * Pages are written to a temporary file in the same folder, which is renamed
 * only when it is complete and on the disk: no partial file is ever visible. An
 * existing file is not modified, unless it is empty.
 */

#pragma once

#include "results/rek-results.h"

G_BEGIN_DECLS

typedef struct _RekResultsWriter RekResultsWriter;

/**
 * rek_results_writer_new:
 * @filename: where to write the results
 * @job_id: the job of the results
 * @error: REK_ERROR_FILE_UNWRITABLE
 *
 * Returns: (transfer full) (nullable): a writer with no page yet
 */
RekResultsWriter *rek_results_writer_new (const char *filename,
    const char *job_id, GError **error);

/**
 * rek_results_writer_add:
 * @body: the next page as it was received; it is not checked
 * @is_first: whether to discard the pages that were added before
 *
 * If it can't be written, rek_results_writer_commit() fails.
 */
void rek_results_writer_add (RekResultsWriter *writer, GBytes *body,
    gboolean is_first);

/**
 * rek_results_writer_commit:
 * @error: REK_ERROR_FILE_EXISTS, _FILE_NOT_WRITTEN, _FILE_NO_SPACE
 *
 * To be called once, when the pages are known to be good. Waits for the disk.
 *
 * Returns: whether the file exists now
 */
gboolean rek_results_writer_commit (RekResultsWriter *writer, GError **error);

/**
 * rek_results_writer_free:
 *
 * Removes the temporary file, unless it was renamed.
 */
void rek_results_writer_free (RekResultsWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekResultsWriter, rek_results_writer_free)

G_END_DECLS
