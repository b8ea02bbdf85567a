/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritypalette: which colour a person has, and which letters can be read
 * on it. Colours are 0xAARRGGBB, not premultiplied.
 *
 * The colours are those of Okabe and Ito, which people of any colour vision
 * can tell apart.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The contrast that WCAG asks of text (level AA). */
#define CELEBRITY_PALETTE_MIN_CONTRAST 4.5

guint celebrity_palette_get_size (void);
guint32 celebrity_palette_get_nth (guint n);

/**
 * celebrity_palette_get_color:
 * @id: (nullable): the person's id
 * @name: the person's name, which counts where there is no id
 *
 * Returns: the person's colour, the same one always and everywhere
 */
guint32 celebrity_palette_get_color (const char *id, const char *name);

/**
 * celebrity_palette_get_text:
 * @color: of the plate; its opacity does not count
 *
 * Returns: black or white, what can be read better on it
 */
guint32 celebrity_palette_get_text (guint32 color);

/**
 * celebrity_palette_get_plate:
 * @color: the person's colour; its opacity does not count
 *
 * Returns: @color a little translucent, as far as the text on it can still be
 *   read over any picture
 */
guint32 celebrity_palette_get_plate (guint32 color);

/**
 * celebrity_palette_get_contrast:
 *
 * Returns: WCAG's contrast of two opaque colours, 1..21
 */
double celebrity_palette_get_contrast (guint32 a, guint32 b);

/**
 * celebrity_palette_get_worst_contrast:
 * @text: opaque
 * @plate: may be translucent
 *
 * Returns: the contrast of @text on @plate over the picture that is worst
 */
double celebrity_palette_get_worst_contrast (guint32 text, guint32 plate);

G_END_DECLS
