/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-plate-layout.h"

#include <stdlib.h>

/* What a plate must not cover, strictest first. */
typedef enum {
  DEMAND_ALL_FACES,
  DEMAND_OWN_FACE,
  N_DEMANDS,
} Demand;

/* The search for the position of plate number @index. */
typedef struct {
  CelebrityPlateItem *items;
  guint n_items;
  guint index;
  gint width;
  gint height;
  gint gap;
  Demand demand;
} Search;

static gint
get_common (gint a, gint a_size, gint b, gint b_size)
{
  return MIN (a + a_size, b + b_size) - MAX (a, b);
}

gint64
celebrity_rect_get_overlap (const CelebrityRect *a, const CelebrityRect *b)
{
  gint w = get_common (a->x, a->w, b->x, b->w);
  gint h = get_common (a->y, a->h, b->y, b->h);

  return w > 0 && h > 0 ? (gint64) w * h : 0;
}

static gboolean
overlaps (const CelebrityRect *a, const CelebrityRect *b)
{
  return celebrity_rect_get_overlap (a, b) > 0;
}

/* The distance between two plates. */
static gint
get_space (const Search *self)
{
  return self->gap / 2;
}

/* Returns the face or plate that @plate would cover, or NULL. */
static const CelebrityRect *
find_obstacle (const Search *self, const CelebrityRect *plate)
{
  gint space = get_space (self);
  const CelebrityRect spaced = { plate->x - space, plate->y - space,
    plate->w + 2 * space, plate->h + 2 * space };

  for (guint i = 0; i < self->n_items; i++) {
    const CelebrityPlateItem *item = &self->items[i];

    if (i < self->index && overlaps (&spaced, &item->plate))
      return &item->plate;
    if ((i == self->index || self->demand == DEMAND_ALL_FACES) &&
        overlaps (plate, &item->face))
      return &item->face;
  }
  return NULL;
}

static gint
get_limited (gint position, gint size, gint frame_size)
{
  return CLAMP (position, 0, MAX (frame_size - size, 0));
}

static void
move_to (const Search *self, const CelebrityPlateAnchor *anchor,
    CelebrityRect *plate)
{
  const CelebrityRect *box = &self->items[self->index].box;

  plate->x = box->x + (box->w - plate->w) / 2;
  plate->y = box->y + (box->h - plate->h) / 2;
  switch (anchor->side) {
    case CELEBRITY_SIDE_NONE:
    case CELEBRITY_SIDE_ABOVE:
      plate->y = box->y - self->gap - plate->h;
      break;
    case CELEBRITY_SIDE_BELOW:
      plate->y = box->y + box->h + self->gap;
      break;
    case CELEBRITY_SIDE_RIGHT:
      plate->x = box->x + box->w + self->gap;
      break;
    case CELEBRITY_SIDE_LEFT:
      plate->x = box->x - self->gap - plate->w;
      break;
    case CELEBRITY_SIDE_BOTTOM:
      plate->y = box->y + box->h - self->gap - plate->h;
      break;
    case CELEBRITY_SIDE_TOP:
      plate->y = box->y + self->gap;
      break;
    case CELEBRITY_SIDE_FREE:
      plate->x = box->x + anchor->dx;
      plate->y = box->y + anchor->dy;
      break;
    default:
      g_assert_not_reached ();
  }
}

/* Moves @plate along its side into the frame. Returns FALSE if there is no room
 * on that side. */
static gboolean
fit (const Search *self, CelebritySide side, CelebrityRect *plate)
{
  gint x = get_limited (plate->x, plate->w, self->width);
  gint y = get_limited (plate->y, plate->h, self->height);
  gboolean is_upright =
      side == CELEBRITY_SIDE_RIGHT || side == CELEBRITY_SIDE_LEFT;
  gboolean has_room = is_upright ? x == plate->x : y == plate->y;

  plate->x = x;
  plate->y = y;
  return has_room || side == CELEBRITY_SIDE_FREE;
}

static gboolean
try_anchor (const Search *self, const CelebrityPlateAnchor *anchor)
{
  CelebrityPlateItem *item = &self->items[self->index];
  CelebrityRect plate = item->plate;

  move_to (self, anchor, &plate);
  if (!fit (self, anchor->side, &plate) || find_obstacle (self, &plate) != NULL)
    return FALSE;
  item->plate = plate;
  item->anchor = *anchor;
  return TRUE;
}

static gboolean
try_sides (const Search *self)
{
  const CelebrityPlateAnchor last = self->items[self->index].anchor;

  if (last.side != CELEBRITY_SIDE_NONE && last.side != CELEBRITY_SIDE_FREE &&
      try_anchor (self, &last))
    return TRUE;
  for (CelebritySide side = CELEBRITY_SIDE_ABOVE; side < CELEBRITY_SIDE_FREE;
       side++) {
    const CelebrityPlateAnchor anchor = { side, 0, 0 };

    if (try_anchor (self, &anchor))
      return TRUE;
  }
  return last.side == CELEBRITY_SIDE_FREE && try_anchor (self, &last);
}

/* Moves @plate to the left or right, by less than @limit, until it covers
 * nothing. */
static gboolean
slide (const Search *self, gboolean is_to_right, gint limit,
    CelebrityRect *plate)
{
  const CelebrityRect *obstacle;
  gint space = get_space (self);
  gint start = plate->x;

  while ((obstacle = find_obstacle (self, plate)) != NULL) {
    plate->x = is_to_right ? obstacle->x + obstacle->w + space
                           : obstacle->x - plate->w - space;
    if (plate->x < 0 || plate->x + plate->w > self->width ||
        abs (plate->x - start) >= limit)
      return FALSE;
  }
  return TRUE;
}

/* Finds the free position in a row that is nearest to @start. @best is the best
 * position of the previous rows; if there is none, @distance is G_MAXINT. */
static void
search_row (const Search *self, const CelebrityRect *start, gint y,
    CelebrityRect *best, gint *distance)
{
  if (y < 0 || y + start->h > self->height)
    return;

  for (guint i = 0; i < 2; i++) {
    CelebrityRect plate = { start->x, y, start->w, start->h };
    gint way = abs (y - start->y);

    if (!slide (self, i == 0, *distance - way, &plate))
      continue;
    way += abs (plate.x - start->x);
    if (way < *distance) {
      *distance = way;
      *best = plate;
    }
  }
}

static gboolean
try_anywhere (const Search *self)
{
  CelebrityPlateItem *item = &self->items[self->index];
  const CelebrityPlateAnchor above = { CELEBRITY_SIDE_ABOVE, 0, 0 };
  CelebrityRect start = item->plate;
  CelebrityRect best = start;
  gint distance = G_MAXINT;
  gint step = MAX (start.h / 2, 1);

  move_to (self, &above, &start);
  fit (self, CELEBRITY_SIDE_FREE, &start);
  for (gint way = 0; way < MIN (distance, self->height); way += step) {
    search_row (self, &start, start.y - way, &best, &distance);
    search_row (self, &start, start.y + way, &best, &distance);
  }
  if (distance == G_MAXINT)
    return FALSE;

  item->plate = best;
  item->anchor = (CelebrityPlateAnchor){ CELEBRITY_SIDE_FREE,
    best.x - item->box.x, best.y - item->box.y };
  return TRUE;
}

/* The cost of @plate at its position: covering a face is worse than covering a
 * name. */
static gint64
get_damage (const Search *self, const CelebrityRect *plate)
{
  gint64 damage = 0;

  for (guint i = 0; i < self->n_items; i++) {
    const CelebrityPlateItem *item = &self->items[i];
    gint64 face = celebrity_rect_get_overlap (plate, &item->face);

    damage += i == self->index ? face * 4 : face;
    if (i < self->index)
      damage += celebrity_rect_get_overlap (plate, &item->plate) * 2;
  }
  return damage;
}

/* If no position is free: the side with the lowest cost. Below comes first, so
 * that the chin is covered rather than the forehead. */
static void
take_least_bad (const Search *self)
{
  static const CelebritySide sides[] = { CELEBRITY_SIDE_BELOW,
    CELEBRITY_SIDE_ABOVE, CELEBRITY_SIDE_RIGHT, CELEBRITY_SIDE_LEFT };
  CelebrityPlateItem *item = &self->items[self->index];
  CelebrityRect best = item->plate;
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    const CelebrityPlateAnchor anchor = { sides[i], 0, 0 };
    CelebrityRect plate = item->plate;
    gint64 damage;

    move_to (self, &anchor, &plate);
    fit (self, anchor.side, &plate);
    damage = get_damage (self, &plate);
    if (damage < least) {
      least = damage;
      best = plate;
      item->anchor = anchor;
    }
  }
  item->plate = best;
}

static void
lay_out_one (Search *self)
{
  for (guint demand = 0; demand < N_DEMANDS; demand++) {
    self->demand = (Demand) demand;
    if (try_sides (self) || try_anywhere (self))
      return;
  }
  take_least_bad (self);
}

void
celebrity_plate_layout_run (CelebrityPlateItem *items, guint n_items,
    gint width, gint height, gint gap)
{
  Search search = { items, n_items, 0, width, height, gap, DEMAND_ALL_FACES };

  for (guint i = 0; i < n_items; i++) {
    search.index = i;
    if (items[i].plate.w > 0)
      lay_out_one (&search);
  }
}
