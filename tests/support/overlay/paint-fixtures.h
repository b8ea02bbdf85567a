/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * paint-fixtures: people to paint, and a painter for one frame.
 */

#pragma once

#include "paint/overlay-painter.h"

G_BEGIN_DECLS

/* The default size of the frame. */
#define PAINT_WIDTH 640
#define PAINT_HEIGHT 480

/* Sizes at that height, see overlay-sizes.c. */
#define PAINT_LINE 2
#define PAINT_CONTOUR 1
#define PAINT_BAR (PAINT_LINE + 2 * PAINT_CONTOUR)

/* Bars per outline. */
#define PAINT_N_CORNER_BARS 8
#define PAINT_N_RECTANGLE_BARS 4

/* A face in the middle, aligned such that the outline is exactly on its edge. */
#define PAINT_X 201
#define PAINT_Y 161
#define PAINT_W 120
#define PAINT_H 160
#define PAINT_FACE \
  { \
    PAINT_X, PAINT_Y, PAINT_W, PAINT_H \
  }

/**
 * paint_person_make:
 * @name: (transfer none)
 * @box: box of the face
 *
 * Returns: a person with only a name and a face
 */
GstCelebrityPerson paint_person_make (const char *name, GstCelebrityPixels box);

CelebrityPainter *paint_person_create_painter (const CelebrityLook *look,
    gint width, gint height);

/**
 * paint_person_paint:
 *
 * Returns: (transfer full) (nullable): only @person, painted by a new painter
 */
GstVideoOverlayComposition *paint_person_paint (const CelebrityLook *look,
    const GstCelebrityPerson *person);

/**
 * paint_person_count:
 * @composition: (nullable): a composition
 *
 * Returns: the number of its rectangles
 */
guint paint_person_count (GstVideoOverlayComposition *composition);

G_END_DECLS
