/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-parser.h"

#include "rek-error.h"

#define FREE_PATIENCE_US (G_USEC_PER_SEC / 4)

typedef struct {
  GBytes *body;
  char *next_token;
} Job;

/* Shared by the thread and its owner; lives until both have let go. Fields
 * below the lock are guarded by it, but for @results and @pool, which the
 * thread alone touches until @ended. */
typedef struct {
  char *job_id;
  RekPool *pool;
  RekResults *results;

  GMutex lock;
  GCond changed;
  GQueue jobs;
  gboolean closed;
  gboolean refusing;
  gboolean canceled;
  gboolean ended;
  GError *error;
  RekParserPageFunc page_func;
  gpointer user_data;
} Shared;

struct _RekParser {
  Shared *shared;
  GThread *thread;
};

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->body, g_bytes_unref);
  g_free (job->next_token);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
shared_clear (gpointer data)
{
  Shared *shared = data;

  g_free (shared->job_id);
  rek_results_unref (shared->results);
  rek_pool_unref (shared->pool);
  g_queue_clear_full (&shared->jobs, job_free);
  g_clear_error (&shared->error);
  g_cond_clear (&shared->changed);
  g_mutex_clear (&shared->lock);
}

static void
shared_unref (gpointer shared)
{
  g_atomic_rc_box_release_full (shared, shared_clear);
}

static Shared *
shared_new (const char *job_id, RekParserPageFunc page_func, gpointer user_data)
{
  Shared *shared = g_atomic_rc_box_new0 (Shared);

  shared->job_id = g_strdup (job_id);
  shared->pool = rek_pool_new ();
  shared->results = rek_results_new (shared->pool);
  shared->page_func = page_func;
  shared->user_data = user_data;
  g_mutex_init (&shared->lock);
  g_cond_init (&shared->changed);
  g_queue_init (&shared->jobs);
  return shared;
}

static gboolean
check_page (Shared *shared, const RekPage *page, const char *next_token,
    GError **error)
{
  const char *job_id = page->info.job_id;

  if (g_strcmp0 (page->next_token, next_token) != 0) {
    g_set_error (error, REK_ERROR, REK_ERROR_INVALID,
        "Its NextToken can't be told for certain");
    return FALSE;
  }
  if (job_id != NULL && shared->job_id == NULL)
    shared->job_id = g_strdup (job_id);
  if (job_id != NULL && !g_str_equal (job_id, shared->job_id)) {
    g_set_error (error, REK_ERROR, REK_ERROR_INVALID,
        "It belongs to job \"%s\", not to \"%s\"", job_id, shared->job_id);
    return FALSE;
  }
  return TRUE;
}

/* Returns whether more pages are wanted. */
static gboolean
take_page (Shared *shared, Job *job, GError **error)
{
  g_autoptr (RekPage) page = NULL;

  page = rek_page_parse (job->body, shared->pool, error);
  /* A body may be many times as large as what is kept of it. */
  g_clear_pointer (&job->body, g_bytes_unref);

  if (page == NULL || !check_page (shared, page, job->next_token, error)) {
    g_prefix_error (error,
        "Page %u of the results is broken: ", shared->results->n_pages + 1);
    return FALSE;
  }

  rek_results_add_page (shared->results, page);
  if (page->info.status != REK_JOB_STATUS_SUCCEEDED) {
    shared->results->info = page->info;
    return FALSE;
  }
  return TRUE;
}

static Job *
wait_for_job (Shared *shared)
{
  Job *job;

  g_mutex_lock (&shared->lock);
  while (g_queue_is_empty (&shared->jobs) && !shared->closed)
    g_cond_wait (&shared->changed, &shared->lock);
  job = shared->canceled ? NULL : g_queue_pop_head (&shared->jobs);
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);
  return job;
}

static void
report_page (Shared *shared)
{
  RekParserPageFunc page_func;
  gpointer user_data;

  /* Called under the lock, so that after rek_parser_free() nobody is told. */
  g_mutex_lock (&shared->lock);
  page_func = shared->page_func;
  user_data = shared->user_data;
  if (page_func != NULL)
    page_func (shared->results->n_pages, shared->results->detections->len,
        user_data);
  g_mutex_unlock (&shared->lock);
}

static gpointer
parser_thread (gpointer data)
{
  Shared *shared = data;
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  while (more) {
    g_autoptr (Job) job = wait_for_job (shared);

    if (job == NULL)
      break;
    more = take_page (shared, job, &error);
    if (more)
      report_page (shared);
  }

  g_mutex_lock (&shared->lock);
  shared->error = g_steal_pointer (&error);
  shared->refusing = TRUE;
  shared->ended = TRUE;
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);

  shared_unref (shared);
  return NULL;
}

RekParser *
rek_parser_new (const char *job_id, RekParserPageFunc page_func,
    gpointer user_data, GError **error)
{
  g_autoptr (RekParser) parser = g_new0 (RekParser, 1);

  Shared *shared;

  parser->shared = shared_new (job_id, page_func, user_data);
  shared = g_atomic_rc_box_acquire (parser->shared);
  parser->thread =
      g_thread_try_new ("rek-parser", parser_thread, shared, error);
  if (parser->thread == NULL) {
    shared_unref (shared);
    return NULL;
  }
  return g_steal_pointer (&parser);
}

gboolean
rek_parser_push (RekParser *parser, GBytes *body, const char *next_token)
{
  Shared *shared = parser->shared;
  g_autoptr (Job) job = g_new (Job, 1);
  gboolean taken;

  job->body = g_bytes_ref (body);
  job->next_token = g_strdup (next_token);

  g_mutex_lock (&shared->lock);
  while (shared->jobs.length >= REK_PARSER_QUEUE && !shared->refusing)
    g_cond_wait (&shared->changed, &shared->lock);
  taken = !shared->refusing;
  if (taken)
    g_queue_push_tail (&shared->jobs, g_steal_pointer (&job));
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);
  return taken;
}

void
rek_parser_cancel (RekParser *parser)
{
  Shared *shared = parser->shared;

  g_mutex_lock (&shared->lock);
  shared->canceled = TRUE;
  shared->closed = TRUE;
  shared->refusing = TRUE;
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);
}

RekResults *
rek_parser_finish (RekParser *parser, GError **error)
{
  Shared *shared = parser->shared;
  gboolean canceled;

  g_mutex_lock (&shared->lock);
  shared->closed = TRUE;
  g_cond_broadcast (&shared->changed);
  while (!shared->ended && !shared->canceled)
    g_cond_wait (&shared->changed, &shared->lock);
  canceled = shared->canceled;
  g_mutex_unlock (&shared->lock);

  if (canceled) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
        "Parsing was cancelled");
    return NULL;
  }
  g_thread_join (g_steal_pointer (&parser->thread));
  if (shared->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&shared->error));
    return NULL;
  }
  return rek_results_ref (shared->results);
}

/* Returns whether the thread is at its end. */
static gboolean
close_and_wait (Shared *shared, gint64 patience_us)
{
  gint64 until = g_get_monotonic_time () + patience_us;
  gboolean ended;

  g_mutex_lock (&shared->lock);
  shared->closed = TRUE;
  shared->refusing = TRUE;
  shared->page_func = NULL;
  g_queue_clear_full (&shared->jobs, job_free);
  g_cond_broadcast (&shared->changed);
  while (!shared->ended &&
      g_cond_wait_until (&shared->changed, &shared->lock, until)) {
    /* woken early */
  }
  ended = shared->ended;
  g_mutex_unlock (&shared->lock);
  return ended;
}

void
rek_parser_free (RekParser *parser)
{
  if (parser->thread != NULL) {
    if (close_and_wait (parser->shared, FREE_PATIENCE_US))
      g_thread_join (parser->thread);
    else
      g_thread_unref (parser->thread);
  }
  if (parser->shared != NULL)
    shared_unref (parser->shared);
  g_free (parser);
}
