/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "service/rek-query.h"

#include "rek-error.h"
#include "page/rek-json-check.h"

#include <string.h>

#define MAX_JOB_ID_LENGTH 64
#define JOB_ID_LETTERS G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_"

struct _RekQuery {
  char *job_id;
  guint max_results;
  RekSortBy sort_by;
};

static gboolean
check_job_id (const char *job_id, GError **error)
{
  g_autofree char *shown = NULL;
  gsize length;

  if (job_id == NULL || *job_id == '\0') {
    g_set_error_literal (error, REK_ERROR, REK_ERROR_SETTINGS,
        job_id == NULL ? "job-id is not set"
                       : "job-id is empty: an unset shell variable?");
    return FALSE;
  }

  length = strlen (job_id);
  if (length <= MAX_JOB_ID_LENGTH && strspn (job_id, JOB_ID_LETTERS) == length)
    return TRUE;

  shown =
      g_utf8_make_valid (job_id, (gssize) MIN (length, MAX_JOB_ID_LENGTH + 1));
  g_set_error (error, REK_ERROR, REK_ERROR_SETTINGS,
      "job-id \"%s%s\" is not valid: it must be 1 to %d letters, digits, "
      "\"-\" or \"_\"%s",
      shown, length > MAX_JOB_ID_LENGTH + 1 ? "…" : "", MAX_JOB_ID_LENGTH,
      /* gst-launch-1.0 takes the word after an empty "job-id=" as its value. */
      strchr (shown, '=') != NULL ? "; is a shell variable unset?" : "");
  return FALSE;
}

RekQuery *
rek_query_new (const char *job_id, guint max_results, RekSortBy sort_by,
    GError **error)
{
  RekQuery *query;

  if (!check_job_id (job_id, error))
    return NULL;
  if (max_results < REK_QUERY_MIN_RESULTS ||
      max_results > REK_QUERY_MAX_RESULTS) {
    g_set_error (error, REK_ERROR, REK_ERROR_SETTINGS,
        "max-results %u is not between %d and %d", max_results,
        REK_QUERY_MIN_RESULTS, REK_QUERY_MAX_RESULTS);
    return NULL;
  }

  query = g_new (RekQuery, 1);
  query->job_id = g_strdup (job_id);
  query->max_results = max_results;
  query->sort_by = sort_by;
  return query;
}

void
rek_query_free (RekQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->job_id);
  g_free (query);
}

const char *
rek_query_get_job_id (const RekQuery *query)
{
  return query->job_id;
}

GBytes *
rek_query_build_body (const RekQuery *query, const char *next_token)
{
  static const char *const orders[] = {
    [REK_SORT_BY_TIMESTAMP] = "TIMESTAMP",
    [REK_SORT_BY_ID] = "ID",
  };
  GString *json = g_string_new ("{\"JobId\":");

  rek_json_append_string (json, query->job_id);
  g_string_append_printf (json, ",\"MaxResults\":%u", query->max_results);
  if (next_token != NULL) {
    g_string_append (json, ",\"NextToken\":");
    rek_json_append_string (json, next_token);
  }
  g_string_append_printf (json, ",\"SortBy\":\"%s\"}", orders[query->sort_by]);
  return g_string_free_to_bytes (json);
}
