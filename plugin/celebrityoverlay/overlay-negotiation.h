/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-negotiation: the caps that celebrityoverlay accepts, and whether what
 * it draws is attached to the buffer, for downstream to blend, or blended into
 * the pixels.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * celebrity_overlay_query_caps:
 * @pad: the pad that is queried
 * @other: the other pad of the element
 * @filter: (nullable): filter of the query
 * @needs_pixels: whether the element reads and writes pixels even if downstream
 *   can blend, so that frames must be in system memory
 *
 * Returns: (transfer full): the caps that @pad accepts
 */
GstCaps *celebrity_overlay_query_caps (GstPad *pad, GstPad *other,
    GstCaps *filter, gboolean needs_pixels);

/**
 * celebrity_overlay_negotiate:
 * @srcpad: the source pad of the element
 * @caps: the caps that upstream sent
 * @may_attach: whether rectangles may be attached at all
 * @attach: (out): whether rectangles are attached; else they are blended
 *
 * Queries downstream and sends it caps. Rectangles are attached if downstream
 * blends them. If downstream says so only in its answer to the allocation
 * query, @caps are passed on unchanged.
 *
 * Returns: FALSE if downstream does not accept the frames, or accepts only
 *   frames that can't be drawn into
 */
gboolean celebrity_overlay_negotiate (GstPad *srcpad, GstCaps *caps,
    gboolean may_attach, gboolean *attach);

/**
 * celebrity_overlay_filter_allocation:
 * @query: (inout): an allocation query that downstream has answered
 *
 * Removes from the answer that downstream crops or transforms the picture
 * itself. What is drawn, hidden or attached is positioned on the picture as it
 * is shown, so upstream must deliver that picture.
 */
void celebrity_overlay_filter_allocation (GstQuery *query);

G_END_DECLS
