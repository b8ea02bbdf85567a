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
 * @REK_ERROR_LOOP: the service gave a NextToken twice
 * @REK_ERROR_TOO_LARGE: more pages than the cap
 * @REK_ERROR_IN_PROGRESS: the job was still in progress when the wait ended
 * @REK_ERROR_JOB_FAILED: the job ended with status FAILED, or with a status
 *   nobody knows
 */
typedef enum {
  REK_ERROR_SETTINGS,
  REK_ERROR_INVALID,
  REK_ERROR_LOOP,
  REK_ERROR_TOO_LARGE,
  REK_ERROR_IN_PROGRESS,
  REK_ERROR_JOB_FAILED,
} RekError;

GQuark rek_error_quark (void);

G_END_DECLS
