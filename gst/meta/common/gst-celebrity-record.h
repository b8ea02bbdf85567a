/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-record: the layout of a CelebrityMeta's structure, for those
 * that write it and those that read it.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GST_CELEBRITY_META_NAME:
 *
 * Name of the GstCustomMeta that holds the record. It has no tags.
 */
#define GST_CELEBRITY_META_NAME "CelebrityMeta"

/**
 * GstCelebrityState:
 * @GST_CELEBRITY_STATE_DETECTED: the service analysed this very frame
 * @GST_CELEBRITY_STATE_INTERPOLATED: between two detections, moved
 * @GST_CELEBRITY_STATE_HELD: where a detection was, not moved
 *
 * How the box of a person is known.
 */
typedef enum {
  GST_CELEBRITY_STATE_DETECTED,
  GST_CELEBRITY_STATE_INTERPOLATED,
  GST_CELEBRITY_STATE_HELD,
} GstCelebrityState;

/**
 * gst_celebrity_state_get_name:
 *
 * Returns: (transfer none): the name of @state in the record's field "state":
 *   "detected", "interpolated" or "held"
 */
const char *gst_celebrity_state_get_name (GstCelebrityState state);

/**
 * gst_celebrity_state_from_name:
 * @name: (nullable): a name
 *
 * Returns: the state of that name; DETECTED if there is none
 */
GstCelebrityState gst_celebrity_state_from_name (const char *name);

/**
 * gst_celebrity_record_next:
 * @record: the structure of a CelebrityMeta, whatever element wrote it
 * @position: (inout): index in the list; 0 for the first call
 *
 * Iterates over the people of a record. Members of the list that are not
 * structures are skipped.
 *
 * Returns: (transfer none) (nullable): the structure of the next person; NULL
 *   at the end, or if there is no list
 */
const GstStructure *gst_celebrity_record_next (const GstStructure *record,
    guint *position);

G_END_DECLS
