/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-meta: puts the people on screen onto a buffer, as metas that
 * existing elements and any language can read.
 *
 * - GstCustomMeta "CelebrityMeta": the authoritative record, see the README
 *   for its layout. It has no tags, so it survives scaling, conversion,
 *   cropping and flipping. None on a frame with nobody.
 * - GstVideoRegionOfInterestMeta: a pixel box a person, with the parameters
 *   "detection" and "celebrity". With both boxes the face's parent is the
 *   body's.
 * - GstAnalyticsRelationMeta: an object, its classification and its tracking a
 *   person; the object's id is the region's. On every frame, empty where nobody
 *   is: what draws objects keeps the last ones until it is told that there are
 *   none. Not where this was built without GStreamer's analytics library.
 */

#pragma once

#include <gst/gst.h>

#include "gst-celebrity-meta-transform.h"
#include "timeline/rek-presence.h"

G_BEGIN_DECLS

#define GST_CELEBRITY_META_VERSION 1

/**
 * GstCelebrityMetaTypes:
 * @GST_CELEBRITY_META_TYPE_CELEBRITY: GstCustomMeta "CelebrityMeta"
 * @GST_CELEBRITY_META_TYPE_ROI: GstVideoRegionOfInterestMeta
 * @GST_CELEBRITY_META_TYPE_ANALYTICS: GstAnalyticsRelationMeta
 *
 * Which metas are attached.
 */
typedef enum {
  GST_CELEBRITY_META_TYPE_CELEBRITY = 1 << 0,
  GST_CELEBRITY_META_TYPE_ROI = 1 << 1,
  GST_CELEBRITY_META_TYPE_ANALYTICS = 1 << 2,
} GstCelebrityMetaTypes;

/**
 * GstCelebrityFrame:
 * @job_id: (nullable): the job that the people come from
 * @width: of the frame, pixels
 * @height: of the frame, pixels
 * @stream_time: the buffer's, nanoseconds
 * @box: which box is shown
 * @types: which metas to attach
 */
typedef struct {
  const char *job_id;
  guint width;
  guint height;
  guint64 stream_time;
  RekBoxChoice box;
  GstCelebrityMetaTypes types;
} GstCelebrityFrame;

/**
 * gst_celebrity_meta_register:
 * @plugin: (nullable): the plugin that is being initialised; NULL: the process
 *   itself registers, and GStreamer's registry does not learn of it
 *
 * Makes "CelebrityMeta" known to GStreamer. Where it is already, because the
 * process registered it itself, that one is used.
 *
 * Returns: FALSE where the name can't be registered, or is another meta's
 */
gboolean gst_celebrity_meta_register (GstPlugin *plugin);

/**
 * gst_celebrity_meta_attach:
 * @buffer: a writable buffer; metas that are on it stay
 * @frame: the frame
 * @people: (array length=n_people) (nullable): who is on screen, by track id
 */
void gst_celebrity_meta_attach (GstBuffer *buffer,
    const GstCelebrityFrame *frame, const RekPresence *people, guint n_people);

G_END_DECLS
