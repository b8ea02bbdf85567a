/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-crop: frames of which only a part is shown. videocrop and some
 * decoders leave cropping to the sink if it announces GstVideoCropMeta: caps
 * then have the size of the part that is shown, GstVideoMeta that of the frame.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GstCelebrityCrop:
 * @x: left edge of the part that is shown, pixels of the whole frame
 * @y: top edge of the part that is shown, pixels of the whole frame
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
 * @crop: (out): zeros if the whole frame is shown
 *
 * Returns: whether only a part of the frame is shown
 */
gboolean gst_celebrity_crop_read (GstBuffer *buffer, GstCelebrityCrop *crop);

G_END_DECLS
