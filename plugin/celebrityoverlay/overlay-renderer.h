/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-renderer: what celebrityoverlay does to each buffer: reads the people
 * on it, and draws them or hides their faces.
 */

#pragma once

#include <gst/video/video.h>

#include "overlay-settings.h"

G_BEGIN_DECLS

typedef struct _CelebrityRenderer CelebrityRenderer;

/**
 * celebrity_renderer_new:
 * @element: posts messages and owns the log; must outlive the renderer
 *
 * Not thread-safe.
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
 * @caps: caps of the buffers that follow
 *
 * Returns: FALSE if @caps have no width or height
 */
gboolean celebrity_renderer_set_caps (CelebrityRenderer *renderer,
    GstCaps *caps);

/**
 * celebrity_renderer_set_orientation:
 * @orientation: how downstream transforms the frames that follow to show them
 *   upright
 */
void celebrity_renderer_set_orientation (CelebrityRenderer *renderer,
    GstVideoOrientationMethod orientation);

/**
 * celebrity_renderer_set_attach:
 * @attach: whether rectangles are attached to the buffer; else they are blended
 */
void celebrity_renderer_set_attach (CelebrityRenderer *renderer,
    gboolean attach);

/**
 * celebrity_renderer_reset:
 *
 * Must be called after a discontinuity such as a seek.
 */
void celebrity_renderer_reset (CelebrityRenderer *renderer);

/**
 * celebrity_renderer_process:
 * @buffer: (transfer full): a buffer
 * @stream_time: its stream time, or GST_CLOCK_TIME_NONE
 *
 * Returns: (transfer full) (nullable): the buffer to push: @buffer itself, not
 *   made writable, if there is nothing to do; NULL if the pixels must be changed
 *   but can't be (an error was posted)
 */
GstBuffer *celebrity_renderer_process (CelebrityRenderer *renderer,
    GstBuffer *buffer, GstClockTime stream_time);

G_END_DECLS
