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
 * @REK_ERROR_SETTINGS: the job id or page size is not one that the service
 *   accepts
 * @REK_ERROR_INVALID: the answer is not a page of results: not JSON, a member
 *   of the wrong type, a page of another job, an ambiguous NextToken
 * @REK_ERROR_LOOP: the service sent a NextToken twice, or page after page
 *   without detections
 * @REK_ERROR_TOO_LARGE: more pages than the limit
 * @REK_ERROR_IN_PROGRESS: the job was still in progress when the wait ended
 * @REK_ERROR_JOB_FAILED: the job ended with status FAILED
 * @REK_ERROR_UNKNOWN_STATUS: the job has an unknown status
 * @REK_ERROR_OTHER_JOB: a results file is of another job
 * @REK_ERROR_FILE_NOT_FOUND: the results file does not exist
 * @REK_ERROR_FILE_EMPTY: it has no bytes
 * @REK_ERROR_FILE_UNREADABLE: it can't be opened, or is not a regular file
 * @REK_ERROR_FILE_BROKEN: it can't be read to the end: it is truncated, not
 *   JSON, or too large
 * @REK_ERROR_FILE_REFUSED: it can be read, but does not hold the whole results
 *   of one celebrity recognition job that succeeded; the message says what it
 *   holds and what to do
 * @REK_ERROR_FILE_UNWRITABLE: the file can't be created
 * @REK_ERROR_FILE_EXISTS: another file got its name in the meantime
 * @REK_ERROR_FILE_NOT_WRITTEN: it could not be written completely
 * @REK_ERROR_FILE_NO_SPACE: there is no space left on the device
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
