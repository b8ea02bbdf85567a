/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-painter: turns people into small overlay rectangles: outlines and
 * name plates. Each picture is rendered once and kept while it is in use.
 */

#pragma once

#include <gst/video/video.h>

#include "gst-celebrity-orientation.h"
#include "gst-celebrity-people.h"
#include "paint/overlay-look.h"
#include "paint/overlay-picture-cache.h"

G_BEGIN_DECLS

typedef struct _CelebrityPainter CelebrityPainter;

/**
 * celebrity_painter_new:
 *
 * Does not initialise Pango: that happens when the first text is rendered.
 * Not thread-safe. Until celebrity_painter_set_look() is called, the painter
 * draws names, and boxes as corners.
 *
 * Returns: (transfer full): a painter
 */
CelebrityPainter *celebrity_painter_new (void);

void celebrity_painter_free (CelebrityPainter *painter);

/**
 * celebrity_painter_set_look:
 * @look: copied
 *
 * If the line width or the font changes, cached pictures are dropped.
 */
void celebrity_painter_set_look (CelebrityPainter *painter,
    const CelebrityLook *look);

/**
 * celebrity_painter_set_frame:
 * @width: width of the frame as it is in the buffer, pixels
 * @height: height of the frame as it is in the buffer, pixels
 * @orientation: how downstream transforms the frame to show it upright
 *
 * Plates are laid out on the upright frame, so that they can be read there;
 * the sizes of lines and letters follow the upright frame, too.
 */
void celebrity_painter_set_frame (CelebrityPainter *painter, gint width,
    gint height, GstVideoOrientationMethod orientation);

/**
 * celebrity_painter_paint:
 * @people: (array length=n_people): the people to draw, with boxes on the frame
 *   as it is in the buffer
 *
 * If nothing changed since the previous call, this renders and allocates
 * nothing and returns the same composition. A picture that only moves is not
 * rendered again, and a rectangle that does not move is reused: sinks cache
 * what they uploaded per rectangle, so rectangles are never modified. Boxes are
 * clipped to the frame; those of people whose state is "held" are fainter.
 *
 * Returns: (transfer full) (nullable): small rectangles, all inside the frame
 *   as it is in the buffer; NULL if there is nothing to draw
 */
GstVideoOverlayComposition *celebrity_painter_paint (CelebrityPainter *painter,
    const GstCelebrityPerson *people, guint n_people);

/**
 * celebrity_painter_get_stats:
 * @stats: (out): of both caches, plates and bars, together
 */
void celebrity_painter_get_stats (const CelebrityPainter *painter,
    CelebrityPictureStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityPainter, celebrity_painter_free)

G_END_DECLS
