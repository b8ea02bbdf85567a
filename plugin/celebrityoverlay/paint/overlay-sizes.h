/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritymeasures: how large things are drawn on a frame of some size, so
 * that they can be seen at 240 lines and do not shout at 2160.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CelebrityMeasures:
 * @line: width of a line
 * @contour: width of the dark edge on either side of a line
 * @bar: width of both together
 * @max_corner: the longest that a corner's bars get
 * @dot: diameter of a landmark, its dark edge included
 * @gap: between an outline and its plate
 * @font_size: of letters
 * @max_font_size: of letters whose size was asked for
 * @max_label: the widest that a name gets
 * @max_note: the widest that what stands beside the name gets
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
} CelebrityMeasures;

/**
 * celebrity_measures_init:
 * @width: of the frame
 * @height: of the frame
 * @line_width: 0: by the frame
 */
void celebrity_measures_init (CelebrityMeasures *measures, gint width,
    gint height, guint line_width);

G_END_DECLS
