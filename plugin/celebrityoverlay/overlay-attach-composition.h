/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-attach-composition: attaches rectangles to a buffer, for downstream
 * to blend.
 */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * celebrity_attach_composition:
 * @buffer: a writable buffer
 * @composition: the rectangles to show
 *
 * Compositions that are on @buffer already are kept, below @composition.
 */
void celebrity_attach_composition (GstBuffer *buffer,
    GstVideoOverlayComposition *composition);

G_END_DECLS
