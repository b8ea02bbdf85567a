/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityplanes: how the pixels of a video format lie in its planes, as far
 * as it takes to find a part of a row.
 */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * CelebrityPlane:
 * @group: bytes of the smallest run of whole pixels
 * @w_shift: log2 of how many pixels such a run holds
 * @h_shift: log2 of how many rows of the frame a row of the plane stands for
 * @n_components: how many components are in the plane
 */
typedef struct {
  guint group;
  guint w_shift;
  guint h_shift;
  guint n_components;
} CelebrityPlane;

/**
 * CelebrityPlanes:
 * @n_planes: how many of @planes there are
 * @planes: the planes
 * @x_grid: pixels, a power of two: where all planes can be cut
 * @y_grid: rows, likewise
 */
typedef struct {
  guint n_planes;
  CelebrityPlane planes[GST_VIDEO_MAX_PLANES];
  guint x_grid;
  guint y_grid;
} CelebrityPlanes;

/**
 * celebrity_planes_init:
 *
 * Returns: FALSE where rows are no sequence of such runs (tiles, palettes, odd
 *   packings); only the grids are right then
 */
gboolean celebrity_planes_init (CelebrityPlanes *planes,
    const GstVideoFormatInfo *format);

G_END_DECLS
