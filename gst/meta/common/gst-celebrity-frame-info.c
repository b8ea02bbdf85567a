/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-frame-info.h"

#define DEFAULT_FRAME_DURATION (40 * GST_MSECOND)

void
gst_celebrity_frame_info_init (GstCelebrityFrameInfo *info)
{
  *info = (GstCelebrityFrameInfo){
    .pixel_width = 1,
    .pixel_height = 1,
    .frame_duration = DEFAULT_FRAME_DURATION,
  };
}

gboolean
gst_celebrity_frame_info_set_caps (GstCelebrityFrameInfo *info,
    const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  gint fps_n = 0;
  gint fps_d = 1;

  /* Not with GstVideoInfo, which rejects formats that are newer than this
   * GStreamer; the pixels do not matter here. */
  if (!gst_structure_get_int (structure, "width", &info->width) ||
      !gst_structure_get_int (structure, "height", &info->height))
    return FALSE;

  info->pixel_width = 1;
  info->pixel_height = 1;
  gst_structure_get_fraction (structure, "pixel-aspect-ratio",
      &info->pixel_width, &info->pixel_height);
  gst_structure_get_fraction (structure, "framerate", &fps_n, &fps_d);
  info->frame_duration = fps_n > 0
      ? gst_util_uint64_scale_int (GST_SECOND, fps_d, fps_n)
      : DEFAULT_FRAME_DURATION;
  return TRUE;
}
