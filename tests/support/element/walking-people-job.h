/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * walkers: a job of 20 seconds in which people walk, at ELEMENT_RIG_FPS_N /
 * ELEMENT_RIG_FPS_D frames a second, and whether a buffer carries those whom the
 * slow model gives.
 */

#pragma once

#include "support/element/element-rig.h"
#include "support/rekognition/rek-model.h"

G_BEGIN_DECLS

#define WALKERS_JOB_ID "job-1"

/* The film in half seconds, and their frames: the samples of a sparse job. */
#define WALKERS_N_SAMPLES 40
#define WALKERS_SAMPLE_FRAMES 15

/**
 * WalkersShape:
 * @WALKERS_DENSE: every second frame is sampled; each detection has the body,
 *   each third the face; matches are bad and people drop out now and then
 * @WALKERS_SPARSE: two samples a second, a face each time, some with bodies
 * @WALKERS_BODY: as dense, but without any face
 *
 * The kinds of jobs that there are.
 */
typedef enum {
  WALKERS_DENSE,
  WALKERS_SPARSE,
  WALKERS_BODY,
  WALKERS_N_SHAPES
} WalkersShape;

const char *walkers_get_shape_name (WalkersShape shape);

/**
 * walkers_create_job:
 *
 * Returns: (transfer full): the whole job as one page, in the order of time
 */
char *walkers_create_job (WalkersShape shape);

guint walkers_count_detections (WalkersShape shape);

/**
 * walkers_create_model:
 *
 * Returns: (transfer full): the model of that job
 */
RekModel *walkers_create_model (WalkersShape shape);

/**
 * walkers_get_record:
 *
 * Returns: (nullable) (transfer none): @buffer's CelebrityMeta
 */
const GstStructure *walkers_get_record (GstBuffer *buffer);

/**
 * walkers_get_person:
 *
 * Returns: (transfer none): a person of the record
 */
const GstStructure *walkers_get_person (const GstStructure *record,
    guint index);

guint walkers_count_people (GstBuffer *buffer);

/**
 * walkers_assert_people:
 * @lookup: when the buffer is, worked out apart, and how
 * @stream_time: what its record has to say, ns
 *
 * The test fails where @buffer carries others than the model gives, or shows
 * them elsewhere.
 */
void walkers_assert_people (GstBuffer *buffer, const RekModel *model,
    const RekLookup *lookup, guint64 stream_time);

/**
 * walkers_assert_nobody:
 *
 * The test fails where @buffer carries somebody.
 */
void walkers_assert_nobody (GstBuffer *buffer);

G_END_DECLS
