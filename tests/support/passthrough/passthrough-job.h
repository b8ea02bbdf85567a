/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * through-job: a job of two people who move, where they are at a time as the
 * slow model of the tests says, and their faces painted into frames.
 */

#pragma once

#include <gst/video/video.h>
#include "results/rek-detection.h"

#include "support/rekognition/rek-model.h"

G_BEGIN_DECLS

#define THROUGH_JOB_WIDTH 320
#define THROUGH_JOB_HEIGHT 240
#define THROUGH_JOB_FPS 10
/* The last ones show nobody. */
#define THROUGH_JOB_N_FRAMES 33
#define THROUGH_JOB_N_PEOPLE 2

#define THROUGH_JOB_CAPS \
  "video/x-raw,format=I420,width=320,height=240,framerate=10/1," \
  "pixel-aspect-ratio=1/1"

/**
 * through_job_write:
 *
 * Writes the job as a results file.
 */
void through_job_write (const char *filename);

/**
 * through_job_model:
 *
 * Returns: (transfer full): the same job, straight from its table
 */
RekModel *through_job_model (void);

/**
 * through_job_look:
 * @faces: (array fixed-size=THROUGH_JOB_N_PEOPLE) (out): ratios of the frame
 *
 * Returns: FALSE where nobody is on screen, else everybody is
 */
gboolean through_job_look (const RekModel *model, GstClockTime time,
    RekBox *faces);

/**
 * through_job_paint:
 * @buffer: a writable frame of THROUGH_JOB_CAPS
 *
 * Paints it black, with a bright face each.
 */
void through_job_paint (const RekModel *model, GstBuffer *buffer);

/**
 * through_job_check_painted:
 * @faces: (array fixed-size=THROUGH_JOB_N_PEOPLE): pixels
 *
 * The test fails where the faces are not painted there.
 */
void through_job_check_painted (GstBuffer *buffer, const GstVideoInfo *info,
    const RekBox *faces);

G_END_DECLS
