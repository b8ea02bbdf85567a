/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityrenderer: what celebrityoverlay does to one buffer after the other:
 * looks who is on it, and draws them or hides their faces.
 */

#pragma once

#include <gst/video/video.h>

#include "overlay-settings.h"

G_BEGIN_DECLS

typedef struct _CelebrityRenderer CelebrityRenderer;

/**
 * celebrity_renderer_new:
 * @element: on whose behalf messages are posted; must outlive the renderer
 *
 * Belongs to one thread at a time.
 *
 * Returns: (transfer full): a renderer
 */
CelebrityRenderer *celebrity_renderer_new (GstElement *element);

void celebrity_renderer_free (CelebrityRenderer *renderer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityRenderer, celebrity_renderer_free)

/**
 * celebrity_renderer_set_settings:
 * @settings: copied
 */
void celebrity_renderer_set_settings (CelebrityRenderer *renderer,
    const CelebrityOverlaySettings *settings);

/**
 * celebrity_renderer_set_caps:
 * @caps: of the buffers that follow
 *
 * Returns: FALSE where they have no size
 */
gboolean celebrity_renderer_set_caps (CelebrityRenderer *renderer,
    GstCaps *caps);

/**
 * celebrity_renderer_set_orientation:
 * @orientation: what is done to the frames that follow to turn them upright
 */
void celebrity_renderer_set_orientation (CelebrityRenderer *renderer,
    GstVideoOrientationMethod orientation);

/**
 * celebrity_renderer_set_attach:
 * @attach: whether rectangles go with the buffer; else they are blended
 */
void celebrity_renderer_set_attach (CelebrityRenderer *renderer,
    gboolean attach);

/**
 * celebrity_renderer_reset:
 *
 * To be called when the stream goes on elsewhere, as after a seek.
 */
void celebrity_renderer_reset (CelebrityRenderer *renderer);

/**
 * celebrity_renderer_process:
 * @buffer: (transfer full): a buffer
 * @stream_time: its stream time, or GST_CLOCK_TIME_NONE
 *
 * Returns: (transfer full) (nullable): what to push: @buffer itself, not made
 *   writable, where there is nothing to do; NULL where the pixels can't be
 *   changed though they must: an error was posted
 */
GstBuffer *celebrity_renderer_process (CelebrityRenderer *renderer,
    GstBuffer *buffer, GstClockTime stream_time);

G_END_DECLS
