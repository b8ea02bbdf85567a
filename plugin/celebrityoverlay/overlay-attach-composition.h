/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityattach: puts rectangles onto a buffer, for downstream to blend.
 */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * celebrity_attach:
 * @buffer: a writable buffer
 * @composition: what to show
 *
 * What others attached stays, below it.
 */
void celebrity_attach (GstBuffer *buffer,
    GstVideoOverlayComposition *composition);

G_END_DECLS
