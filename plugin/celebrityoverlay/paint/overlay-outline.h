/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-outline: the bars that make up the outline of a box. Pure geometry,
 * in pixels.
 */

#pragma once

#include "gst-celebrity-people.h"
#include "paint/overlay-look.h"
#include "paint/overlay-pen.h"
#include "paint/overlay-plate-layout.h"
#include "paint/overlay-sizes.h"

G_BEGIN_DECLS

#define CELEBRITY_OUTLINE_MAX_BARS 8

typedef struct {
  CelebrityShape shape;
  CelebrityRect rect;
} CelebrityBar;

/**
 * celebrity_outline_get_rect:
 * @box: any box
 * @rect: (out): the area that the outline covers, entirely inside the frame.
 *   The line runs along the edge of the part of the box that is in the frame,
 *   or one pixel beside it, so that it starts where a subsampled column or row
 *   of chroma starts
 *
 * Returns: FALSE if no part of the box is in the frame, or the frame is too
 *   small for an outline
 */
gboolean celebrity_outline_get_rect (const GstCelebrityPixels *box, gint width,
    gint height, const CelebritySizes *sizes, CelebrityRect *rect);

/**
 * celebrity_outline_get_bars:
 * @rect: from celebrity_outline_get_rect()
 * @bars: (out caller-allocates) (array length=CELEBRITY_OUTLINE_MAX_BARS): bars
 *   that do not overlap
 *
 * Returns: the number of bars
 */
guint celebrity_outline_get_bars (const CelebrityRect *rect,
    CelebrityStyle style, const CelebritySizes *sizes, CelebrityBar *bars);

G_END_DECLS
