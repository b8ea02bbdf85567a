/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-stats.h"

#include "celebrity-settings.h"

#define VIDEO_METADATA "video-metadata"

#define FLAGS (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)

static void
set_string (GstStructure *structure, const char *field, const char *string)
{
  if (string != NULL)
    gst_structure_set (structure, field, G_TYPE_STRING, string, NULL);
}

static GstStructure *
create_video (const RekJobInfo *info)
{
  const RekVideoMetadata *video = &info->video;
  GstStructure *structure = gst_structure_new_empty (VIDEO_METADATA);

  set_string (structure, "codec", video->codec);
  set_string (structure, "format", video->format);
  set_string (structure, "color-range", video->color_range);
  if (video->duration_ms >= 0)
    gst_structure_set (structure, "duration", G_TYPE_UINT64,
        (guint64) video->duration_ms * GST_MSECOND, NULL);
  if (!isnan (video->frame_rate))
    gst_structure_set (structure, "frame-rate", G_TYPE_DOUBLE,
        video->frame_rate, NULL);
  if (video->frame_width > 0)
    gst_structure_set (structure, "frame-width", G_TYPE_UINT,
        video->frame_width, NULL);
  if (video->frame_height > 0)
    gst_structure_set (structure, "frame-height", G_TYPE_UINT,
        video->frame_height, NULL);
  set_string (structure, "s3-bucket", info->video_bucket);
  set_string (structure, "s3-name", info->video_name);
  set_string (structure, "s3-version", info->video_version);
  set_string (structure, "job-tag", info->job_tag);
  return structure;
}

static GstStructure *
create_stats (const CelebrityReport *report)
{
  const RekFetchStats *fetch = &report->fetch;
  GstStructure *stats = gst_structure_new ("stats", "pages", G_TYPE_UINT,
      fetch->n_pages, "bytes", G_TYPE_UINT64, fetch->n_bytes, "requests",
      G_TYPE_UINT, fetch->n_requests, "retries", G_TYPE_UINT, fetch->n_retries,
      "detections", G_TYPE_UINT, fetch->n_detections, "skipped", G_TYPE_UINT,
      fetch->n_skipped, "celebrities", G_TYPE_UINT, fetch->n_people, "buffers",
      G_TYPE_UINT64, report->n_buffers, "annotated-buffers", G_TYPE_UINT64,
      report->n_annotated, "dropped-people", G_TYPE_UINT64, report->n_dropped,
      NULL);

  set_string (stats, "job-id", report->job_id);
  set_string (stats, "results-source", fetch->source);
  set_string (stats, "credential-source", fetch->credential_source);
  set_string (stats, "region", fetch->region);
  return stats;
}

static void
clear_results (CelebrityReport *report)
{
  g_clear_pointer (&report->status, g_free);
  g_clear_pointer (&report->video, gst_structure_free);
}

void
celebrity_report_set_results (CelebrityReport *report,
    const RekResults *results)
{
  clear_results (report);
  if (report->job_id == NULL)
    report->job_id = g_strdup (results->info.job_id);
  report->status = g_strdup (results->info.status_text);
  report->video = create_video (&results->info);
  report->fetch.n_pages = results->n_pages;
  report->fetch.n_detections = results->detections->len;
  report->fetch.n_skipped = results->n_skipped;
  report->fetch.n_people = results->n_people;
}

void
celebrity_report_clear (CelebrityReport *report)
{
  clear_results (report);
  g_clear_pointer (&report->job_id, g_free);
  rek_fetch_stats_clear (&report->fetch);
}

void
celebrity_report_install_properties (GObjectClass *klass)
{
  /**
   * GstRekognitionCelebrity:job-status:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_JOB_STATUS,
      g_param_spec_string ("job-status", "Job status",
          "Status of the fetched job, as the service reports it", NULL, FLAGS));
  /**
   * GstRekognitionCelebrity:video-metadata:
   *
   * Has only the fields that the service sent; empty until the results are
   * there.
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_VIDEO_METADATA,
      g_param_spec_boxed ("video-metadata", "Video metadata",
          "What the service says about the job's video: codec, format, "
          "color-range, duration (ns), frame-rate, frame-width, frame-height "
          "(pixels), s3-bucket, s3-name, s3-version, and the job's job-tag",
          GST_TYPE_STRUCTURE, FLAGS));
  /**
   * GstRekognitionCelebrity:stats:
   *
   * Those of the last run, also after its end. Notified as the fetch
   * progresses, not with each buffer.
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_PROP_STATS,
      g_param_spec_boxed ("stats", "Statistics",
          "Counts of the fetch (pages, bytes, requests, retries, detections, "
          "skipped, celebrities) and of the stream (buffers, "
          "annotated-buffers, dropped-people); if known, job-id, "
          "results-source (service or file), credential-source (where the AWS "
          "credentials came from) and region",
          GST_TYPE_STRUCTURE, FLAGS));
}

gboolean
celebrity_report_get (const CelebrityReport *report, guint property,
    GValue *value)
{
  switch (property) {
    case CELEBRITY_PROP_JOB_STATUS:
      g_value_set_string (value, report->status);
      return TRUE;
    case CELEBRITY_PROP_VIDEO_METADATA:
      /* Not NULL, which gst-launch-1.0 -v cannot print. */
      g_value_take_boxed (value,
          report->video != NULL ? gst_structure_copy (report->video)
                                : gst_structure_new_empty (VIDEO_METADATA));
      return TRUE;
    case CELEBRITY_PROP_STATS:
      g_value_take_boxed (value, create_stats (report));
      return TRUE;
    default:
      return FALSE;
  }
}
