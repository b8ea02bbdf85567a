/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrityjob.h"

#include "celebrityerror.h"
#include "celebrityfetch.h"
#include "celebrityreport.h"

#include <string.h>

GST_DEBUG_CATEGORY_EXTERN (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

#define PROGRESS_CODE "celebrities"

/* No error comes sooner than this after the start. gst-launch-1.0 quits its
 * main loop from the thread that posts an error; where the loop does not run
 * yet that is lost, and it hangs. */
#define FIRST_ERROR_US (100 * G_TIME_SPAN_MILLISECOND)

/* Fields below the lock are guarded by it; those above do not change while
 * the thread runs. */
struct _CelebrityJob {
  GstElement *element;
  CelebritySettings settings;
  GCancellable *cancellable;
  GThread *thread;
  gint64 start_us;

  GMutex lock;
  GCond changed;
  gboolean ended;
  gboolean flushing;
  gboolean canceled;
  double min_confidence;
  RekResults *results;
  RekTimeline *timeline;
  guint serial;
  CelebrityReport report;
};

CelebrityJob *
celebrity_job_new (GstElement *element, const CelebritySettings *settings)
{
  CelebrityJob *job = g_atomic_rc_box_new0 (CelebrityJob);

  job->element = element;
  celebrity_settings_copy (settings, &job->settings);
  job->cancellable = g_cancellable_new ();
  job->min_confidence = settings->min_confidence;
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
  g_object_unref (job->cancellable);
  g_clear_pointer (&job->results, rek_results_unref);
  g_clear_pointer (&job->timeline, rek_timeline_unref);
  celebrity_report_clear (&job->report);
  g_cond_clear (&job->changed);
  g_mutex_clear (&job->lock);
}

void
celebrity_job_unref (CelebrityJob *job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

static void G_GNUC_PRINTF (3, 4) post_progress (CelebrityJob *job,
    GstProgressType type, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  gst_element_post_message (job->element,
      gst_message_new_progress (GST_OBJECT (job->element), type, PROGRESS_CODE,
          text));
}

static void
on_page (guint n_pages, guint n_detections, gpointer user_data)
{
  CelebrityJob *job = user_data;

  g_mutex_lock (&job->lock);
  job->report.n_pages = n_pages;
  job->report.n_detections = n_detections;
  g_mutex_unlock (&job->lock);

  post_progress (job, GST_PROGRESS_TYPE_CONTINUE,
      "Page %u: %u detections so far", n_pages, n_detections);
}

static void
on_wait (guint waited_s, guint delay_s, gpointer user_data)
{
  CelebrityJob *job = user_data;

  post_progress (job, GST_PROGRESS_TYPE_CONTINUE,
      "Job is in progress; waited %u s, looking again in %u s", waited_s,
      delay_s);
}

static void
on_retry (guint attempt, gint64 delay_us, const GError *reason,
    gpointer user_data)
{
  CelebrityJob *job = user_data;

  GST_INFO_OBJECT (job->element,
      "attempt %u failed, trying again in %" G_GINT64_FORMAT " ms: %s", attempt,
      delay_us / 1000, reason->message);
}

static RekTimeline *
build_timeline (CelebrityJob *job, RekResults *results, double min_confidence)
{
  const RekTimelineSettings settings = {
    .min_confidence = min_confidence,
    .celebrities = (const char *const *) job->settings.celebrities,
    .hold = job->settings.hold,
    .max_gap = job->settings.max_gap,
  };

  return rek_timeline_new (results, &settings);
}

/* Builds the timeline until nobody asked for another confidence meanwhile. */
static void
publish (CelebrityJob *job, RekResults *results)
{
  gboolean current = FALSE;

  while (!current) {
    g_autoptr (RekTimeline) timeline = NULL;
    double min_confidence;

    g_mutex_lock (&job->lock);
    min_confidence = job->min_confidence;
    g_mutex_unlock (&job->lock);

    timeline = build_timeline (job, results, min_confidence);

    g_mutex_lock (&job->lock);
    current = job->min_confidence == min_confidence;
    if (current) {
      job->results = rek_results_ref (results);
      celebrity_report_set_results (&job->report, results);
      job->timeline = g_steal_pointer (&timeline);
      job->serial++;
    }
    g_mutex_unlock (&job->lock);
  }
}

/* Returns whether the job was canceled meanwhile. */
static gboolean
wait_for_application (CelebrityJob *job)
{
  gint64 until_us = job->start_us + FIRST_ERROR_US;
  gboolean canceled;

  g_mutex_lock (&job->lock);
  while (!job->canceled &&
      g_cond_wait_until (&job->changed, &job->lock, until_us)) {
    /* woken for something else */
  }
  canceled = job->canceled;
  g_mutex_unlock (&job->lock);
  return canceled;
}

/* It may name files and variables' values, which are whatever bytes they are;
 * messages are UTF-8. */
static void
make_valid (GError *error)
{
  char *message = g_utf8_make_valid (error->message, -1);

  g_free (error->message);
  error->message = message;
}

static void
report_failure (CelebrityJob *job, const GError *error)
{
  GstMessageType type =
      job->settings.fail_on_error ? GST_MESSAGE_ERROR : GST_MESSAGE_WARNING;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (type == GST_MESSAGE_ERROR && wait_for_application (job))) {
    post_progress (job, GST_PROGRESS_TYPE_CANCELED, "Fetch canceled");
    return;
  }
  celebrity_error_post (job->element, type, celebrity_job_get_id (job), error);
  post_progress (job, GST_PROGRESS_TYPE_ERROR, "%.*s",
      (int) strcspn (error->message, "\n"), error->message);
}

static RekResults *
fetch (CelebrityJob *job, GError **error)
{
  const RekServiceObserver observer = {
    .page = on_page,
    .wait = on_wait,
    .retry = on_retry,
    .user_data = job,
  };
  g_auto (CelebrityFetchOutcome) outcome = { .source = NULL };
  RekResults *results;

  results = celebrity_fetch (&job->settings, &observer, &outcome,
      job->cancellable, error);

  if (outcome.stats.credential_source != NULL)
    GST_DEBUG_OBJECT (job->element,
        "credentials: %s; access key id: ...%s; region: %s",
        outcome.stats.credential_source, outcome.stats.key_id_end,
        outcome.stats.region);
  /* Whoever asked for the file is told; who only watches has the results. */
  if (outcome.write_error != NULL)
    celebrity_error_post (job->element, GST_MESSAGE_WARNING,
        celebrity_job_get_id (job), outcome.write_error);

  g_mutex_lock (&job->lock);
  job->report.service = outcome.stats;
  job->report.source = outcome.source;
  g_mutex_unlock (&job->lock);
  outcome.stats = (RekServiceStats){ 0 };
  return results;
}

static gpointer
job_thread (gpointer data)
{
  CelebrityJob *job = data;
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) error = NULL;

  results = fetch (job, &error);
  if (results != NULL) {
    publish (job, results);
    post_progress (job, GST_PROGRESS_TYPE_COMPLETE,
        "Done: pages: %u, detections: %u, people: %u", results->n_pages,
        results->detections->len, results->n_people);
  } else {
    make_valid (error);
    report_failure (job, error);
  }

  /* Only now: a waiting buffer must not go on before the bus has the error. */
  g_mutex_lock (&job->lock);
  job->ended = TRUE;
  g_cond_broadcast (&job->changed);
  g_mutex_unlock (&job->lock);
  return NULL;
}

static void
post_start (CelebrityJob *job)
{
  const char *job_id = celebrity_job_get_id (job);
  const char *location = job->settings.results_location;
  g_autofree char *shown = NULL;

  if (job_id != NULL || location == NULL) {
    post_progress (job, GST_PROGRESS_TYPE_START,
        "Fetching the celebrities of job %s",
        job_id != NULL ? job_id : "(none)");
    return;
  }
  shown = g_filename_display_name (location);
  post_progress (job, GST_PROGRESS_TYPE_START, "Reading the celebrities in %s",
      shown);
}

gboolean
celebrity_job_start (CelebrityJob *job)
{
  g_autoptr (GError) error = NULL;

  post_start (job);
  job->start_us = g_get_monotonic_time ();
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
  g_autoptr (RekResults) results = NULL;

  if (job->thread != NULL)
    g_thread_join (g_steal_pointer (&job->thread));

  g_mutex_lock (&job->lock);
  timeline = g_steal_pointer (&job->timeline);
  results = g_steal_pointer (&job->results);
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
celebrity_job_set_min_confidence (CelebrityJob *job, double min_confidence)
{
  g_autoptr (RekResults) results = NULL;
  g_autoptr (RekTimeline) timeline = NULL;

  g_mutex_lock (&job->lock);
  job->min_confidence = min_confidence;
  if (job->results != NULL)
    results = rek_results_ref (job->results);
  g_mutex_unlock (&job->lock);
  /* Without results yet, publish() will see the new value. */
  if (results == NULL)
    return;

  timeline = build_timeline (job, results, min_confidence);

  g_mutex_lock (&job->lock);
  /* Unless a later call or the end of the run came first; what was there is
   * released after unlocking. */
  if (job->min_confidence == min_confidence && job->timeline != NULL) {
    RekTimeline *old = g_steal_pointer (&job->timeline);

    job->timeline = g_steal_pointer (&timeline);
    timeline = old;
    job->serial++;
  }
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
  return job->settings.fail_on_error ? CELEBRITY_JOB_STOPPED
                                     : CELEBRITY_JOB_FAILED;
}

CelebrityJobAnswer
celebrity_job_get_timeline (CelebrityJob *job, gboolean may_wait, guint *serial,
    RekTimeline **timeline)
{
  CelebrityJobAnswer answer;

  *timeline = NULL;
  g_mutex_lock (&job->lock);
  answer = get_answer (job);
  while (may_wait && answer == CELEBRITY_JOB_PENDING) {
    g_cond_wait (&job->changed, &job->lock);
    answer = get_answer (job);
  }
  if (answer == CELEBRITY_JOB_READY && job->serial != *serial) {
    *timeline = rek_timeline_ref (job->timeline);
    *serial = job->serial;
  }
  if (answer != CELEBRITY_JOB_STOPPED)
    job->report.n_buffers++;
  g_mutex_unlock (&job->lock);
  return answer;
}

void
celebrity_job_count_annotated (CelebrityJob *job)
{
  g_mutex_lock (&job->lock);
  job->report.n_annotated++;
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
