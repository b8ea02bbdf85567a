/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritypainter: turns people into small overlay rectangles: outlines and
 * name plates, rendered once and kept while they are used.
 */

#pragma once

#include <gst/video/video.h>

#include "gst-celebrity-orientation.h"
#include "gst-celebrity-people.h"

G_BEGIN_DECLS

typedef enum {
  CELEBRITY_DRAW_BOX = 1 << 0,
  CELEBRITY_DRAW_NAME = 1 << 1,
  CELEBRITY_DRAW_CONFIDENCE = 1 << 2,
  CELEBRITY_DRAW_LANDMARKS = 1 << 3,
  CELEBRITY_DRAW_KNOWN_GENDER = 1 << 4,
} CelebrityDraw;

typedef enum {
  CELEBRITY_STYLE_CORNERS,
  CELEBRITY_STYLE_RECTANGLE,
} CelebrityStyle;

/**
 * CelebrityLook:
 * @draw: what is drawn
 * @style: how boxes are
 * @color: 0xAARRGGBB, 0: a colour per person; its opacity is that of lines,
 *   name plates stay readable
 * @line_width: pixels, 0: by the frame's height
 * @font_desc: (nullable): Pango font description; NULL: the default; without a
 *   size the size follows the frame's height
 */
typedef struct {
  CelebrityDraw draw;
  CelebrityStyle style;
  guint32 color;
  guint line_width;
  const char *font_desc;
} CelebrityLook;

typedef struct _CelebrityPainter CelebrityPainter;

/**
 * celebrity_painter_new:
 *
 * Starts nothing up: Pango is first used when there is something to write.
 * Belongs to one thread at a time.
 *
 * Returns: (transfer full): a painter
 */
CelebrityPainter *celebrity_painter_new (void);

void celebrity_painter_free (CelebrityPainter *painter);

/**
 * celebrity_painter_set_look:
 *
 * What was rendered for another line width or font is dropped. @look is copied.
 * Until it is called names and boxes are drawn with corners.
 */
void celebrity_painter_set_look (CelebrityPainter *painter,
    const CelebrityLook *look);

/**
 * celebrity_painter_set_frame:
 * @width: of the frame as it is in the buffer, pixels
 * @height: of the frame as it is in the buffer, pixels
 * @orientation: what is done to it later to turn it upright
 *
 * Plates are laid out on the upright frame and can be read there; sizes of
 * lines and letters follow it, too.
 */
void celebrity_painter_set_frame (CelebrityPainter *painter, gint width,
    gint height, GstVideoOrientationMethod orientation);

/**
 * celebrity_painter_paint:
 * @people: (array length=n_people): who is to be drawn, at their places on the
 *   frame as it is in the buffer
 *
 * Nothing is rendered, and nothing allocated, where all is as it was the last
 * time: the same composition is returned then. A picture that only moves is
 * not rendered again, and a rectangle that stays is used again: sinks keep
 * what they know of a rectangle, so that one never changes. Boxes are drawn as
 * far as they are in the frame; those of people who are held are fainter.
 *
 * Returns: (transfer full) (nullable): small rectangles, all inside the frame
 *   as it is in the buffer;
 *   NULL where there is nothing to draw
 */
GstVideoOverlayComposition *celebrity_painter_paint (CelebrityPainter *painter,
    const GstCelebrityPerson *people, guint n_people);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityPainter, celebrity_painter_free)

G_END_DECLS
