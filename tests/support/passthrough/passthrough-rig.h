/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * passthrough-rig: passes frames of passthrough-job through
 * rekognitioncelebrity and then through other elements, and checks which metas
 * are left.
 */

#pragma once

#include "support/common/temporary-folder.h"
#include "support/passthrough/passthrough-job.h"

G_BEGIN_DECLS

/**
 * PassthroughLeft:
 * @PASSTHROUGH_RECORD: exactly one CelebrityMeta, with every field unchanged
 * @PASSTHROUGH_REGION: the regions, around the faces
 * @PASSTHROUGH_REGION_WRONG: regions that are elsewhere or incomplete
 * @PASSTHROUGH_PARAMS: the regions' parameters, unchanged
 * @PASSTHROUGH_BOX: celebrityoverlay and celebritylog find the faces
 * @PASSTHROUGH_BOX_WRONG: they find them elsewhere, or not all of them
 * @PASSTHROUGH_OBJECT: the analytics objects, around the faces
 * @PASSTHROUGH_OBJECT_WRONG: analytics objects that are elsewhere or incomplete
 * @PASSTHROUGH_TWICE: a region more than once
 *
 * The metas that are left on a buffer.
 */
typedef enum {
  PASSTHROUGH_RECORD = 1 << 0,
  PASSTHROUGH_REGION = 1 << 1,
  PASSTHROUGH_REGION_WRONG = 1 << 2,
  PASSTHROUGH_PARAMS = 1 << 3,
  PASSTHROUGH_BOX = 1 << 4,
  PASSTHROUGH_BOX_WRONG = 1 << 5,
  PASSTHROUGH_OBJECT = 1 << 6,
  PASSTHROUGH_OBJECT_WRONG = 1 << 7,
  PASSTHROUGH_TWICE = 1 << 8,
} PassthroughLeft;

/**
 * PassthroughMap:
 *
 * Transformation of a pixel: x' = xx * x + xy * y + x0, y' = yx * x + yy * y +
 * y0.
 */
typedef struct {
  double xx, xy, x0;
  double yx, yy, y0;
} PassthroughMap;

#define PASSTHROUGH_SAME \
  { \
    1, 0, 0, 0, 1, 0 \
  }

/**
 * PassthroughRig:
 * @before: (element-type GstClockTime GstBuffer): output of
 *   rekognitioncelebrity, by time
 */
typedef struct {
  RekModel *model;
  GHashTable *before;
  TemporaryFolder *folder;
  char *results;
} PassthroughRig;

void passthrough_rig_init (PassthroughRig *rig);
void passthrough_rig_clear (PassthroughRig *rig);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PassthroughRig, passthrough_rig_clear)

/**
 * PassthroughChain:
 * @before: (nullable): elements upstream of rekognitioncelebrity
 * @settings: (nullable): properties of rekognitioncelebrity
 * @after: elements downstream of it, with the sinks
 *
 * Fragments of a gst-launch-1.0 line.
 */
typedef struct {
  const char *before;
  const char *settings;
  const char *after;
} PassthroughChain;

/**
 * passthrough_rig_create_pipeline:
 *
 * Returns: (transfer full): a pipeline that plays the job once; its
 *   rekognitioncelebrity is named `celebrity`
 */
GstElement *passthrough_rig_create_pipeline (PassthroughRig *rig,
    const PassthroughChain *chain);

/**
 * passthrough_rig_watch:
 * @name: name of a fakesink
 * @samples: (element-type GstSample): the sink's samples are added here, by its
 *   streaming thread
 */
void passthrough_rig_watch (GstElement *pipeline, const char *name,
    GPtrArray *samples);

/**
 * passthrough_rig_wait:
 *
 * Waits for the end of the stream and sets @pipeline to NULL; the test fails if
 * an error is posted.
 */
void passthrough_rig_wait (GstElement *pipeline);

/**
 * passthrough_rig_run:
 * @n_sinks: number of fakesinks, which are named `sink0`, `sink1` and so on
 *
 * Plays the job to its end.
 *
 * Returns: (transfer full) (element-type GstSample): the samples of the sinks,
 *   one sink after another
 */
GPtrArray *passthrough_rig_run (PassthroughRig *rig,
    const PassthroughChain *chain, guint n_sinks);

/**
 * passthrough_rig_check:
 * @sample: a sample from a sink
 * @map: where the picture went
 *
 * The test fails if the picture is not transformed as @map says.
 *
 * Returns: the metas that are left; 0 on a frame with nobody
 */
PassthroughLeft passthrough_rig_check (PassthroughRig *rig, GstSample *sample,
    const PassthroughMap *map);

/**
 * passthrough_rig_find_faces:
 * @map: where the picture went
 * @faces: (array fixed-size=PASSTHROUGH_JOB_N_PEOPLE) (out): pixels
 *
 * Returns: FALSE if the picture shows nobody
 */
gboolean passthrough_rig_find_faces (PassthroughRig *rig, GstSample *sample,
    const PassthroughMap *map, RekBox *faces);

G_END_DECLS
