/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-job: the results that the service would return for the demonstration
 * film. They are the same on every machine and in every run.
 */

#pragma once

#include "demo-script.h"

G_BEGIN_DECLS

#define DEMO_JOB_ID "demo-film"

/* A person is detected only if at least this part of the head is visible. */
#define DEMO_MIN_VISIBLE_PART 0.6

/**
 * DemoShape:
 * @DEMO_SHAPE_DENSE: every second frame is sampled; each detection has the
 *   body, each third or fourth also the face; the match confidence varies
 *   between 50 and 100, and people are sometimes missed for a sample
 * @DEMO_SHAPE_SPARSE: about two samples per second, each with the face, none
 *   with the body
 * @DEMO_SHAPE_BODY: like dense, but without faces
 *
 * The kinds of jobs that the service returns.
 */
typedef enum {
  DEMO_SHAPE_DENSE,
  DEMO_SHAPE_SPARSE,
  DEMO_SHAPE_BODY,
  DEMO_N_SHAPES
} DemoShape;

/**
 * demo_shape_get_name:
 *
 * Returns: "dense", "sparse" or "body"
 */
const char *demo_shape_get_name (DemoShape shape);

/**
 * demo_shape_parse:
 * @name: a name as returned by demo_shape_get_name()
 * @shape: (out): the shape of that name
 *
 * Returns: whether @name is valid
 */
gboolean demo_shape_parse (const char *name, DemoShape *shape);

/**
 * demo_shape_get_frames_per_sample:
 *
 * Returns: the number of frames from one sample to the next; the first frame is
 *   sampled
 */
guint demo_shape_get_frames_per_sample (DemoShape shape);

/**
 * demo_job_build:
 *
 * Returns: (transfer full): the pages as the AWS CLI prints them, one per line
 */
GString *demo_job_build (DemoShape shape);

G_END_DECLS
