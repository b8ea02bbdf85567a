/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-synthetic.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* The dense job has more than two periods and ends in the third. */
#define N_DETECTIONS 4500
#define FRAME_MS 33

typedef struct {
  guint n;
  guint n_faces;
  guint n_bodies;
  guint n_late;
  guint n_weak;
  guint n_swings;
  gint64 shortest;
  gint64 longest;
  gint64 longest_without_face;
} Counts;

/* The previous detection of each person. */
typedef struct {
  gint64 time;
  gint64 face_time;
  double confidence;
} Last;

static JsonNode *
read_detection (const EndpointSynthetic *job, gboolean by_id, guint64 index)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  endpoint_synthetic_append (job, by_id, index, text);
  node = json_from_string (text->str, &error);
  g_assert_no_error (error);
  g_string_free (text, TRUE);
  return node;
}

static void
count_step (Counts *counts, const Last *last, gint64 time)
{
  gint64 step = time - last->time;

  g_assert_cmpint (step, >, 0);
  if (counts->shortest == 0 || step < counts->shortest)
    counts->shortest = step;
  counts->longest = MAX (counts->longest, step);
  counts->n_late += step > 3 * FRAME_MS;
}

static void
count_detection (Counts *counts, GHashTable *people, JsonObject *detection)
{
  JsonObject *celebrity =
      json_object_get_object_member (detection, "Celebrity");
  const char *id = json_object_get_string_member (celebrity, "Id");
  gint64 time = json_object_get_int_member (detection, "Timestamp");
  double confidence = json_object_get_double_member (celebrity, "Confidence");
  gboolean has_face = json_object_has_member (celebrity, "Face");
  Last *last = g_hash_table_lookup (people, id);

  g_assert_cmpfloat (confidence, >=, 50);
  g_assert_cmpfloat (confidence, <, 100);
  counts->n++;
  counts->n_faces += has_face;
  counts->n_bodies += json_object_has_member (celebrity, "BoundingBox");
  counts->n_weak += confidence < 70;
  if (last == NULL) {
    last = g_new0 (Last, 1);
    g_hash_table_insert (people, g_strdup (id), last);
  } else {
    count_step (counts, last, time);
    counts->n_swings += fabs (confidence - last->confidence) >= 20;
  }
  if (has_face) {
    counts->longest_without_face =
        MAX (counts->longest_without_face, time - last->face_time);
    last->face_time = time;
  }
  last->time = time;
  last->confidence = confidence;
}

static void
count_all (EndpointShape shape, gboolean by_id, Counts *counts)
{
  g_autoptr (EndpointSynthetic) job =
      endpoint_synthetic_new (shape, N_DETECTIONS);
  g_autoptr (GHashTable) people =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint64 i = 0; i < N_DETECTIONS; i++) {
    g_autoptr (JsonNode) node = read_detection (job, by_id, i);

    count_detection (counts, people, json_node_get_object (node));
  }
  g_assert_cmpuint (g_hash_table_size (people), ==, 4);
  g_assert_cmpuint (counts->n, ==, N_DETECTIONS);
}

static void
test_dense (void)
{
  Counts counts = { 0 };

  count_all (ENDPOINT_SHAPE_DENSE, FALSE, &counts);
  g_assert_cmpint (counts.shortest, ==, 66);
  g_assert_cmpint (counts.longest, <=, 201);
  g_assert_cmpuint (counts.n_bodies, ==, counts.n);
  g_assert_cmpuint (counts.n_faces * 4, >, counts.n);
  g_assert_cmpuint (counts.n_faces * 5, <, counts.n * 2);
  g_assert_cmpint (counts.longest_without_face, <=, 268);
  g_assert_cmpuint (counts.n_late * 100, >, counts.n);
  g_assert_cmpuint (counts.n_late * 20, <, counts.n);
  g_assert_cmpuint (counts.n_weak * 10, >, counts.n);
  g_assert_cmpuint (counts.n_swings * 20, >, counts.n);
}

static void
test_sparse (void)
{
  Counts counts = { 0 };

  count_all (ENDPOINT_SHAPE_SPARSE, FALSE, &counts);
  g_assert_cmpint (counts.shortest, ==, 500);
  g_assert_cmpint (counts.longest, ==, 501);
  g_assert_cmpuint (counts.n_faces, ==, counts.n);
  g_assert_cmpuint (counts.n_bodies, ==, 0);
  g_assert_cmpuint (counts.n_weak, ==, 0);
}

static void
test_body (void)
{
  Counts counts = { 0 };

  count_all (ENDPOINT_SHAPE_BODY, FALSE, &counts);
  g_assert_cmpint (counts.shortest, ==, 66);
  g_assert_cmpuint (counts.n_faces, ==, 0);
  g_assert_cmpuint (counts.n_bodies, ==, counts.n);
  g_assert_cmpuint (counts.n_late, >, 0);
  g_assert_cmpuint (counts.n_swings, >, 0);
}

static char *
build_text (const EndpointSynthetic *job, gboolean by_id, guint64 index)
{
  GString *text = g_string_new (NULL);

  endpoint_synthetic_append (job, by_id, index, text);
  return g_string_free (text, FALSE);
}

/* Both orders have each detection exactly once; another job of the shape has
 * the same detections. */
static void
test_orders (void)
{
  for (guint shape = 0; shape < ENDPOINT_N_SHAPES; shape++) {
    g_autoptr (EndpointSynthetic) job =
        endpoint_synthetic_new (shape, N_DETECTIONS);
    g_autoptr (EndpointSynthetic) again =
        endpoint_synthetic_new (shape, N_DETECTIONS);
    g_autoptr (GHashTable) texts =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (guint64 i = 0; i < N_DETECTIONS; i++)
      g_assert_true (g_hash_table_add (texts, build_text (job, FALSE, i)));
    for (guint64 i = 0; i < N_DETECTIONS; i++) {
      g_autofree char *text = build_text (again, TRUE, i);

      g_assert_true (g_hash_table_remove (texts, text));
    }
  }
}

/* Sorted by id, each person's detections are consecutive and in order of
 * time. */
static void
test_by_id (void)
{
  g_autoptr (EndpointSynthetic) job =
      endpoint_synthetic_new (ENDPOINT_SHAPE_DENSE, N_DETECTIONS);
  g_autofree char *last_id = g_strdup ("");
  gint64 last_time = 0;

  for (guint64 i = 0; i < N_DETECTIONS; i++) {
    g_autoptr (JsonNode) node = read_detection (job, TRUE, i);
    JsonObject *detection = json_node_get_object (node);
    gint64 time = json_object_get_int_member (detection, "Timestamp");
    const char *id = json_object_get_string_member (
        json_object_get_object_member (detection, "Celebrity"), "Id");
    int order = g_strcmp0 (id, last_id);

    g_assert_true (order > 0 || (order == 0 && time > last_time));
    g_free (last_id);
    last_id = g_strdup (id);
    last_time = time;
  }
}

static void
test_one_detection (void)
{
  g_autoptr (EndpointSynthetic) job =
      endpoint_synthetic_new (ENDPOINT_SHAPE_DENSE, 1);
  g_autofree char *by_time = build_text (job, FALSE, 0);
  g_autofree char *by_id = build_text (job, TRUE, 0);
  g_autofree char *members = endpoint_synthetic_build_members (job);

  g_assert_cmpstr (by_time, ==, by_id);
  g_assert_nonnull (strstr (members, "\"DurationMillis\":66,"));
}

static void
test_shape_names (void)
{
  EndpointShape shape = ENDPOINT_N_SHAPES;

  g_assert_true (endpoint_shape_parse ("dense", &shape));
  g_assert_cmpuint (shape, ==, ENDPOINT_SHAPE_DENSE);
  g_assert_true (endpoint_shape_parse ("sparse", &shape));
  g_assert_cmpuint (shape, ==, ENDPOINT_SHAPE_SPARSE);
  g_assert_true (endpoint_shape_parse ("body", &shape));
  g_assert_cmpuint (shape, ==, ENDPOINT_SHAPE_BODY);
  g_assert_false (endpoint_shape_parse ("faces", &shape));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint-synthetic/dense", test_dense);
  g_test_add_func ("/endpoint-synthetic/sparse", test_sparse);
  g_test_add_func ("/endpoint-synthetic/body", test_body);
  g_test_add_func ("/endpoint-synthetic/orders", test_orders);
  g_test_add_func ("/endpoint-synthetic/by-id", test_by_id);
  g_test_add_func ("/endpoint-synthetic/one-detection", test_one_detection);
  g_test_add_func ("/endpoint-synthetic/shape-names", test_shape_names);
  return g_test_run ();
}
