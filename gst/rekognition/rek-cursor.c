/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-cursor.h"

#include "rek-index.h"
#include "rek-presence.h"

/* A track that is on, and which of its detections is: the one that lasts from
 * @from until @until. */
typedef struct {
  const RekTrack *track;
  guint index;
  gint64 from;
  gint64 until;
} Active;

struct _RekCursor {
  RekTimeline *timeline;
  const RekTrack *tracks;
  const RekIndex *index;
  RekPlace place;
  GArray *active;
  GArray *found;
  GArray *people;
};

RekCursor *
rek_cursor_new (RekTimeline *timeline)
{
  RekCursor *cursor = g_new0 (RekCursor, 1);

  cursor->timeline = rek_timeline_ref (timeline);
  cursor->tracks = rek_timeline_get_tracks (timeline, NULL);
  cursor->index = rek_timeline_get_index (timeline);
  cursor->place = rek_index_find_place (cursor->index, G_MININT64);
  cursor->active = g_array_new (FALSE, FALSE, sizeof (Active));
  cursor->found = g_array_new (FALSE, FALSE, sizeof (guint));
  cursor->people = g_array_new (FALSE, FALSE, sizeof (RekPresence));
  return cursor;
}

void
rek_cursor_free (RekCursor *cursor)
{
  g_array_unref (cursor->active);
  g_array_unref (cursor->found);
  g_array_unref (cursor->people);
  rek_timeline_unref (cursor->timeline);
  g_free (cursor);
}

static gint64
get_from (const RekTrack *track, guint index)
{
  return rek_detection_get_time (track->detections[index]);
}

static gint64
get_until (const RekTrack *track, guint index)
{
  return index + 1 < track->n_detections ? get_from (track, index + 1)
                                         : track->end;
}

static void
set_index (Active *active, guint index)
{
  active->index = index;
  active->from = get_from (active->track, index);
  active->until = get_until (active->track, index);
}

static guint
search_index (const RekTrack *track, gint64 time)
{
  guint low = 0;
  guint high = track->n_detections - 1;

  while (low < high) {
    guint middle = high - (high - low) / 2;

    if (get_from (track, middle) <= time)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

/* The detection beside the current one is the likely one, whichever way the
 * stream plays. */
static void
move_active (Active *active, gint64 time)
{
  if (time >= active->until)
    set_index (active, active->index + 1);
  else if (time < active->from)
    set_index (active, active->index - 1);

  if (time < active->from || time >= active->until)
    set_index (active, search_index (active->track, time));
}

static void
add_track (RekCursor *cursor, guint index, gint64 time)
{
  Active active = { .track = &cursor->tracks[index] };

  set_index (&active, search_index (active.track, time));
  g_array_append_val (cursor->active, active);
}

static void
seek (RekCursor *cursor, gint64 time)
{
  cursor->place = rek_index_find_place (cursor->index, time);
  g_array_set_size (cursor->active, 0);
  g_array_set_size (cursor->found, 0);
  rek_index_find_tracks (cursor->index, &cursor->place, time, cursor->found);
  for (guint i = 0; i < cursor->found->len; i++)
    add_track (cursor, g_array_index (cursor->found, guint, i), time);
}

static void
remove_ended (RekCursor *cursor, gint64 time)
{
  Active *active = (Active *) (gpointer) cursor->active->data;
  guint n = 0;

  for (guint i = 0; i < cursor->active->len; i++) {
    if (active[i].track->end > time)
      active[n++] = active[i];
  }
  g_array_set_size (cursor->active, n);
}

/* Tracks start in the order of their ids, so those that come are added at the
 * end. */
static gboolean
step (RekCursor *cursor, gint64 time)
{
  guint first = cursor->place.n_started;

  if (!rek_index_step (cursor->index, &cursor->place, time))
    return FALSE;

  remove_ended (cursor, time);
  for (guint i = first; i < cursor->place.n_started; i++) {
    if (cursor->tracks[i].end > time)
      add_track (cursor, i, time);
  }
  return TRUE;
}

static void
move (RekCursor *cursor, gint64 time)
{
  if (time >= cursor->place.from && time < cursor->place.until)
    return;
  if (time < cursor->place.from || !step (cursor, time))
    seek (cursor, time);
}

const RekPresence *
rek_cursor_look (RekCursor *cursor, const RekMoment *moment, guint *n_people)
{
  GArray *active = cursor->active;

  move (cursor, moment->time);
  *n_people = active->len;
  if (active->len == 0)
    return NULL;

  g_array_set_size (cursor->people, active->len);
  for (guint i = 0; i < active->len; i++) {
    Active *one = &g_array_index (active, Active, i);

    move_active (one, moment->time);
    rek_presence_init (&g_array_index (cursor->people, RekPresence, i),
        one->track, one->index, moment);
  }
  return (const RekPresence *) (gpointer) cursor->people->data;
}
