/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-job: the job of one run of an element: fetches its results in a
 * thread, reports progress on the bus, and hands out the timeline.
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
 * @CELEBRITY_JOB_PENDING: the results are not there yet
 * @CELEBRITY_JOB_FAILED: the fetch failed; buffers pass without people
 * @CELEBRITY_JOB_ENDED: the fetch failed and the error was posted: the stream
 *   is at its end
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
 * @element: posts messages; outlives the job's thread
 * @settings: copied
 *
 * Returns: (transfer full): a job that has not started
 */
CelebrityJob *celebrity_job_new (GstElement *element,
    const CelebritySettings *settings);

CelebrityJob *celebrity_job_ref (CelebrityJob *job);
void celebrity_job_unref (CelebrityJob *job);

/**
 * celebrity_job_start:
 *
 * Posts PROGRESS START and starts to fetch. Exactly one of PROGRESS COMPLETE,
 * ERROR or CANCELED follows.
 *
 * Returns: FALSE if no thread can be created; the error is posted then
 */
gboolean celebrity_job_start (CelebrityJob *job);

/**
 * celebrity_job_cancel:
 *
 * Cancels the fetch and wakes waiters; does not block.
 */
void celebrity_job_cancel (CelebrityJob *job);

/**
 * celebrity_job_join:
 *
 * Waits for the thread and drops the results. To be called after
 * celebrity_job_cancel().
 */
void celebrity_job_join (CelebrityJob *job);

/**
 * celebrity_job_set_flushing:
 *
 * While flushing, celebrity_job_get_timeline() does not wait.
 */
void celebrity_job_set_flushing (CelebrityJob *job, gboolean flushing);

/**
 * celebrity_job_set_lookup_settings:
 *
 * The job's thread warns of a filter that matches nobody, and makes another
 * table of contents if the setting toc is on. Lookups do not depend on it.
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
 * To be called once per buffer; counts the buffers that pass.
 *
 * Returns: whether the buffer may pass, and with what
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
 * @n_dropped: how many people were omitted from buffers so far, this one
 *   included
 *
 * Counts a buffer that carries at least one person.
 */
void celebrity_job_count_annotated (CelebrityJob *job, guint64 n_dropped);

/**
 * celebrity_job_get_id:
 *
 * Returns: (transfer none) (nullable): the job's id, if it is set
 */
const char *celebrity_job_get_id (const CelebrityJob *job);

/**
 * celebrity_job_get_property:
 * @property: one of CelebrityProperty
 * @value: (inout): of the property's type
 *
 * Returns: FALSE if @property is not read-only
 */
gboolean celebrity_job_get_property (CelebrityJob *job, guint property,
    GValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityJob, celebrity_job_unref)

G_END_DECLS
