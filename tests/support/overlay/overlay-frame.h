/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-frame: frames of one colour, people put on them by hand, and what came
 * out looked at pixel by pixel whatever the format.
 */

#pragma once

#include <gst/video/video.h>
#include "gst-celebrity-meta.h"

G_BEGIN_DECLS

/* Those that the overlay reads. */
#define OVERLAY_FRAME_TYPES \
  (GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI)

/**
 * OverlayPerson:
 * @x: of the face, pixels; with y, w and h
 */
typedef struct {
  const char *name;
  const char *id;
  double x;
  double y;
  double w;
  double h;
} OverlayPerson;

/**
 * overlay_frame_create:
 *
 * Returns: (transfer full): a frame of one grey
 */
GstBuffer *overlay_frame_create (const GstVideoInfo *info);

/**
 * overlay_frame_attach:
 *
 * Attaches @people as rekognitioncelebrity does.
 */
void overlay_frame_attach (GstBuffer *buffer, const GstVideoInfo *info,
    const OverlayPerson *people, guint n_people, GstCelebrityMetaTypes types);

/**
 * OverlayPixels:
 * @values: four numbers a pixel, 8 bits: alpha and three components
 *
 * A frame's pixels.
 */
typedef struct {
  gint width;
  gint height;
  guint8 *values;
} OverlayPixels;

void overlay_pixels_init (OverlayPixels *pixels, GstBuffer *buffer,
    const GstVideoInfo *info);
void overlay_pixels_clear (OverlayPixels *pixels);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OverlayPixels, overlay_pixels_clear)

/**
 * overlay_pixels_differ:
 *
 * Returns: whether the pixel is clearly another than that of
 *   overlay_frame_create()
 */
gboolean overlay_pixels_differ (const OverlayPixels *pixels, gint x, gint y);

/**
 * overlay_pixels_count:
 *
 * Returns: how many pixels differ so
 */
guint overlay_pixels_count (const OverlayPixels *pixels);

G_END_DECLS
