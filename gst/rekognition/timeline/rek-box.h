/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-box: geometry of boxes. A box may hold anything, NAN and infinity
 * included: it then has nothing in common with any other.
 */

#pragma once

#include "results/rek-detection.h"

G_BEGIN_DECLS

/**
 * rek_box_get_intersection:
 *
 * Returns: the area that both cover, 0 where there is none
 */
double rek_box_get_intersection (const RekBox *a, const RekBox *b);

/**
 * rek_box_get_iou:
 *
 * Returns: intersection over union, 0..1
 */
double rek_box_get_iou (const RekBox *a, const RekBox *b);

/**
 * rek_box_get_distance:
 *
 * Returns: how far apart the centres are, squared; infinity where that can't
 *   be said
 */
double rek_box_get_distance (const RekBox *a, const RekBox *b);

/**
 * rek_box_between:
 * @fraction: 0: @a, 1: @b
 *
 * Returns: the box on the straight way from @a to @b
 */
RekBox rek_box_between (const RekBox *a, const RekBox *b, double fraction);

/**
 * rek_between:
 * @fraction: 0: @a, 1: @b
 *
 * Returns: the number between @a and @b; @a where that is not a number
 */
static inline double
rek_between (double a, double b, double fraction)
{
  double value = a + (b - a) * fraction;

  return isfinite (value) ? value : a;
}

G_END_DECLS
