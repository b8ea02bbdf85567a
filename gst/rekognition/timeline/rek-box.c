/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-box.h"

/* If one of the numbers is NAN, the comparison fails and nothing is left. */
static double
get_common_length (double a, double a_length, double b, double b_length)
{
  double length = fmin (a + a_length, b + b_length) - fmax (a, b);

  if (isnan (a + a_length) || isnan (b + b_length))
    return 0.0;
  return length > 0.0 ? length : 0.0;
}

double
rek_box_get_intersection (const RekBox *a, const RekBox *b)
{
  double width = get_common_length (a->left, a->width, b->left, b->width);
  double height = get_common_length (a->top, a->height, b->top, b->height);

  return width > 0.0 && height > 0.0 ? width * height : 0.0;
}

double
rek_box_get_iou (const RekBox *a, const RekBox *b)
{
  double common = rek_box_get_intersection (a, b);
  double iou;

  if (!(common > 0.0))
    return 0.0;
  iou = common / (a->width * a->height + b->width * b->height - common);
  return iou > 0.0 ? iou : 0.0;
}

double
rek_box_get_distance (const RekBox *a, const RekBox *b)
{
  double x = (a->left + a->width / 2) - (b->left + b->width / 2);
  double y = (a->top + a->height / 2) - (b->top + b->height / 2);
  double distance = x * x + y * y;

  return isnan (distance) ? INFINITY : distance;
}

RekBox
rek_box_between (const RekBox *a, const RekBox *b, double fraction)
{
  return (RekBox){
    .left = rek_between (a->left, b->left, fraction),
    .top = rek_between (a->top, b->top, fraction),
    .width = rek_between (a->width, b->width, fraction),
    .height = rek_between (a->height, b->height, fraction),
  };
}

RekBox
rek_box_turn (const RekBox *box, const RekTurn *turn)
{
  RekBox turned = *box;

  if (turn->swaps)
    turned = (RekBox){ box->top, box->left, box->height, box->width };
  if (turn->mirrors_x)
    turned.left = 1.0 - turned.left - turned.width;
  if (turn->mirrors_y)
    turned.top = 1.0 - turned.top - turned.height;
  return turned;
}

RekPoint
rek_point_turn (const RekPoint *point, const RekTurn *turn)
{
  const RekBox dot = { point->x, point->y, 0.0, 0.0 };
  const RekBox turned = rek_box_turn (&dot, turn);

  return (RekPoint){ turned.left, turned.top };
}
