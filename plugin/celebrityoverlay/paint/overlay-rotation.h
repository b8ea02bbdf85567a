/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityturn: turns small pictures, so that they are upright once a sink has
 * turned the frame that they are painted on.
 */

#pragma once

#include "gst-celebrity-orientation.h"

G_BEGIN_DECLS

/**
 * celebrity_turn_back:
 * @pixels: (transfer full): an upright picture with a GstVideoMeta, of 4 bytes
 *   a pixel
 * @method: what is done to the frame to turn it upright
 *
 * Returns: (transfer full): the picture as it must be on the frame as it is in
 *   the buffer; @pixels itself if frames are not turned
 */
GstBuffer *celebrity_turn_back (GstBuffer *pixels,
    GstVideoOrientationMethod method);

G_END_DECLS
