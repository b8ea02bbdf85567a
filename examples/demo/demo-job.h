/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-job: the job that the service would make of the demonstration film.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DEMO_JOB_ID "demo-film"

/* The service looks at a frame about every half second. */
#define DEMO_FRAMES_PER_SAMPLE 15

/* A head that is hardly in the picture is not recognized. */
#define DEMO_MIN_VISIBLE_PART 0.6

/**
 * demo_job_build:
 *
 * Returns: (transfer full): its pages as the AWS CLI prints them, a line each
 */
GString *demo_job_build (void);

G_END_DECLS
