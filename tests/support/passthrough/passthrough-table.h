/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * through-table: what elements of GStreamer leave of the metas on which of its
 * releases, as rows of a table, and the test of such a row.
 */

#pragma once

#include "support/passthrough/passthrough-rig.h"

G_BEGIN_DECLS

/* What makes frames of other sizes or formats drops the parameters. */
#define THROUGH_MOST \
  (THROUGH_RECORD | THROUGH_REGION | THROUGH_BOX | THROUGH_OBJECT)
#define THROUGH_ALL (THROUGH_MOST | THROUGH_PARAMS)

typedef enum {
  THROUGH_1_22,
  THROUGH_1_26,
  THROUGH_1_28,
  THROUGH_N_RELEASES,
} ThroughRelease;

/**
 * ThroughRow:
 * @elements: in the words of gst-launch-1.0, with the sinks
 * @map: where they put the picture
 * @left: what is left on each frame with people, by release
 * @n_sinks: how many sinks are looked at
 * @n_frames: of the job's frames with people come so many to the sinks
 */
typedef struct {
  const char *name;
  const char *elements;
  ThroughMap map;
  ThroughLeft left[THROUGH_N_RELEASES];
  guint n_sinks;
  guint n_frames;
} ThroughRow;

/* One sink, each frame once. */
#define THROUGH_SINK " ! fakesink name=sink0"
#define THROUGH_ONCE 1, 30

/**
 * through_table_add:
 * @rows: (array length=n_rows)
 *
 * Adds a test a row.
 */
void through_table_add (const ThroughRow *rows, guint n_rows);

/**
 * through_table_check:
 * @samples: (element-type GstSample): what came to the sinks
 * @left: what is to be left on each frame with people; there are no objects
 *   where this was built without GStreamer's analytics library
 *
 * The test fails where something else is, or anything is on a frame with
 * nobody.
 *
 * Returns: how many frames showed people
 */
guint through_table_check (ThroughRig *rig, GPtrArray *samples,
    const ThroughMap *map, ThroughLeft left);

/**
 * through_table_get_release:
 *
 * Returns: the one that runs, or the last of them before it
 */
ThroughRelease through_table_get_release (void);

G_END_DECLS
