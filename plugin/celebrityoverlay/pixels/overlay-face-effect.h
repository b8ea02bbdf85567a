/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-face-effect: makes faces unrecognisable, in the frame's own pixels.
 */

#pragma once

#include <gst/video/video.h>

#include "gst-celebrity-orientation.h"
#include "gst-celebrity-people.h"

G_BEGIN_DECLS

/**
 * CelebrityEffect:
 * @CELEBRITY_EFFECT_NONE: faces are not changed
 * @CELEBRITY_EFFECT_PIXELATE: a few squares of one colour each
 * @CELEBRITY_EFFECT_BLUR: the same squares, interpolated
 */
typedef enum {
  CELEBRITY_EFFECT_NONE,
  CELEBRITY_EFFECT_PIXELATE,
  CELEBRITY_EFFECT_BLUR,
} CelebrityEffect;

/**
 * celebrity_effect_supports:
 *
 * Returns: whether faces can be hidden in frames of this format
 */
gboolean celebrity_effect_supports (const GstVideoInfo *info);

/**
 * celebrity_effect_get_face:
 *
 * Returns: the area of @person to hide: the face; if that is not known, the box
 *   that stands for the person; if there is none either, the body, which
 *   contains the face. The width is 0 if none is known
 */
const GstCelebrityPixels *celebrity_effect_get_face (
    const GstCelebrityPerson *person);

/**
 * celebrity_effect_apply:
 * @effect: how to hide the face
 * @frame: mapped for reading and writing, of a supported format
 * @face: the box of the face; a somewhat larger area is hidden, which includes
 *   hair and chin
 * @orientation: how downstream transforms the frame to show it upright, which
 *   determines the side that the hair is on
 *
 * The area is reduced to about eight squares across its longer side. No square
 * is smaller than 8 pixels.
 */
void celebrity_effect_apply (CelebrityEffect effect, GstVideoFrame *frame,
    const GstCelebrityPixels *face, GstVideoOrientationMethod orientation);

G_END_DECLS
