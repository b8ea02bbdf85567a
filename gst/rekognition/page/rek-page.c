/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Longer than other files so that json-glib's tree has a single reader.
 * rek-schema has the tables of what the tree holds. */

#include "page/rek-page.h"

#include "rek-error.h"
#include "page/rek-json-check.h"
#include "page/rek-schema.h"

#include <json-glib/json-glib.h>

/* No number of the service comes near it. A larger one counts as absent, so
 * that no later code has to handle overflow and infinity. */
#define MAX_NUMBER 1e9

/* Landmarks and URLs of a detection: far more than the service has. Each costs
 * something on every buffer that the person is on. */
#define MAX_LIST 128

#define LIST_MEMBER "Celebrities"

/* A page's tree is many times as large as the page and costs more to build than
 * to read. In pieces of this many bytes it stays in the processor's cache. */
#define PIECE_SIZE (2 * 1024)

/* A location in the page: a member, or an element if @member is NULL. Costs
 * nothing unless there is an error to report. */
typedef struct _Place Place;
struct _Place {
  const Place *parent;
  const char *member;
  guint index;
};

/* The arrays are scratch space for the list that is being read; @rule is that
 * of the attribute being read. @has_camel: names may be in camelCase; else such
 * names are not searched for. */
typedef struct {
  gboolean has_camel;
  RekPool *pool;
  GMutex *pool_lock;
  RekPage *page;
  GPtrArray *strings;
  GArray *points;
  GArray *records;
  const RekAttributeRule *rule;
} Reader;

typedef gboolean (*ReadElement) (Reader *reader, JsonNode *node,
    const Place *place, GError **error);

static void
append_place (GString *text, const Place *place)
{
  if (place == NULL)
    return;
  append_place (text, place->parent);
  if (place->member == NULL)
    g_string_append_printf (text, "[%u]", place->index);
  else
    g_string_append_printf (text, "%s%s", text->len > 0 ? "." : "",
        place->member);
}

static gboolean
fail_kind (const Place *place, RekKind kind, RekKind wanted, GError **error)
{
  static const char *const names[] = {
    [REK_KIND_NULL] = "null",
    [REK_KIND_BOOLEAN] = "a boolean",
    [REK_KIND_INTEGER] = "an integer",
    [REK_KIND_SIZE] = "an integer",
    [REK_KIND_NUMBER] = "a number",
    [REK_KIND_STRING] = "a string",
    [REK_KIND_ARRAY] = "an array",
    [REK_KIND_OBJECT] = "an object",
  };
  g_autoptr (GString) text = g_string_new (NULL);

  append_place (text, place);
  g_set_error (error, REK_ERROR, REK_ERROR_INVALID, "%s is %s where %s belongs",
      text->str, names[kind], names[wanted]);
  return FALSE;
}

static RekKind
get_kind (JsonNode *node)
{
  GType value_type;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return REK_KIND_OBJECT;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return REK_KIND_ARRAY;
  if (JSON_NODE_HOLDS_NULL (node))
    return REK_KIND_NULL;
  value_type = json_node_get_value_type (node);
  if (value_type == G_TYPE_DOUBLE)
    return REK_KIND_NUMBER;
  if (value_type == G_TYPE_INT64)
    return REK_KIND_INTEGER;
  return value_type == G_TYPE_BOOLEAN ? REK_KIND_BOOLEAN : REK_KIND_STRING;
}

static gboolean
is_kind (JsonNode *node, RekKind kind, RekKind wanted)
{
  double value;

  if (wanted == REK_KIND_SIZE)
    wanted = REK_KIND_INTEGER;
  if (kind == wanted)
    return TRUE;
  if (wanted == REK_KIND_NUMBER)
    return kind == REK_KIND_INTEGER;
  if (wanted != REK_KIND_INTEGER || kind != REK_KIND_NUMBER)
    return FALSE;
  value = json_node_get_double (node);
  return value == trunc (value);
}

/* AWS's JSON protocol writes numbers that JSON lacks as strings. */
static gboolean
is_no_number (JsonNode *node, RekKind kind, RekKind wanted)
{
  static const char *const words[] = { "NaN", "Infinity", "-Infinity", NULL };

  if (kind != REK_KIND_STRING ||
      (wanted != REK_KIND_NUMBER && wanted != REK_KIND_INTEGER &&
          wanted != REK_KIND_SIZE))
    return FALSE;
  return g_strv_contains (words, json_node_get_string (node));
}

/* Returns: NULL for an absent, null or unknown member */
static gboolean
check_node (JsonNode **node, RekKind wanted, const Place *place, GError **error)
{
  RekKind kind;

  if (*node == NULL)
    return TRUE;
  kind = get_kind (*node);
  if (kind == REK_KIND_NULL || is_no_number (*node, kind, wanted)) {
    *node = NULL;
    return TRUE;
  }
  return is_kind (*node, kind, wanted) ||
      fail_kind (place, kind, wanted, error);
}

static JsonNode *
get_member (const Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *camel = NULL;

  if (node != NULL || !reader->has_camel)
    return node;
  camel = g_strdup (name);
  *camel = g_ascii_tolower (*camel);
  return json_object_get_member (object, camel);
}

static gboolean
find (const Reader *reader, JsonObject *object, const Place *place,
    RekKind kind, JsonNode **node, GError **error)
{
  *node = get_member (reader, object, place->member);
  return check_node (node, kind, place, error);
}

static double
get_number (JsonNode *node)
{
  double value = json_node_get_double (node);

  return fabs (value) <= MAX_NUMBER ? value : NAN;
}

static gint64
get_integer (JsonNode *node)
{
  double value;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  value = json_node_get_double (node);
  if (value >= (double) G_MAXINT64)
    return G_MAXINT64;
  return value <= (double) G_MININT64 ? G_MININT64 : (gint64) value;
}

static guint
get_size (JsonNode *node)
{
  gint64 value = get_integer (node);

  return value > 0 && value <= G_MAXINT ? (guint) value : 0;
}

static void
store (RekPool *pool, JsonNode *node, RekKind kind, gpointer target)
{
  if (kind == REK_KIND_STRING)
    *(const char **) target =
        rek_pool_intern (pool, json_node_get_string (node));
  else if (kind == REK_KIND_NUMBER)
    *(double *) target = get_number (node);
  else if (kind == REK_KIND_INTEGER)
    *(gint64 *) target = get_integer (node);
  else if (kind == REK_KIND_SIZE)
    *(guint *) target = get_size (node);
}

static gboolean
read_members (Reader *reader, JsonObject *object, const Place *parent,
    const RekMember *members, gpointer target, GError **error)
{
  for (; members->name != NULL; members++) {
    Place place = { parent, members->name, 0 };
    gpointer at = G_STRUCT_MEMBER_P (target, members->offset);
    JsonNode *node;

    if (!find (reader, object, &place, members->kind, &node, error))
      return FALSE;
    if (node == NULL)
      continue;
    if (members->members == NULL)
      store (reader->pool, node, members->kind, at);
    else if (!read_members (reader, json_node_get_object (node), &place,
                 members->members, at, error))
      return FALSE;
  }
  return TRUE;
}

/* @first: the index of the first element of this piece in the whole list. */
static gboolean
read_elements (Reader *reader, JsonNode *list, guint first, RekKind kind,
    const Place *parent, ReadElement read, GError **error)
{
  JsonArray *array = json_node_get_array (list);
  guint n = json_array_get_length (array);

  for (guint i = 0; i < n; i++) {
    Place place = { parent, NULL, first + i };
    JsonNode *node = json_array_get_element (array, i);

    if (!check_node (&node, kind, &place, error))
      return FALSE;
    if (node != NULL && !read (reader, node, &place, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_list (Reader *reader, JsonNode *list, RekKind kind, const Place *parent,
    ReadElement read, GError **error)
{
  return read_elements (reader, list, 0, kind, parent, read, error);
}

/* A box without a size, or that lacks a number, is omitted. A box without an
 * area is kept: nothing overlaps it, and nothing of it can be shown. */
static void
clean_box (RekBox *box)
{
  if (isnan (box->left) || isnan (box->top) || !(box->width >= 0) ||
      !(box->height >= 0))
    *box = REK_BOX_NONE;
}

static gboolean
read_url (Reader *reader, JsonNode *node, const Place *place G_GNUC_UNUSED,
    GError **error G_GNUC_UNUSED)
{
  if (reader->strings->len < MAX_LIST)
    g_ptr_array_add (reader->strings, (gpointer) json_node_get_string (node));
  return TRUE;
}

static gboolean
read_person (Reader *reader, JsonObject *celebrity, const Place *parent,
    RekSighting *sighting, GError **error)
{
  Place place = { parent, "Urls", 0 };
  JsonNode *urls;

  if (!find (reader, celebrity, &place, REK_KIND_ARRAY, &urls, error))
    return FALSE;
  g_ptr_array_set_size (reader->strings, 0);
  if (urls != NULL &&
      !read_list (reader, urls, REK_KIND_STRING, &place, read_url, error))
    return FALSE;
  g_ptr_array_add (reader->strings, NULL);

  sighting->detection.person =
      rek_pool_person (reader->pool, sighting->id, sighting->name,
          sighting->known_gender, (const char *const *) reader->strings->pdata);
  return TRUE;
}

static gboolean
read_landmark (Reader *reader, JsonNode *node, const Place *place,
    GError **error)
{
  RekLandmark landmark = { NULL, { NAN, NAN } };

  if (!read_members (reader, json_node_get_object (node), place,
          rek_schema_landmark, &landmark, error))
    return FALSE;
  if (reader->strings->len == MAX_LIST || landmark.type == NULL ||
      *landmark.type == '\0' || isnan (landmark.point.x) ||
      isnan (landmark.point.y))
    return TRUE;
  g_ptr_array_add (reader->strings, (gpointer) landmark.type);
  g_array_append_val (reader->points, landmark.point);
  return TRUE;
}

static gboolean
read_landmarks (Reader *reader, JsonObject *face, const Place *parent,
    RekDetection *detection, GError **error)
{
  Place place = { parent, "Landmarks", 0 };
  JsonNode *list;

  if (!find (reader, face, &place, REK_KIND_ARRAY, &list, error))
    return FALSE;
  if (list == NULL)
    return TRUE;

  g_ptr_array_set_size (reader->strings, 0);
  g_array_set_size (reader->points, 0);
  if (!read_list (reader, list, REK_KIND_OBJECT, &place, read_landmark, error))
    return FALSE;
  detection->landmark_types = rek_pool_landmark_types (reader->pool,
      (const char *const *) reader->strings->pdata, reader->strings->len);
  detection->landmarks = (const RekPoint *) (gpointer) reader->points->data;
  return TRUE;
}

/* Returns: FALSE for a number that the field can't hold */
static gboolean
set_field (RekPool *pool, RekField *field, JsonNode *node)
{
  gint64 integer;

  switch (field->kind) {
    case REK_FIELD_BOOLEAN:
      field->value.as_boolean = json_node_get_boolean (node);
      return TRUE;
    case REK_FIELD_INT:
      integer = get_integer (node);
      field->value.as_int = (gint) CLAMP (integer, G_MININT, G_MAXINT);
      return integer == field->value.as_int;
    case REK_FIELD_DOUBLE:
      field->value.as_double = get_number (node);
      return !isnan (field->value.as_double);
    case REK_FIELD_STRING:
      field->value.as_string =
          rek_pool_intern (pool, json_node_get_string (node));
      return TRUE;
  }
  return FALSE;
}

/* Adds to the scratch records; a record without fields is omitted. */
static gboolean
read_record (Reader *reader, JsonNode *node, const Place *parent,
    GError **error)
{
  static const RekKind kinds[] = {
    [REK_FIELD_BOOLEAN] = REK_KIND_BOOLEAN,
    [REK_FIELD_INT] = REK_KIND_INTEGER,
    [REK_FIELD_DOUBLE] = REK_KIND_NUMBER,
    [REK_FIELD_STRING] = REK_KIND_STRING,
  };
  const RekAttributeRule *rule = reader->rule;
  RekField fields[REK_SCHEMA_MAX_FIELDS];
  RekRecord record = { 0, NULL };

  for (guint i = 0; i < REK_SCHEMA_MAX_FIELDS && rule->fields[i].name != NULL;
       i++) {
    const RekFieldRule *wanted = &rule->fields[i];
    Place place = { parent, wanted->member, 0 };
    RekField *field = &fields[record.n_fields];
    JsonNode *value;

    if (!find (reader, json_node_get_object (node), &place, kinds[wanted->kind],
            &value, error))
      return FALSE;
    field->name = wanted->name;
    field->kind = wanted->kind;
    if (value != NULL && set_field (reader->pool, field, value))
      record.n_fields++;
  }
  if (record.n_fields == 0)
    return TRUE;
  record.fields = rek_pool_memdup (reader->pool, fields,
      record.n_fields * sizeof (RekField));
  g_array_append_val (reader->records, record);
  return TRUE;
}

static gboolean
read_attribute (Reader *reader, JsonObject *face, const Place *parent,
    RekAttribute *attribute, GError **error)
{
  const RekAttributeRule *rule = reader->rule;
  gboolean is_list = rule->record_name != NULL;
  Place place = { parent, rule->member, 0 };
  JsonNode *node;

  *attribute = (RekAttribute){ rule->name, rule->record_name, 0, NULL };
  if (!find (reader, face, &place, is_list ? REK_KIND_ARRAY : REK_KIND_OBJECT,
          &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;

  g_array_set_size (reader->records, 0);
  if (is_list ? !read_list (reader, node, REK_KIND_OBJECT, &place, read_record,
                    error)
              : !read_record (reader, node, &place, error))
    return FALSE;
  attribute->n_records = reader->records->len;
  attribute->records = rek_pool_memdup (reader->pool, reader->records->data,
      reader->records->len * sizeof (RekRecord));
  return TRUE;
}

static gboolean
read_attributes (Reader *reader, JsonObject *face, const Place *place,
    RekDetection *detection, GError **error)
{
  RekAttribute found[REK_SCHEMA_N_ATTRIBUTES];
  RekAttributes attributes = { 0, NULL };

  for (guint i = 0; i < REK_SCHEMA_N_ATTRIBUTES; i++) {
    RekAttribute *attribute = &found[attributes.n_attributes];

    reader->rule = &rek_schema_attributes[i];
    if (!read_attribute (reader, face, place, attribute, error))
      return FALSE;
    if (attribute->n_records > 0)
      attributes.n_attributes++;
  }
  if (attributes.n_attributes == 0)
    return TRUE;
  attributes.attributes = rek_pool_memdup (reader->pool, found,
      attributes.n_attributes * sizeof (RekAttribute));
  detection->attributes =
      rek_pool_memdup (reader->pool, &attributes, sizeof attributes);
  return TRUE;
}

static gboolean
read_face (Reader *reader, JsonObject *celebrity, const Place *parent,
    RekSighting *sighting, GError **error)
{
  Place place = { parent, "Face", 0 };
  JsonNode *node;
  JsonObject *face;

  if (!find (reader, celebrity, &place, REK_KIND_OBJECT, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  face = json_node_get_object (node);
  return read_members (reader, face, &place, rek_schema_face, sighting,
             error) &&
      read_landmarks (reader, face, &place, &sighting->detection, error) &&
      read_attributes (reader, face, &place, &sighting->detection, error);
}

static gboolean
read_celebrity (Reader *reader, JsonObject *celebrity, const Place *place,
    RekSighting *sighting, GError **error)
{
  if (!read_members (reader, celebrity, place, rek_schema_celebrity, sighting,
          error) ||
      !read_person (reader, celebrity, place, sighting, error) ||
      !read_face (reader, celebrity, place, sighting, error))
    return FALSE;

  clean_box (&sighting->detection.face);
  clean_box (&sighting->body);
  if (rek_box_is_set (&sighting->body))
    sighting->detection.body = &sighting->body;
  return TRUE;
}

/* Nothing else is read of a detection without a usable Timestamp: its person
 * would count as one of the job's. */
static gboolean
read_detection (Reader *reader, JsonNode *node, const Place *parent,
    GError **error)
{
  JsonObject *object = json_node_get_object (node);
  Place place = { parent, "Celebrity", 0 };
  RekSighting sighting = { REK_DETECTION_INIT, REK_BOX_NONE, NULL, NULL, NULL };
  gint64 *time = &sighting.detection.timestamp_ms;
  JsonNode *celebrity;

  *time = -1;
  if (!read_members (reader, object, parent, rek_schema_detection, &sighting,
          error) ||
      !find (reader, object, &place, REK_KIND_OBJECT, &celebrity, error))
    return FALSE;
  if (*time >= 0 && *time <= REK_MAX_TIMESTAMP_MS && celebrity != NULL &&
      !read_celebrity (reader, json_node_get_object (celebrity), &place,
          &sighting, error))
    return FALSE;

  if (sighting.detection.person == NULL)
    reader->page->n_skipped++;
  else
    g_ptr_array_add (reader->page->detections,
        (gpointer) rek_pool_detection (reader->pool, &sighting.detection));
  return TRUE;
}

static const char *const status_names[] = {
  [REK_JOB_STATUS_UNKNOWN] = "",
  [REK_JOB_STATUS_IN_PROGRESS] = "IN_PROGRESS",
  [REK_JOB_STATUS_SUCCEEDED] = "SUCCEEDED",
  [REK_JOB_STATUS_FAILED] = "FAILED",
};

const char *
rek_job_status_get_name (RekJobStatus status)
{
  return status_names[status];
}

static RekJobStatus
parse_status (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_names); i++) {
    if (g_strcmp0 (text, status_names[i]) == 0)
      return (RekJobStatus) i;
  }
  return REK_JOB_STATUS_UNKNOWN;
}

/* .NET writes an enumeration as an object with a member Value. */
static gboolean
check_status_kind (const Reader *reader, JsonObject *root, GError **error)
{
  JsonNode *node = get_member (reader, root, "JobStatus");

  if (node == NULL || get_kind (node) != REK_KIND_OBJECT ||
      get_member (reader, json_node_get_object (node), "Value") == NULL)
    return TRUE;
  g_set_error_literal (error, REK_ERROR, REK_ERROR_INVALID,
      "JobStatus is an object, as .NET writes it, where a string belongs");
  return FALSE;
}

static gboolean
read_info (Reader *reader, JsonObject *root, GError **error)
{
  RekJobInfo *info = &reader->page->info;

  if (!check_status_kind (reader, root, error))
    return FALSE;
  info->video.duration_ms = -1;
  info->video.frame_rate = NAN;
  if (!read_members (reader, root, NULL, rek_schema_job, info, error))
    return FALSE;

  info->status = parse_status (info->status_text);
  info->video.duration_ms = MAX (info->video.duration_ms, -1);
  if (info->video.frame_rate <= 0)
    info->video.frame_rate = NAN;
  return TRUE;
}

static gboolean
read_token (Reader *reader, JsonObject *root, GError **error)
{
  Place place = { NULL, "NextToken", 0 };
  JsonNode *node;

  if (!find (reader, root, &place, REK_KIND_STRING, &node, error))
    return FALSE;
  if (node != NULL && *json_node_get_string (node) != '\0')
    reader->page->next_token = json_node_dup_string (node);
  return TRUE;
}

static JsonNode *
load (JsonParser *parser, const GString *text, GError **error)
{
  if (json_parser_load_from_data (parser, text->str, (gssize) text->len, NULL))
    return json_parser_get_root (parser);
  /* The parser's own message would contain pieces of the text. */
  g_set_error_literal (error, REK_ERROR, REK_ERROR_INVALID,
      "JSON that can't be read");
  return NULL;
}

/* Several threads may read pages into one pool. */
static void
lock_pool (Reader *reader)
{
  if (reader->pool_lock != NULL)
    g_mutex_lock (reader->pool_lock);
}

static void
unlock_pool (Reader *reader)
{
  if (reader->pool_lock != NULL)
    g_mutex_unlock (reader->pool_lock);
}

static gboolean
read_detections (Reader *reader, const char *text, const RekJsonList *list,
    GError **error)
{
  static const Place place = { NULL, LIST_MEMBER, 0 };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) array = g_string_new (NULL);
  guint first = 0;

  for (guint i = 0; i < list->pieces->len; i++) {
    const RekJsonPiece *piece = &g_array_index (list->pieces, RekJsonPiece, i);
    JsonNode *node;
    gboolean is_read;

    g_string_assign (array, "[");
    g_string_append_len (array, text + piece->start,
        (gssize) (piece->end - piece->start));
    g_string_append_c (array, ']');
    node = load (parser, array, error);
    if (node == NULL)
      return FALSE;

    lock_pool (reader);
    is_read = read_elements (reader, node, first, REK_KIND_OBJECT, &place,
        read_detection, error);
    unlock_pool (reader);
    if (!is_read)
      return FALSE;
    first = piece->end_index;
  }
  return TRUE;
}

static void
name_foreign (RekPage *page, JsonObject *root)
{
  g_autoptr (GList) members = json_object_get_members (root);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (GList *item = members; item != NULL; item = item->next)
    g_ptr_array_add (names, item->data);
  g_ptr_array_add (names, NULL);
  page->foreign = rek_foreign_from_members ((const char *const *) names->pdata);
}

/* Everything in the page except the detections. */
static gboolean
read_head (Reader *reader, JsonNode *root, GError **error)
{
  Place place = { NULL, LIST_MEMBER, 0 };
  JsonNode *ignored;
  JsonObject *object;
  gboolean is_read;

  if (get_kind (root) != REK_KIND_OBJECT)
    return fail_kind (&(Place){ NULL, "the outermost value", 0 },
        get_kind (root), REK_KIND_OBJECT, error);

  object = json_node_get_object (root);
  reader->page->has_list = get_member (reader, object, LIST_MEMBER) != NULL;
  lock_pool (reader);
  is_read = read_info (reader, object, error) &&
      read_token (reader, object, error) &&
      find (reader, object, &place, REK_KIND_ARRAY, &ignored, error);
  unlock_pool (reader);
  return is_read;
}

static RekPage *
read_page (const char *text, gsize size, const RekJsonList *list, RekPool *pool,
    GMutex *pool_lock, GError **error)
{
  g_autoptr (RekPage) page = g_new0 (RekPage, 1);
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RekPoint));
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (RekRecord));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) head = g_string_new_len (text, (gssize) list->start);
  Reader reader = { list->has_camel, pool, pool_lock, page, strings, points,
    records, NULL };
  JsonNode *root;

  g_string_append_len (head, text + list->end, (gssize) (size - list->end));
  root = load (parser, head, error);
  page->detections = g_ptr_array_new ();
  if (root == NULL || !read_head (&reader, root, error) ||
      !read_detections (&reader, text, list, error))
    return NULL;
  if (page->detections->len == 0)
    name_foreign (page, json_node_get_object (root));
  return g_steal_pointer (&page);
}

RekPage *
rek_page_parse_shared (GBytes *body, RekPool *pool, GMutex *pool_lock,
    GError **error)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (RekJsonPiece));
  RekJsonList list = { .member = LIST_MEMBER,
    .piece_size = PIECE_SIZE,
    .pieces = pieces };
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  gsize n_skipped = rek_json_skip_bom (text, size);

  if (size == n_skipped) {
    g_set_error_literal (error, REK_ERROR, REK_ERROR_INVALID,
        "empty where a JSON object belongs");
    return NULL;
  }
  text += n_skipped;
  size -= n_skipped;
  if (!rek_json_check_list (text, size, &list, error))
    return NULL;
  return read_page (text, size, &list, pool, pool_lock, error);
}

RekPage *
rek_page_parse (GBytes *body, RekPool *pool, GError **error)
{
  return rek_page_parse_shared (body, pool, NULL, error);
}

void
rek_page_free (RekPage *page)
{
  if (page == NULL)
    return;
  g_free (page->next_token);
  g_clear_pointer (&page->detections, g_ptr_array_unref);
  g_free (page);
}
