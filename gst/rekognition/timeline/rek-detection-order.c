/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-detection-order.h"

typedef gint (*Compare) (const RekDetection *a, const RekDetection *b);

static gint
compare_uints (guint a, guint b)
{
  return (a > b) - (a < b);
}

/* NAN equals NAN and comes last, which makes the order total. */
static gint
compare_doubles (double a, double b)
{
  gboolean a_is_nan = isnan (a) ? 1 : 0;
  gboolean b_is_nan = isnan (b) ? 1 : 0;

  if (a_is_nan || b_is_nan)
    return a_is_nan - b_is_nan;
  return (a > b) - (a < b);
}

static gint
compare_double_arrays (const double *a, const double *b, guint n)
{
  gint result = 0;

  for (guint i = 0; i < n && result == 0; i++)
    result = compare_doubles (a[i], b[i]);
  return result;
}

static gint
compare_boxes (const RekBox *a, const RekBox *b)
{
  gboolean has_a = a != NULL && rek_box_is_set (a);
  gboolean has_b = b != NULL && rek_box_is_set (b);

  if (!has_a || !has_b)
    return has_b - has_a;
  return compare_double_arrays (
      (const double[]){ a->left, a->top, a->width, a->height },
      (const double[]){ b->left, b->top, b->width, b->height }, 4);
}

static gint
compare_strvs (const char *const *a, const char *const *b)
{
  gint result = 0;
  guint i = 0;

  if (a == b)
    return 0;
  do {
    result = g_strcmp0 (a[i], b[i]);
  } while (result == 0 && a[i++] != NULL);
  return result;
}

static const RekBox *
get_first_box (const RekDetection *detection)
{
  return rek_box_is_set (&detection->face) ? &detection->face : detection->body;
}

static gint
compare_first_boxes (const RekDetection *a, const RekDetection *b)
{
  return compare_boxes (get_first_box (a), get_first_box (b));
}

static gint
compare_faces (const RekDetection *a, const RekDetection *b)
{
  return compare_boxes (&a->face, &b->face);
}

static gint
compare_bodies (const RekDetection *a, const RekDetection *b)
{
  return compare_boxes (a->body, b->body);
}

/* The greater first; a missing one is 0. */
static gint
compare_confidences (const RekDetection *a, const RekDetection *b)
{
  double one = isnan (a->confidence) ? 0.0 : a->confidence;
  double two = isnan (b->confidence) ? 0.0 : b->confidence;

  return compare_doubles (two, one);
}

static gint
compare_numbers (const RekDetection *a, const RekDetection *b)
{
  return compare_double_arrays (
      (const double[]){ a->confidence, -a->face_confidence, a->pose.roll,
          a->pose.yaw, a->pose.pitch, a->quality.brightness,
          a->quality.sharpness },
      (const double[]){ b->confidence, -b->face_confidence, b->pose.roll,
          b->pose.yaw, b->pose.pitch, b->quality.brightness,
          b->quality.sharpness },
      7);
}

static gint
compare_times (const RekDetection *a, const RekDetection *b)
{
  return (a->timestamp_ms > b->timestamp_ms) -
      (a->timestamp_ms < b->timestamp_ms);
}

static gint
compare_ids (const RekDetection *a, const RekDetection *b)
{
  return g_strcmp0 (a->person->id, b->person->id);
}

static gint
compare_names (const RekDetection *a, const RekDetection *b)
{
  return g_strcmp0 (a->person->name, b->person->name);
}

static gint
compare_people (const RekDetection *a, const RekDetection *b)
{
  gint result = g_strcmp0 (a->person->known_gender, b->person->known_gender);

  return result != 0 ? result
                     : compare_strvs (a->person->urls, b->person->urls);
}

static gint
compare_landmarks (const RekDetection *a, const RekDetection *b)
{
  guint n_a = a->landmark_types != NULL ? a->landmark_types->n_types : 0;
  guint n_b = b->landmark_types != NULL ? b->landmark_types->n_types : 0;
  gint result = compare_uints (n_a, n_b);

  for (guint i = 0; result == 0 && i < n_a; i++) {
    result =
        g_strcmp0 (a->landmark_types->types[i], b->landmark_types->types[i]);
    if (result == 0)
      result = compare_double_arrays (
          (const double[]){ a->landmarks[i].x, a->landmarks[i].y },
          (const double[]){ b->landmarks[i].x, b->landmarks[i].y }, 2);
  }
  return result;
}

static gint
compare_fields (const RekField *a, const RekField *b)
{
  gint result = g_strcmp0 (a->name, b->name);

  if (result != 0)
    return result;
  if (a->kind != b->kind)
    return compare_uints (a->kind, b->kind);

  switch (a->kind) {
    case REK_FIELD_BOOLEAN:
      return (a->value.as_boolean != FALSE) - (b->value.as_boolean != FALSE);
    case REK_FIELD_INT:
      return (a->value.as_int > b->value.as_int) -
          (a->value.as_int < b->value.as_int);
    case REK_FIELD_DOUBLE:
      return compare_doubles (a->value.as_double, b->value.as_double);
    case REK_FIELD_STRING:
      return g_strcmp0 (a->value.as_string, b->value.as_string);
  }
  return 0;
}

static gint
compare_records (const RekRecord *a, const RekRecord *b)
{
  gint result = compare_uints (a->n_fields, b->n_fields);

  for (guint i = 0; result == 0 && i < a->n_fields; i++)
    result = compare_fields (&a->fields[i], &b->fields[i]);
  return result;
}

static gint
compare_attribute (const RekAttribute *a, const RekAttribute *b)
{
  gint result = g_strcmp0 (a->name, b->name);

  if (result == 0)
    result = compare_uints (a->n_records, b->n_records);
  for (guint i = 0; result == 0 && i < a->n_records; i++)
    result = compare_records (&a->records[i], &b->records[i]);
  return result;
}

static gint
compare_attributes (const RekDetection *a, const RekDetection *b)
{
  guint n_a = a->attributes != NULL ? a->attributes->n_attributes : 0;
  guint n_b = b->attributes != NULL ? b->attributes->n_attributes : 0;
  gint result = compare_uints (n_a, n_b);

  for (guint i = 0; result == 0 && i < n_a; i++)
    result = compare_attribute (&a->attributes->attributes[i],
        &b->attributes->attributes[i]);
  return result;
}

static gint
compare_by (const Compare *steps, const RekDetection *a, const RekDetection *b)
{
  gint result = 0;

  for (; *steps != NULL && result == 0; steps++)
    result = (*steps) (a, b);
  return result;
}

gint
rek_order_compare (const RekDetection *a, const RekDetection *b)
{
  static const Compare steps[] = { compare_first_boxes, compare_faces,
    compare_bodies, compare_confidences, compare_ids, compare_names,
    compare_numbers, compare_people, compare_landmarks, compare_attributes,
    NULL };

  return compare_by (steps, a, b);
}

gint
rek_order_compare_start (const RekDetection *a, const RekDetection *b)
{
  static const Compare steps[] = { compare_times, compare_ids, compare_names,
    rek_order_compare, NULL };

  return compare_by (steps, a, b);
}

gboolean
rek_order_is_duplicate (const RekDetection *a, const RekDetection *b)
{
  return compare_faces (a, b) == 0 && compare_bodies (a, b) == 0;
}
