/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityjob: the one job of one run of rekognitioncelebrity: fetches its
 * results in a thread, says on the bus how it goes, and hands out the timeline.
 *
 * Every function may be called from any thread.
 */

#pragma once

#include <gst/gst.h>

#include "celebrity-settings.h"
#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

typedef struct _CelebrityJob CelebrityJob;

/**
 * CelebrityJobAnswer:
 * @CELEBRITY_JOB_READY: there is a timeline
 * @CELEBRITY_JOB_PENDING: results are not there yet; nobody is known
 * @CELEBRITY_JOB_FAILED: there will be none, and buffers pass without
 * @CELEBRITY_JOB_ENDED: there will be none, and the error was posted: the
 *   stream is at its end
 * @CELEBRITY_JOB_STOPPED: the stream is flushing or stopping: buffers must not
 *   pass
 */
typedef enum {
  CELEBRITY_JOB_READY,
  CELEBRITY_JOB_PENDING,
  CELEBRITY_JOB_FAILED,
  CELEBRITY_JOB_ENDED,
  CELEBRITY_JOB_STOPPED,
} CelebrityJobAnswer;

/**
 * celebrity_job_new:
 * @element: who posts messages; outlives the job's thread
 * @settings: copied
 *
 * Returns: (transfer full): a job that has not begun
 */
CelebrityJob *celebrity_job_new (GstElement *element,
    const CelebritySettings *settings);

CelebrityJob *celebrity_job_ref (CelebrityJob *job);
void celebrity_job_unref (CelebrityJob *job);

/**
 * celebrity_job_start:
 *
 * Posts PROGRESS START and begins to fetch. Exactly one of PROGRESS COMPLETE,
 * ERROR or CANCELED follows.
 *
 * Returns: FALSE where no thread can be had; the error is posted then
 */
gboolean celebrity_job_start (CelebrityJob *job);

/**
 * celebrity_job_cancel:
 *
 * Ends the fetch as soon as may be and wakes who waits; returns at once.
 */
void celebrity_job_cancel (CelebrityJob *job);

/**
 * celebrity_job_join:
 *
 * After celebrity_job_cancel(): waits for the thread and drops the results.
 */
void celebrity_job_join (CelebrityJob *job);

/**
 * celebrity_job_set_flushing:
 *
 * While flushing nobody waits.
 */
void celebrity_job_set_flushing (CelebrityJob *job, gboolean flushing);

/**
 * celebrity_job_set_lookup_settings:
 *
 * The job's thread warns of a filter that matches nobody, and makes another
 * table of contents if the settings want one. Lookups do not depend on it.
 */
void celebrity_job_set_lookup_settings (CelebrityJob *job,
    const CelebrityLookupSettings *settings);

/**
 * celebrity_job_get_timeline:
 * @may_wait: whether to wait for results that are not there yet
 * @timeline: (inout) (transfer full) (nullable): set to the timeline if it is
 *   NULL and there is one
 * @toc: (out) (transfer full) (nullable): a table of contents if one was made
 *   since the last call, else NULL
 *
 * To be called once a buffer; it counts those that pass.
 *
 * Returns: how it stands
 */
CelebrityJobAnswer celebrity_job_get_timeline (CelebrityJob *job,
    gboolean may_wait, RekTimeline **timeline, GstToc **toc);

/**
 * celebrity_job_has_posted_error:
 *
 * Returns: whether buffers now get CELEBRITY_JOB_ENDED
 */
gboolean celebrity_job_has_posted_error (CelebrityJob *job);

/**
 * celebrity_job_count_annotated:
 * @n_dropped: how many people were left out of buffers so far, this one
 *   included
 *
 * Counts a buffer that somebody was attached to.
 */
void celebrity_job_count_annotated (CelebrityJob *job, guint64 n_dropped);

/**
 * celebrity_job_get_id:
 *
 * Returns: (transfer none) (nullable): the job's id, where it is set
 */
const char *celebrity_job_get_id (const CelebrityJob *job);

/**
 * celebrity_job_get_property:
 * @property: one of CelebrityProperty
 * @value: (inout): of the property's type
 *
 * Returns: FALSE where @property is not read-only
 */
gboolean celebrity_job_get_property (CelebrityJob *job, guint property,
    GValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityJob, celebrity_job_unref)

G_END_DECLS
