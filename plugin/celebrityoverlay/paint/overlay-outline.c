/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-outline.h"

#include <math.h>

/* A corner's bars are a quarter of the shorter side of the box. */
#define CORNER_SHARE 4

/* The smallest outline, in bar widths: two corners. */
#define MIN_BARS 4

/* With subsampled chroma, two columns or rows share the colour of the first:
 * lines start there, so that they do not lose half their colour. */
#define GRID 2

/* The grid position nearest to @position; of two, the smaller one. */
static gint
snap_down (double position, gint offset)
{
  return (gint) ceil ((position - offset) / GRID - 0.5) * GRID + offset;
}

/* Likewise; of two, the larger one. */
static gint
snap_up (double position, gint offset)
{
  return (gint) floor ((position - offset) / GRID + 0.5) * GRID + offset;
}

/* Start and length of an outline in one direction. The edge of the box is in the
 * middle of the bar, or next to it. */
static gboolean
get_span (double start, double size, gint frame_size,
    const CelebritySizes *sizes, gint *position, gint *length)
{
  gint bar = sizes->bar;
  gint least = MIN_BARS * bar;
  gint offset = sizes->contour % GRID;
  double first = MAX (start, 0.0);
  double last = MIN (start + size, (double) frame_size);
  gint begin, end;

  if (!isfinite (start + size) || last <= first || frame_size < least)
    return FALSE;

  begin = MAX (snap_down (first - bar / 2.0, offset), 0);
  end = MIN (snap_up (last + bar / 2.0, offset), frame_size);
  if (end - begin < least) {
    begin = snap_down ((first + last - least) / 2.0, offset);
    begin = CLAMP (begin, 0, frame_size - least);
    end = begin + least;
  }
  *position = begin;
  *length = end - begin;
  return TRUE;
}

gboolean
celebrity_outline_get_rect (const GstCelebrityPixels *box, gint width,
    gint height, const CelebritySizes *sizes, CelebrityRect *rect)
{
  return get_span (box->x, box->w, width, sizes, &rect->x, &rect->w) &&
      get_span (box->y, box->h, height, sizes, &rect->y, &rect->h);
}

/* In steps, so that a growing box does not need new pictures on each frame. */
static gint
get_corner_length (const CelebrityRect *rect, const CelebritySizes *sizes)
{
  gint least = 2 * sizes->bar;
  gint share = MIN (rect->w, rect->h) / CORNER_SHARE;
  gint length = CLAMP (share, least, MAX (sizes->max_corner, least));

  return length - length % sizes->bar;
}

static guint
get_corners (const CelebrityRect *r, const CelebritySizes *sizes,
    CelebrityBar *bars)
{
  gint bar = sizes->bar;
  gint length = get_corner_length (r, sizes);
  gint stem = length - bar;
  gint right = r->x + r->w;
  gint bottom = r->y + r->h;
  const CelebrityBar all[] = {
    { CELEBRITY_SHAPE_TOP_LEFT, { r->x, r->y, length, bar } },
    { CELEBRITY_SHAPE_TOP_RIGHT, { right - length, r->y, length, bar } },
    { CELEBRITY_SHAPE_BOTTOM_LEFT, { r->x, bottom - bar, length, bar } },
    { CELEBRITY_SHAPE_BOTTOM_RIGHT,
        { right - length, bottom - bar, length, bar } },
    { CELEBRITY_SHAPE_DOWN, { r->x, r->y + bar, bar, stem } },
    { CELEBRITY_SHAPE_DOWN, { right - bar, r->y + bar, bar, stem } },
    { CELEBRITY_SHAPE_UP, { r->x, bottom - length, bar, stem } },
    { CELEBRITY_SHAPE_UP, { right - bar, bottom - length, bar, stem } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    bars[i] = all[i];
  return G_N_ELEMENTS (all);
}

static guint
get_rectangle (const CelebrityRect *r, const CelebritySizes *sizes,
    CelebrityBar *bars)
{
  gint bar = sizes->bar;
  gint side = r->h - 2 * bar;
  const CelebrityBar all[] = {
    { CELEBRITY_SHAPE_TOP, { r->x, r->y, r->w, bar } },
    { CELEBRITY_SHAPE_BOTTOM, { r->x, r->y + r->h - bar, r->w, bar } },
    { CELEBRITY_SHAPE_SIDE, { r->x, r->y + bar, bar, side } },
    { CELEBRITY_SHAPE_SIDE, { r->x + r->w - bar, r->y + bar, bar, side } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    bars[i] = all[i];
  return G_N_ELEMENTS (all);
}

guint
celebrity_outline_get_bars (const CelebrityRect *rect, CelebrityStyle style,
    const CelebritySizes *sizes, CelebrityBar *bars)
{
  if (style == CELEBRITY_STYLE_RECTANGLE)
    return get_rectangle (rect, sizes, bars);
  return get_corners (rect, sizes, bars);
}
