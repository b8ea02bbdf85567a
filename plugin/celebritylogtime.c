/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebritylogtime.h"

#include <math.h>

#include "meta/gst-celebrity-meta.h"
#include "meta/gst-celebrity-time.h"

/* 146 years: the sum of two of these can't overflow. */
#define MAX_TIME (G_GUINT64_CONSTANT (1) << 62)

static guint64
get_meta_time (GstBuffer *buffer)
{
  const GstCustomMeta *meta =
      gst_buffer_get_custom_meta (buffer, GST_CELEBRITY_META_NAME);
  guint64 time = GST_CLOCK_TIME_NONE;

  if (meta != NULL)
    gst_structure_get_uint64 (
        gst_custom_meta_get_structure ((GstCustomMeta *) meta), "stream-time",
        &time);
  return time;
}

static guint64
get_stream_time (const GstSegment *segment, guint64 time)
{
  if (segment->format != GST_FORMAT_TIME || !GST_CLOCK_TIME_IS_VALID (time))
    return GST_CLOCK_TIME_NONE;
  return gst_segment_to_stream_time (segment, GST_FORMAT_TIME, time);
}

/* Where stream time runs against the timestamps, @start is when the interval
 * ends. */
static gboolean
set_moment (CelebrityMoment *moment, const GstSegment *segment, guint64 start,
    guint64 duration)
{
  double speed = fabs (segment->applied_rate);
  guint64 length;

  if (start > MAX_TIME || (double) duration * speed > (double) MAX_TIME)
    return FALSE;
  length = speed == 1.0 ? duration : (guint64) ((double) duration * speed);

  moment->start = start;
  if (segment->applied_rate < 0.0)
    moment->start -= MIN (length, start);
  moment->end = moment->start + length;
  moment->is_backward = segment->rate * segment->applied_rate < 0.0;
  return TRUE;
}

gboolean
celebrity_log_time_get_buffer (GstBuffer *buffer, const GstSegment *segment,
    guint64 frame_duration, CelebrityMoment *moment)
{
  GstClockTime duration =
      gst_celebrity_time_get_duration (buffer, frame_duration);
  GstClockTime shown = gst_celebrity_time_get_start (segment, buffer, duration);
  guint64 start = get_stream_time (segment, shown);

  if (GST_CLOCK_TIME_IS_VALID (start))
    duration -= shown - GST_BUFFER_PTS (buffer);
  else
    start = get_meta_time (buffer);
  return set_moment (moment, segment, start, duration);
}

gboolean
celebrity_log_time_get_gap (GstEvent *event, const GstSegment *segment,
    CelebrityMoment *moment)
{
  GstClockTime pts;
  GstClockTime duration;

  gst_event_parse_gap (event, &pts, &duration);
  if (!GST_CLOCK_TIME_IS_VALID (duration))
    duration = 0;
  if (!set_moment (moment, segment, get_stream_time (segment, pts), duration))
    return FALSE;

  if (moment->is_backward)
    moment->end = moment->start;
  else
    moment->start = moment->end;
  return TRUE;
}
