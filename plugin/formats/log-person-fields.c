/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebritylogperson.h"

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

static gboolean
get_box (const GstCelebrityPerson *person, const char *field,
    const GstCelebrityPixels *pixels, gint width, gint height,
    CelebrityLogBox *box)
{
  if (person->is_unplaced)
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

gboolean
celebrity_log_person_get_box (const GstCelebrityPerson *person, gint width,
    gint height, CelebrityLogBox *box)
{
  return get_box (person, person->is_body ? "body" : "face", &person->box,
      width, height, box);
}

gboolean
celebrity_log_person_get_body (const GstCelebrityPerson *person, gint width,
    gint height, CelebrityLogBox *box)
{
  return get_box (person, "body", &person->body, width, height, box);
}

const char *
celebrity_log_person_get_state (const GstCelebrityPerson *person)
{
  static const char *const names[] = {
    [GST_CELEBRITY_STATE_DETECTED] = "detected",
    [GST_CELEBRITY_STATE_INTERPOLATED] = "interpolated",
    [GST_CELEBRITY_STATE_HELD] = "held",
  };

  return person->is_unplaced ? NULL : names[person->state];
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

const GValue *
celebrity_log_person_get_urls (const GstCelebrityPerson *person)
{
  return get_array (person, "urls");
}

char **
celebrity_log_person_dup_urls (const GstCelebrityPerson *person)
{
  const GValue *urls = celebrity_log_person_get_urls (person);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; urls != NULL && i < gst_value_array_get_size (urls); i++) {
    const GValue *url = gst_value_array_get_value (urls, i);

    if (G_VALUE_HOLDS_STRING (url) && g_value_get_string (url) != NULL)
      g_strv_builder_add (builder, g_value_get_string (url));
  }
  return g_strv_builder_end (builder);
}

const GValue *
celebrity_log_person_get_landmarks (const GstCelebrityPerson *person)
{
  return person->has_frame && !person->is_unplaced
      ? get_array (person, "landmarks")
      : NULL;
}
