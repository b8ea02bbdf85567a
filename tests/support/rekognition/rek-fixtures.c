/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/rekognition/rek-fixtures.h"

void
rek_data_add_row (RekPool *pool, GPtrArray *detections, const RekDataRow *row)
{
  RekDetection detection = REK_DETECTION_INIT;

  detection.timestamp_ms = row->ms;
  detection.person = rek_pool_person (pool, row->id, row->name, NULL, NULL);
  if (row->confidence > 0.0)
    detection.confidence = row->confidence;
  if (row->face.width > 0.0)
    detection.face = row->face;
  if (row->body.width > 0.0)
    detection.body = &row->body;
  g_ptr_array_add (detections,
      (gpointer) rek_pool_detection (pool, &detection));
}

RekResults *
rek_data_make_results (RekPool *pool, GPtrArray *detections)
{
  RekResults *results = rek_results_new (pool);
  RekPage page = { .detections = detections };

  rek_results_add_page (results, &page);
  return results;
}

RekTimeline *
rek_data_make_timeline (const RekDataRow *rows, guint n_rows,
    const RekTimelineSettings *settings)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GPtrArray) detections = g_ptr_array_new ();
  g_autoptr (RekResults) results = NULL;

  for (guint i = 0; i < n_rows; i++)
    rek_data_add_row (pool, detections, &rows[i]);
  results = rek_data_make_results (pool, detections);
  return rek_timeline_new (results, settings, NULL);
}
