/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-error: the error domain of gst/rekognition. Failures of the network
 * below it keep their domain, AWS_ERROR.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define REK_ERROR (rek_error_quark ())

/**
 * RekError:
 * @REK_ERROR_SETTINGS: job id or page size is not what the service takes
 * @REK_ERROR_INVALID: what came is no page of results: no JSON, a member of
 *   the wrong kind, another job's page, another token than its bytes say
 * @REK_ERROR_LOOP: the service gave a NextToken twice, or page after page
 *   with nothing on it
 * @REK_ERROR_TOO_LARGE: more pages than the cap
 * @REK_ERROR_IN_PROGRESS: the job was still in progress when the wait ended
 * @REK_ERROR_JOB_FAILED: the job ended with status FAILED
 * @REK_ERROR_UNKNOWN_STATUS: the job has a status that is not known here
 * @REK_ERROR_OTHER_JOB: a results file holds another job than the wanted one
 * @REK_ERROR_FILE_NOT_FOUND: there is no such results file
 * @REK_ERROR_FILE_EMPTY: it has not a single byte
 * @REK_ERROR_FILE_UNREADABLE: it can't be opened, or is not a regular file
 * @REK_ERROR_FILE_BROKEN: it can't be read to its end: it is cut off, not JSON,
 *   or too large
 * @REK_ERROR_FILE_REFUSED: it can be read, but does not hold the whole results
 *   of one celebrity recognition job that succeeded; the message says what it
 *   holds and what to do
 * @REK_ERROR_FILE_UNWRITABLE: no file can be made where it is to be
 * @REK_ERROR_FILE_EXISTS: another file took its name meanwhile
 * @REK_ERROR_FILE_NOT_WRITTEN: it could not be written to its end
 * @REK_ERROR_FILE_NO_SPACE: because there is no space left
 */
typedef enum {
  REK_ERROR_SETTINGS,
  REK_ERROR_INVALID,
  REK_ERROR_LOOP,
  REK_ERROR_TOO_LARGE,
  REK_ERROR_IN_PROGRESS,
  REK_ERROR_JOB_FAILED,
  REK_ERROR_UNKNOWN_STATUS,
  REK_ERROR_OTHER_JOB,
  REK_ERROR_FILE_NOT_FOUND,
  REK_ERROR_FILE_EMPTY,
  REK_ERROR_FILE_UNREADABLE,
  REK_ERROR_FILE_BROKEN,
  REK_ERROR_FILE_REFUSED,
  REK_ERROR_FILE_UNWRITABLE,
  REK_ERROR_FILE_EXISTS,
  REK_ERROR_FILE_NOT_WRITTEN,
  REK_ERROR_FILE_NO_SPACE,
} RekError;

GQuark rek_error_quark (void);

G_END_DECLS
