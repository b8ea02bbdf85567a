/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * meta-scene: who is on screen at a time of a job, and a buffer to attach them
 * to.
 */

#pragma once

#include <gst/gst.h>
#include "gst-celebrity-meta.h"
#include "timeline/rek-cursor.h"

#include "support/rekognition/rek-fixtures.h"

G_BEGIN_DECLS

/* Of the frame that they are on, pixels. */
#define META_SCENE_WIDTH 100
#define META_SCENE_HEIGHT 100

#define META_SCENE_JOB_ID "job-1"

/* Those of which there are as many wherever this is built. */
#define META_SCENE_TYPES \
  (GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI)

/**
 * meta_scene_init_test:
 *
 * Makes GStreamer and GTest ready. No plugin is loaded, so nothing depends on
 * those of the machine.
 */
void meta_scene_init_test (int *argc, char ***argv);

typedef struct {
  RekTimeline *timeline;
  RekCursor *cursor;
  const RekPresence *people;
  guint n_people;
} MetaScene;

/**
 * meta_scene_init:
 * @rows: (array length=n_rows): the job
 * @ms: when
 */
void meta_scene_init (MetaScene *scene, const RekDataRow *rows, guint n_rows,
    gint64 ms);

/**
 * meta_scene_init_from_file:
 * @filename: of one answer of the service, in tests/data
 * @ms: when
 */
void meta_scene_init_from_file (MetaScene *scene, const char *filename,
    gint64 ms);

void meta_scene_clear (MetaScene *scene);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MetaScene, meta_scene_clear)

/**
 * meta_scene_attach:
 *
 * Attaches everybody at a stream time of 5 s.
 */
void meta_scene_attach (const MetaScene *scene, GstBuffer *buffer,
    RekBoxChoice box, GstCelebrityMetaTypes types);

G_END_DECLS
