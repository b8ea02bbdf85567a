/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-meta-transform: copies a CelebrityMeta when an element passes a
 * frame on as another buffer, and notes whether regions of the record were
 * dropped.
 *
 * The record is copied with every frame, its regions only if the element knows
 * their new positions: before GStreamer 1.28, elements that crop and flip drop
 * them. Regions that are missing after the copy therefore show that the frame
 * may have changed, even if it has its old size.
 */

#pragma once

#include "gst-celebrity-record.h"

G_BEGIN_DECLS

/**
 * gst_celebrity_meta_transform:
 *
 * The GstCustomMetaTransformFunction of CelebrityMeta. It copies the record
 * unchanged, and only once: elements may copy the metas of a frame several times
 * (RTP payloaders to each packet, depayloaders from each), so nothing is copied
 * if @copy already has a record of the same job and stream time.
 */
gboolean gst_celebrity_meta_transform (GstBuffer *copy, GstCustomMeta *meta,
    GstBuffer *buffer, GQuark type, gpointer data, gpointer user_data);

/**
 * gst_celebrity_meta_has_lost_regions:
 * @meta: a CelebrityMeta
 *
 * Returns: whether a region of the record was dropped in this process
 */
gboolean gst_celebrity_meta_has_lost_regions (const GstCustomMeta *meta);

G_END_DECLS
