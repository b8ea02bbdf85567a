/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * paint-person: people to be painted, and a painter for one frame.
 */

#pragma once

#include "paint/overlay-painter.h"

G_BEGIN_DECLS

/* The frame, if nothing else is said. */
#define PAINT_WIDTH 640
#define PAINT_HEIGHT 480

/* What is drawn with at that height, see celebritymeasures.c. */
#define PAINT_LINE 2
#define PAINT_CONTOUR 1
#define PAINT_BAR (PAINT_LINE + 2 * PAINT_CONTOUR)

/* Of an outline. */
#define PAINT_N_CORNER_BARS 8
#define PAINT_N_RECTANGLE_BARS 4

/* A face in the middle of it, where an outline is just along its edge. */
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
 * @box: of the face
 *
 * Returns: a person of whom nothing else is known
 */
GstCelebrityPerson paint_person_make (const char *name, GstCelebrityPixels box);

CelebrityPainter *paint_person_create_painter (const CelebrityLook *look,
    gint width, gint height);

/**
 * paint_person_paint:
 *
 * Returns: (transfer full) (nullable): @person alone, by a painter that did
 *   nothing before
 */
GstVideoOverlayComposition *paint_person_paint (const CelebrityLook *look,
    const GstCelebrityPerson *person);

/**
 * paint_person_count:
 * @composition: (nullable): what was painted
 *
 * Returns: how many rectangles
 */
guint paint_person_count (GstVideoOverlayComposition *composition);

G_END_DECLS
