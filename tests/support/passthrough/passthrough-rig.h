/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * through-rig: frames of the job of through-job go through
 * rekognitioncelebrity and then through other elements; what is left of the
 * metas is told.
 */

#pragma once

#include "support/common/temporary-folder.h"
#include "support/passthrough/passthrough-job.h"

G_BEGIN_DECLS

/**
 * ThroughLeft:
 * @THROUGH_RECORD: the one CelebrityMeta, each field as it was
 * @THROUGH_REGION: the regions, where the faces are now
 * @THROUGH_REGION_WRONG: the regions, somewhere else or not all
 * @THROUGH_PARAMS: the regions' parameters, as they were
 * @THROUGH_BOX: celebrityoverlay and celebritylog find the faces
 * @THROUGH_BOX_WRONG: they find them somewhere else, or not all of them
 * @THROUGH_OBJECT: the analytics objects, where the faces are now
 * @THROUGH_OBJECT_WRONG: the analytics objects, somewhere else or not all
 * @THROUGH_TWICE: a region more than once
 *
 * What is left on a buffer.
 */
typedef enum {
  THROUGH_RECORD = 1 << 0,
  THROUGH_REGION = 1 << 1,
  THROUGH_REGION_WRONG = 1 << 2,
  THROUGH_PARAMS = 1 << 3,
  THROUGH_BOX = 1 << 4,
  THROUGH_BOX_WRONG = 1 << 5,
  THROUGH_OBJECT = 1 << 6,
  THROUGH_OBJECT_WRONG = 1 << 7,
  THROUGH_TWICE = 1 << 8,
} ThroughLeft;

/**
 * ThroughMap:
 *
 * Where a pixel goes: x' = xx * x + xy * y + x0, y' = yx * x + yy * y + y0.
 */
typedef struct {
  double xx, xy, x0;
  double yx, yy, y0;
} ThroughMap;

#define THROUGH_SAME \
  { \
    1, 0, 0, 0, 1, 0 \
  }

/**
 * ThroughRig:
 * @before: (element-type GstClockTime GstBuffer): what came out of
 *   rekognitioncelebrity, by its time
 */
typedef struct {
  RekModel *model;
  GHashTable *before;
  TemporaryFolder *folder;
  char *results;
} ThroughRig;

void through_rig_init (ThroughRig *rig);
void through_rig_clear (ThroughRig *rig);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ThroughRig, through_rig_clear)

/**
 * ThroughChain:
 * @before: (nullable): what frames go through before rekognitioncelebrity
 * @settings: (nullable): properties of rekognitioncelebrity
 * @after: what its buffers go through, and the sinks
 *
 * In the words of gst-launch-1.0.
 */
typedef struct {
  const char *before;
  const char *settings;
  const char *after;
} ThroughChain;

/**
 * through_rig_create_pipeline:
 *
 * Returns: (transfer full): that plays the job once; rekognitioncelebrity is
 *   named `celebrity`
 */
GstElement *through_rig_create_pipeline (ThroughRig *rig,
    const ThroughChain *chain);

/**
 * through_rig_watch:
 * @name: of a fakesink
 * @samples: (element-type GstSample): where what comes to it is added, by the
 *   sink's thread
 */
void through_rig_watch (GstElement *pipeline, const char *name,
    GPtrArray *samples);

/**
 * through_rig_wait:
 *
 * Waits for the end of the stream and sets @pipeline to NULL; the test fails on
 * an error.
 */
void through_rig_wait (GstElement *pipeline);

/**
 * through_rig_run:
 * @n_sinks: how many fakesinks there are, named `sink0`, `sink1`...
 *
 * Plays the job to its end.
 *
 * Returns: (transfer full) (element-type GstSample): what came to the sinks,
 *   of one sink after the other
 */
GPtrArray *through_rig_run (ThroughRig *rig, const ThroughChain *chain,
    guint n_sinks);

/**
 * through_rig_look:
 * @sample: that came to a sink
 * @map: where the picture went
 *
 * The test fails where the picture is not where @map says.
 *
 * Returns: what is left, 0 on a frame with nobody
 */
ThroughLeft through_rig_look (ThroughRig *rig, GstSample *sample,
    const ThroughMap *map);

/**
 * through_rig_find_faces:
 * @map: where the picture went
 * @faces: (array fixed-size=THROUGH_JOB_N_PEOPLE) (out): pixels
 *
 * Returns: FALSE where the picture shows nobody
 */
gboolean through_rig_find_faces (ThroughRig *rig, GstSample *sample,
    const ThroughMap *map, RekBox *faces);

G_END_DECLS
