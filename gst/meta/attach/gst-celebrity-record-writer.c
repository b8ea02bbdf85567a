/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-record-writer.h"

#include "gst-celebrity-record.h"

static const GstCelebrityState states[] = {
  [REK_STATE_DETECTED] = GST_CELEBRITY_STATE_DETECTED,
  [REK_STATE_INTERPOLATED] = GST_CELEBRITY_STATE_INTERPOLATED,
  [REK_STATE_HELD] = GST_CELEBRITY_STATE_HELD,
};

static void
set_string (GstStructure *structure, const char *field, const char *string)
{
  if (string != NULL && *string != '\0')
    gst_structure_set (structure, field, G_TYPE_STRING, string, NULL);
}

static void
set_double (GstStructure *structure, const char *field, double number)
{
  if (!isnan (number))
    gst_structure_set (structure, field, G_TYPE_DOUBLE, number, NULL);
}

static void
set_int (GstStructure *structure, const char *field, gint number)
{
  gst_structure_set (structure, field, G_TYPE_INT, number, NULL);
}

/* Omits an empty structure. */
static void
take_structure (GstStructure *structure, const char *field,
    GstStructure *member)
{
  GValue value = G_VALUE_INIT;

  if (gst_structure_n_fields (member) == 0) {
    gst_structure_free (member);
    return;
  }
  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, member);
  gst_structure_take_value (structure, field, &value);
}

static void
append_structure (GValue *array, GstStructure *member)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, member);
  gst_value_array_append_and_take_value (array, &value);
}

static void
set_urls (GstStructure *record, const char *const *urls)
{
  GValue array = G_VALUE_INIT;

  if (*urls == NULL)
    return;

  g_value_init (&array, GST_TYPE_ARRAY);
  for (; *urls != NULL; urls++) {
    GValue value = G_VALUE_INIT;

    g_value_init (&value, G_TYPE_STRING);
    g_value_set_string (&value, *urls);
    gst_value_array_append_and_take_value (&array, &value);
  }
  gst_structure_take_value (record, "urls", &array);
}

static void
set_box (GstStructure *record, const char *field, const RekBox *box,
    double confidence)
{
  GstStructure *structure;

  if (!rek_box_is_set (box))
    return;

  structure = gst_structure_new ("box", "left", G_TYPE_DOUBLE, box->left, "top",
      G_TYPE_DOUBLE, box->top, "width", G_TYPE_DOUBLE, box->width, "height",
      G_TYPE_DOUBLE, box->height, NULL);
  set_double (structure, "confidence", confidence);
  take_structure (record, field, structure);
}

static void
set_landmarks (GstStructure *record, const RekPresence *presence)
{
  const RekLandmarkTypes *types = presence->face_from->landmark_types;
  GValue array = G_VALUE_INIT;

  if (types == NULL)
    return;

  g_value_init (&array, GST_TYPE_ARRAY);
  for (guint i = 0; i < types->n_types; i++) {
    RekPoint point = rek_presence_get_landmark (presence, i);

    append_structure (&array,
        gst_structure_new ("landmark", "type", G_TYPE_STRING, types->types[i],
            "x", G_TYPE_DOUBLE, point.x, "y", G_TYPE_DOUBLE, point.y, NULL));
  }
  gst_structure_take_value (record, "landmarks", &array);
}

static void
set_pose (GstStructure *record, const RekPose *pose)
{
  GstStructure *structure = gst_structure_new_empty ("pose");

  set_double (structure, "roll", pose->roll);
  set_double (structure, "yaw", pose->yaw);
  set_double (structure, "pitch", pose->pitch);
  take_structure (record, "pose", structure);
}

static void
set_quality (GstStructure *record, const RekQuality *quality)
{
  GstStructure *structure = gst_structure_new_empty ("quality");

  set_double (structure, "brightness", quality->brightness);
  set_double (structure, "sharpness", quality->sharpness);
  take_structure (record, "quality", structure);
}

static void
set_field (GstStructure *structure, const RekField *field)
{
  switch (field->kind) {
    case REK_FIELD_BOOLEAN:
      gst_structure_set (structure, field->name, G_TYPE_BOOLEAN,
          field->value.as_boolean, NULL);
      break;
    case REK_FIELD_INT:
      set_int (structure, field->name, field->value.as_int);
      break;
    case REK_FIELD_DOUBLE:
      set_double (structure, field->name, field->value.as_double);
      break;
    case REK_FIELD_STRING:
      set_string (structure, field->name, field->value.as_string);
      break;
    default:
      g_assert_not_reached ();
  }
}

static GstStructure *
create_attribute_record (const char *name, const RekRecord *record)
{
  GstStructure *structure = gst_structure_new_empty (name);

  for (guint i = 0; i < record->n_fields; i++)
    set_field (structure, &record->fields[i]);
  return structure;
}

static void
set_attribute (GstStructure *structure, const RekAttribute *attribute)
{
  GValue array = G_VALUE_INIT;

  if (attribute->record_name == NULL) {
    take_structure (structure, attribute->name,
        create_attribute_record (attribute->name, attribute->records));
    return;
  }

  g_value_init (&array, GST_TYPE_ARRAY);
  for (guint i = 0; i < attribute->n_records; i++)
    append_structure (&array,
        create_attribute_record (attribute->record_name,
            &attribute->records[i]));
  gst_structure_take_value (structure, attribute->name, &array);
}

static void
set_attributes (GstStructure *record, const RekAttributes *attributes)
{
  GstStructure *structure;

  if (attributes == NULL)
    return;

  structure = gst_structure_new_empty ("attributes");
  for (guint i = 0; i < attributes->n_attributes; i++)
    set_attribute (structure, &attributes->attributes[i]);
  take_structure (record, "attributes", structure);
}

static void
set_boxes (GstStructure *record, const RekPresence *presence)
{
  if (presence->face_from != NULL)
    set_box (record, "face", &presence->face,
        presence->face_from->face_confidence);
  set_box (record, "body", &presence->body, NAN);
}

/* All details are of the detection that has the face. */
static void
set_details_of_face (GstStructure *record, const RekPresence *presence)
{
  const RekDetection *detection = presence->face_from;

  if (detection == NULL)
    return;
  set_landmarks (record, presence);
  set_pose (record, &presence->pose);
  set_quality (record, &detection->quality);
  set_attributes (record, detection->attributes);
}

static void
set_shown_box (GstStructure *record, const RekPresence *presence,
    RekBoxChoice box, const GstCelebrityRegions *regions)
{
  gboolean is_body;
  gint roi_id;

  if (rek_presence_get_box (presence, box, &is_body) == NULL)
    return;

  roi_id = is_body ? regions->body.id : regions->face.id;
  if (roi_id != 0)
    set_int (record, "roi-id", roi_id);
  set_string (record, "box", is_body ? "body" : "face");
  if (!is_body && regions->body.id != 0)
    set_int (record, "body-roi-id", regions->body.id);
}

GstStructure *
gst_celebrity_record_new (const RekPresence *presence, RekBoxChoice box,
    const GstCelebrityRegions *regions)
{
  const RekDetection *detection = presence->detection;
  const RekPerson *person = detection->person;
  GstStructure *record = gst_structure_new ("celebrity", "name", G_TYPE_STRING,
      person->name, NULL);

  set_string (record, "id", person->id);
  set_double (record, "confidence", detection->confidence);
  set_int (record, "track-id", (gint) presence->track->id);
  set_shown_box (record, presence, box, regions);
  gst_structure_set (record, "state", G_TYPE_STRING,
      gst_celebrity_state_get_name (states[presence->state]), "sample-time",
      G_TYPE_UINT64, (guint64) rek_detection_get_time (detection),
      "appearance-start", G_TYPE_UINT64,
      (guint64) presence->track->appearance_start, NULL);
  set_string (record, "known-gender", person->known_gender);
  set_urls (record, person->urls);
  set_boxes (record, presence);
  set_details_of_face (record, presence);
  return record;
}
