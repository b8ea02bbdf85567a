/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-annotator: attaches to each buffer of one run who is on screen, and
 * posts the messages about it. Belongs to the streaming thread.
 */

#pragma once

#include "celebrity-settings.h"
#include "celebrity-stream.h"

G_BEGIN_DECLS

typedef struct _CelebrityAnnotator CelebrityAnnotator;

/**
 * celebrity_annotator_new:
 * @element: posts messages; outlives the annotator
 * @settings: only those that do not change while playing are used
 *
 * Returns: (transfer full): an annotator without a timeline
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
 * Returns: (transfer none) (nullable): the job's id, from the setting or
 *   else from the results
 */
const char *celebrity_annotator_get_job_id (
    const CelebrityAnnotator *annotator);

/**
 * CelebrityAnnotatorFrame:
 * @segment: the buffer's segment
 * @stream: the buffer's stream
 * @settings: the current ones
 *
 * The context of a buffer.
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
 * A timeline must have been set.
 *
 * Returns: whether anybody is on screen
 */
gboolean celebrity_annotator_annotate (CelebrityAnnotator *annotator,
    const CelebrityAnnotatorFrame *frame, GstBuffer *buffer);

/**
 * celebrity_annotator_get_n_dropped:
 *
 * Returns: how many people were omitted from buffers so far, because more were
 *   on screen than a buffer carries; each counts once per buffer
 */
guint64 celebrity_annotator_get_n_dropped (const CelebrityAnnotator *annotator);

G_END_DECLS
