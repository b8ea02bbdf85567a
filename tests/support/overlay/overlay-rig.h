/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-rig: a celebrityoverlay in a GstHarness.
 */

#pragma once

#include <gst/check/gstharness.h>

#include "support/overlay/overlay-frame.h"

G_BEGIN_DECLS

#define OVERLAY_RIG_FEATURE GST_CAPS_FEATURE_META_GST_VIDEO_OVERLAY_COMPOSITION

/* Only complete boxes, in one colour. */
#define OVERLAY_RIG_LINES "draw=box style=rectangle color=0xffff0000"

/* Two people who do not overlap, on a frame of 320 x 240. */
extern const OverlayPerson overlay_rig_ada;
extern const OverlayPerson overlay_rig_ben;

/**
 * OverlayRig:
 * @harness: has the element
 * @info: format of the frames that are pushed
 */
typedef struct {
  GstHarness *harness;
  GstVideoInfo info;
} OverlayRig;

/**
 * overlay_rig_main:
 *
 * Must be called first in main(). Initialises GLib's tests and GStreamer, and
 * aborts if there is no celebrityoverlay.
 */
void overlay_rig_main (int *argc, char ***argv);

/**
 * overlay_rig_run:
 *
 * Returns: the exit status for main()
 */
int overlay_rig_run (void);

void overlay_rig_init (OverlayRig *rig, const char *launch_line,
    GstVideoFormat format, gint width, gint height);

/**
 * overlay_rig_init_default:
 *
 * Like overlay_rig_init(), with I420 of 320 x 240.
 */
void overlay_rig_init_default (OverlayRig *rig, const char *launch_line);
void overlay_rig_clear (OverlayRig *rig);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OverlayRig, overlay_rig_clear)

/**
 * overlay_rig_set_format:
 *
 * Sends caps downstream.
 */
void overlay_rig_set_format (OverlayRig *rig, GstVideoFormat format, gint width,
    gint height);

/**
 * overlay_rig_create_buffer:
 *
 * Returns: (transfer full): a frame with these people on it
 */
GstBuffer *overlay_rig_create_buffer (OverlayRig *rig,
    const OverlayPerson *people, guint n_people);

/**
 * overlay_rig_push_buffer:
 * @buffer: (transfer full): a buffer
 *
 * Returns: (transfer full): the buffer that came out; if none did, the test
 *   fails
 */
GstBuffer *overlay_rig_push_buffer (OverlayRig *rig, GstBuffer *buffer);

/**
 * overlay_rig_push:
 *
 * Pushes a frame with these people on it.
 *
 * Returns: (transfer full): the buffer that came out
 */
GstBuffer *overlay_rig_push (OverlayRig *rig, const OverlayPerson *people,
    guint n_people);

/**
 * overlay_rig_get_pixels:
 * @buffer: a buffer that came out
 * @pixels: (out): its pixels
 */
void overlay_rig_get_pixels (OverlayRig *rig, GstBuffer *buffer,
    OverlayPixels *pixels);

/**
 * overlay_rig_count:
 *
 * Pushes a frame with these people on it.
 *
 * Returns: the number of pixels that changed
 */
guint overlay_rig_count (OverlayRig *rig, const OverlayPerson *people,
    guint n_people);

/**
 * overlay_rig_check_boxes:
 *
 * Asserts that all four lines of each box are painted, and nothing else.
 */
void overlay_rig_check_boxes (const OverlayPixels *pixels,
    const OverlayPerson *people, guint n_people);

G_END_DECLS
