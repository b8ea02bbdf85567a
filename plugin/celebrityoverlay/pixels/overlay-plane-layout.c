/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pixels/overlay-plane-layout.h"

gboolean
celebrity_planes_init (CelebrityPlanes *planes,
    const GstVideoFormatInfo *format)
{
  guint n_components = GST_VIDEO_FORMAT_INFO_N_COMPONENTS (format);
  gboolean has_groups = n_components > 0 &&
      !GST_VIDEO_FORMAT_INFO_IS_TILED (format) &&
      !GST_VIDEO_FORMAT_INFO_HAS_PALETTE (format);

  *planes = (CelebrityPlanes){ .x_grid = 1, .y_grid = 1 };

  for (guint i = 0; i < n_components; i++) {
    guint number = GST_VIDEO_FORMAT_INFO_PLANE (format, i);
    guint group = GST_VIDEO_FORMAT_INFO_PSTRIDE (format, i);
    guint w_shift = GST_VIDEO_FORMAT_INFO_W_SUB (format, i);
    guint h_shift = GST_VIDEO_FORMAT_INFO_H_SUB (format, i);
    CelebrityPlane *plane = &planes->planes[number];

    plane->n_components++;
    /* The component with the fewest samples determines the group. */
    if (group > plane->group) {
      plane->group = group;
      plane->w_shift = w_shift;
      plane->h_shift = h_shift;
    }
    has_groups = has_groups && group > 0;
    planes->n_planes = MAX (planes->n_planes, number + 1);
    planes->x_grid = MAX (planes->x_grid, 1u << w_shift);
    planes->y_grid = MAX (planes->y_grid, 1u << h_shift);
  }
  return has_groups;
}
