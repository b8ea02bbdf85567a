/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "service/rek-page-fetch.h"

#include "client/aws-error.h"
#include "rek-error.h"
#include "page/rek-next-token.h"

/* A job in progress is polled after 1, 2, 4, 8, 15, 15, ... seconds. */
#define FIRST_POLL_S 1
#define LAST_POLL_S 15

typedef struct {
  const RekQuery *query;
  const RekFetchSettings *settings;
  const RekObserver *observer;
  GCancellable *cancellable;
} Fetch;

/* The number of seen tokens is the number of pages: each page but the last has
 * one. */
static gboolean
note_token (GHashTable *seen, const char *token, GError **error)
{
  if (g_hash_table_size (seen) + 1 >= REK_FETCH_MAX_PAGES) {
    g_set_error (error, REK_ERROR, REK_ERROR_TOO_LARGE,
        "The job has more than %d pages of results", REK_FETCH_MAX_PAGES);
    return FALSE;
  }
  if (!g_hash_table_add (seen, g_strdup (token))) {
    g_set_error (error, REK_ERROR, REK_ERROR_LOOP,
        "The service gave the same NextToken twice, on page %u",
        g_hash_table_size (seen) + 1);
    return FALSE;
  }
  return TRUE;
}

static gboolean
fetch_pages (const Fetch *fetch, RekParser *parser, gboolean *token_refused,
    GError **error)
{
  const RekFetchSettings *settings = fetch->settings;
  const RekObserver *observer = fetch->observer;
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *token = NULL;

  do {
    g_autoptr (GBytes) request = rek_query_build_body (fetch->query, token);
    g_autoptr (GBytes) body = NULL;
    g_autoptr (GError) local_error = NULL;

    body = settings->call (request, rek_parser_get_end (parser),
        settings->call_data, &local_error);
    if (body == NULL) {
      const AwsErrorDetails *details = rekaws_error_get_details (local_error);

      *token_refused = token != NULL && details != NULL &&
          g_strcmp0 (details->type, "InvalidPaginationTokenException") == 0;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

    if (observer->body != NULL)
      observer->body (body, token == NULL, observer->body_data);
    g_free (token);
    token = rek_token_scan (body);
    /* If the parser wants no more pages, rek_parser_finish() says why. */
    if (!rek_parser_push (parser, body, token))
      return TRUE;
    if (token != NULL && !note_token (seen, token, error))
      return FALSE;
  } while (token != NULL);

  return TRUE;
}

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  rek_parser_cancel (user_data);
}

/* Whether a page says that the job has not succeeded. */
static gboolean
is_unfinished (const RekResults *results)
{
  return results->n_pages > 0 &&
      results->info.status != REK_JOB_STATUS_SUCCEEDED;
}

/* The next page is requested before the page that names it is parsed. An error
 * in a page takes precedence over one in fetching those after it. */
static RekResults *
fetch_once (const Fetch *fetch, gboolean *token_refused, GError **error)
{
  g_autoptr (RekParser) parser = NULL;
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) call_error = NULL;
  gulong handler = 0;

  *token_refused = FALSE;
  parser = rek_parser_new (rek_query_get_job_id (fetch->query),
      fetch->observer->page, fetch->observer->user_data, error);
  if (parser == NULL)
    return NULL;

  if (fetch->cancellable != NULL)
    handler = g_cancellable_connect (fetch->cancellable,
        G_CALLBACK (on_cancelled), parser, NULL);
  fetch_pages (fetch, parser, token_refused, &call_error);
  results = rek_parser_finish (parser, error);
  g_cancellable_disconnect (fetch->cancellable, handler);

  if (call_error != NULL && results != NULL && !is_unfinished (results)) {
    g_propagate_error (error, g_steal_pointer (&call_error));
    return NULL;
  }
  *token_refused = FALSE;
  return g_steal_pointer (&results);
}

static gboolean
check_status (const RekJobInfo *info, const char *job_id, guint waited_s,
    GError **error)
{
  const char *message =
      info->status_message != NULL ? info->status_message : "no reason given";

  switch (info->status) {
    case REK_JOB_STATUS_SUCCEEDED:
      return TRUE;
    case REK_JOB_STATUS_FAILED:
      g_set_error (error, REK_ERROR, REK_ERROR_JOB_FAILED,
          "Job \"%s\" failed: %s", job_id, message);
      return FALSE;
    case REK_JOB_STATUS_IN_PROGRESS:
      g_set_error (error, REK_ERROR, REK_ERROR_IN_PROGRESS,
          "Job \"%s\" is still in progress after %u s", job_id, waited_s);
      return FALSE;
    case REK_JOB_STATUS_UNKNOWN:
    default:
      g_set_error (error, REK_ERROR, REK_ERROR_UNKNOWN_STATUS,
          "Job \"%s\" has an unknown status: %s", job_id,
          info->status_text != NULL ? info->status_text : "none");
      return FALSE;
  }
}

/* Waits before a job in progress is polled again. */
static gboolean
wait_for_job (const Fetch *fetch, guint *waited_s, guint *delay_s,
    GError **error)
{
  const RekFetchSettings *settings = fetch->settings;
  const RekObserver *observer = fetch->observer;
  guint this_s = MIN (*delay_s, settings->job_timeout_s - *waited_s);

  if (observer->wait != NULL)
    observer->wait (*waited_s, this_s, observer->user_data);
  if (!settings->clock->wait ((gint64) this_s * G_USEC_PER_SEC,
          fetch->cancellable, settings->clock->user_data, error))
    return FALSE;

  *waited_s += this_s;
  *delay_s = MIN (*delay_s * 2, LAST_POLL_S);
  return TRUE;
}

RekResults *
rek_fetch (const RekQuery *query, const RekFetchSettings *settings,
    const RekObserver *observer, GCancellable *cancellable, GError **error)
{
  const Fetch fetch = { query, settings, observer, cancellable };
  const char *job_id = rek_query_get_job_id (query);
  gboolean restarted = FALSE;
  guint waited_s = 0;
  guint delay_s = FIRST_POLL_S;

  for (;;) {
    g_autoptr (RekResults) results = NULL;
    g_autoptr (GError) local_error = NULL;
    gboolean token_refused;

    results = fetch_once (&fetch, &token_refused, &local_error);
    if (results == NULL && token_refused && !restarted) {
      restarted = TRUE;
      continue;
    }
    if (results != NULL &&
        check_status (&results->info, job_id, waited_s, &local_error))
      return g_steal_pointer (&results);

    if (!g_error_matches (local_error, REK_ERROR, REK_ERROR_IN_PROGRESS) ||
        waited_s >= settings->job_timeout_s) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
    if (!wait_for_job (&fetch, &waited_s, &delay_s, error))
      return NULL;
  }
}
