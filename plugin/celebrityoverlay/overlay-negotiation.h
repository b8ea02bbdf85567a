/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityoverlaycaps: which caps can pass celebrityoverlay, and how what it
 * draws goes on: with the buffer, for downstream to blend, or in its pixels.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * celebrity_overlay_caps_query:
 * @pad: that is asked
 * @other: the other pad of the element
 * @filter: (nullable): of the question
 * @needs_pixels: whether the element reads and writes pixels whatever
 *   downstream can do, so that frames must be in system memory
 *
 * Returns: (transfer full): what can pass @pad
 */
GstCaps *celebrity_overlay_caps_query (GstPad *pad, GstPad *other,
    GstCaps *filter, gboolean needs_pixels);

/**
 * celebrity_overlay_caps_negotiate:
 * @srcpad: of the element
 * @caps: that upstream sends
 * @may_attach: whether rectangles may go with the buffer at all
 * @attach: (out): whether rectangles go with the buffer
 *
 * Asks downstream and sends it caps. A downstream that blends rectangles gets
 * them; where it says so in the answer to the allocation query alone, the caps
 * are passed on as they are.
 *
 * Returns: FALSE where downstream does not take the frames, or takes only such
 *   that can't be drawn into
 */
gboolean celebrity_overlay_caps_negotiate (GstPad *srcpad, GstCaps *caps,
    gboolean may_attach, gboolean *attach);

/**
 * celebrity_overlay_caps_answer_allocation:
 * @query: (inout): an allocation query that downstream has answered
 *
 * Takes out of the answer what must not be promised to upstream while this
 * element is in between: that downstream crops or turns the picture itself.
 * What is painted, hidden or attached is placed on the picture as it is shown,
 * so upstream must deliver that.
 */
void celebrity_overlay_caps_answer_allocation (GstQuery *query);

G_END_DECLS
