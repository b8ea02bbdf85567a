/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-interval.h"

#include <math.h>

#include "gst-celebrity-record.h"
#include "gst-celebrity-buffer-time.h"

/* 146 years: the sum of two of these can't overflow. */
#define MAX_TIME (G_GUINT64_CONSTANT (1) << 62)

/* Records that are more than this many frames apart are a jump; they say
 * nothing about the direction. */
#define MAX_STEP 4

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

/* Remembers the times of a record and of its buffer. */
static void
note_record (CelebrityLogTimeMap *time, guint64 record, guint64 buffer,
    guint64 duration)
{
  guint64 step = MAX (record, time->record) - MIN (record, time->record);

  if (record == buffer || record > MAX_TIME || buffer > MAX_TIME) {
    time->is_other = FALSE;
    return;
  }
  if (!time->is_other)
    time->is_backward = FALSE;
  else if (step > 0 && step / MAX_STEP <= duration)
    time->is_backward = record < time->record;
  time->is_other = TRUE;
  time->buffer = buffer;
  time->record = record;
}

/* Returns the film's time for a buffer's stream time. */
static guint64
convert (const CelebrityLogTimeMap *time, guint64 buffer)
{
  gint64 passed;

  if (!time->is_other || buffer > MAX_TIME)
    return buffer;
  passed = (gint64) buffer - (gint64) time->buffer;
  if (time->is_backward)
    passed = -passed;
  return (guint64) MAX ((gint64) time->record + passed, 0);
}

/* With a negative applied rate, stream time runs against the timestamps, and
 * @start is the end of the interval. */
static gboolean
set_interval (CelebrityInterval *interval, const CelebrityLogTimeMap *time,
    const GstSegment *segment, guint64 start, guint64 duration)
{
  double speed = fabs (segment->applied_rate);
  guint64 length;

  if (start > MAX_TIME || (double) duration * speed > (double) MAX_TIME)
    return FALSE;
  length = speed == 1.0 ? duration : (guint64) ((double) duration * speed);

  interval->start = start;
  if (segment->applied_rate < 0.0)
    interval->start -= MIN (length, start);
  interval->end = interval->start + length;
  interval->is_backward = time->is_other
      ? time->is_backward
      : segment->rate * segment->applied_rate < 0.0;
  return TRUE;
}

gboolean
celebrity_log_interval_from_buffer (CelebrityLogTimeMap *time,
    GstBuffer *buffer, const GstSegment *segment, guint64 frame_duration,
    CelebrityInterval *interval)
{
  GstClockTime duration =
      gst_celebrity_time_get_duration (buffer, frame_duration);
  GstClockTime shown = gst_celebrity_time_get_start (segment, buffer, duration);
  guint64 start = get_stream_time (segment, shown);
  guint64 record = get_meta_time (buffer);

  if (GST_CLOCK_TIME_IS_VALID (start)) {
    duration -= shown - GST_BUFFER_PTS (buffer);
    if (GST_CLOCK_TIME_IS_VALID (record))
      note_record (time, record, start, duration);
    start = convert (time, start);
  } else {
    start = record;
  }
  return set_interval (interval, time, segment, start, duration);
}

gboolean
celebrity_log_interval_from_gap (const CelebrityLogTimeMap *time,
    GstEvent *event, const GstSegment *segment, CelebrityInterval *interval)
{
  GstClockTime pts;
  GstClockTime duration;
  guint64 start;

  gst_event_parse_gap (event, &pts, &duration);
  if (!GST_CLOCK_TIME_IS_VALID (duration))
    duration = 0;
  start = convert (time, get_stream_time (segment, pts));
  if (!set_interval (interval, time, segment, start, duration))
    return FALSE;

  if (interval->is_backward)
    interval->end = interval->start;
  else
    interval->start = interval->end;
  return TRUE;
}
