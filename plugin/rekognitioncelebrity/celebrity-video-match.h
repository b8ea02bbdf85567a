/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityvideo: whether the video that is played can be the one that the job
 * was for.
 */

#pragma once

#include "gst-celebrity-stream-info.h"
#include "page/rek-page.h"

G_BEGIN_DECLS

/**
 * celebrity_video_compare:
 * @video: what the service says about the job's video
 * @stream: the stream that is played
 * @duration: the stream's, ns; GST_CLOCK_TIME_NONE: not known, or not to be
 *   compared
 *
 * They differ where the frames' aspect ratios are more than 2 % apart, or the
 * durations more than 2 % and more than 2 s. What one side does not know is not
 * compared; nor is the resolution.
 *
 * Returns: (transfer full) (nullable): how they differ, for people; NULL where
 *   they do not
 */
char *celebrity_video_compare (const RekVideoMetadata *video,
    const CelebrityStream *stream, GstClockTime duration);

G_END_DECLS
