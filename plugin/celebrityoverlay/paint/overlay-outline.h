/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityoutline: of which bars the outline of a box is made. Pure geometry,
 * in pixels.
 */

#pragma once

#include "paint/overlay-pen.h"
#include "paint/overlay-plate-layout.h"
#include "paint/overlay-sizes.h"
#include "paint/overlay-painter.h"

G_BEGIN_DECLS

#define CELEBRITY_OUTLINE_MAX_BARS 8

typedef struct {
  CelebrityShape shape;
  CelebrityRect rect;
} CelebrityBar;

/**
 * celebrity_outline_get_rect:
 * @box: any
 * @rect: (out): what the outline covers: its line runs along the edge of that
 *   part of the box which is in the frame, or a pixel beside it so that it
 *   begins where a column or row of colours does, and all of it is in the frame
 *
 * Returns: FALSE where nothing of the box is in the frame, or the frame is
 *   too small for an outline
 */
gboolean celebrity_outline_get_rect (const GstCelebrityPixels *box, gint width,
    gint height, const CelebrityMeasures *measures, CelebrityRect *rect);

/**
 * celebrity_outline_get_bars:
 * @rect: from celebrity_outline_get_rect()
 * @bars: (out caller-allocates) (array length=CELEBRITY_OUTLINE_MAX_BARS): no
 *   two of them overlap
 *
 * Returns: how many bars
 */
guint celebrity_outline_get_bars (const CelebrityRect *rect,
    CelebrityStyle style, const CelebrityMeasures *measures,
    CelebrityBar *bars);

G_END_DECLS
