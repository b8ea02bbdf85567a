/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-video-match: whether the video that is played can be the job's
 * video, and its orientation.
 */

#pragma once

#include "celebrity-stream.h"
#include "page/rek-page.h"

G_BEGIN_DECLS

/**
 * celebrity_video_get_orientation:
 * @video: what the service says about the job's video
 * @stream: the stream that is played
 *
 * The service is assumed to have seen the upright picture. Upstream may already
 * have turned the frames. A turn that exchanges width and height is needed only
 * if the frames do not have the shape of the job's video and would have it
 * afterwards. For any other turn the tag decides.
 *
 * Returns: how a frame must be turned to be the picture that the service saw;
 *   never AUTO or CUSTOM
 */
GstVideoOrientationMethod celebrity_video_get_orientation (
    const RekVideoMetadata *video, const CelebrityStream *stream);

/**
 * celebrity_video_compare:
 * @video: what the service says about the job's video
 * @stream: the stream that is played
 * @duration: the stream's, ns; GST_CLOCK_TIME_NONE: not known, or not to be
 *   compared
 *
 * They differ if neither the coded nor the displayed aspect ratio of the frames
 * is within 2 % of the job's, unless celebrity_video_get_orientation() explains
 * it, or if the durations are more than 2 % and more than 2 s apart. What one
 * side does not know is not compared; nor is the resolution.
 *
 * Returns: (transfer full) (nullable): how they differ, for people; NULL if
 *   they do not
 */
char *celebrity_video_compare (const RekVideoMetadata *video,
    const CelebrityStream *stream, GstClockTime duration);

G_END_DECLS
