/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-sizes.h"

/* Smallest readable font size, pixels. */
#define MIN_FONT_SIZE 11

/* Even sizes avoid sharing subsampled chroma with the picture. */
static gint
get_even (gint size)
{
  return (size + 1) / 2 * 2;
}

void
celebrity_sizes_init (CelebritySizes *sizes, gint width, gint height,
    guint line_width)
{
  /* Portrait video is shown as large as landscape video. */
  gint size = MIN (width, height);
  gint contour = MAX (1, size / 720);
  gint line = MAX (2, get_even (size / 240));

  if (line_width > 0)
    line = (gint) MIN (line_width, (guint) MAX (size, 1));

  *sizes = (CelebritySizes){
    .line = line,
    .contour = contour,
    .bar = line + 2 * contour,
    .max_corner = MAX (size / 12, 1),
    .dot = get_even (2 * line + 2 * contour),
    .gap = MAX (2, get_even (size / 240)),
    .font_size = MAX (MIN_FONT_SIZE, size / 42),
    .max_font_size = MAX (MIN_FONT_SIZE, size / 4),
    .max_label = width * 36 / 100,
    .max_note = width * 24 / 100,
  };
}
