/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-stream: what the streaming thread knows about the stream that it is
 * in: its identity, its frames, whether it is live.
 */

#pragma once

#include "gst-celebrity-frame-info.h"
#include "gst-celebrity-orientation.h"
#include "gst-celebrity-stream-identity.h"

G_BEGIN_DECLS

/**
 * CelebrityStream:
 * @frame: what the caps say about its frames
 * @orientation: what its tags say about turning a frame upright
 * @is_other: whether it is of another video than the first stream
 * @identity: which streams are of the first one's video
 * @knows_liveness: whether upstream was queried for @is_live
 * @is_live: whether upstream is live
 *
 * Read-only for others.
 */
typedef struct {
  GstCelebrityFrameInfo frame;
  GstCelebrityOrientation orientation;
  gboolean is_other;
  GstCelebrityStreamIdentity identity;
  gboolean knows_liveness;
  gboolean is_live;
} CelebrityStream;

/**
 * celebrity_stream_init:
 * @stream: (out): no stream yet
 */
void celebrity_stream_init (CelebrityStream *stream);

/**
 * celebrity_stream_clear:
 *
 * Frees what it holds and makes it no stream again.
 */
void celebrity_stream_clear (CelebrityStream *stream);

/**
 * celebrity_stream_take_tags:
 * @event: a TAG or STREAM_START event of the stream
 *
 * Notes what it says about the orientation of frames.
 */
void celebrity_stream_take_tags (CelebrityStream *stream, GstEvent *event);

/**
 * celebrity_stream_begin:
 * @event: STREAM_START
 *
 * It is another video if both its stream id and its group id are new. If a group
 * id is missing, the stream id alone decides.
 *
 * Returns: whether another video begins, after the right one
 */
gboolean celebrity_stream_begin (CelebrityStream *stream, GstEvent *event);

/**
 * celebrity_stream_is_live:
 * @sink_pad: must be linked at the first call, which queries upstream
 *
 * Returns: whether the stream is live and must not be held up
 */
gboolean celebrity_stream_is_live (CelebrityStream *stream, GstPad *sink_pad);

/**
 * celebrity_stream_get_duration:
 *
 * Returns: the duration of the stream according to upstream, ns;
 *   GST_CLOCK_TIME_NONE if upstream does not know, or is live
 */
GstClockTime celebrity_stream_get_duration (CelebrityStream *stream,
    GstPad *sink_pad);

G_END_DECLS
