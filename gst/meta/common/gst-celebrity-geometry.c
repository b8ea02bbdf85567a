/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-geometry.h"

/* Larger than any frame, and safe in calculations with int. */
#define LIMIT 1e6

/* A span in whole pixels that ends at most at @size - 1. */
static gboolean
get_span (double start, double length, guint size, guint *position,
    guint *extent)
{
  double limit = (double) size - 1.0;
  double first = CLAMP (start * size, 0.0, limit);
  double last = CLAMP ((start + length) * size, 0.0, limit);

  if (!(last - first >= 1.0))
    return FALSE;
  *position = (guint) (first + 0.5);
  *extent = (guint) (last + 0.5) - *position;
  return TRUE;
}

gboolean
gst_celebrity_ratios_to_rectangle (const GstCelebrityRatios *ratios,
    guint width, guint height, GstCelebrityRectangle *rectangle)
{
  return width > 0 && height > 0 &&
      get_span (ratios->left, ratios->width, width, &rectangle->x,
          &rectangle->w) &&
      get_span (ratios->top, ratios->height, height, &rectangle->y,
          &rectangle->h);
}

gboolean
gst_celebrity_pixels_set (GstCelebrityPixels *pixels, double x, double y,
    double w, double h)
{
  /* Written so that NAN fails. */
  if (!(x >= -LIMIT && x <= LIMIT && y >= -LIMIT && y <= LIMIT))
    return FALSE;
  if (!(w > 0.0 && w <= LIMIT && h > 0.0 && h <= LIMIT))
    return FALSE;
  *pixels = (GstCelebrityPixels){ x, y, w, h };
  return TRUE;
}
