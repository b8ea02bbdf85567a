/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-fixtures: hand-made results, for tests.
 */

#pragma once

#include "results/rek-results.h"
#include "timeline/rek-timeline.h"

G_BEGIN_DECLS

/**
 * RekDataRow:
 * @confidence: 0: the answer has none
 * @face: without width: the answer has none
 * @body: without width: the answer has none
 *
 * A detection as a row of a table.
 */
typedef struct {
  gint64 ms;
  const char *id;
  const char *name;
  double confidence;
  RekBox face;
  RekBox body;
} RekDataRow;

#define REK_DATA_SETTINGS \
  ((RekTimelineSettings){ REK_AUTOMATIC, REK_AUTOMATIC, 0 })

/**
 * rek_data_add_row:
 * @detections: (element-type RekDetection): the row's detection is appended
 */
void rek_data_add_row (RekPool *pool, GPtrArray *detections,
    const RekDataRow *row);

/**
 * rek_data_make_results:
 * @detections: (element-type RekDetection) (transfer none): allocated in the
 *   pool
 *
 * Returns: (transfer full): results of one page
 */
RekResults *rek_data_make_results (RekPool *pool, GPtrArray *detections);

/**
 * rek_data_make_timeline:
 *
 * Returns: (transfer full): the timeline of these rows
 */
RekTimeline *rek_data_make_timeline (const RekDataRow *rows, guint n_rows,
    const RekTimelineSettings *settings);

G_END_DECLS
