/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-record.h"

static const char *const state_names[] = {
  [GST_CELEBRITY_STATE_DETECTED] = "detected",
  [GST_CELEBRITY_STATE_INTERPOLATED] = "interpolated",
  [GST_CELEBRITY_STATE_HELD] = "held",
};

const char *
gst_celebrity_state_get_name (GstCelebrityState state)
{
  return state_names[state];
}

GstCelebrityState
gst_celebrity_state_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++) {
    if (g_strcmp0 (name, state_names[i]) == 0)
      return (GstCelebrityState) i;
  }
  return GST_CELEBRITY_STATE_DETECTED;
}

const GstStructure *
gst_celebrity_record_next (const GstStructure *record, guint *position)
{
  const GValue *list = gst_structure_get_value (record, "celebrities");

  if (list == NULL || !GST_VALUE_HOLDS_ARRAY (list))
    return NULL;

  while (*position < gst_value_array_get_size (list)) {
    const GValue *value = gst_value_array_get_value (list, (*position)++);

    if (GST_VALUE_HOLDS_STRUCTURE (value) &&
        gst_value_get_structure (value) != NULL)
      return gst_value_get_structure (value);
  }
  return NULL;
}
