/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-service.h"

#include <string.h>

#include "endpoint-error.h"
#include "endpoint-json.h"

#define CONTENT_TYPE "application/x-amz-json-1.1"
#define TARGET "RekognitionService.GetCelebrityRecognition"
#define MAX_ID_LENGTH 64
#define MAX_TOKEN_LENGTH 255

void
endpoint_answer_clear (EndpointAnswer *answer)
{
  g_clear_pointer (&answer->error_type, g_free);
  g_clear_pointer (&answer->body, g_bytes_unref);
}

static void
answer_error (EndpointAnswer *answer, guint status, const char *type,
    const char *message)
{
  answer->status = status;
  answer->error_type = g_strdup (type);
  answer->body = endpoint_error_build_body (type, message);
}

static gboolean
is_supported_operation (const EndpointRequest *request)
{
  const char *target =
      soup_message_headers_get_one (request->headers, "X-Amz-Target");
  const char *type =
      soup_message_headers_get_content_type (request->headers, NULL);

  return g_str_equal (request->method, "POST") &&
      g_str_equal (request->path, "/") && g_strcmp0 (target, TARGET) == 0 &&
      g_strcmp0 (type, CONTENT_TYPE) == 0;
}

static gboolean
fail_serialization (GError **error, const char *name, const char *wanted)
{
  g_set_error (error, ENDPOINT_ERROR, ENDPOINT_ERROR_SERIALIZATION,
      "%s can not be converted to a %s", name, wanted);
  return FALSE;
}

static gboolean
fail_validation (GError **error, const char *value, const char *name,
    const char *constraint)
{
  g_set_error (error, ENDPOINT_ERROR, ENDPOINT_ERROR_INVALID_PARAMETER,
      "1 validation error detected: Value '%s' at '%s' failed to satisfy "
      "constraint: Member must %s",
      value, name, constraint);
  return FALSE;
}

/* An absent member and a null one are equivalent. */
static gboolean
read_string (JsonObject *object, const char *name, const char **value,
    GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *value = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  *value = endpoint_json_get_string (object, name);
  return *value != NULL || fail_serialization (error, name, "String");
}

static gboolean
read_job_id (JsonObject *object, EndpointQuery *query, GError **error)
{
  static const char *const letters =
      G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_";
  const char *id;

  if (!read_string (object, "JobId", &id, error))
    return FALSE;
  if (id == NULL)
    return fail_validation (error, "null", "jobId", "not be null");
  if (*id == '\0')
    return fail_validation (error, id, "jobId",
        "have length greater than or equal to 1");
  if (strlen (id) > MAX_ID_LENGTH)
    return fail_validation (error, id, "jobId",
        "have length less than or equal to 64");
  if (id[strspn (id, letters)] != '\0')
    return fail_validation (error, id, "jobId",
        "satisfy regular expression pattern: ^[a-zA-Z0-9-_]+$");
  query->job_id = id;
  return TRUE;
}

static gboolean
read_max_results (JsonObject *object, EndpointQuery *query, GError **error)
{
  JsonNode *node = json_object_get_member (object, "MaxResults");
  gint64 value;
  g_autofree char *text = NULL;

  query->max_results = ENDPOINT_MAX_RESULTS;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return fail_serialization (error, "MaxResults", "Integer");
  value = json_node_get_int (node);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  if (value < 1)
    return fail_validation (error, text, "maxResults",
        "have value greater than or equal to 1");
  /* Like the service, accept more but return at most the limit. */
  query->max_results = (guint) MIN (value, ENDPOINT_MAX_RESULTS);
  return TRUE;
}

static gboolean
read_sort_by (JsonObject *object, EndpointQuery *query, GError **error)
{
  const char *text;

  query->sort = ENDPOINT_SORT_TIMESTAMP;
  if (!read_string (object, "SortBy", &text, error))
    return FALSE;
  if (text == NULL || g_str_equal (text, "TIMESTAMP"))
    return TRUE;
  query->sort = ENDPOINT_SORT_ID;
  return g_str_equal (text, "ID") ||
      fail_validation (error, text, "sortBy",
          "satisfy enum value set: [TIMESTAMP, ID]");
}

static gboolean
read_next_token (JsonObject *object, EndpointQuery *query, GError **error)
{
  if (!read_string (object, "NextToken", &query->next_token, error))
    return FALSE;
  return query->next_token == NULL ||
      strlen (query->next_token) <= MAX_TOKEN_LENGTH ||
      fail_validation (error, query->next_token, "nextToken",
          "have length less than or equal to 255");
}

static GBytes *
build_page (EndpointJobs *jobs, GBytes *body, const EndpointPageChange *change,
    GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  EndpointQuery query = { 0 };
  JsonObject *object;
  JsonNode *root;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  root = json_parser_load_from_data (parser, text != NULL ? text : "",
             (gssize) length, NULL)
      ? json_parser_get_root (parser)
      : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    fail_serialization (error, "The body", "Structure");
    return NULL;
  }
  object = json_node_get_object (root);
  if (!read_job_id (object, &query, error) ||
      !read_max_results (object, &query, error) ||
      !read_sort_by (object, &query, error) ||
      !read_next_token (object, &query, error))
    return NULL;
  return endpoint_jobs_build_page (jobs, &query, change, error);
}

static void
answer_injected (const EndpointEffects *effects, EndpointAnswer *answer)
{
  if (effects->error_type != NULL) {
    answer_error (answer, effects->status, effects->error_type,
        effects->error_message);
    return;
  }
  answer->status = effects->status;
  answer->content_type = effects->content_type;
  answer->body = g_bytes_new (effects->body, strlen (effects->body));
}

void
endpoint_service_answer (EndpointJobs *jobs, const EndpointKey *key,
    const EndpointRequest *request, const EndpointEffects *effects, gint64 now,
    EndpointAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  memset (answer, 0, sizeof *answer);
  answer->content_type = CONTENT_TYPE;
  answer->signature_valid = endpoint_sigv4_verify (request, key, now, &error);
  if (!is_supported_operation (request)) {
    answer_error (answer, 400,
        endpoint_error_get_type_name (ENDPOINT_ERROR_UNKNOWN_OPERATION),
        "The local endpoint supports only POST / with " TARGET
        " and " CONTENT_TYPE ".");
    return;
  }
  if (answer->signature_valid && effects->status != 0) {
    answer_injected (effects, answer);
    return;
  }
  if (answer->signature_valid)
    answer->body = build_page (jobs, request->body, &effects->page, &error);
  answer->status = 200;
  if (error != NULL)
    answer_error (answer, 400, endpoint_error_get_type_name (error->code),
        error->message);
}
