/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-look: what is drawn of people, and in which style.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CelebrityDraw:
 * @CELEBRITY_DRAW_BOX: the outline of the box
 * @CELEBRITY_DRAW_NAME: the name, on a plate
 * @CELEBRITY_DRAW_CONFIDENCE: the confidence of the match, beside the name
 * @CELEBRITY_DRAW_LANDMARKS: dots at the landmarks of the face
 * @CELEBRITY_DRAW_KNOWN_GENDER: the known gender, beside the name
 */
typedef enum {
  CELEBRITY_DRAW_BOX = 1 << 0,
  CELEBRITY_DRAW_NAME = 1 << 1,
  CELEBRITY_DRAW_CONFIDENCE = 1 << 2,
  CELEBRITY_DRAW_LANDMARKS = 1 << 3,
  CELEBRITY_DRAW_KNOWN_GENDER = 1 << 4,
} CelebrityDraw;

/**
 * CelebrityStyle:
 * @CELEBRITY_STYLE_CORNERS: the outline consists of the four corners
 * @CELEBRITY_STYLE_RECTANGLE: the outline is complete
 */
typedef enum {
  CELEBRITY_STYLE_CORNERS,
  CELEBRITY_STYLE_RECTANGLE,
} CelebrityStyle;

/**
 * CelebrityLook:
 * @draw: what is drawn
 * @style: how boxes are drawn
 * @color: 0xAARRGGBB; 0: a colour per person. The opacity applies to lines;
 *   name plates stay readable
 * @line_width: pixels; 0: proportional to the size of the frame
 * @font_desc: (nullable): Pango font description; NULL: the default font. If it
 *   has no size, the size is proportional to that of the frame
 */
typedef struct {
  CelebrityDraw draw;
  CelebrityStyle style;
  guint32 color;
  guint line_width;
  const char *font_desc;
} CelebrityLook;

G_END_DECLS
