/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-people.h"

static gboolean
get_record_box (const GstStructure *record, const char *field,
    CelebrityLogBox *box)
{
  const GValue *value = gst_structure_get_value (record, field);
  const GstStructure *structure;

  if (value == NULL || !GST_VALUE_HOLDS_STRUCTURE (value))
    return FALSE;
  structure = gst_value_get_structure (value);
  return structure != NULL &&
      gst_structure_get_double (structure, "left", &box->left) &&
      gst_structure_get_double (structure, "top", &box->top) &&
      gst_structure_get_double (structure, "width", &box->width) &&
      gst_structure_get_double (structure, "height", &box->height);
}

/* The record's box if it is still right, else one computed from the pixels. */
static gboolean
get_box (const GstCelebrityPerson *person, const char *field,
    const GstCelebrityPixels *pixels, gint width, gint height,
    CelebrityLogBox *box)
{
  if (person->is_position_unknown)
    return FALSE;
  if (person->has_frame && person->record != NULL &&
      get_record_box (person->record, field, box))
    return TRUE;
  if (pixels->w <= 0.0 || width <= 0 || height <= 0)
    return FALSE;

  box->left = pixels->x / width;
  box->top = pixels->y / height;
  box->width = pixels->w / width;
  box->height = pixels->h / height;
  return TRUE;
}

static const GValue *
get_array (const GstCelebrityPerson *person, const char *field)
{
  const GValue *value;

  if (person->record == NULL)
    return NULL;
  value = gst_structure_get_value (person->record, field);
  return value != NULL && GST_VALUE_HOLDS_ARRAY (value) ? value : NULL;
}

void
celebrity_log_person_init (CelebrityLogPerson *self,
    const GstCelebrityPerson *person, gint width, gint height)
{
  const GstCelebrityPixels *box = &person->box;

  *self = (CelebrityLogPerson){
    .name = person->name,
    .id = person->id,
    .known_gender = person->known_gender,
    .confidence = person->confidence,
    .track_id = person->track_id,
    .sample_time = person->sample_time,
    .urls = get_array (person, "urls"),
    .pixels = { box->x, box->y, box->w, box->h },
  };
  if (person->is_position_unknown)
    return;

  self->state = gst_celebrity_state_get_name (person->state);
  self->has_box = get_box (person, person->is_body ? "body" : "face", box,
      width, height, &self->box);
  self->has_body =
      get_box (person, "body", &person->body, width, height, &self->body);
  /* These are ratios, which are right only if the frame is unchanged. */
  if (person->has_frame)
    self->landmarks = get_array (person, "landmarks");
}

void
celebrity_log_people_read (GstBuffer *buffer, gint width, gint height,
    GArray *read, GArray *people)
{
  gst_celebrity_people_read (buffer, width, height, read);
  g_array_set_size (people, read->len);
  for (guint i = 0; i < read->len; i++)
    celebrity_log_person_init (&g_array_index (people, CelebrityLogPerson, i),
        &g_array_index (read, GstCelebrityPerson, i), width, height);
}
