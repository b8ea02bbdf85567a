/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-stream-identity: which streams are of one video. Players change
 * the stream id when they switch to another quality, and keep the group id; an
 * element that is linked again sends an id again.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GstCelebrityStreamIdentity:
 * @ids: (nullable): the ids of the video's streams so far
 * @group_id: of the last of them, or GST_GROUP_ID_INVALID
 *
 * All zero at first.
 */
typedef struct {
  GHashTable *ids;
  guint group_id;
} GstCelebrityStreamIdentity;

/**
 * gst_celebrity_stream_identity_matches:
 * @event: STREAM_START
 *
 * Returns: whether the stream is of the same video: there is none so far, or
 *   its stream id or its group id is known
 */
gboolean gst_celebrity_stream_identity_matches (
    const GstCelebrityStreamIdentity *identity, GstEvent *event);

/**
 * gst_celebrity_stream_identity_add:
 * @event: STREAM_START of a stream of the video
 */
void gst_celebrity_stream_identity_add (GstCelebrityStreamIdentity *identity,
    GstEvent *event);

/**
 * gst_celebrity_stream_identity_clear:
 *
 * Forgets the video.
 */
void gst_celebrity_stream_identity_clear (GstCelebrityStreamIdentity *identity);

G_END_DECLS
