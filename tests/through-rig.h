/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * through-rig: frames of the job of through-job go through
 * rekognitioncelebrity and then through other elements; what is left of the
 * metas is told.
 */

#pragma once

#include "temporary-folder.h"
#include "through-job.h"

G_BEGIN_DECLS

/**
 * ThroughLeft:
 * @THROUGH_RECORD: the CelebrityMeta, each field as it was
 * @THROUGH_REGION: the regions, where the faces are now
 * @THROUGH_REGION_WRONG: the regions, somewhere else
 * @THROUGH_PARAMS: the regions' parameters, as they were
 * @THROUGH_BOX: celebrityoverlay and celebritylog find the faces
 * @THROUGH_BOX_WRONG: they find them somewhere else
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
 * through_rig_run:
 * @settings: properties of rekognitioncelebrity
 * @elements: what its buffers go through, in the words of gst-launch-1.0; the
 *   end is a fakesink named `sink`, others too if they begin with that
 * @n_sinks: how many, named `sink`, `sink1`...
 *
 * Plays the job to its end; the test fails on an error.
 *
 * Returns: (transfer full) (element-type GstSample): what came to the sinks,
 *   of one sink after the other
 */
GPtrArray *through_rig_run (ThroughRig *rig, const char *settings,
    const char *elements, guint n_sinks);

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
 * through_rig_has_people:
 *
 * Returns: whether the picture shows people
 */
gboolean through_rig_has_people (ThroughRig *rig, GstSample *sample);

/**
 * through_rig_describe:
 *
 * Returns: (transfer full): as `record region box`, or `nothing`
 */
char *through_rig_describe (ThroughLeft left);

/**
 * through_rig_get_minor:
 *
 * Returns: of the GStreamer that runs; of the next release where it is on its
 *   way there
 */
guint through_rig_get_minor (void);

G_END_DECLS
