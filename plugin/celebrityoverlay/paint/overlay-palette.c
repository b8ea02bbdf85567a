/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-palette.h"

#include <math.h>

#define BLACK 0xff000000u
#define WHITE 0xffffffffu

/* Opacity of a plate, if contrast allows. */
#define PLATE_OPACITY 0xf0000000u
#define OPAQUE 0xff000000u
#define COLOR_MASK 0x00ffffffu

static const guint32 palette[] = {
  0xffe69f00, /* orange */
  0xff56b4e9, /* sky blue */
  0xff009e73, /* bluish green */
  0xfff0e442, /* yellow */
  0xff0072b2, /* blue */
  0xffd55e00, /* vermillion */
  0xffcc79a7, /* reddish purple */
};

guint
celebrity_palette_get_size (void)
{
  return G_N_ELEMENTS (palette);
}

guint32
celebrity_palette_get_nth (guint n)
{
  return palette[n % G_N_ELEMENTS (palette)];
}

/* FNV-1a. Not g_str_hash(), which may change: a person must keep the colour. */
static guint32
hash_string (const char *string)
{
  guint32 hash = 2166136261u;

  for (; *string != '\0'; string++)
    hash = (hash ^ (guchar) *string) * 16777619u;
  return hash ^ hash >> 15;
}

guint32
celebrity_palette_get_color (const char *id, const char *name)
{
  gboolean has_id = id != NULL && *id != '\0';

  return celebrity_palette_get_nth (hash_string (has_id ? id : name));
}

static double
get_channel (guint32 color, guint shift)
{
  return (color >> shift & 0xff) / 255.0;
}

static double
get_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92
                            : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (guint32 color)
{
  return 0.2126 * get_linear (get_channel (color, 16)) +
      0.7152 * get_linear (get_channel (color, 8)) +
      0.0722 * get_linear (get_channel (color, 0));
}

double
celebrity_palette_get_contrast (guint32 a, guint32 b)
{
  double one = get_luminance (a) + 0.05;
  double two = get_luminance (b) + 0.05;

  return MAX (one, two) / MIN (one, two);
}

static guint32
put_over (guint32 color, guint32 background)
{
  double opacity = get_channel (color, 24);
  guint32 sum = OPAQUE;

  for (guint shift = 0; shift <= 16; shift += 8) {
    double channel = get_channel (color, shift) * opacity +
        get_channel (background, shift) * (1.0 - opacity);

    sum |= (guint32) (channel * 255.0 + 0.5) << shift;
  }
  return sum;
}

double
celebrity_palette_get_worst_contrast (guint32 text, guint32 plate)
{
  double over_black =
      celebrity_palette_get_contrast (text, put_over (plate, BLACK));
  double over_white =
      celebrity_palette_get_contrast (text, put_over (plate, WHITE));

  return MIN (over_black, over_white);
}

guint32
celebrity_palette_get_text (guint32 color)
{
  double black = celebrity_palette_get_contrast (BLACK, color);
  double white = celebrity_palette_get_contrast (WHITE, color);

  return black > white ? BLACK : WHITE;
}

guint32
celebrity_palette_get_plate (guint32 color)
{
  guint32 translucent = (color & COLOR_MASK) | PLATE_OPACITY;
  double contrast = celebrity_palette_get_worst_contrast (
      celebrity_palette_get_text (color), translucent);

  if (contrast >= CELEBRITY_PALETTE_MIN_CONTRAST)
    return translucent;
  return color | OPAQUE;
}
