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
 * Returns: the area that both cover, 0 if there is none
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
 * Returns: the squared distance of the centres; infinity if it is unknown
 */
double rek_box_get_distance (const RekBox *a, const RekBox *b);

/**
 * rek_box_between:
 * @fraction: 0: @a, 1: @b
 *
 * Returns: the box on the straight line from @a to @b
 */
RekBox rek_box_between (const RekBox *a, const RekBox *b, double fraction);

/**
 * RekTurn:
 * @swaps: first x and y are exchanged
 * @mirrors_x: then left and right are
 * @mirrors_y: and top and bottom
 *
 * Maps the picture that the service saw to the frame in the buffer. All zeros:
 * the identity.
 */
typedef struct {
  gboolean swaps;
  gboolean mirrors_x;
  gboolean mirrors_y;
} RekTurn;

/**
 * rek_box_turn:
 * @box: ratios of the picture that the service saw; may be REK_BOX_NONE
 *
 * Returns: the same box in ratios of the frame
 */
RekBox rek_box_turn (const RekBox *box, const RekTurn *turn);

/**
 * rek_point_turn:
 * @point: ratios of the picture that the service saw
 *
 * Returns: the same point in ratios of the frame
 */
RekPoint rek_point_turn (const RekPoint *point, const RekTurn *turn);

/**
 * rek_between:
 * @fraction: 0: @a, 1: @b
 *
 * Returns: the number between @a and @b; @a if that is not a number
 */
static inline double
rek_between (double a, double b, double fraction)
{
  double value = a + (b - a) * fraction;

  return isfinite (value) ? value : a;
}

G_END_DECLS
