/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrityjob.h"

#include "celebrityapplication.h"
#include "celebrityerror.h"
#include "celebrityfetch.h"
#include "celebrityprogress.h"
#include "celebrityreport.h"
#include "celebritytoc.h"

#include <string.h>

GST_DEBUG_CATEGORY_EXTERN (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

/* How long a change of min-confidence, or of ts-offset, may keep its caller:
 * half a frame. */
#define MAX_WAIT_US (20 * G_TIME_SPAN_MILLISECOND)

/* Fields below the lock are guarded by it; those above do not change while
 * the thread runs. @wanted counts what min-confidence, and with a table of
 * contents ts-offset, was set to, from 1; @built is the count that @timeline and
 * @toc were made for, 0 before the first. */
struct _CelebrityJob {
  GstElement *element;
  CelebritySettings settings;
  GCancellable *cancellable;
  GThread *thread;

  GMutex lock;
  GCond changed;
  gboolean ended;
  gboolean flushing;
  gboolean canceled;
  double min_confidence;
  gint64 ts_offset;
  guint wanted;
  guint built;
  RekTimeline *timeline;
  GstToc *toc;
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
  job->ts_offset = settings->ts_offset;
  job->wanted = 1;
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

static void
on_page (guint n_pages, guint n_detections, gpointer user_data)
{
  CelebrityJob *job = user_data;

  g_mutex_lock (&job->lock);
  job->report.n_pages = n_pages;
  job->report.n_detections = n_detections;
  g_mutex_unlock (&job->lock);

  celebrity_progress_post (job->element, GST_PROGRESS_TYPE_CONTINUE,
      "Page %u: %u detections so far", n_pages, n_detections);
}

static void
on_wait (guint waited_s, guint delay_s, gpointer user_data)
{
  CelebrityJob *job = user_data;

  celebrity_progress_post (job->element, GST_PROGRESS_TYPE_CONTINUE,
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

  return rek_timeline_new (results, &settings, job->cancellable);
}

/* Builds what is asked for now and gives it to the stream; the first only where
 * nobody asked for another meanwhile.
 *
 * Returns: FALSE where the run has ended */
static gboolean
build (CelebrityJob *job, RekResults *results)
{
  /* What was there is released after unlocking. */
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (GstToc) toc = NULL;
  gint64 ts_offset;
  double min_confidence;
  guint number;

  g_mutex_lock (&job->lock);
  min_confidence = job->min_confidence;
  ts_offset = job->ts_offset;
  number = job->wanted;
  g_mutex_unlock (&job->lock);

  timeline = build_timeline (job, results, min_confidence);
  if (timeline == NULL)
    return FALSE;
  if (job->settings.toc) {
    toc = celebrity_toc_new (timeline, ts_offset, job->cancellable);
    if (toc == NULL)
      return FALSE;
  }

  g_mutex_lock (&job->lock);
  if (job->timeline != NULL || job->wanted == number) {
    RekTimeline *old_timeline = job->timeline;
    GstToc *old_toc = job->toc;

    if (old_timeline == NULL)
      celebrity_report_set_results (&job->report, results);
    job->timeline = g_steal_pointer (&timeline);
    job->toc = g_steal_pointer (&toc);
    timeline = old_timeline;
    toc = old_toc;
    job->built = number;
    job->report.min_confidence = min_confidence;
    g_cond_broadcast (&job->changed);
  }
  g_mutex_unlock (&job->lock);
  return TRUE;
}

static gboolean
publish (CelebrityJob *job, RekResults *results, GError **error)
{
  /* The thread alone changes it. */
  while (job->built == 0) {
    if (!build (job, results))
      return !g_cancellable_set_error_if_cancelled (job->cancellable, error);
  }
  return TRUE;
}

/* Returns: FALSE where the run has ended */
static gboolean
wait_for_wish (CelebrityJob *job)
{
  gboolean canceled;

  g_mutex_lock (&job->lock);
  while (job->built == job->wanted && !job->canceled)
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

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (type == GST_MESSAGE_ERROR &&
          !celebrity_application_wait (job->element, job->cancellable))) {
    celebrity_progress_post (job->element, GST_PROGRESS_TYPE_CANCELED,
        "Fetch canceled");
    return;
  }
  celebrity_error_post (job->element, type, celebrity_job_get_id (job), error);
  celebrity_progress_post (job->element, GST_PROGRESS_TYPE_ERROR, "%.*s",
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

  celebrity_progress_post_source (job->element, &job->settings);
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

static void
serve_wishes (CelebrityJob *job, RekResults *results)
{
  gboolean running = TRUE;

  while (running)
    running = wait_for_wish (job) && build (job, results);
}

static gpointer
job_thread (gpointer data)
{
  CelebrityJob *job = data;
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) error = NULL;

  results = fetch (job, &error);
  if (results != NULL && publish (job, results, &error)) {
    celebrity_progress_post (job->element, GST_PROGRESS_TYPE_COMPLETE,
        "Done: pages: %u, detections: %u, people: %u", results->n_pages,
        results->detections->len, results->n_people);
  } else {
    report_failure (job, error);
  }

  /* Only now: a waiting buffer must not go on before the bus has the error. */
  g_mutex_lock (&job->lock);
  job->ended = TRUE;
  g_cond_broadcast (&job->changed);
  g_mutex_unlock (&job->lock);

  if (error == NULL)
    serve_wishes (job, results);
  return NULL;
}

gboolean
celebrity_job_start (CelebrityJob *job)
{
  g_autoptr (GError) error = NULL;

  celebrity_progress_post_start (job->element, &job->settings);
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

/* With the lock held. */
static void
wish (CelebrityJob *job)
{
  job->wanted++;
  g_cond_broadcast (&job->changed);
}

/* With the lock held. */
static void
wait_for_built (CelebrityJob *job)
{
  gint64 until = g_get_monotonic_time () + MAX_WAIT_US;
  gboolean may_wait = TRUE;

  while (may_wait && job->timeline != NULL && job->built != job->wanted)
    may_wait =
        !job->canceled && g_cond_wait_until (&job->changed, &job->lock, until);
}

void
celebrity_job_set_min_confidence (CelebrityJob *job, double min_confidence)
{
  g_mutex_lock (&job->lock);
  if (job->min_confidence != min_confidence) {
    job->min_confidence = min_confidence;
    wish (job);
  }
  wait_for_built (job);
  g_mutex_unlock (&job->lock);
}

void
celebrity_job_set_ts_offset (CelebrityJob *job, gint64 ts_offset)
{
  g_mutex_lock (&job->lock);
  if (job->settings.toc && job->ts_offset != ts_offset) {
    job->ts_offset = ts_offset;
    wish (job);
    wait_for_built (job);
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
    RekTimeline **timeline, GstToc **toc)
{
  CelebrityJobAnswer answer;

  *timeline = NULL;
  *toc = NULL;
  g_mutex_lock (&job->lock);
  answer = get_answer (job);
  while (may_wait && answer == CELEBRITY_JOB_PENDING) {
    g_cond_wait (&job->changed, &job->lock);
    answer = get_answer (job);
  }
  if (answer == CELEBRITY_JOB_READY && job->built != *serial) {
    *timeline = rek_timeline_ref (job->timeline);
    if (job->toc != NULL)
      *toc = gst_toc_ref (job->toc);
    *serial = job->built;
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
