/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * passthrough-table: which metas GStreamer's elements leave on buffers, by
 * GStreamer release, as rows of a table, and the test of a row.
 */

#pragma once

#include "support/passthrough/passthrough-rig.h"

G_BEGIN_DECLS

/* Elements that change the size or format drop the parameters. */
#define PASSTHROUGH_MOST \
  (PASSTHROUGH_RECORD | PASSTHROUGH_REGION | PASSTHROUGH_BOX | \
      PASSTHROUGH_OBJECT)
#define PASSTHROUGH_ALL (PASSTHROUGH_MOST | PASSTHROUGH_PARAMS)

typedef enum {
  PASSTHROUGH_1_22,
  PASSTHROUGH_1_26,
  PASSTHROUGH_1_28,
  PASSTHROUGH_N_RELEASES,
} PassthroughRelease;

/**
 * PassthroughRow:
 * @elements: fragment of a gst-launch-1.0 line, with the sinks
 * @map: their transformation of the picture
 * @left: metas left on each frame with people, by release
 * @n_sinks: number of sinks to check
 * @n_frames: number of frames with people that reach the sinks
 */
typedef struct {
  const char *name;
  const char *elements;
  PassthroughMap map;
  PassthroughLeft left[PASSTHROUGH_N_RELEASES];
  guint n_sinks;
  guint n_frames;
} PassthroughRow;

/* One sink, which receives each frame once. */
#define PASSTHROUGH_SINK " ! fakesink name=sink0"
#define PASSTHROUGH_ONCE 1, 30

/**
 * passthrough_table_add:
 * @rows: (array length=n_rows)
 *
 * Adds a test per row.
 */
void passthrough_table_add (const PassthroughRow *rows, guint n_rows);

/**
 * passthrough_table_check:
 * @samples: (element-type GstSample): samples of the sinks
 * @left: metas that must be left on each frame with people; without GStreamer's
 *   analytics library there are no objects
 *
 * The test fails if other metas are left, or if there are any on a frame with
 * nobody.
 *
 * Returns: number of frames with people
 */
guint passthrough_table_check (PassthroughRig *rig, GPtrArray *samples,
    const PassthroughMap *map, PassthroughLeft left);

/**
 * passthrough_table_get_release:
 *
 * Returns: the running release, or the latest in the table before it
 */
PassthroughRelease passthrough_table_get_release (void);

G_END_DECLS
