/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-rotation: turns small pictures such that they are upright after a
 * sink has turned the frame that they are painted on.
 */

#pragma once

#include "gst-celebrity-orientation.h"

G_BEGIN_DECLS

/**
 * celebrity_turn_back:
 * @pixels: (transfer full): an upright picture with a GstVideoMeta and 4 bytes
 *   per pixel
 * @method: how the frame is transformed to show it upright
 *
 * Returns: (transfer full): the picture as it must be painted on the frame in
 *   the buffer; @pixels itself if @method is the identity
 */
GstBuffer *celebrity_turn_back (GstBuffer *pixels,
    GstVideoOrientationMethod method);

G_END_DECLS
