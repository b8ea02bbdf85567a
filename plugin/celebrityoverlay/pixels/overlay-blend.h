/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityblend: paints a composition's rectangles into a frame, at a cost
 * that follows their area.
 */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * celebrity_blend:
 * @composition: rectangles, which may lie partly or wholly outside @frame
 * @frame: mapped for reading and writing
 * @x: pixels from the frame's left edge to where the rectangles count from
 * @y: pixels from its upper edge
 *
 * Gives the pixels that gst_video_overlay_composition_blend() gives inside the
 * rectangles, without going through the rest of their rows.
 *
 * Returns: FALSE where the frame's format can't be blended
 */
gboolean celebrity_blend (GstVideoOverlayComposition *composition,
    GstVideoFrame *frame, gint x, gint y);

G_END_DECLS
