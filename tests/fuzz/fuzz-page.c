/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The bytes of a page: for any input, the parsed page must satisfy its
 * documented invariants. */

#include "fuzz.h"

#include "rek-error.h"
#include "page/rek-json-check.h"
#include "page/rek-page.h"
#include "page/rek-next-token.h"

#include <json-glib/json-glib.h>

#define MAX_NUMBER 1e9

static void
assert_text (const char *text)
{
  if (text != NULL)
    g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
assert_number (double number)
{
  if (!isnan (number))
    g_assert_cmpfloat (fabs (number), <=, MAX_NUMBER);
}

static void
assert_box (const RekBox *box)
{
  if (box == NULL || !rek_box_is_set (box))
    return;
  g_assert_false (isnan (box->left) || isnan (box->top));
  g_assert_true (box->width >= 0 && box->height >= 0);
  assert_number (box->left);
  assert_number (box->top);
  assert_number (box->width);
  assert_number (box->height);
}

static void
assert_person (const RekPerson *person)
{
  g_assert_nonnull (person);
  g_assert_cmpuint (person->identity, >, 0);
  g_assert_true (*person->name != '\0');
  assert_text (person->name);
  assert_text (person->id);
  assert_text (person->known_gender);
  for (guint i = 0; person->urls[i] != NULL; i++)
    assert_text (person->urls[i]);
}

static void
assert_field (const RekField *field)
{
  g_assert_true (*field->name != '\0');
  if (field->kind == REK_FIELD_STRING)
    assert_text (field->value.as_string);
  if (field->kind == REK_FIELD_DOUBLE)
    g_assert_true (fabs (field->value.as_double) <= MAX_NUMBER);
}

static void
assert_attribute (const RekAttribute *attribute)
{
  g_assert_cmpuint (attribute->n_records, >, 0);
  if (attribute->record_name == NULL)
    g_assert_cmpuint (attribute->n_records, ==, 1);
  for (guint i = 0; i < attribute->n_records; i++) {
    const RekRecord *record = &attribute->records[i];

    g_assert_cmpuint (record->n_fields, >, 0);
    for (guint k = 0; k < record->n_fields; k++)
      assert_field (&record->fields[k]);
  }
}

static void
assert_detection (const RekDetection *detection)
{
  const RekLandmarkTypes *landmarks = detection->landmark_types;
  const RekAttributes *attributes = detection->attributes;

  g_assert_cmpint (detection->timestamp_ms, >=, 0);
  g_assert_cmpint (detection->timestamp_ms, <=, REK_MAX_TIMESTAMP_MS);
  assert_person (detection->person);
  assert_number (detection->confidence);
  assert_number (detection->face_confidence);
  assert_number (detection->pose.roll);
  assert_number (detection->pose.yaw);
  assert_number (detection->pose.pitch);
  assert_number (detection->quality.brightness);
  assert_number (detection->quality.sharpness);
  assert_box (&detection->face);
  assert_box (detection->body);
  for (guint i = 0; landmarks != NULL && i < landmarks->n_types; i++) {
    g_assert_true (*landmarks->types[i] != '\0');
    g_assert_true (fabs (detection->landmarks[i].x) <= MAX_NUMBER);
    g_assert_true (fabs (detection->landmarks[i].y) <= MAX_NUMBER);
  }
  for (guint i = 0; attributes != NULL && i < attributes->n_attributes; i++)
    assert_attribute (&attributes->attributes[i]);
}

static void
assert_info (const RekJobInfo *info)
{
  const char *const texts[] = { info->status_text, info->status_message,
    info->job_id, info->job_tag, info->video_bucket, info->video_name,
    info->video_version, info->video.codec, info->video.format,
    info->video.color_range };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_text (texts[i]);
  g_assert_cmpint (info->video.duration_ms, >=, -1);
  g_assert_true (isnan (info->video.frame_rate) || info->video.frame_rate > 0);
  g_assert_cmpuint (info->video.frame_width, <=, G_MAXINT);
  g_assert_cmpuint (info->video.frame_height, <=, G_MAXINT);
}

/* The page is parsed in chunks. Compares with a tree of the whole page: no
 * detection may be lost or counted twice. */
static guint
count_detections (const char *text, gsize size)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *ended = g_strndup (text, size);
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonNode *list;
  guint n = 0;

  json_parser_load_from_data (parser, ended, (gssize) size, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  list = json_object_get_member (root, "Celebrities");
  if (list == NULL)
    list = json_object_get_member (root, "celebrities");
  if (list == NULL || JSON_NODE_HOLDS_NULL (list))
    return 0;

  for (guint i = json_array_get_length (json_node_get_array (list)); i > 0; i--)
    n += !json_array_get_null_element (json_node_get_array (list), i - 1);
  return n;
}

static void
assert_page (const RekPage *page, GBytes *body)
{
  g_autofree char *token = rek_token_scan (body);
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  gsize n_skipped = rek_json_skip_bom (text, size);

  g_assert_true (rek_json_check (text + n_skipped, size - n_skipped, NULL));
  g_assert_cmpstr (page->next_token, ==, token);
  assert_info (&page->info);
  for (guint i = 0; i < page->detections->len; i++)
    assert_detection (page->detections->pdata[i]);
  g_assert_cmpuint (page->detections->len + page->n_skipped, ==,
      count_detections (text + n_skipped, size - n_skipped));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  g_autoptr (GBytes) body = fuzz_input_take_rest (&input);
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RekPage) page = rek_page_parse (body, pool, &error);

  if (page != NULL) {
    assert_page (page, body);
  } else {
    g_assert_error (error, REK_ERROR, REK_ERROR_INVALID);
    assert_text (error->message);
  }
  return 0;
}
