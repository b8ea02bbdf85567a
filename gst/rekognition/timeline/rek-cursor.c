/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-cursor.h"

#include "timeline/rek-track-index.h"
#include "timeline/rek-track-extent.h"

/* A position in a sequence: @n_past of its detections are at or before the
 * time, which is in [from, until). */
typedef struct {
  guint n_past;
  gint64 from;
  gint64 until;
} Position;

/* A track that is on. */
typedef struct {
  const RekTrack *track;
  Position all;
  Position faces;
  Position bodies;
} Active;

struct _RekCursor {
  RekTimeline *timeline;
  const RekTimings *timings;
  const RekTrack *tracks;
  const RekIndex *index;
  RekIndexPosition position;
  GArray *active;
  GArray *found;
  GArray *people;
};

void
rek_cursor_free (RekCursor *cursor)
{
  g_array_unref (cursor->active);
  g_array_unref (cursor->found);
  g_array_unref (cursor->people);
  rek_timeline_unref (cursor->timeline);
  g_free (cursor);
}

static void
set_position (Position *position, const RekSequence *sequence, guint n_past)
{
  position->n_past = n_past;
  position->from = n_past > 0
      ? rek_detection_get_time (sequence->detections[n_past - 1])
      : G_MININT64;
  position->until = n_past < sequence->n
      ? rek_detection_get_time (sequence->detections[n_past])
      : G_MAXINT64;
}

static guint
count_past (const RekSequence *sequence, gint64 time)
{
  guint low = 0;
  guint high = sequence->n;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (rek_detection_get_time (sequence->detections[middle]) <= time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* A neighbour of the current detection is the most likely one, in whichever
 * direction the stream plays. */
static void
move_position (Position *position, const RekSequence *sequence, gint64 time)
{
  if (time >= position->until)
    set_position (position, sequence, position->n_past + 1);
  else if (time < position->from)
    set_position (position, sequence, position->n_past - 1);

  if (time < position->from || time >= position->until)
    set_position (position, sequence, count_past (sequence, time));
}

/* Active tracks stay in order of their ids, in which most of them come. */
static void
add_track (RekCursor *cursor, guint index)
{
  Active active = { .track = &cursor->tracks[index] };
  guint i = cursor->active->len;

  set_position (&active.all, &active.track->all, 0);
  set_position (&active.faces, &active.track->faces, 0);
  set_position (&active.bodies, &active.track->bodies, 0);
  while (i > 0 &&
      g_array_index (cursor->active, Active, i - 1).track > active.track)
    i--;
  g_array_insert_val (cursor->active, i, active);
}

static gint
compare_indices (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a;
  guint two = *(const guint *) b;

  return (one > two) - (one < two);
}

static void
seek (RekCursor *cursor, const RekIndexTime *time)
{
  cursor->position = rek_index_find_position (cursor->index, time);
  g_array_set_size (cursor->active, 0);
  g_array_set_size (cursor->found, 0);
  rek_index_find_tracks (cursor->index, &cursor->position, time, cursor->found);
  g_array_sort (cursor->found, compare_indices);
  for (guint i = 0; i < cursor->found->len; i++)
    add_track (cursor, g_array_index (cursor->found, guint, i));
}

RekCursor *
rek_cursor_new (RekTimeline *timeline)
{
  static const RekIndexTime before_all = { G_MININT64, G_MININT64 };
  RekCursor *cursor = g_new0 (RekCursor, 1);

  cursor->timeline = rek_timeline_ref (timeline);
  cursor->timings = rek_timeline_get_timings (timeline);
  cursor->tracks = rek_timeline_get_tracks (timeline, NULL);
  cursor->index = rek_timeline_get_index (timeline);
  cursor->active = g_array_new (FALSE, FALSE, sizeof (Active));
  cursor->found = g_array_new (FALSE, FALSE, sizeof (guint));
  cursor->people = g_array_new (FALSE, FALSE, sizeof (RekPresence));
  seek (cursor, &before_all);
  return cursor;
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

static gboolean
step (RekCursor *cursor, const RekIndexTime *time)
{
  guint first = cursor->position.n_started;

  if (!rek_index_step (cursor->index, &cursor->position, time))
    return FALSE;

  remove_ended (cursor, time->end);
  for (guint i = first; i < cursor->position.n_started; i++) {
    guint index = rek_index_get_started (cursor->index, i);

    if (cursor->tracks[index].end > time->end)
      add_track (cursor, index);
  }
  return TRUE;
}

static void
move (RekCursor *cursor, const RekIndexTime *time)
{
  const RekIndexTime *from = &cursor->position.from;
  const RekIndexTime *until = &cursor->position.until;
  gboolean is_behind = time->start < from->start || time->end < from->end;

  if (!is_behind && time->start < until->start && time->end < until->end)
    return;
  if (is_behind || !step (cursor, time))
    seek (cursor, time);
}

static guint64
get_hold (const RekCursor *cursor, const RekLookup *lookup)
{
  return MAX (cursor->timings->all.hold, lookup->frame_duration);
}

/* The index was made with the hold setting. If a frame lasts longer, so do
 * tracks. */
static RekIndexTime
get_index_time (const RekCursor *cursor, const RekLookup *lookup)
{
  guint64 extra = get_hold (cursor, lookup) - cursor->timings->all.hold;
  gint64 end = G_MININT64;

  if (extra < (guint64) lookup->time - (guint64) G_MININT64)
    end = (gint64) ((guint64) lookup->time - extra);
  return (RekIndexTime){ lookup->time, end };
}

static gboolean
is_shown (const RekCursor *cursor, const RekTrack *track,
    const RekLookup *lookup)
{
  guint64 hold = get_hold (cursor, lookup);

  if (track->confidence < lookup->min_confidence)
    return FALSE;
  if (hold == cursor->timings->all.hold)
    return TRUE;
  return lookup->time < rek_track_get_end (track, hold) &&
      lookup->time >= rek_track_get_start (track, hold, cursor->timings->lead);
}

static RekTrackPosition
move_active (Active *active, gint64 time)
{
  const RekTrack *track = active->track;

  move_position (&active->all, &track->all, time);
  move_position (&active->faces, &track->faces, time);
  move_position (&active->bodies, &track->bodies, time);
  return (RekTrackPosition){ active->all.n_past, active->faces.n_past,
    active->bodies.n_past };
}

const RekPresence *
rek_cursor_lookup (RekCursor *cursor, const RekLookup *lookup, guint *n_people)
{
  const RekIndexTime time = get_index_time (cursor, lookup);
  GArray *active = cursor->active;
  RekPresence *people;
  guint n = 0;

  move (cursor, &time);
  g_array_set_size (cursor->people, active->len);
  people = (RekPresence *) (gpointer) cursor->people->data;

  for (guint i = 0; i < active->len; i++) {
    Active *one = &g_array_index (active, Active, i);
    RekTrackPosition position;

    if (!is_shown (cursor, one->track, lookup))
      continue;
    position = move_active (one, lookup->time);
    rek_presence_init (&people[n], one->track, &position, lookup,
        cursor->timings);
    if (rek_people_filter_matches (lookup->filter, people[n].detection->person))
      n++;
  }
  *n_people = n;
  return n > 0 ? people : NULL;
}
