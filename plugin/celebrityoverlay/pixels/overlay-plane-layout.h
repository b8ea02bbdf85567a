/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-plane-layout: how the pixels of a video format are stored in its
 * planes, as far as needed to address a part of a row.
 */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * CelebrityPlane:
 * @group: bytes of the smallest group of whole pixels
 * @w_shift: log2 of the pixels per group
 * @h_shift: log2 of the frame's rows per row of the plane
 * @n_components: number of components in the plane
 */
typedef struct {
  guint group;
  guint w_shift;
  guint h_shift;
  guint n_components;
} CelebrityPlane;

/**
 * CelebrityPlanes:
 * @n_planes: number of planes
 * @planes: the planes
 * @x_grid: columns at multiples of this, a power of two, are group boundaries in
 *   all planes
 * @y_grid: likewise, for rows
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
 * Returns: FALSE if rows are not sequences of such groups (tiles, palettes, odd
 *   packings); then only the grids are valid
 */
gboolean celebrity_planes_init (CelebrityPlanes *planes,
    const GstVideoFormatInfo *format);

G_END_DECLS
