/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-job.h"

#include "endpoint-json.h"

#include <gio/gio.h>

/* A page of the service has at most 1000 detections. In a response with more,
 * some tool merged pages, and NextToken is a leftover. */
#define MERGED (1000 + 1)

typedef struct {
  gint64 timestamp;
  char *id;
  char *text;
} Detection;

/* @tokens, @last_token, @job_id and @has_list: of the pages added so far.
 * @members: see endpoint_job_get_members(). @orders: @detections sorted; built
 * when first used. */
struct _EndpointJob {
  GHashTable *tokens;
  char *last_token;
  char *job_id;
  gboolean has_list;
  char *members;
  guint page_size;
  GPtrArray *detections;
  GPtrArray *orders[ENDPOINT_SORT_N_ORDERS];
  EndpointSynthetic *synthetic;
};

static void
detection_free (gpointer data)
{
  Detection *detection = data;

  g_free (detection->id);
  g_free (detection->text);
  g_free (detection);
}

static gboolean
is_set_by_server (const char *name)
{
  static const char *const names[] = { "Celebrities", "JobId", "JobStatus",
    "NextToken", "StatusMessage", NULL };

  return g_strv_contains (names, name);
}

static char *
build_members (JsonObject *page)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GList) names = json_object_get_members (page);

  for (GList *item = names; item != NULL; item = item->next) {
    g_autofree char *value = NULL;

    if (is_set_by_server (item->data))
      continue;
    value = json_to_string (json_object_get_member (page, item->data), FALSE);
    endpoint_json_append_string (text, item->data);
    g_string_append_printf (text, ":%s,", value);
  }
  return g_string_free (text, FALSE);
}

EndpointJob *
endpoint_job_new (JsonObject *page)
{
  EndpointJob *self = g_new0 (EndpointJob, 1);

  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->members = build_members (page);
  self->detections = g_ptr_array_new_with_free_func (detection_free);
  return self;
}

EndpointJob *
endpoint_job_new_synthetic (EndpointShape shape, guint n_pages, guint page_size)
{
  EndpointJob *self = g_new0 (EndpointJob, 1);

  self->synthetic =
      endpoint_synthetic_new (shape, (guint64) n_pages * page_size);
  self->members = endpoint_synthetic_build_members (self->synthetic);
  self->page_size = page_size;
  return self;
}

static void
forget_orders (EndpointJob *self)
{
  for (guint i = 0; i < ENDPOINT_SORT_N_ORDERS; i++)
    g_clear_pointer (&self->orders[i], g_ptr_array_unref);
}

void
endpoint_job_free (EndpointJob *self)
{
  forget_orders (self);
  g_clear_pointer (&self->detections, g_ptr_array_unref);
  g_clear_pointer (&self->synthetic, endpoint_synthetic_free);
  g_clear_pointer (&self->tokens, g_hash_table_unref);
  g_free (self->last_token);
  g_free (self->job_id);
  g_free (self->members);
  g_free (self);
}

static gboolean
add_detection (EndpointJob *self, JsonNode *node)
{
  Detection *detection;
  JsonObject *object;
  JsonNode *celebrity;
  JsonNode *timestamp;
  const char *id = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  celebrity = json_object_get_member (object, "Celebrity");
  if (celebrity != NULL && JSON_NODE_HOLDS_OBJECT (celebrity))
    id = endpoint_json_get_string (json_node_get_object (celebrity), "Id");
  detection = g_new0 (Detection, 1);
  timestamp = json_object_get_member (object, "Timestamp");
  if (timestamp != NULL && JSON_NODE_HOLDS_VALUE (timestamp))
    detection->timestamp = json_node_get_int (timestamp);
  detection->id = g_strdup (id != NULL ? id : "");
  detection->text = json_to_string (node, FALSE);
  g_ptr_array_add (self->detections, detection);
  return TRUE;
}

static gboolean
fail (GError **error, const char *problem)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, problem);
  return FALSE;
}

static gboolean
check_job (EndpointJob *self, JsonObject *page, GError **error)
{
  const char *status = endpoint_json_get_string (page, "JobStatus");
  const char *job_id = endpoint_json_get_string (page, "JobId");
  JsonNode *node = json_object_get_member (page, "JobStatus");

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node) &&
      g_strcmp0 (status, "SUCCEEDED") != 0)
    return fail (error,
        "its JobStatus is not SUCCEEDED; get the results when the job is done "
        "(to simulate others, use --fault in-progress or --fault failed)");
  if (job_id != NULL && self->job_id != NULL &&
      !g_str_equal (job_id, self->job_id))
    return fail (error, "its JobId is not that of the responses before it");
  if (self->job_id == NULL)
    self->job_id = g_strdup (job_id);
  return TRUE;
}

static gboolean
check_token (EndpointJob *self, JsonObject *page, guint n_detections,
    GError **error)
{
  const char *token = endpoint_json_get_string (page, "NextToken");

  if (token != NULL && (*token == '\0' || n_detections >= MERGED))
    token = NULL;
  g_free (self->last_token);
  self->last_token = g_strdup (token);
  if (token == NULL || g_hash_table_add (self->tokens, g_strdup (token)))
    return TRUE;
  return fail (error, "duplicate: an earlier response has the same NextToken");
}

gboolean
endpoint_job_add_page (EndpointJob *self, JsonObject *page, GError **error)
{
  JsonNode *node = json_object_get_member (page, "Celebrities");
  JsonArray *celebrities;
  guint n = 0;

  forget_orders (self);
  if (!check_job (self, page, error))
    return FALSE;
  self->has_list = self->has_list || node != NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return check_token (self, page, 0, error);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, "Celebrities is not an array of objects");
  celebrities = json_node_get_array (node);
  for (; n < json_array_get_length (celebrities); n++) {
    if (!add_detection (self, json_array_get_element (celebrities, n)))
      return fail (error, "Celebrities is not an array of objects");
  }
  return check_token (self, page, n, error);
}

gboolean
endpoint_job_check (const EndpointJob *self, GError **error)
{
  if (self->synthetic != NULL || (self->has_list && self->last_token == NULL))
    return TRUE;
  if (!self->has_list)
    return fail (error, "none of its responses has Celebrities");
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
      "its last response is missing: the last one available, after %u "
      "detections, has a NextToken; get the rest with --next-token",
      self->detections->len);
  return FALSE;
}

guint64
endpoint_job_get_n_detections (const EndpointJob *self)
{
  return self->synthetic != NULL
      ? endpoint_synthetic_get_n_detections (self->synthetic)
      : self->detections->len;
}

guint
endpoint_job_get_page_size (const EndpointJob *self)
{
  return self->page_size;
}

const char *
endpoint_job_get_members (const EndpointJob *self)
{
  return self->members;
}

static int
compare_timestamps (gconstpointer a, gconstpointer b)
{
  const Detection *one = *(const Detection *const *) a;
  const Detection *two = *(const Detection *const *) b;

  return (one->timestamp > two->timestamp) - (one->timestamp < two->timestamp);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const Detection *one = *(const Detection *const *) a;
  const Detection *two = *(const Detection *const *) b;
  int order = g_strcmp0 (one->id, two->id);

  return order != 0 ? order : compare_timestamps (a, b);
}

/* g_ptr_array_sort() is stable: equal elements keep their order. */
static GPtrArray *
get_order (EndpointJob *self, EndpointSort sort)
{
  static const GCompareFunc compare[ENDPOINT_SORT_N_ORDERS] = {
    [ENDPOINT_SORT_TIMESTAMP] = compare_timestamps,
    [ENDPOINT_SORT_ID] = compare_ids,
  };

  if (self->orders[sort] == NULL) {
    self->orders[sort] = g_ptr_array_copy (self->detections, NULL, NULL);
    g_ptr_array_set_free_func (self->orders[sort], NULL);
    g_ptr_array_sort (self->orders[sort], compare[sort]);
  }
  return self->orders[sort];
}

void
endpoint_job_append (EndpointJob *self, EndpointSort sort, guint64 index,
    GString *json)
{
  const Detection *detection;

  if (self->synthetic != NULL) {
    endpoint_synthetic_append (self->synthetic, sort == ENDPOINT_SORT_ID, index,
        json);
    return;
  }
  detection = g_ptr_array_index (get_order (self, sort), (guint) index);
  g_string_append (json, detection->text);
}
