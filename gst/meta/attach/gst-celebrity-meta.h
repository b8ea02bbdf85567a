/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-meta: attaches the people on screen to a buffer, as metas that
 * existing elements and any language can read. README.md in gst/meta documents
 * them.
 *
 * - GstCustomMeta "CelebrityMeta": the authoritative record. It has no tags, so
 *   it survives scaling, conversion, cropping and flipping. A frame with nobody
 *   on it has none.
 * - GstVideoRegionOfInterestMeta: one per box, in pixels, with the
 *   parameters "detection" and "celebrity". With both boxes, the body is the
 *   parent of the face.
 * - GstAnalyticsRelationMeta: an object, its classification and its tracking per
 *   person; the id of the object is that of the region. Every frame has one, an
 *   empty one if nobody is on it: elements that draw objects keep the last ones
 *   until they see an empty one. Only if built with GStreamer's analytics
 *   library.
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
 * @stream_time: of the buffer, ns
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
 * @plugin: (nullable): the plugin that is being initialised; NULL to register
 *   for this process only, without GStreamer's registry
 *
 * Registers "CelebrityMeta". If the process has registered it already, that
 * registration is used.
 *
 * Returns: FALSE if the name cannot be registered, or is that of another meta
 */
gboolean gst_celebrity_meta_register (GstPlugin *plugin);

/**
 * gst_celebrity_meta_attach:
 * @buffer: a writable buffer; its metas stay
 * @frame: the frame
 * @people: (array length=n_people) (nullable): who is on screen, ordered by track
 *   id
 */
void gst_celebrity_meta_attach (GstBuffer *buffer,
    const GstCelebrityFrame *frame, const RekPresence *people, guint n_people);

G_END_DECLS
