/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/passthrough/passthrough-outlines.h"

#include "support/overlay/overlay-frame.h"

/* How far from its edge a box may be drawn, in pixels: line width and
 * rounding. */
#define LINE_TOLERANCE 6
/* Minimum difference between red and the other channels, of 0..255. */
#define MIN_REDNESS 80

static gboolean
is_red (const OverlayPixels *pixels, gint x, gint y)
{
  const guint8 *pixel = &pixels->values[(y * pixels->width + x) * 4];

  return pixel[1] - MAX (pixel[2], pixel[3]) > MIN_REDNESS;
}

/* Distance of a pixel to the box's edge; negative: outside. */
static double
get_depth (const RekBox *box, gint x, gint y)
{
  double right = box->left + box->width;
  double bottom = box->top + box->height;

  return MIN (MIN (x - box->left, right - x), MIN (y - box->top, bottom - y));
}

static gboolean
is_near_line (const RekBox *boxes, gint x, gint y)
{
  for (guint i = 0; i < PASSTHROUGH_JOB_N_PEOPLE; i++)
    if (ABS (get_depth (&boxes[i], x, y)) <= LINE_TOLERANCE)
      return TRUE;
  return FALSE;
}

static gboolean
is_red_near (const OverlayPixels *pixels, double x, double y)
{
  for (gint dy = -LINE_TOLERANCE; dy <= LINE_TOLERANCE; dy++)
    for (gint dx = -LINE_TOLERANCE; dx <= LINE_TOLERANCE; dx++)
      if (is_red (pixels, (gint) x + dx, (gint) y + dy))
        return TRUE;
  return FALSE;
}

/* Checks all four lines of each box, and that nothing else is drawn. */
static void
check_drawn (const OverlayPixels *pixels, const RekBox *boxes)
{
  for (guint i = 0; i < PASSTHROUGH_JOB_N_PEOPLE; i++) {
    const RekBox *box = &boxes[i];
    double x = box->left + box->width / 2.0;
    double y = box->top + box->height / 2.0;

    g_assert_true (is_red_near (pixels, box->left, y));
    g_assert_true (is_red_near (pixels, box->left + box->width, y));
    g_assert_true (is_red_near (pixels, x, box->top));
    g_assert_true (is_red_near (pixels, x, box->top + box->height));
  }
  for (gint y = 0; y < pixels->height; y++)
    for (gint x = 0; x < pixels->width; x++)
      g_assert_true (!is_red (pixels, x, y) || is_near_line (boxes, x, y));
}

guint
passthrough_outlines_check (PassthroughRig *rig, GPtrArray *samples,
    const PassthroughMap *map)
{
  guint n_frames = 0;

  for (guint i = 0; i < samples->len; i++) {
    GstSample *sample = g_ptr_array_index (samples, i);
    g_auto (OverlayPixels) pixels = { .values = NULL };
    RekBox boxes[PASSTHROUGH_JOB_N_PEOPLE];
    GstVideoInfo info;

    if (!passthrough_rig_find_faces (rig, sample, map, boxes))
      continue;
    g_assert_true (
        gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
    overlay_pixels_init (&pixels, gst_sample_get_buffer (sample), &info);
    check_drawn (&pixels, boxes);
    n_frames++;
  }
  return n_frames;
}
