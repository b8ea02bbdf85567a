/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritystream: what the streaming thread knows of the stream that it is
 * in: which one it is, its frames, whether it is live.
 */

#pragma once

#include "gst-celebrity-orientation.h"

G_BEGIN_DECLS

/**
 * CelebrityStream:
 * @width: of a frame, pixels; 0: not known yet
 * @height: of a frame, pixels
 * @pixel_width: pixel-aspect-ratio's numerator
 * @pixel_height: its denominator
 * @frame_duration: how long a frame lasts, ns
 * @orientation: what its tags say about turning a frame upright
 * @is_other: the stream is of another video than the first one
 * @id: (nullable): the first stream's
 * @group_id: of the last stream that was of the first one's video;
 *   GST_GROUP_ID_INVALID if it had none
 * @knows_liveness: whether @is_live was asked for
 *
 * To be read only.
 */
typedef struct {
  gint width;
  gint height;
  gint pixel_width;
  gint pixel_height;
  GstClockTime frame_duration;
  GstCelebrityOrientation orientation;
  gboolean is_other;
  char *id;
  guint group_id;
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
 * celebrity_stream_set_caps:
 *
 * Returns: FALSE where @caps lack a size
 */
gboolean celebrity_stream_set_caps (CelebrityStream *stream,
    const GstCaps *caps);

/**
 * celebrity_stream_take_tags:
 * @event: a TAG or STREAM_START that comes to the stream
 *
 * Notes what it says about the orientation of frames.
 */
void celebrity_stream_take_tags (CelebrityStream *stream, GstEvent *event);

/**
 * celebrity_stream_begin:
 * @event: STREAM_START
 *
 * It is another video if both its stream id and its group id are new: a player
 * that switches to another quality of the same video begins another stream of
 * the same group. If a group id is missing, the stream id alone counts.
 *
 * Returns: whether another video begins, after the right one
 */
gboolean celebrity_stream_begin (CelebrityStream *stream, GstEvent *event);

/**
 * celebrity_stream_is_live:
 * @sink_pad: asked at the first call, when upstream must be there
 *
 * Returns: whether the stream is live and must not be held up
 */
gboolean celebrity_stream_is_live (CelebrityStream *stream, GstPad *sink_pad);

/**
 * celebrity_stream_get_duration:
 *
 * Returns: how long upstream says that the stream is, ns; GST_CLOCK_TIME_NONE
 *   where it can't tell, or is live and so goes on as long as it likes
 */
GstClockTime celebrity_stream_get_duration (CelebrityStream *stream,
    GstPad *sink_pad);

G_END_DECLS
