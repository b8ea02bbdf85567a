/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-copy: takes a CelebrityMeta along when an element hands a frame
 * on as another buffer, and notes where the regions that it names were left
 * behind.
 *
 * The record goes with every frame, its regions only where the element knows
 * where they are now: before GStreamer 1.28 elements that crop and flip drop
 * them. So regions that were there before the copy and are not after it tell
 * that the frame may be another, even where it has the size it had.
 */

#pragma once

#include "gst-celebrity-record.h"

G_BEGIN_DECLS

/**
 * gst_celebrity_meta_transform:
 *
 * The GstCustomMetaTransformFunction of CelebrityMeta. The record is copied as
 * it is, once: elements may copy the metas of a frame several times, as RTP
 * payloaders into each packet and depayloaders from each, so nothing is copied
 * if @copy has the record of the same job and stream time already.
 */
gboolean gst_celebrity_meta_transform (GstBuffer *copy, GstCustomMeta *meta,
    GstBuffer *buffer, GQuark type, gpointer data, gpointer user_data);

/**
 * gst_celebrity_meta_has_lost_regions:
 * @meta: a CelebrityMeta
 *
 * Returns: whether a region that it names was dropped in this process since it
 *   was attached or came here
 */
gboolean gst_celebrity_meta_has_lost_regions (const GstCustomMeta *meta);

G_END_DECLS
