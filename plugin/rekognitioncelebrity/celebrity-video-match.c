/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-video-match.h"

#define TOLERANCE 0.02
#define TOLERANCE_MS 2000.0

static gboolean
is_apart (double one, double other)
{
  return ABS (one - other) > TOLERANCE * other;
}

static gboolean
knows_shapes (const RekVideoMetadata *video, const CelebrityStream *stream)
{
  return video->frame_width > 0 && video->frame_height > 0 &&
      stream->frame.width > 0 && stream->frame.height > 0 &&
      stream->frame.pixel_width > 0 && stream->frame.pixel_height > 0;
}

static double
get_coded_shape (const CelebrityStream *stream)
{
  return (double) stream->frame.width / stream->frame.height;
}

static double
get_displayed_shape (const CelebrityStream *stream)
{
  return get_coded_shape (stream) * stream->frame.pixel_width /
      stream->frame.pixel_height;
}

static double
get_its_shape (const RekVideoMetadata *video)
{
  return (double) video->frame_width / video->frame_height;
}

/* The service reports the coded size of some films and the displayed size of
 * others. With @swaps: whether the frames would have the shape if their width
 * and height were exchanged. */
static gboolean
have_its_shape (const RekVideoMetadata *video, const CelebrityStream *stream,
    gboolean swaps)
{
  double shape = swaps ? 1.0 / get_its_shape (video) : get_its_shape (video);

  return !is_apart (get_coded_shape (stream), shape) ||
      !is_apart (get_displayed_shape (stream), shape);
}

GstVideoOrientationMethod
celebrity_video_get_orientation (const RekVideoMetadata *video,
    const CelebrityStream *stream)
{
  GstVideoOrientationMethod method =
      gst_celebrity_orientation_get (&stream->orientation);

  if (!gst_celebrity_orientation_swaps (method))
    return method;

  /* The shapes show whether a frame still lies on its side. */
  return knows_shapes (video, stream) &&
          !have_its_shape (video, stream, FALSE) &&
          have_its_shape (video, stream, TRUE)
      ? method
      : GST_VIDEO_ORIENTATION_IDENTITY;
}

static char *
compare_shapes (const RekVideoMetadata *video, const CelebrityStream *stream)
{
  GstVideoOrientationMethod method =
      celebrity_video_get_orientation (video, stream);

  if (!knows_shapes (video, stream) || have_its_shape (video, stream, FALSE) ||
      gst_celebrity_orientation_swaps (method))
    return NULL;

  return g_strdup_printf (
      "its frames are %ux%u (%.2f:1), here they are %dx%d (%.2f:1)",
      video->frame_width, video->frame_height, get_its_shape (video),
      stream->frame.width, stream->frame.height, get_displayed_shape (stream));
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
