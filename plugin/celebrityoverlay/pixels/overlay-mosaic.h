/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritymosaic: takes the detail out of a patch of one plane of a frame:
 * only the mean of each of few cells stays.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of a patch: along an edge, and of samples in one group. */
#define CELEBRITY_MOSAIC_MAX_CELLS 12
#define CELEBRITY_MOSAIC_MAX_LANES 8

typedef enum {
  CELEBRITY_SAMPLE_8,
  CELEBRITY_SAMPLE_16_LE,
  CELEBRITY_SAMPLE_16_BE,
} CelebritySample;

/**
 * CelebrityPatch:
 * @data: its first group
 * @stride: bytes from row to row
 * @sample: how one number is stored
 * @mask: the bits of a number that are used
 * @n_lanes: numbers in a group
 * @width: groups
 * @height: rows
 * @cell_width: groups
 * @cell_height: rows
 *
 * Groups lie next to each other and hold @n_lanes numbers each, which are
 * looked at separately, whatever they mean. No more than
 * CELEBRITY_MOSAIC_MAX_CELLS whole cells fit into a row or column; the last
 * ones are larger by the rest.
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
 * @smooth: whether one cell passes into the next; else each is of one colour
 */
void celebrity_mosaic_apply (const CelebrityPatch *patch, gboolean smooth);

G_END_DECLS
