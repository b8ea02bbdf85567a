/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-stream.h"

void
celebrity_stream_init (CelebrityStream *stream)
{
  *stream = (CelebrityStream){ 0 };
  gst_celebrity_frame_info_init (&stream->frame);
}

void
celebrity_stream_clear (CelebrityStream *stream)
{
  gst_celebrity_stream_identity_clear (&stream->identity);
  celebrity_stream_init (stream);
}

void
celebrity_stream_take_tags (CelebrityStream *stream, GstEvent *event)
{
  gst_celebrity_orientation_take_event (&stream->orientation, event);
}

gboolean
celebrity_stream_begin (CelebrityStream *stream, GstEvent *event)
{
  gboolean was_other = stream->is_other;

  stream->is_other =
      !gst_celebrity_stream_identity_matches (&stream->identity, event);
  if (!stream->is_other)
    gst_celebrity_stream_identity_add (&stream->identity, event);
  return stream->is_other && !was_other;
}

gboolean
celebrity_stream_is_live (CelebrityStream *stream, GstPad *sink_pad)
{
  g_autoptr (GstQuery) query = NULL;

  if (stream->knows_liveness)
    return stream->is_live;

  query = gst_query_new_latency ();
  if (gst_pad_peer_query (sink_pad, query))
    gst_query_parse_latency (query, &stream->is_live, NULL, NULL);
  stream->knows_liveness = TRUE;
  return stream->is_live;
}

/* In an editor's timeline the duration is the clip's, but what can be sought in
 * is the whole file. */
static gint64
query_seekable_end (GstPad *sink_pad)
{
  g_autoptr (GstQuery) query = gst_query_new_seeking (GST_FORMAT_TIME);
  gboolean is_seekable = FALSE;
  gint64 end = -1;

  if (gst_pad_peer_query (sink_pad, query))
    gst_query_parse_seeking (query, NULL, &is_seekable, NULL, &end);
  return is_seekable ? end : -1;
}

GstClockTime
celebrity_stream_get_duration (CelebrityStream *stream, GstPad *sink_pad)
{
  gint64 duration;

  if (celebrity_stream_is_live (stream, sink_pad))
    return GST_CLOCK_TIME_NONE;

  duration = query_seekable_end (sink_pad);
  if (duration <= 0 &&
      !gst_pad_peer_query_duration (sink_pad, GST_FORMAT_TIME, &duration))
    return GST_CLOCK_TIME_NONE;
  return duration >= 0 ? (GstClockTime) duration : GST_CLOCK_TIME_NONE;
}
