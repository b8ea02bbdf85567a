/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-jobs.h"

#include <gio/gio.h>
#include <string.h>

#include "endpoint-error.h"
#include "endpoint-json.h"
#include "endpoint-kind.h"
#include "endpoint-pages.h"
#include "endpoint-token.h"

struct _EndpointJobs {
  guint page_size;
  GHashTable *jobs;
  EndpointTokens *tokens;
};

EndpointJobs *
endpoint_jobs_new (guint page_size)
{
  EndpointJobs *self = g_new0 (EndpointJobs, 1);

  self->page_size = page_size;
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
      (GDestroyNotify) endpoint_job_free);
  self->tokens = endpoint_tokens_new ();
  return self;
}

void
endpoint_jobs_free (EndpointJobs *self)
{
  g_hash_table_unref (self->jobs);
  endpoint_tokens_free (self->tokens);
  g_free (self);
}

static gboolean
add_page (EndpointJobs *self, JsonObject *page, const char *job_id,
    GError **error)
{
  EndpointJob *job;

  if (job_id == NULL)
    job_id = endpoint_json_get_string (page, "JobId");
  if (job_id == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
        "has no JobId; specify the job with --job-id");
    return FALSE;
  }
  if (!json_object_has_member (page, "Celebrities") &&
      endpoint_kind_is_other (page)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
        endpoint_kind_of_object (page));
    return FALSE;
  }
  job = g_hash_table_lookup (self->jobs, job_id);
  if (job == NULL) {
    job = endpoint_job_new (page);
    g_hash_table_insert (self->jobs, g_strdup (job_id), job);
  }
  return endpoint_job_add_page (job, page, error);
}

gboolean
endpoint_jobs_add_results (EndpointJobs *self, const char *text, gsize length,
    const char *job_id, GError **error)
{
  g_autoptr (GPtrArray) pages = endpoint_pages_read (text, length, error);

  for (guint i = 0; pages != NULL && i < pages->len; i++) {
    if (!add_page (self, pages->pdata[i], job_id, error)) {
      g_prefix_error (error, "Response %u: ", i + 1);
      return FALSE;
    }
  }
  return pages != NULL;
}

gboolean
endpoint_jobs_check (EndpointJobs *self, GError **error)
{
  g_autoptr (GList) ids = endpoint_jobs_get_ids (self);

  for (GList *item = ids; item != NULL; item = item->next) {
    if (!endpoint_job_check (g_hash_table_lookup (self->jobs, item->data),
            error)) {
      g_prefix_error (error, "Job %s: ", (const char *) item->data);
      return FALSE;
    }
  }
  return TRUE;
}

void
endpoint_jobs_add_synthetic (EndpointJobs *self, const char *job_id,
    EndpointShape shape, guint n_pages, guint page_size)
{
  g_hash_table_replace (self->jobs, g_strdup (job_id),
      endpoint_job_new_synthetic (shape, n_pages, page_size));
}

GList *
endpoint_jobs_get_ids (EndpointJobs *self)
{
  return g_list_sort (g_hash_table_get_keys (self->jobs),
      (GCompareFunc) strcmp);
}

static guint
page_length (const EndpointJobs *self, const EndpointJob *job,
    const EndpointQuery *query, guint64 offset)
{
  guint64 length = endpoint_job_get_n_detections (job) - offset;

  length = MIN (length, query->max_results);
  if (self->page_size > 0)
    length = MIN (length, self->page_size);
  if (endpoint_job_get_page_size (job) > 0)
    length = MIN (length, endpoint_job_get_page_size (job));
  return (guint) length;
}

static void
append_member (GString *json, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (json, "\"%s\":", name);
  endpoint_json_append_string (json, value);
  g_string_append_c (json, ',');
}

static void
append_head (GString *json, const EndpointJob *job,
    const EndpointPageChange *change)
{
  g_string_append_c (json, '{');
  append_member (json, "JobStatus",
      change->status ? change->status : "SUCCEEDED");
  append_member (json, "StatusMessage", change->status_message);
  if (!change->unfinished)
    g_string_append (json, endpoint_job_get_members (job));
}

static void
append_celebrities (GString *json, EndpointJob *job, EndpointSort sort,
    guint64 offset, guint length)
{
  g_string_append (json, "\"Celebrities\":[");
  for (guint i = 0; i < length; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    endpoint_job_append (job, sort, offset + i, json);
  }
  g_string_append (json, "],\"JobId\":");
}

static char *
next_token (EndpointJobs *self, const EndpointJob *job,
    const EndpointQuery *query, const EndpointPageChange *change, guint64 next)
{
  if (change->unfinished)
    return NULL;
  if (change->same_token && query->next_token != NULL)
    return g_strdup (query->next_token);
  if (!change->empty && next >= endpoint_job_get_n_detections (job))
    return NULL;
  return endpoint_tokens_issue (self->tokens, query->job_id, query->sort, next);
}

GBytes *
endpoint_jobs_build_page (EndpointJobs *self, const EndpointQuery *query,
    const EndpointPageChange *change, GError **error)
{
  EndpointJob *job = g_hash_table_lookup (self->jobs, query->job_id);
  GString *json;
  guint64 offset = 0;
  guint length;
  g_autofree char *token = NULL;

  if (job == NULL) {
    g_set_error_literal (error, ENDPOINT_ERROR,
        ENDPOINT_ERROR_RESOURCE_NOT_FOUND, "Could not find JobId");
    return NULL;
  }
  if (query->next_token != NULL &&
      !endpoint_tokens_check (self->tokens, query->next_token, query->job_id,
          query->sort, &offset)) {
    g_set_error_literal (error, ENDPOINT_ERROR,
        ENDPOINT_ERROR_INVALID_PAGINATION_TOKEN,
        "Request has invalid Pagination Token");
    return NULL;
  }
  length = change->empty || change->unfinished
      ? 0
      : page_length (self, job, query, offset);
  token = next_token (self, job, query, change, offset + length);
  json = g_string_sized_new (4096 + (gsize) length * 1024);
  append_head (json, job, change);
  append_member (json, "NextToken", token);
  append_celebrities (json, job, query->sort, offset, length);
  endpoint_json_append_string (json,
      change->job_id ? change->job_id : query->job_id);
  g_string_append_c (json, '}');
  return g_string_free_to_bytes (json);
}
