/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityeffect: makes faces unrecognisable, in the frame's own pixels.
 */

#pragma once

#include <gst/video/video.h>

#include "gst-celebrity-orientation.h"
#include "gst-celebrity-people.h"

G_BEGIN_DECLS

/**
 * CelebrityEffect:
 * @CELEBRITY_EFFECT_NONE: faces are left as they are
 * @CELEBRITY_EFFECT_PIXELATE: a few squares of one colour each
 * @CELEBRITY_EFFECT_BLUR: the same squares, passing into each other
 */
typedef enum {
  CELEBRITY_EFFECT_NONE,
  CELEBRITY_EFFECT_PIXELATE,
  CELEBRITY_EFFECT_BLUR,
} CelebrityEffect;

/**
 * celebrity_effect_supports:
 *
 * Returns: whether faces can be hidden in frames of this kind
 */
gboolean celebrity_effect_supports (const GstVideoInfo *info);

/**
 * celebrity_effect_get_face:
 *
 * Returns: what is to be hidden of @person: the face; if that is not known, the
 *   box that stands for the person; if there is none either, the body, for the
 *   face is in it. Of no width if nothing is known
 */
const GstCelebrityPixels *celebrity_effect_get_face (
    const GstCelebrityPerson *person);

/**
 * celebrity_effect_apply:
 * @effect: what to do
 * @frame: mapped for reading and writing, of a kind that is supported
 * @face: where the face is; the area is somewhat larger, so that hair and chin
 *   are in it
 * @orientation: what is done to the frame later to turn it upright: it tells on
 *   which side the hair is
 *
 * At most about eight squares stay across the face, and none is smaller than
 * 8 pixels.
 */
void celebrity_effect_apply (CelebrityEffect effect, GstVideoFrame *frame,
    const GstCelebrityPixels *face, GstVideoOrientationMethod orientation);

G_END_DECLS
