/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-job.h"

#include "endpoint-json.h"

typedef struct {
  gint64 timestamp;
  char *id;
  char *text;
} Detection;

struct _EndpointJob {
  char *status;
  char *status_message;
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
is_written_by_the_server (const char *name)
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

    if (is_written_by_the_server (item->data))
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
  const char *status = endpoint_json_get_string (page, "JobStatus");

  self->status = g_strdup (status != NULL ? status : "SUCCEEDED");
  self->status_message =
      g_strdup (endpoint_json_get_string (page, "StatusMessage"));
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
  self->status = g_strdup ("SUCCEEDED");
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
  g_free (self->status);
  g_free (self->status_message);
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

gboolean
endpoint_job_add_page (EndpointJob *self, JsonObject *page)
{
  JsonNode *node = json_object_get_member (page, "Celebrities");
  JsonArray *celebrities;

  forget_orders (self);
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  celebrities = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (celebrities); i++) {
    if (!add_detection (self, json_array_get_element (celebrities, i)))
      return FALSE;
  }
  return TRUE;
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
endpoint_job_get_status (const EndpointJob *self, const char **message)
{
  *message = self->status_message;
  return self->status;
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

/* GLib's array sort keeps the order of equal elements: a merge sort. */
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
