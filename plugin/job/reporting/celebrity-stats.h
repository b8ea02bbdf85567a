/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-stats: what rekognitioncelebrity reports about its job and its
 * stream, and the read-only properties that show it.
 */

#pragma once

#include <gst/gst.h>

#include "service/rek-service.h"

G_BEGIN_DECLS

/**
 * CelebrityReport:
 * @job_id: (nullable): the job's id, once it is known
 * @status: (nullable): JobStatus of the fetched job
 * @video: (nullable): the structure of `video-metadata`
 * @fetch: the fetch so far
 * @n_buffers: buffers that passed
 * @n_annotated: buffers that carry at least one person
 * @n_dropped: people who were omitted from buffers because there were too many,
 *   each counted once per buffer
 */
typedef struct {
  char *job_id;
  char *status;
  GstStructure *video;
  RekFetchStats fetch;
  guint64 n_buffers;
  guint64 n_annotated;
  guint64 n_dropped;
} CelebrityReport;

/**
 * celebrity_report_set_results:
 *
 * Sets what @results tell; the job's id only if none is known yet.
 */
void celebrity_report_set_results (CelebrityReport *report,
    const RekResults *results);

void celebrity_report_clear (CelebrityReport *report);

/**
 * celebrity_report_install_properties:
 *
 * Installs job-status, video-metadata and stats.
 */
void celebrity_report_install_properties (GObjectClass *klass);

/**
 * celebrity_report_get:
 * @property: one of CelebrityProperty
 * @value: (inout): of the property's type
 *
 * Returns: FALSE if @property is not one of the report's
 */
gboolean celebrity_report_get (const CelebrityReport *report, guint property,
    GValue *value);

G_END_DECLS
