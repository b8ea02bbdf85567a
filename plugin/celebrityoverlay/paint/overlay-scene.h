/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-scene: what is drawn on one frame, in whole pixels, so that frames
 * can be compared: equal scenes give equal pictures. Coordinates are those of
 * the upright frame, whatever its orientation in the buffer.
 */

#pragma once

#include "gst-celebrity-orientation.h"
#include "gst-celebrity-people.h"
#include "paint/overlay-look.h"
#include "paint/overlay-plate-layout.h"
#include "paint/overlay-sizes.h"

G_BEGIN_DECLS

/* Longer text is truncated; no plate is wide enough to show it. */
#define CELEBRITY_LABEL_SIZE 256
#define CELEBRITY_NOTE_SIZE 64

/**
 * CelebritySceneItem:
 * @identity: hash that identifies the person on the next frame
 * @color: 0xAARRGGBB
 * @is_faint: whether the outline is half transparent
 * @rect: the area that the outline covers
 * @face: the area that no plate should cover; width 0: none
 * @n_points: number of landmarks; those of all items are in one array
 * @label: the name, one line of valid UTF-8; empty: none
 * @note: text beside the name, one line of valid UTF-8; empty: none
 *
 * One person. Unused bytes are 0, so that items can be compared as memory.
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
} CelebritySceneItem;

/**
 * CelebrityPoint:
 * @x: left edge of the dot
 * @y: upper edge of the dot
 *
 * A landmark.
 */
typedef struct {
  gint x;
  gint y;
} CelebrityPoint;

/**
 * CelebrityScene:
 * @items: (element-type CelebritySceneItem)
 * @points: (element-type CelebrityPoint)
 */
typedef struct {
  GArray *items;
  GArray *points;
} CelebrityScene;

/**
 * CelebrityCanvas:
 * @width: width of the upright frame, pixels
 * @height: height of the upright frame, pixels
 * @orientation: how the frame in the buffer is transformed to be upright
 *
 * The frame that is drawn on.
 */
typedef struct {
  gint width;
  gint height;
  GstVideoOrientationMethod orientation;
} CelebrityCanvas;

/**
 * celebrity_canvas_init:
 * @canvas: (out): the canvas
 * @width: width of the frame as it is in the buffer, pixels
 * @height: height of the frame as it is in the buffer, pixels
 * @orientation: how it is transformed to be upright
 */
void celebrity_canvas_init (CelebrityCanvas *canvas, gint width, gint height,
    GstVideoOrientationMethod orientation);

/**
 * celebrity_canvas_turn_back:
 * @rect: an area of the upright frame
 *
 * Returns: the same area of the frame as it is in the buffer
 */
CelebrityRect celebrity_canvas_turn_back (const CelebrityCanvas *canvas,
    const CelebrityRect *rect);

void celebrity_scene_init (CelebrityScene *scene);
void celebrity_scene_clear (CelebrityScene *scene);

/**
 * celebrity_scene_fill:
 * @scene: (inout): its previous content is discarded
 * @people: (array length=n_people): people, with boxes on the frame as it is in
 *   the buffer; those without a box in the frame are omitted
 */
void celebrity_scene_fill (CelebrityScene *scene,
    const GstCelebrityPerson *people, guint n_people, const CelebrityLook *look,
    const CelebritySizes *sizes, const CelebrityCanvas *canvas);

gboolean celebrity_scene_equals (const CelebrityScene *a,
    const CelebrityScene *b);

G_END_DECLS
