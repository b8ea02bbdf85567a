/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-sizes: how large lines, dots and letters are on a frame, so that they
 * are visible at 240 lines and not obtrusive at 2160.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CelebritySizes:
 * @line: width of a line
 * @contour: width of the dark edge on either side of a line
 * @bar: width of a line with both edges
 * @max_corner: maximum length of a corner's bars
 * @dot: diameter of a landmark, including its dark edge
 * @gap: distance between an outline and its plate
 * @font_size: default size of letters
 * @max_font_size: maximum size of letters if the font description has a size
 * @max_label: maximum width of a name
 * @max_note: maximum width of the text beside the name
 *
 * All in pixels.
 */
typedef struct {
  gint line;
  gint contour;
  gint bar;
  gint max_corner;
  gint dot;
  gint gap;
  gint font_size;
  gint max_font_size;
  gint max_label;
  gint max_note;
} CelebritySizes;

/**
 * celebrity_sizes_init:
 * @width: width of the frame
 * @height: height of the frame
 * @line_width: width of lines; 0: proportional to the frame
 */
void celebrity_sizes_init (CelebritySizes *sizes, gint width, gint height,
    guint line_width);

G_END_DECLS
