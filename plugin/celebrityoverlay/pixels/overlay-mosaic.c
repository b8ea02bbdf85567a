/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pixels/overlay-mosaic.h"

#include <gst/gst.h>

#define MAX_CELLS CELEBRITY_MOSAIC_MAX_CELLS
#define MAX_LANES CELEBRITY_MOSAIC_MAX_LANES

/* Fractional bits of weights, which are fixed-point numbers. */
#define WEIGHT_BITS 8
#define WEIGHT_ONE (1u << WEIGHT_BITS)

/* Means of the cells, one per lane. */
typedef struct {
  guint n_columns;
  guint n_rows;
  guint32 means[MAX_CELLS][MAX_CELLS][MAX_LANES];
} Mosaic;

/* A point between the centres of two cells; @weight is that of the second. */
typedef struct {
  guint first;
  guint second;
  guint weight;
} Between;

static inline guint
read_sample (const guint8 *data, CelebritySample sample)
{
  switch (sample) {
    case CELEBRITY_SAMPLE_16_LE:
      return GST_READ_UINT16_LE (data);
    case CELEBRITY_SAMPLE_16_BE:
      return GST_READ_UINT16_BE (data);
    case CELEBRITY_SAMPLE_8:
    default:
      return *data;
  }
}

static inline void
write_sample (guint8 *data, CelebritySample sample, guint value)
{
  switch (sample) {
    case CELEBRITY_SAMPLE_16_LE:
      GST_WRITE_UINT16_LE (data, value);
      break;
    case CELEBRITY_SAMPLE_16_BE:
      GST_WRITE_UINT16_BE (data, value);
      break;
    case CELEBRITY_SAMPLE_8:
    default:
      *data = (guint8) value;
      break;
  }
}

static inline guint
get_sample_size (CelebritySample sample)
{
  return sample == CELEBRITY_SAMPLE_8 ? 1 : 2;
}

static void
compute_mean (const CelebrityPatch *patch, Mosaic *mosaic, guint column,
    guint row)
{
  guint32 *means = mosaic->means[row][column];
  guint size = get_sample_size (patch->sample);
  guint left = column * patch->cell_width;
  guint top = row * patch->cell_height;
  guint right =
      column + 1 < mosaic->n_columns ? left + patch->cell_width : patch->width;
  guint bottom =
      row + 1 < mosaic->n_rows ? top + patch->cell_height : patch->height;
  guint64 sums[MAX_LANES] = { 0 };
  guint n_groups = (right - left) * (bottom - top);

  g_assert (n_groups > 0);
  for (guint y = top; y < bottom; y++) {
    const guint8 *data = patch->data + (gssize) y * patch->stride +
        (gsize) left * patch->n_lanes * size;

    for (guint x = left; x < right; x++)
      for (guint lane = 0; lane < patch->n_lanes; lane++, data += size)
        sums[lane] += read_sample (data, patch->sample);
  }

  for (guint lane = 0; lane < patch->n_lanes; lane++)
    means[lane] = (guint32) ((sums[lane] + n_groups / 2) / n_groups);
}

static void
compute_means (const CelebrityPatch *patch, Mosaic *mosaic)
{
  /* The last cell includes the remainder: a small cell would keep detail. */
  mosaic->n_columns = MAX (patch->width / patch->cell_width, 1);
  mosaic->n_rows = MAX (patch->height / patch->cell_height, 1);
  g_assert (mosaic->n_columns <= MAX_CELLS && mosaic->n_rows <= MAX_CELLS &&
      patch->n_lanes <= MAX_LANES);

  for (guint row = 0; row < mosaic->n_rows; row++)
    for (guint column = 0; column < mosaic->n_columns; column++)
      compute_mean (patch, mosaic, column, row);
}

/* The cells that a group or row lies between. */
static Between
find_between (guint position, guint cell_size, guint n_cells, gboolean smooth)
{
  guint cell = MIN (position / cell_size, n_cells - 1);
  /* In half units, so that the middle of a cell is an integer. */
  guint offset = 2 * (position - cell * cell_size) + 1;

  if (smooth && offset < cell_size && cell > 0)
    return (Between){ cell - 1, cell,
      (offset + cell_size) * WEIGHT_ONE / (2 * cell_size) };
  if (smooth && offset >= cell_size && cell < n_cells - 1)
    return (Between){ cell, cell + 1,
      (offset - cell_size) * WEIGHT_ONE / (2 * cell_size) };
  return (Between){ cell, cell, 0 };
}

static inline guint32
mix (guint32 first, guint32 second, guint weight)
{
  return (first * (WEIGHT_ONE - weight) + second * weight) >> WEIGHT_BITS;
}

static void
paint_row (const CelebrityPatch *patch, const Mosaic *mosaic, guint y,
    const Between *columns, gboolean smooth)
{
  guint size = get_sample_size (patch->sample);
  Between rows = find_between (y, patch->cell_height, mosaic->n_rows, smooth);
  guint8 *data = patch->data + (gssize) y * patch->stride;
  guint32 means[MAX_CELLS][MAX_LANES] = { { 0 } };

  for (guint i = 0; i < mosaic->n_columns; i++)
    for (guint lane = 0; lane < patch->n_lanes; lane++)
      means[i][lane] = mix (mosaic->means[rows.first][i][lane],
          mosaic->means[rows.second][i][lane], rows.weight);

  for (guint x = 0; x < patch->width; x++) {
    const Between *between = &columns[x];

    for (guint lane = 0; lane < patch->n_lanes; lane++, data += size)
      write_sample (data, patch->sample,
          mix (means[between->first][lane], means[between->second][lane],
              between->weight) &
              patch->mask);
  }
}

void
celebrity_mosaic_apply (const CelebrityPatch *patch, gboolean smooth)
{
  g_autofree Between *columns = g_new (Between, patch->width);
  Mosaic mosaic;

  compute_means (patch, &mosaic);
  for (guint x = 0; x < patch->width; x++)
    columns[x] = find_between (x, patch->cell_width, mosaic.n_columns, smooth);
  for (guint y = 0; y < patch->height; y++)
    paint_row (patch, &mosaic, y, columns, smooth);
}
