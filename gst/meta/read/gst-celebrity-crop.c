/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-crop.h"

#include <gst/video/video.h>

gboolean
gst_celebrity_crop_read (GstBuffer *buffer, GstCelebrityCrop *crop)
{
  const GstVideoCropMeta *shown = gst_buffer_get_video_crop_meta (buffer);
  const GstVideoMeta *frame = gst_buffer_get_video_meta (buffer);

  *crop = (GstCelebrityCrop){ 0 };
  if (shown == NULL || frame == NULL || shown->x >= frame->width ||
      shown->y >= frame->height ||
      (shown->width == frame->width && shown->height == frame->height))
    return FALSE;

  *crop = (GstCelebrityCrop){ (gint) shown->x, (gint) shown->y,
    (gint) frame->width, (gint) frame->height };
  return TRUE;
}
