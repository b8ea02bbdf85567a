/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityscene: what is to be drawn on one frame, in whole pixels, so that
 * two frames can be compared: where the scenes are equal so are the pictures.
 * Places are on the upright frame, however it is in the buffer.
 */

#pragma once

#include "paint/overlay-plate-layout.h"
#include "paint/overlay-sizes.h"
#include "paint/overlay-painter.h"

G_BEGIN_DECLS

/* Longer texts are cut: no plate shows so much. */
#define CELEBRITY_LABEL_SIZE 256
#define CELEBRITY_NOTE_SIZE 64

/**
 * CelebrityMark:
 * @identity: of the person, to find it again on the next frame
 * @color: 0xAARRGGBB
 * @is_faint: whether its outline is
 * @rect: what the outline covers
 * @face: what no plate should cover; no width: there is none
 * @n_points: how many landmarks; those of all marks are in one array
 * @label: valid UTF-8, of one line; empty: none
 * @note: the same
 *
 * One person. Bytes that are not used are 0.
 */
typedef struct {
  guint32 identity;
  guint32 color;
  gboolean is_faint;
  CelebrityRect rect;
  CelebrityRect face;
  guint n_points;
  char label[CELEBRITY_LABEL_SIZE];
  char note[CELEBRITY_NOTE_SIZE];
} CelebrityMark;

/**
 * CelebrityPoint:
 * @x: left edge of a landmark's dot
 * @y: its upper edge
 */
typedef struct {
  gint x;
  gint y;
} CelebrityPoint;

/**
 * CelebrityScene:
 * @marks: (element-type CelebrityMark)
 * @points: (element-type CelebrityPoint)
 */
typedef struct {
  GArray *marks;
  GArray *points;
} CelebrityScene;

/**
 * CelebrityCanvas:
 * @width: of the upright frame, pixels
 * @height: of the upright frame, pixels
 * @orientation: what is done to the frame in the buffer to turn it upright
 *
 * What is drawn on.
 */
typedef struct {
  gint width;
  gint height;
  GstVideoOrientationMethod orientation;
} CelebrityCanvas;

/**
 * celebrity_canvas_init:
 * @canvas: (out): the canvas
 * @width: of the frame as it is in the buffer, pixels
 * @height: of the frame as it is in the buffer, pixels
 * @orientation: what is done to it to turn it upright
 */
void celebrity_canvas_init (CelebrityCanvas *canvas, gint width, gint height,
    GstVideoOrientationMethod orientation);

/**
 * celebrity_canvas_turn_back:
 * @rect: on the upright frame
 *
 * Returns: the same part of the frame as it is in the buffer
 */
CelebrityRect celebrity_canvas_turn_back (const CelebrityCanvas *canvas,
    const CelebrityRect *rect);

void celebrity_scene_init (CelebrityScene *scene);
void celebrity_scene_clear (CelebrityScene *scene);

/**
 * celebrity_scene_fill:
 * @scene: what was in it is forgotten
 * @people: (array length=n_people): at their places on the frame as it is in
 *   the buffer; those without a box in the frame are left out
 */
void celebrity_scene_fill (CelebrityScene *scene,
    const GstCelebrityPerson *people, guint n_people, const CelebrityLook *look,
    const CelebrityMeasures *measures, const CelebrityCanvas *canvas);

gboolean celebrity_scene_equals (const CelebrityScene *a,
    const CelebrityScene *b);

G_END_DECLS
