/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-palette: the colour of a person, and the text colour that is readable
 * on it. Colours are 0xAARRGGBB, not premultiplied.
 *
 * The colours are those of Okabe and Ito, which can be told apart with any
 * kind of colour vision.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The contrast that WCAG level AA requires for text. */
#define CELEBRITY_PALETTE_MIN_CONTRAST 4.5

guint celebrity_palette_get_size (void);
guint32 celebrity_palette_get_nth (guint n);

/**
 * celebrity_palette_get_color:
 * @id: (nullable): the person's id
 * @name: the person's name, used if there is no id
 *
 * Returns: the person's colour, the same on every frame of every film
 */
guint32 celebrity_palette_get_color (const char *id, const char *name);

/**
 * celebrity_palette_get_text:
 * @color: colour of the plate; its opacity is ignored
 *
 * Returns: black or white, whichever is more readable on @color
 */
guint32 celebrity_palette_get_text (guint32 color);

/**
 * celebrity_palette_get_plate:
 * @color: the person's colour; its opacity is ignored
 *
 * Returns: @color, slightly translucent if the text on it stays readable over
 *   any picture, else opaque
 */
guint32 celebrity_palette_get_plate (guint32 color);

/**
 * celebrity_palette_get_contrast:
 *
 * Returns: WCAG contrast of two opaque colours, 1 to 21
 */
double celebrity_palette_get_contrast (guint32 a, guint32 b);

/**
 * celebrity_palette_get_worst_contrast:
 * @text: opaque
 * @plate: may be translucent
 *
 * Returns: the contrast of @text on @plate over the least favourable picture
 */
double celebrity_palette_get_worst_contrast (guint32 text, guint32 plate);

G_END_DECLS
