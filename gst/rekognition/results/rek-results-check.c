/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "results/rek-results-check.h"

#include "rek-error.h"

/* @job_id: (nullable): of the first page that names one. @tokens: number of the
 * page that has each. @last_token: (nullable): of the last page. */
struct _RekResultsCheck {
  char *wanted_job_id;
  char *job_id;
  GHashTable *tokens;
  char *last_token;
  guint n_pages;
  guint64 n_detections;
};

RekResultsCheck *
rek_results_check_new (const char *job_id)
{
  RekResultsCheck *check = g_new0 (RekResultsCheck, 1);

  check->wanted_job_id = g_strdup (job_id);
  check->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return check;
}

void
rek_results_check_free (RekResultsCheck *check)
{
  g_hash_table_unref (check->tokens);
  g_free (check->wanted_job_id);
  g_free (check->job_id);
  g_free (check->last_token);
  g_free (check);
}

static gboolean refuse (GError **error, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error,
      g_error_new_valist (REK_ERROR, REK_ERROR_FILE_REFUSED, format, args));
  va_end (args);
  return FALSE;
}

static gboolean
check_kind (RekPage *page, GError **error)
{
  if (page->foreign != NULL && page->info.status != REK_JOB_STATUS_FAILED &&
      page->info.status != REK_JOB_STATUS_IN_PROGRESS)
    return refuse (error, "it holds %s. %s", page->foreign->what,
        page->foreign->way_out);
  if (page->info.status_text == NULL && page->has_list) {
    page->info.status = REK_JOB_STATUS_SUCCEEDED;
    page->info.status_text = rek_job_status_get_name (REK_JOB_STATUS_SUCCEEDED);
  }
  return TRUE;
}

static gboolean
check_status (const RekResultsCheck *check, const RekJobInfo *info,
    GError **error)
{
  switch (info->status) {
    case REK_JOB_STATUS_SUCCEEDED:
      return TRUE;
    case REK_JOB_STATUS_FAILED:
      g_set_error (error, REK_ERROR, REK_ERROR_JOB_FAILED, "its job failed: %s",
          info->status_message != NULL ? info->status_message
                                       : "no reason given");
      return FALSE;
    case REK_JOB_STATUS_IN_PROGRESS:
      return refuse (error,
          "page %u is the answer of a job that was still in progress "
          "(JobStatus IN_PROGRESS). Wait until the job has succeeded, then make "
          "the file again, or set job-id and a results-location that does not "
          "exist yet",
          check->n_pages);
    case REK_JOB_STATUS_UNKNOWN:
    default:
      return refuse (error, "page %u has %s. " REK_FOREIGN_WAY_OUT,
          check->n_pages,
          info->status_text != NULL
              ? "a JobStatus that is not SUCCEEDED, FAILED or IN_PROGRESS"
              : "neither a JobStatus nor Celebrities");
  }
}

static gboolean
check_job (RekResultsCheck *check, const char *job_id, GError **error)
{
  if (job_id == NULL)
    return TRUE;
  if (check->job_id != NULL && !g_str_equal (job_id, check->job_id))
    return refuse (error,
        "it holds pages of different jobs: page %u is of job \"%s\", those "
        "before it are of \"%s\". Use one file per job",
        check->n_pages, job_id, check->job_id);
  if (check->wanted_job_id != NULL &&
      !g_str_equal (job_id, check->wanted_job_id)) {
    g_set_error (error, REK_ERROR, REK_ERROR_OTHER_JOB,
        "it holds job \"%s\", not \"%s\"", job_id, check->wanted_job_id);
    return FALSE;
  }
  if (check->job_id == NULL)
    check->job_id = g_strdup (job_id);
  return TRUE;
}

static gboolean
check_token (RekResultsCheck *check, RekPage *page, GError **error)
{
  guint n = page->detections->len + page->n_skipped;
  gpointer earlier;

  if (n > REK_RESULTS_PAGE_MAX_DETECTIONS)
    g_clear_pointer (&page->next_token, g_free);
  g_free (check->last_token);
  check->last_token = g_strdup (page->next_token);
  check->n_detections += n;
  if (page->next_token == NULL)
    return TRUE;
  if (g_hash_table_lookup_extended (check->tokens, page->next_token, NULL,
          &earlier))
    return refuse (error,
        "it holds a page twice: page %u has the same NextToken as page %u. "
        "Remove one of them",
        check->n_pages, GPOINTER_TO_UINT (earlier));
  g_hash_table_insert (check->tokens, g_strdup (page->next_token),
      GUINT_TO_POINTER (check->n_pages));
  return TRUE;
}

gboolean
rek_results_check_page (RekResultsCheck *check, RekPage *page, GError **error)
{
  check->n_pages++;
  return check_kind (page, error) &&
      check_job (check, page->info.job_id, error) &&
      check_status (check, &page->info, error) &&
      check_token (check, page, error);
}

gboolean
rek_results_check_end (const RekResultsCheck *check, GError **error)
{
  if (check->last_token == NULL)
    return TRUE;
  return refuse (error,
      "its last page is missing: page %u, the last one in it, has a NextToken, "
      "so that more follow (detections so far: %" G_GUINT64_FORMAT
      "). Append what \"aws rekognition get-celebrity-recognition "
      "--next-token\" prints, or set job-id and a results-location that does "
      "not exist yet, to fetch all",
      check->n_pages, check->n_detections);
}
