/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-blend: blends a composition's rectangles into a frame, at a cost that
 * is proportional to their area.
 */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * celebrity_blend:
 * @composition: rectangles, which may lie partly or entirely outside @frame
 * @frame: mapped for reading and writing
 * @x: horizontal offset of the rectangles in @frame, pixels
 * @y: vertical offset of the rectangles in @frame, pixels
 *
 * Inside the rectangles the result is that of
 * gst_video_overlay_composition_blend(), which also processes the rest of their
 * rows.
 *
 * Returns: FALSE if the frame's format can't be blended
 */
gboolean celebrity_blend (GstVideoOverlayComposition *composition,
    GstVideoFrame *frame, gint x, gint y);

G_END_DECLS
