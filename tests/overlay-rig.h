/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-rig: frames of one colour, people put on them by hand, and what came
 * out looked at pixel by pixel whatever the format.
 */

#pragma once

#include <gst/video/video.h>
#include <meta/gst-celebrity-meta.h>

G_BEGIN_DECLS

#define OVERLAY_RIG_ALL_TYPES \
  (GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI)

/**
 * OverlayRigPerson:
 * @x: of the face, pixels; with y, w and h
 */
typedef struct {
  const char *name;
  const char *id;
  double x;
  double y;
  double w;
  double h;
} OverlayRigPerson;

/**
 * overlay_rig_create_frame:
 *
 * Returns: (transfer full): a frame of one grey
 */
GstBuffer *overlay_rig_create_frame (const GstVideoInfo *info);

/**
 * overlay_rig_attach:
 *
 * Attaches @people as rekognitioncelebrity does.
 */
void overlay_rig_attach (GstBuffer *buffer, const GstVideoInfo *info,
    const OverlayRigPerson *people, guint n_people,
    GstCelebrityMetaTypes types);

/**
 * OverlayRigPixels:
 * @values: four numbers a pixel, 8 bits: alpha and three components
 *
 * A frame's pixels.
 */
typedef struct {
  gint width;
  gint height;
  guint8 *values;
} OverlayRigPixels;

void overlay_rig_pixels_init (OverlayRigPixels *pixels, GstBuffer *buffer,
    const GstVideoInfo *info);
void overlay_rig_pixels_clear (OverlayRigPixels *pixels);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OverlayRigPixels, overlay_rig_pixels_clear)

/**
 * overlay_rig_pixels_differ:
 *
 * Returns: whether the pixel is clearly another than that of
 *   overlay_rig_create_frame()
 */
gboolean overlay_rig_pixels_differ (const OverlayRigPixels *pixels, gint x,
    gint y);

G_END_DECLS
