/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-job.h"

#include "celebrity-application-watch.h"
#include "celebrity-results-source.h"
#include "reporting/celebrity-error-message.h"
#include "reporting/celebrity-fetch-log.h"
#include "reporting/celebrity-settings-warnings.h"
#include "reporting/celebrity-progress-message.h"
#include "reporting/celebrity-stats.h"
#include "celebrity-toc.h"
#include "rek-error.h"

#include <string.h>

GST_DEBUG_CATEGORY_EXTERN (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

/* Fields below the lock are guarded by it; those above do not change while
 * the thread runs. */
struct _CelebrityJob {
  GstElement *element;
  CelebritySettings settings;
  /* a property whose value was dropped, as it held a secret */
  const char *misplaced;
  GCancellable *cancellable;
  CelebrityApplicationWatch *watch;
  GThread *thread;
  /* the thread's */
  gboolean has_warned_of_ratio;
  RekPeopleFilter *checked_filter;

  GMutex lock;
  GCond changed;
  gboolean ended;
  gboolean flushing;
  gboolean canceled;
  CelebrityLookupSettings lookup;
  gboolean lookup_changed;
  RekTimeline *timeline;
  /* until the stream has taken it */
  GstToc *toc;
  CelebrityReport report;
};

CelebrityJob *
celebrity_job_new (GstElement *element, const CelebritySettings *settings)
{
  CelebrityJob *job = g_atomic_rc_box_new0 (CelebrityJob);

  job->element = element;
  celebrity_settings_copy (settings, &job->settings);
  job->misplaced = celebrity_settings_drop_misplaced (&job->settings);
  job->cancellable = g_cancellable_new ();
  celebrity_lookup_settings_copy (&settings->lookup, &job->lookup);
  job->watch = celebrity_application_watch_new ();
  job->report.job_id = g_strdup (celebrity_job_get_id (job));
  g_mutex_init (&job->lock);
  g_cond_init (&job->changed);
  return job;
}

CelebrityJob *
celebrity_job_ref (CelebrityJob *job)
{
  return g_atomic_rc_box_acquire (job);
}

static void
job_clear (gpointer data)
{
  CelebrityJob *job = data;

  g_assert (job->thread == NULL);
  celebrity_settings_clear (&job->settings);
  celebrity_lookup_settings_clear (&job->lookup);
  g_clear_pointer (&job->checked_filter, rek_people_filter_unref);
  g_object_unref (job->cancellable);
  celebrity_application_watch_unref (job->watch);
  g_clear_pointer (&job->timeline, rek_timeline_unref);
  if (job->toc != NULL)
    gst_toc_unref (job->toc);
  celebrity_report_clear (&job->report);
  g_cond_clear (&job->changed);
  g_mutex_clear (&job->lock);
}

void
celebrity_job_unref (CelebrityJob *job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

/* To be called by the job's thread, without the lock. */
static void
notify (CelebrityJob *job, const char *property)
{
  g_object_notify (G_OBJECT (job->element), property);
}

static void
notify_all (CelebrityJob *job)
{
  notify (job, "job-status");
  notify (job, "video-metadata");
  notify (job, "stats");
}

static void
on_page (guint n_pages, guint n_detections, gpointer user_data)
{
  CelebrityJob *job = user_data;

  g_mutex_lock (&job->lock);
  job->report.fetch.n_pages = n_pages;
  job->report.fetch.n_detections = n_detections;
  g_mutex_unlock (&job->lock);

  notify (job, "stats");
  celebrity_progress_post_page (job->element, n_pages, n_detections);
}

static void
on_wait (guint waited_s, guint delay_s, gpointer user_data)
{
  CelebrityJob *job = user_data;

  celebrity_progress_post (job->element, GST_PROGRESS_TYPE_CONTINUE,
      "Job is in progress; waited %u s, asking again in %u s", waited_s,
      delay_s);
}

static void
on_retry (guint attempt, gint64 delay_us, const GError *reason,
    gpointer user_data)
{
  CelebrityJob *job = user_data;

  celebrity_progress_post (job->element, GST_PROGRESS_TYPE_CONTINUE,
      "Attempt %u failed, trying again in %" G_GINT64_FORMAT " ms: %.*s",
      attempt, delay_us / 1000, (int) strcspn (reason->message, "\n"),
      reason->message);
}

static void
on_log (UtilLogLevel level, const char *message, gpointer user_data)
{
  static const GstDebugLevel levels[] = {
    [UTIL_LOG_WARNING] = GST_LEVEL_WARNING,
    [UTIL_LOG_INFO] = GST_LEVEL_INFO,
    [UTIL_LOG_DEBUG] = GST_LEVEL_DEBUG,
  };
  CelebrityJob *job = user_data;

  GST_CAT_LEVEL_LOG (GST_CAT_DEFAULT, levels[level], job->element, "%s",
      message);
}

/* Applies the current lookup settings.
 *
 * Returns: FALSE if the run has ended */
static gboolean
apply_lookup_settings (CelebrityJob *job, RekTimeline *timeline)
{
  g_auto (CelebrityLookupSettings) settings = { 0 };
  g_autoptr (GstToc) toc = NULL;
  gboolean canceled;

  g_mutex_lock (&job->lock);
  celebrity_lookup_settings_copy (&job->lookup, &settings);
  job->lookup_changed = FALSE;
  g_mutex_unlock (&job->lock);

  celebrity_fetch_log_lookup (job->element, &settings);
  if (!job->has_warned_of_ratio)
    job->has_warned_of_ratio =
        celebrity_warn_of_ratio (job->element, settings.min_confidence);
  if (job->settings.toc) {
    toc = celebrity_toc_new (timeline, &settings, job->cancellable);
    if (toc == NULL)
      return FALSE;
    GST_DEBUG_OBJECT (job->element, "made a table of contents: %u people",
        g_list_length (gst_toc_get_entries (toc)));
  }
  if (!rek_people_filter_equal (job->checked_filter, settings.celebrities))
    celebrity_warn_of_filter (job->element, timeline, settings.celebrities);
  g_clear_pointer (&job->checked_filter, rek_people_filter_unref);
  job->checked_filter = g_steal_pointer (&settings.celebrities);

  g_mutex_lock (&job->lock);
  if (toc != NULL) {
    GstToc *old_toc = job->toc;

    job->toc = g_steal_pointer (&toc);
    toc = old_toc;
  }
  canceled = job->canceled;
  g_mutex_unlock (&job->lock);
  return !canceled;
}

/* Makes the timeline and hands it to the stream.
 *
 * Returns: (transfer none) (nullable): the timeline; NULL if the run has
 *   ended */
static RekTimeline *
publish (CelebrityJob *job, RekResults *results, GError **error)
{
  const RekTimelineSettings settings = {
    .hold = job->settings.hold,
    .max_gap = job->settings.max_gap,
    .lead = job->settings.lead,
  };
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (RekTimeline) timeline =
      rek_timeline_new (results, &settings, job->cancellable);

  if (timeline != NULL)
    celebrity_fetch_log_timeline (job->element, timeline,
        g_get_monotonic_time () - start_us);
  if (timeline == NULL || !apply_lookup_settings (job, timeline)) {
    /* The cancellable may be cancelled a moment after the job. */
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
        "The run has ended");
    return NULL;
  }

  g_mutex_lock (&job->lock);
  celebrity_report_set_results (&job->report, results);
  job->timeline = g_steal_pointer (&timeline);
  g_cond_broadcast (&job->changed);
  g_mutex_unlock (&job->lock);
  return job->timeline;
}

/* Returns: FALSE if the run has ended */
static gboolean
wait_for_lookup_settings (CelebrityJob *job)
{
  gboolean canceled;

  g_mutex_lock (&job->lock);
  while (!job->lookup_changed && !job->canceled)
    g_cond_wait (&job->changed, &job->lock);
  canceled = job->canceled;
  g_mutex_unlock (&job->lock);
  return !canceled;
}

static void
report_failure (CelebrityJob *job, const GError *error)
{
  GstMessageType type =
      job->settings.fail_on_error ? GST_MESSAGE_ERROR : GST_MESSAGE_WARNING;

  celebrity_error_post (job->element, type, celebrity_job_get_id (job), error);
  celebrity_progress_post (job->element, GST_PROGRESS_TYPE_ERROR, "%.*s",
      (int) strcspn (error->message, "\n"), error->message);
}

/* Whether to report the failure. Waits until the application can take an
 * error. */
static gboolean
may_report (CelebrityJob *job, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  return !job->settings.fail_on_error ||
      celebrity_application_watch_wait (job->watch, job->element,
          job->cancellable);
}

/* Pages and detections were counted as they came. */
static void
set_fetch_stats (CelebrityJob *job, RekFetchStats *stats)
{
  RekFetchStats *old = &job->report.fetch;

  g_mutex_lock (&job->lock);
  stats->n_pages = old->n_pages;
  stats->n_detections = old->n_detections;
  *old = *stats;
  g_mutex_unlock (&job->lock);
  notify (job, "stats");
}

static RekResults *
fetch (CelebrityJob *job, GError **error)
{
  const RekObserver observer = {
    .page = on_page,
    .wait = on_wait,
    .retry = on_retry,
    .log = on_log,
    .user_data = job,
  };
  gint64 start_us = g_get_monotonic_time ();
  RekFetchStats stats = { 0 };
  g_autoptr (GError) write_error = NULL;
  RekResults *results;

  if (job->misplaced != NULL) {
    g_set_error (error, REK_ERROR, REK_ERROR_SETTINGS,
        "%s has another property's secret in its value: is its shell variable "
        "unset?",
        job->misplaced);
    return NULL;
  }
  celebrity_progress_post_source (job->element, &job->settings);
  results = celebrity_fetch (&job->settings, &observer, &stats, &write_error,
      job->cancellable, error);
  celebrity_fetch_log_stats (job->element, &stats, results,
      g_get_monotonic_time () - start_us);
  /* The application that asked for the file has to know; playback goes on. */
  if (write_error != NULL)
    celebrity_error_post (job->element, GST_MESSAGE_WARNING,
        celebrity_job_get_id (job), write_error);
  set_fetch_stats (job, &stats);
  return results;
}

static gpointer
job_thread (gpointer data)
{
  CelebrityJob *job = data;
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) error = NULL;
  RekTimeline *timeline = NULL;

  /* The previous values are another run's. */
  notify_all (job);
  results = fetch (job, &error);
  if (results != NULL)
    timeline = publish (job, results, &error);
  if (timeline != NULL) {
    notify_all (job);
    celebrity_progress_post (job->element, GST_PROGRESS_TYPE_COMPLETE,
        "Done: pages: %u, detections: %u, people: %u", results->n_pages,
        results->detections->len, results->n_people);
  } else if (may_report (job, error)) {
    report_failure (job, error);
  } else {
    celebrity_progress_post (job->element, GST_PROGRESS_TYPE_CANCELED,
        "Fetch canceled");
  }

  /* A waiting buffer must not go on before the error is on the bus. */
  g_mutex_lock (&job->lock);
  job->ended = TRUE;
  g_cond_broadcast (&job->changed);
  g_mutex_unlock (&job->lock);

  /* The job keeps the timeline until this thread is joined. */
  while (timeline != NULL && wait_for_lookup_settings (job) &&
      apply_lookup_settings (job, timeline)) {
  }
  return NULL;
}

gboolean
celebrity_job_start (CelebrityJob *job)
{
  g_autoptr (GError) error = NULL;
  GstMessage *message;

  celebrity_fetch_log_settings (job->element);
  message = celebrity_progress_new_start (job->element, &job->settings);
  celebrity_application_watch_add_message (job->watch, message);
  gst_element_post_message (job->element, message);
  job->thread = g_thread_try_new ("rekognition-job", job_thread, job, &error);
  if (job->thread == NULL) {
    report_failure (job, error);
    return FALSE;
  }
  return TRUE;
}

void
celebrity_job_cancel (CelebrityJob *job)
{
  g_mutex_lock (&job->lock);
  job->canceled = TRUE;
  g_cond_broadcast (&job->changed);
  g_mutex_unlock (&job->lock);

  g_cancellable_cancel (job->cancellable);
}

void
celebrity_job_join (CelebrityJob *job)
{
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (GstToc) toc = NULL;

  if (job->thread != NULL)
    g_thread_join (g_steal_pointer (&job->thread));

  g_mutex_lock (&job->lock);
  timeline = g_steal_pointer (&job->timeline);
  toc = g_steal_pointer (&job->toc);
  g_mutex_unlock (&job->lock);
}

void
celebrity_job_set_flushing (CelebrityJob *job, gboolean flushing)
{
  g_mutex_lock (&job->lock);
  job->flushing = flushing;
  g_cond_broadcast (&job->changed);
  g_mutex_unlock (&job->lock);
}

void
celebrity_job_set_lookup_settings (CelebrityJob *job,
    const CelebrityLookupSettings *settings)
{
  g_auto (CelebrityLookupSettings) old = { 0 };

  g_mutex_lock (&job->lock);
  old = job->lookup;
  celebrity_lookup_settings_copy (settings, &job->lookup);
  /* Nothing that the thread makes depends on interpolate. */
  job->lookup_changed |= old.min_confidence != settings->min_confidence ||
      old.ts_offset != settings->ts_offset ||
      !rek_people_filter_equal (old.celebrities, settings->celebrities);
  g_cond_broadcast (&job->changed);
  g_mutex_unlock (&job->lock);
}

/* With the lock held. */
static CelebrityJobAnswer
get_answer (const CelebrityJob *job)
{
  if (job->flushing || job->canceled)
    return CELEBRITY_JOB_STOPPED;
  if (job->timeline != NULL)
    return CELEBRITY_JOB_READY;
  if (!job->ended)
    return CELEBRITY_JOB_PENDING;
  return job->settings.fail_on_error ? CELEBRITY_JOB_ENDED
                                     : CELEBRITY_JOB_FAILED;
}

CelebrityJobAnswer
celebrity_job_get_timeline (CelebrityJob *job, gboolean may_wait,
    RekTimeline **timeline, GstToc **toc)
{
  CelebrityJobAnswer answer;

  *toc = NULL;
  g_mutex_lock (&job->lock);
  answer = get_answer (job);
  if (may_wait && answer == CELEBRITY_JOB_PENDING)
    celebrity_application_watch_set_stream_waits (job->watch);
  while (may_wait && answer == CELEBRITY_JOB_PENDING) {
    g_cond_wait (&job->changed, &job->lock);
    answer = get_answer (job);
  }
  if (answer == CELEBRITY_JOB_READY) {
    if (*timeline == NULL)
      *timeline = rek_timeline_ref (job->timeline);
    *toc = g_steal_pointer (&job->toc);
  }
  if (answer != CELEBRITY_JOB_STOPPED && answer != CELEBRITY_JOB_ENDED)
    job->report.n_buffers++;
  g_mutex_unlock (&job->lock);
  return answer;
}

gboolean
celebrity_job_has_posted_error (CelebrityJob *job)
{
  gboolean has_posted_error;

  g_mutex_lock (&job->lock);
  has_posted_error = get_answer (job) == CELEBRITY_JOB_ENDED;
  g_mutex_unlock (&job->lock);
  return has_posted_error;
}

void
celebrity_job_count_annotated (CelebrityJob *job, guint64 n_dropped)
{
  g_mutex_lock (&job->lock);
  job->report.n_annotated++;
  job->report.n_dropped = n_dropped;
  g_mutex_unlock (&job->lock);
}

const char *
celebrity_job_get_id (const CelebrityJob *job)
{
  const char *job_id = job->settings.job_id;

  return job_id != NULL && *job_id != '\0' ? job_id : NULL;
}

gboolean
celebrity_job_get_property (CelebrityJob *job, guint property, GValue *value)
{
  gboolean known;

  g_mutex_lock (&job->lock);
  known = celebrity_report_get (&job->report, property, value);
  g_mutex_unlock (&job->lock);
  return known;
}
