/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-record-iter.h"

const GstStructure *
gst_celebrity_list_next (const GstStructure *record, guint *position)
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
