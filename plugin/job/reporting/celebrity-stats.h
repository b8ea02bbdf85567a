/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityreport: what rekognitioncelebrity tells about its job and its
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
 * @video: (nullable): what the service says about the video
 * @service: what the fetch took
 * @source: (nullable): where the results came from, "service" or "file"; static
 * @n_pages: pages so far
 * @n_detections: detections so far
 * @n_skipped: detections left out as unusable
 * @n_celebrities: distinct people
 * @n_buffers: buffers that passed
 * @n_annotated: buffers that somebody was attached to
 * @n_dropped: people left out of buffers because there were too many, each once
 *   per buffer
 */
typedef struct {
  char *job_id;
  char *status;
  GstStructure *video;
  RekServiceStats service;
  const char *source;
  guint n_pages;
  guint n_detections;
  guint n_skipped;
  guint n_celebrities;
  guint64 n_buffers;
  guint64 n_annotated;
  guint64 n_dropped;
} CelebrityReport;

/**
 * celebrity_report_set_results:
 *
 * Takes from @results what they say; the job's id only if none is known.
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
 * Returns: FALSE where @property is none of the report's
 */
gboolean celebrity_report_get (const CelebrityReport *report, guint property,
    GValue *value);

G_END_DECLS
