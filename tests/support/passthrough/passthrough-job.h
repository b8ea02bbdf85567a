/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * passthrough-job: a job of two moving people, their positions from the slow
 * model, and frames with their faces painted.
 */

#pragma once

#include <gst/video/video.h>
#include "results/rek-detection.h"

#include "support/rekognition/rek-model.h"

G_BEGIN_DECLS

#define PASSTHROUGH_JOB_WIDTH 320
#define PASSTHROUGH_JOB_HEIGHT 240
#define PASSTHROUGH_JOB_FPS 10
/* The last frames show nobody. */
#define PASSTHROUGH_JOB_N_FRAMES 33
#define PASSTHROUGH_JOB_N_PEOPLE 2

#define PASSTHROUGH_JOB_CAPS \
  "video/x-raw,format=I420,width=320,height=240,framerate=10/1," \
  "pixel-aspect-ratio=1/1"

/**
 * passthrough_job_write:
 *
 * Writes the job as a results file.
 */
void passthrough_job_write (const char *filename);

/**
 * passthrough_job_model:
 *
 * Returns: (transfer full): the same job, directly from its table
 */
RekModel *passthrough_job_model (void);

/**
 * passthrough_job_lookup:
 * @faces: (array fixed-size=PASSTHROUGH_JOB_N_PEOPLE) (out): ratios of the frame
 *
 * Returns: TRUE if everybody is on screen, FALSE if nobody is
 */
gboolean passthrough_job_lookup (const RekModel *model, GstClockTime time,
    RekBox *faces);

/**
 * passthrough_job_paint:
 * @buffer: a writable frame of PASSTHROUGH_JOB_CAPS
 *
 * Paints a black frame with a bright face per person.
 */
void passthrough_job_paint (const RekModel *model, GstBuffer *buffer);

/**
 * passthrough_job_check_painted:
 * @faces: (array fixed-size=PASSTHROUGH_JOB_N_PEOPLE): pixels
 *
 * The test fails if the faces are not painted there.
 */
void passthrough_job_check_painted (GstBuffer *buffer, const GstVideoInfo *info,
    const RekBox *faces);

G_END_DECLS
