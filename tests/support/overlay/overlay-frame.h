/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-frame: creates frames of one colour, attaches people to them, and reads
 * pixels of frames in any format.
 */

#pragma once

#include <gst/video/video.h>
#include "gst-celebrity-meta.h"

G_BEGIN_DECLS

/* The metas that the overlay reads. */
#define OVERLAY_FRAME_TYPES \
  (GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI)

/**
 * OverlayPerson:
 * @x: left edge of the face, pixels; likewise @y, @w and @h
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
 * Returns: (transfer full): a grey frame
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
 * @values: four bytes per pixel: alpha and three components
 *
 * The pixels of a frame.
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
 * Returns: whether the pixel clearly differs from those of
 *   overlay_frame_create()
 */
gboolean overlay_pixels_differ (const OverlayPixels *pixels, gint x, gint y);

/**
 * overlay_pixels_count:
 *
 * Returns: the number of pixels that differ
 */
guint overlay_pixels_count (const OverlayPixels *pixels);

G_END_DECLS
