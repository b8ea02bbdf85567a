/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-video-match.h"

#define TOLERANCE 0.02
#define TOLERANCE_MS 2000.0

static gboolean
is_apart (double one, double other)
{
  return ABS (one - other) > TOLERANCE * other;
}

static char *
compare_shapes (const RekVideoMetadata *video, const CelebrityStream *stream)
{
  double its_shape;
  double shape;

  if (video->frame_width == 0 || video->frame_height == 0 ||
      stream->width <= 0 || stream->height <= 0 || stream->pixel_width <= 0 ||
      stream->pixel_height <= 0)
    return NULL;

  its_shape = (double) video->frame_width / video->frame_height;
  shape = (double) stream->width * stream->pixel_width /
      ((double) stream->height * stream->pixel_height);
  if (!is_apart (shape, its_shape))
    return NULL;
  return g_strdup_printf (
      "its frames are %ux%u (%.2f:1), here they are %dx%d (%.2f:1)",
      video->frame_width, video->frame_height, its_shape, stream->width,
      stream->height, shape);
}

static char *
compare_durations (const RekVideoMetadata *video, GstClockTime duration)
{
  double its_ms = (double) video->duration_ms;
  double ms;

  if (video->duration_ms <= 0 || !GST_CLOCK_TIME_IS_VALID (duration))
    return NULL;

  ms = (double) duration / GST_MSECOND;
  if (!is_apart (ms, its_ms) || ABS (ms - its_ms) <= TOLERANCE_MS)
    return NULL;
  return g_strdup_printf ("it is %.1f s long, this one %.1f s", its_ms / 1000,
      ms / 1000);
}

char *
celebrity_video_compare (const RekVideoMetadata *video,
    const CelebrityStream *stream, GstClockTime duration)
{
  g_autofree char *shapes = compare_shapes (video, stream);
  g_autofree char *durations = compare_durations (video, duration);

  if (shapes != NULL && durations != NULL)
    return g_strdup_printf ("%s; %s", shapes, durations);
  return shapes != NULL ? g_steal_pointer (&shapes)
                        : g_steal_pointer (&durations);
}
