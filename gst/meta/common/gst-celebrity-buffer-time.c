/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-buffer-time.h"

GstClockTime
gst_celebrity_time_get_duration (GstBuffer *buffer, GstClockTime frame_duration)
{
  GstClockTime duration = GST_BUFFER_DURATION (buffer);

  return GST_CLOCK_TIME_IS_VALID (duration) && duration > 0 ? duration
                                                            : frame_duration;
}

GstClockTime
gst_celebrity_time_get_start (const GstSegment *segment, GstBuffer *buffer,
    GstClockTime duration)
{
  GstClockTime pts = GST_BUFFER_PTS (buffer);

  if (segment->format != GST_FORMAT_TIME || !GST_CLOCK_TIME_IS_VALID (pts) ||
      (GST_CLOCK_TIME_IS_VALID (segment->stop) && pts > segment->stop))
    return GST_CLOCK_TIME_NONE;
  if (pts >= segment->start)
    return pts;
  return duration > segment->start - pts ? segment->start : GST_CLOCK_TIME_NONE;
}
