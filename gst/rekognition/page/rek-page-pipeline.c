/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-page-pipeline.h"

#include "rek-error.h"

#define FREE_PATIENCE_US (G_USEC_PER_SEC / 4)

/* @number: of the page, from 0. */
typedef struct {
  GBytes *body;
  char *next_token;
  guint number;
} Job;

/* Shared by the threads and their owner; lives until all have let go. Fields
 * below the lock are guarded by it, the pool by a lock of its own; the two are
 * never held together. @job_id, @results, @has_list (whether any page has
 * Celebrities) and @n_empty (pages in a row with no detection) are touched only
 * by the thread whose page's turn it is, until @n_running is 0. */
typedef struct {
  char *job_id;
  RekResults *results;
  gboolean has_list;
  guint n_empty;
  RekParserCheckFunc check_func;
  gpointer check_data;
  GDestroyNotify check_destroy;
  RekPool *pool;
  GMutex pool_lock;
  GCancellable *end;

  GMutex lock;
  GCond changed;
  GQueue jobs;
  guint n_pushed;
  guint turn;
  guint n_running;
  gboolean closed;
  gboolean refusing;
  gboolean canceled;
  GError *error;
  RekParserPageFunc page_func;
  gpointer user_data;
  gboolean is_telling;
} Shared;

struct _RekParser {
  Shared *shared;
  GThread *threads[REK_PARSER_THREADS];
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
  if (shared->check_destroy != NULL)
    shared->check_destroy (shared->check_data);
  rek_results_unref (shared->results);
  rek_pool_unref (shared->pool);
  g_object_unref (shared->end);
  g_queue_clear_full (&shared->jobs, job_free);
  g_clear_error (&shared->error);
  g_cond_clear (&shared->changed);
  g_mutex_clear (&shared->lock);
  g_mutex_clear (&shared->pool_lock);
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
  shared->end = g_cancellable_new ();
  shared->page_func = page_func;
  shared->user_data = user_data;
  g_mutex_init (&shared->pool_lock);
  g_mutex_init (&shared->lock);
  g_cond_init (&shared->changed);
  g_queue_init (&shared->jobs);
  return shared;
}

/* What another operation answers is not a job in which nobody was found. */
static gboolean
check_operation (const RekPage *page, GError **error)
{
  if (page->foreign == NULL || page->info.status == REK_JOB_STATUS_FAILED ||
      page->info.status == REK_JOB_STATUS_IN_PROGRESS)
    return TRUE;
  g_set_error (error, REK_ERROR, REK_ERROR_INVALID, "It holds %s",
      page->foreign->what);
  return FALSE;
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
  return check_operation (page, error);
}

static gboolean
count_empty (Shared *shared, const RekPage *page, GError **error)
{
  if (page->detections->len > 0 || page->n_skipped > 0)
    shared->n_empty = 0;
  else
    shared->n_empty++;
  if (shared->n_empty < REK_PARSER_MAX_EMPTY_PAGES)
    return TRUE;
  g_set_error (error, REK_ERROR, REK_ERROR_LOOP,
      "%u pages of the results in a row have no detection", shared->n_empty);
  return FALSE;
}

static gboolean
accept_page (Shared *shared, const Job *job, RekPage *page, GError **error)
{
  if (page != NULL && shared->check_func != NULL)
    return shared->check_func (page, shared->check_data, error);
  if (page != NULL && check_page (shared, page, job->next_token, error))
    return TRUE;
  g_prefix_error (error, "Page %u of the results is broken: ", job->number + 1);
  return FALSE;
}

/* Adds what came of a page, NULL with @error set where it is broken. Returns
 * whether more pages are wanted. */
static gboolean
take_page (Shared *shared, const Job *job, RekPage *page, GError **error)
{
  if (!accept_page (shared, job, page, error))
    return FALSE;

  shared->has_list = shared->has_list || page->has_list;
  g_mutex_lock (&shared->pool_lock);
  rek_results_add_page (shared->results, page);
  g_mutex_unlock (&shared->pool_lock);
  if (page->info.status != REK_JOB_STATUS_SUCCEEDED) {
    shared->results->info = page->info;
    return FALSE;
  }
  return count_empty (shared, page, error);
}

static Job *
wait_for_job (Shared *shared)
{
  Job *job;

  g_mutex_lock (&shared->lock);
  while (
      g_queue_is_empty (&shared->jobs) && !shared->closed && !shared->refusing)
    g_cond_wait (&shared->changed, &shared->lock);
  job = shared->refusing ? NULL : g_queue_pop_head (&shared->jobs);
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);
  return job;
}

/* Returns whether the page is still wanted when those before it are added. */
static gboolean
wait_for_turn (Shared *shared, const Job *job)
{
  gboolean wanted;

  g_mutex_lock (&shared->lock);
  while (shared->turn != job->number && !shared->refusing)
    g_cond_wait (&shared->changed, &shared->lock);
  wanted = !shared->refusing;
  g_mutex_unlock (&shared->lock);
  return wanted;
}

/* Without the lock; but rek_parser_free() waits until it returns. The results
 * are this thread's while it has its turn. */
static void
tell (Shared *shared)
{
  RekParserPageFunc page_func;

  g_mutex_lock (&shared->lock);
  page_func = shared->page_func;
  shared->is_telling = page_func != NULL;
  g_mutex_unlock (&shared->lock);
  if (page_func == NULL)
    return;

  page_func (shared->results->n_pages, shared->results->detections->len,
      shared->user_data);

  g_mutex_lock (&shared->lock);
  shared->is_telling = FALSE;
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);
}

/* Lets the next page be added, where more are wanted. */
static void
end_turn (Shared *shared, gboolean more, GError *error)
{
  if (more)
    tell (shared);

  g_mutex_lock (&shared->lock);
  shared->error = error;
  shared->refusing = shared->refusing || !more;
  shared->turn++;
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);

  if (!more)
    g_cancellable_cancel (shared->end);
}

static void
parse_job (Shared *shared, Job *job)
{
  g_autoptr (RekPage) page = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more;

  page = rek_page_parse_shared (job->body, shared->pool, &shared->pool_lock,
      &error);
  /* A body may be many times as large as what is kept of it. */
  g_clear_pointer (&job->body, g_bytes_unref);
  if (!wait_for_turn (shared, job))
    return;
  more = take_page (shared, job, page, &error);
  end_turn (shared, more, g_steal_pointer (&error));
}

static gpointer
parser_thread (gpointer data)
{
  Shared *shared = data;

  for (;;) {
    g_autoptr (Job) job = wait_for_job (shared);

    if (job == NULL)
      break;
    parse_job (shared, job);
  }

  g_mutex_lock (&shared->lock);
  shared->n_running--;
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);

  shared_unref (shared);
  return NULL;
}

/* Returns whether there is a thread more. */
static gboolean
start_thread (RekParser *parser, guint i, GError **error)
{
  Shared *shared = g_atomic_rc_box_acquire (parser->shared);

  g_mutex_lock (&shared->lock);
  parser->threads[i] =
      g_thread_try_new ("rek-parser", parser_thread, shared, error);
  if (parser->threads[i] != NULL)
    shared->n_running++;
  g_mutex_unlock (&shared->lock);

  if (parser->threads[i] == NULL)
    shared_unref (shared);
  return parser->threads[i] != NULL;
}

RekParser *
rek_parser_new (const char *job_id, RekParserPageFunc page_func,
    gpointer user_data, GError **error)
{
  g_autoptr (RekParser) parser = g_new0 (RekParser, 1);

  parser->shared = shared_new (job_id, page_func, user_data);
  if (!start_thread (parser, 0, error))
    return NULL;
  /* One is enough, only slower. */
  for (guint i = 1; i < REK_PARSER_THREADS; i++)
    start_thread (parser, i, NULL);
  return g_steal_pointer (&parser);
}

void
rek_parser_set_check_func (RekParser *parser, RekParserCheckFunc check_func,
    gpointer user_data, GDestroyNotify destroy)
{
  parser->shared->check_func = check_func;
  parser->shared->check_data = user_data;
  parser->shared->check_destroy = destroy;
}

GCancellable *
rek_parser_get_end (RekParser *parser)
{
  return parser->shared->end;
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
  job->number = shared->n_pushed++;
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

  g_cancellable_cancel (shared->end);
}

static void
join_threads (RekParser *parser)
{
  for (guint i = 0; i < REK_PARSER_THREADS; i++)
    g_clear_pointer (&parser->threads[i], g_thread_join);
}

/* A job in which nobody was found has an empty list. */
static gboolean
check_results (const Shared *shared, GError **error)
{
  const RekResults *results = shared->results;

  if (shared->has_list || results->n_pages == 0 ||
      results->info.status != REK_JOB_STATUS_SUCCEEDED)
    return TRUE;
  g_set_error_literal (error, REK_ERROR, REK_ERROR_INVALID,
      "No page of the results has a list of celebrities (Celebrities)");
  return FALSE;
}

RekResults *
rek_parser_finish (RekParser *parser, GError **error)
{
  Shared *shared = parser->shared;
  gboolean canceled;

  g_mutex_lock (&shared->lock);
  shared->closed = TRUE;
  g_cond_broadcast (&shared->changed);
  while (shared->n_running > 0 && !shared->canceled)
    g_cond_wait (&shared->changed, &shared->lock);
  canceled = shared->canceled;
  g_mutex_unlock (&shared->lock);

  if (canceled) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
        "Parsing was cancelled");
    return NULL;
  }
  join_threads (parser);
  if (shared->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&shared->error));
    return NULL;
  }
  return check_results (shared, error) ? rek_results_ref (shared->results)
                                       : NULL;
}

/* Returns whether the threads are at their end. */
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
  while (shared->is_telling)
    g_cond_wait (&shared->changed, &shared->lock);
  while (shared->n_running > 0 &&
      g_cond_wait_until (&shared->changed, &shared->lock, until)) {
    /* woken early */
  }
  ended = shared->n_running == 0;
  g_mutex_unlock (&shared->lock);
  return ended;
}

void
rek_parser_free (RekParser *parser)
{
  if (close_and_wait (parser->shared, FREE_PATIENCE_US))
    join_threads (parser);
  for (guint i = 0; i < REK_PARSER_THREADS; i++)
    g_clear_pointer (&parser->threads[i], g_thread_unref);
  shared_unref (parser->shared);
  g_free (parser);
}
