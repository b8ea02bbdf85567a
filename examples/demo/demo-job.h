/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-job: the job that the service would make of the demonstration film.
 */

#pragma once

#include "demo-sampler.h"

G_BEGIN_DECLS

#define DEMO_JOB_ID "demo-film"

/**
 * demo_job_build:
 *
 * Returns: (transfer full): its pages as the AWS CLI prints them, a line each
 */
GString *demo_job_build (DemoShape shape);

G_END_DECLS
