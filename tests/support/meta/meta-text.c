/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/meta/meta-text.h"

#include <gst/video/video.h>

/* Both call append_value() in turn: values nest. */
static void append_structure (GString *out, const GstStructure *structure);
static void append_array (GString *out, const GValue *array);

static void
append_value (GString *out, const GValue *value)
{
  g_autofree char *text = NULL;

  if (GST_VALUE_HOLDS_STRUCTURE (value)) {
    append_structure (out, gst_value_get_structure (value));
  } else if (GST_VALUE_HOLDS_ARRAY (value)) {
    append_array (out, value);
  } else if (G_VALUE_HOLDS_STRING (value)) {
    g_string_append_printf (out, "'%s'", g_value_get_string (value));
  } else if (G_VALUE_HOLDS_BOOLEAN (value)) {
    g_string_append (out, g_value_get_boolean (value) ? "true" : "false");
  } else {
    text = gst_value_serialize (value);
    g_string_append_printf (out, "(%s)%s", G_VALUE_TYPE_NAME (value), text);
  }
}

static void
append_array (GString *out, const GValue *array)
{
  g_string_append_c (out, '<');
  for (guint i = 0; i < gst_value_array_get_size (array); i++) {
    if (i > 0)
      g_string_append_c (out, ' ');
    append_value (out, gst_value_array_get_value (array, i));
  }
  g_string_append_c (out, '>');
}

static void
append_structure (GString *out, const GstStructure *structure)
{
  g_string_append_printf (out, "[%s", gst_structure_get_name (structure));
  for (gint i = 0; i < gst_structure_n_fields (structure); i++) {
    const char *name = gst_structure_nth_field_name (structure, (guint) i);

    g_string_append_printf (out, " %s=", name);
    append_value (out, gst_structure_get_value (structure, name));
  }
  g_string_append_c (out, ']');
}

char *
meta_text_structure (const GstStructure *structure)
{
  GString *out = g_string_new (NULL);

  append_structure (out, structure);
  return g_string_free (out, FALSE);
}

char *
meta_text_records (GstBuffer *buffer)
{
  GString *out = g_string_new (NULL);
  gpointer state = NULL;
  GstMeta *meta;

  while ((meta = gst_buffer_iterate_meta (buffer, &state)) != NULL) {
    if (!gst_meta_info_is_custom (meta->info))
      continue;
    append_structure (out,
        gst_custom_meta_get_structure ((GstCustomMeta *) meta));
    g_string_append_c (out, '\n');
  }
  return g_string_free (out, FALSE);
}

static GstVideoRegionOfInterestMeta *
iterate_regions (GstBuffer *buffer, gpointer *state)
{
  return (GstVideoRegionOfInterestMeta *) gst_buffer_iterate_meta_filtered (
      buffer, state, GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE);
}

char *
meta_text_regions (GstBuffer *buffer)
{
  GString *out = g_string_new (NULL);
  gpointer state = NULL;
  GstVideoRegionOfInterestMeta *region;

  while ((region = iterate_regions (buffer, &state)) != NULL)
    g_string_append_printf (out, "%s%s %d/%d %u,%u %ux%u",
        out->len > 0 ? "; " : "", g_quark_to_string (region->roi_type),
        region->id, region->parent_id, region->x, region->y, region->w,
        region->h);
  return g_string_free (out, FALSE);
}

char *
meta_text_params (GstBuffer *buffer)
{
  GString *out = g_string_new (NULL);
  gpointer state = NULL;
  GstVideoRegionOfInterestMeta *region;

  while ((region = iterate_regions (buffer, &state)) != NULL) {
    for (GList *item = region->params; item != NULL; item = item->next)
      append_structure (out, item->data);
    g_string_append_c (out, '\n');
  }
  return g_string_free (out, FALSE);
}
