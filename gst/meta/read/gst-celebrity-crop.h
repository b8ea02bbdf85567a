/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-crop: frames that hold more than is shown. videocrop and some
 * decoders leave cropping to the sink where that announces GstVideoCropMeta:
 * caps then have the size of what is shown, GstVideoMeta that of the frame.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GstCelebrityCrop:
 * @x: from the frame's left edge to that of what is shown, pixels
 * @y: from the frame's upper edge to that of what is shown, pixels
 * @width: of the whole frame, pixels
 * @height: of the whole frame, pixels
 */
typedef struct {
  gint x;
  gint y;
  gint width;
  gint height;
} GstCelebrityCrop;

/**
 * gst_celebrity_crop_read:
 * @crop: (out): zeros if all of the frame is shown
 *
 * Returns: whether @buffer holds more than is shown
 */
gboolean gst_celebrity_crop_read (GstBuffer *buffer, GstCelebrityCrop *crop);

G_END_DECLS
