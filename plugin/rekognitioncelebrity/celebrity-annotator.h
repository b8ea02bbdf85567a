/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityannotator: puts onto each buffer of one run who is on screen, and
 * posts the messages about it. Belongs to the streaming thread.
 */

#pragma once

#include "celebrity-settings.h"
#include "celebrity-stream.h"

G_BEGIN_DECLS

typedef struct _CelebrityAnnotator CelebrityAnnotator;

/**
 * celebrity_annotator_new:
 * @element: who posts messages; outlives the annotator
 * @settings: those that don't change in a run are taken from it
 *
 * Returns: (transfer full): an annotator that knows nobody yet
 */
CelebrityAnnotator *celebrity_annotator_new (GstElement *element,
    const CelebritySettings *settings);

void celebrity_annotator_free (CelebrityAnnotator *annotator);

/**
 * celebrity_annotator_set_timeline:
 * @timeline: a reference is kept
 */
void celebrity_annotator_set_timeline (CelebrityAnnotator *annotator,
    RekTimeline *timeline);

/**
 * celebrity_annotator_get_job_id:
 *
 * Returns: (transfer none) (nullable): the job as job-id, else the results,
 *   name it
 */
const char *celebrity_annotator_get_job_id (
    const CelebrityAnnotator *annotator);

/**
 * CelebrityAnnotatorFrame:
 * @segment: that the buffer is in
 * @stream: that the buffer is of
 * @settings: as they are now
 *
 * What there is to know beside the buffer itself.
 */
typedef struct {
  const GstSegment *segment;
  const CelebrityStream *stream;
  const CelebrityLookupSettings *settings;
} CelebrityAnnotatorFrame;

/**
 * celebrity_annotator_annotate:
 * @buffer: a writable buffer
 *
 * There must be a timeline.
 *
 * Returns: whether somebody is on screen
 */
gboolean celebrity_annotator_annotate (CelebrityAnnotator *annotator,
    const CelebrityAnnotatorFrame *frame, GstBuffer *buffer);

/**
 * celebrity_annotator_get_n_dropped:
 *
 * Returns: how many people were left out of the buffers so far, because more
 *   were on screen than a buffer carries: each once per buffer
 */
guint64 celebrity_annotator_get_n_dropped (const CelebrityAnnotator *annotator);

G_END_DECLS
