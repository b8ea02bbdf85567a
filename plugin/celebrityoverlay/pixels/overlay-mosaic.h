/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-mosaic: removes the detail from a patch of one plane of a frame: only
 * the means of a few cells are kept.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Limits of a patch: cells along an edge, and samples per group. */
#define CELEBRITY_MOSAIC_MAX_CELLS 12
#define CELEBRITY_MOSAIC_MAX_LANES 8

typedef enum {
  CELEBRITY_SAMPLE_8,
  CELEBRITY_SAMPLE_16_LE,
  CELEBRITY_SAMPLE_16_BE,
} CelebritySample;

/**
 * CelebrityPatch:
 * @data: the first group of the first row
 * @stride: bytes from row to row
 * @sample: how a sample is stored
 * @mask: the bits of a sample that are used
 * @n_lanes: samples per group
 * @width: width of the patch, groups
 * @height: height of the patch, rows
 * @cell_width: width of a cell, groups
 * @cell_height: height of a cell, rows
 *
 * Groups are contiguous and have @n_lanes samples each, which are processed
 * independently, whatever they mean. At most CELEBRITY_MOSAIC_MAX_CELLS whole
 * cells may fit into a row or column; the last cell includes the remainder.
 */
typedef struct {
  guint8 *data;
  gint stride;
  CelebritySample sample;
  guint16 mask;
  guint n_lanes;
  guint width;
  guint height;
  guint cell_width;
  guint cell_height;
} CelebrityPatch;

/**
 * celebrity_mosaic_apply:
 * @smooth: whether to interpolate between cells; else each has one colour
 */
void celebrity_mosaic_apply (const CelebrityPatch *patch, gboolean smooth);

G_END_DECLS
