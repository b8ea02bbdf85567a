/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * meta-fixtures: the people on screen at one time of a job, to be attached to a
 * buffer.
 */

#pragma once

#include <gst/gst.h>
#include "gst-celebrity-meta.h"
#include "timeline/rek-cursor.h"

#include "support/rekognition/rek-fixtures.h"

G_BEGIN_DECLS

/* Size of their frame, pixels. */
#define META_SCENE_WIDTH 100
#define META_SCENE_HEIGHT 100

#define META_SCENE_JOB_ID "job-1"

/* The metas that every build has. */
#define META_SCENE_TYPES \
  (GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI)

/**
 * meta_scene_init_test:
 *
 * Initialises GStreamer and GTest. No plugin is loaded, so that tests do not
 * depend on installed ones.
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
 * @ms: the time
 */
void meta_scene_init (MetaScene *scene, const RekDataRow *rows, guint n_rows,
    gint64 ms);

/**
 * meta_scene_init_from_file:
 * @filename: of a response of the service, in tests/data
 * @ms: the time
 */
void meta_scene_init_from_file (MetaScene *scene, const char *filename,
    gint64 ms);

void meta_scene_clear (MetaScene *scene);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MetaScene, meta_scene_clear)

/**
 * meta_scene_attach:
 *
 * Attaches the people to @buffer, with a stream time of 5 s.
 */
void meta_scene_attach (const MetaScene *scene, GstBuffer *buffer,
    RekBoxChoice box, GstCelebrityMetaTypes types);

G_END_DECLS
