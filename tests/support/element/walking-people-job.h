/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * walking-people-job: a job of 20 seconds in which people walk, at
 * ELEMENT_RIG_FPS_N / ELEMENT_RIG_FPS_D frames per second, and checks of
 * buffers against the slow model.
 */

#pragma once

#include "support/element/element-rig.h"
#include "support/rekognition/rek-model.h"

G_BEGIN_DECLS

#define WALKING_PEOPLE_JOB_ID "job-1"

/* Number of half seconds in the film, and frames in each: the samples of a
 * sparse job. */
#define WALKING_PEOPLE_N_SAMPLES 40
#define WALKING_PEOPLE_SAMPLE_FRAMES 15

/**
 * WalkingPeopleShape:
 * @WALKING_PEOPLE_DENSE: every second frame is sampled; each detection has the
 *   body, every third one the face; some matches are bad, and people are
 *   missing from some samples
 * @WALKING_PEOPLE_SPARSE: two samples per second, each with a face, some with
 *   bodies
 * @WALKING_PEOPLE_BODY: like dense, without faces
 *
 * The kinds of jobs that there are.
 */
typedef enum {
  WALKING_PEOPLE_DENSE,
  WALKING_PEOPLE_SPARSE,
  WALKING_PEOPLE_BODY,
  WALKING_PEOPLE_N_SHAPES
} WalkingPeopleShape;

const char *walking_people_get_shape_name (WalkingPeopleShape shape);

/**
 * walking_people_create_job:
 *
 * Returns: (transfer full): the whole job as one page, in order of time
 */
char *walking_people_create_job (WalkingPeopleShape shape);

guint walking_people_count_detections (WalkingPeopleShape shape);

/**
 * walking_people_create_model:
 *
 * Returns: (transfer full): the model of that job
 */
RekModel *walking_people_create_model (WalkingPeopleShape shape);

/**
 * walking_people_get_record:
 *
 * Returns: (nullable) (transfer none): @buffer's CelebrityMeta
 */
const GstStructure *walking_people_get_record (GstBuffer *buffer);

/**
 * walking_people_get_person:
 *
 * Returns: (transfer none): a person of the record
 */
const GstStructure *walking_people_get_person (const GstStructure *record,
    guint index);

guint walking_people_count_people (GstBuffer *buffer);

/**
 * walking_people_assert_people:
 * @lookup: the lookup to make in the model, with the buffer's time
 * @stream_time: stream-time that the record must have, in ns
 *
 * The test fails unless @buffer carries exactly the people of the model, with
 * their boxes.
 */
void walking_people_assert_people (GstBuffer *buffer, const RekModel *model,
    const RekLookup *lookup, guint64 stream_time);

/**
 * walking_people_assert_nobody:
 *
 * The test fails if @buffer carries anybody.
 */
void walking_people_assert_nobody (GstBuffer *buffer);

G_END_DECLS
