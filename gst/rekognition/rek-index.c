/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-index.h"

#include <stdlib.h>

/* From here on it is cheaper to look a place up than to walk to it. */
#define MAX_STEPS 32

/* @latest is a binary tree in an array: node i has children 2i and 2i+1, the
 * leaves are the tracks, and each node holds the latest end below it. */
struct _RekIndex {
  guint n_tracks;
  gint64 *starts;
  gint64 *ends;
  guint n_leaves;
  gint64 *latest;
};

typedef struct {
  const RekIndex *index;
  guint n_started;
  gint64 time;
  GArray *found;
} Search;

static gint
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return (one > two) - (one < two);
}

static void
build_tree (RekIndex *index, const RekTrack *tracks)
{
  index->n_leaves = 1;
  while (index->n_leaves < index->n_tracks)
    index->n_leaves *= 2;
  index->latest = g_new (gint64, 2 * (gsize) index->n_leaves);

  for (guint i = 0; i < index->n_leaves; i++)
    index->latest[index->n_leaves + i] =
        i < index->n_tracks ? tracks[i].end : G_MININT64;
  for (guint i = index->n_leaves - 1; i > 0; i--)
    index->latest[i] = MAX (index->latest[2 * i], index->latest[2 * i + 1]);
}

RekIndex *
rek_index_new (const RekTrack *tracks, guint n_tracks)
{
  RekIndex *index = g_new0 (RekIndex, 1);

  index->n_tracks = n_tracks;
  index->starts = g_new (gint64, n_tracks);
  index->ends = g_new (gint64, n_tracks);
  for (guint i = 0; i < n_tracks; i++) {
    index->starts[i] = rek_detection_get_time (tracks[i].detections[0]);
    index->ends[i] = tracks[i].end;
  }
  if (n_tracks > 0)
    qsort (index->ends, n_tracks, sizeof (gint64), compare_times);
  build_tree (index, tracks);
  return index;
}

void
rek_index_free (RekIndex *index)
{
  g_free (index->starts);
  g_free (index->ends);
  g_free (index->latest);
  g_free (index);
}

static guint
count_until (const gint64 *times, guint n, gint64 time)
{
  guint low = 0;
  guint high = n;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (times[middle] <= time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static RekPlace
make_place (const RekIndex *index, guint n_started, guint n_ended)
{
  RekPlace place = { n_started, n_ended, G_MININT64, G_MAXINT64 };

  if (n_started > 0)
    place.from = index->starts[n_started - 1];
  if (n_ended > 0)
    place.from = MAX (place.from, index->ends[n_ended - 1]);
  if (n_started < index->n_tracks)
    place.until = index->starts[n_started];
  if (n_ended < index->n_tracks)
    place.until = MIN (place.until, index->ends[n_ended]);
  return place;
}

RekPlace
rek_index_find_place (const RekIndex *index, gint64 time)
{
  return make_place (index, count_until (index->starts, index->n_tracks, time),
      count_until (index->ends, index->n_tracks, time));
}

static guint
walk (const gint64 *times, guint n, guint i, gint64 time)
{
  while (i < n && times[i] <= time)
    i++;
  return i;
}

static gboolean
is_far (const gint64 *times, guint n, guint i, gint64 time)
{
  return n - i > MAX_STEPS && times[i + MAX_STEPS] <= time;
}

gboolean
rek_index_step (const RekIndex *index, RekPlace *place, gint64 time)
{
  guint n = index->n_tracks;

  if (is_far (index->starts, n, place->n_started, time) ||
      is_far (index->ends, n, place->n_ended, time))
    return FALSE;
  *place = make_place (index, walk (index->starts, n, place->n_started, time),
      walk (index->ends, n, place->n_ended, time));
  return TRUE;
}

/* Recursion is as deep as the tree: at most 32 levels. */
static void
search_node (const Search *search, guint node, guint first, guint n)
{
  const RekIndex *index = search->index;

  if (first >= search->n_started || index->latest[node] <= search->time)
    return;
  if (n == 1) {
    g_array_append_val (search->found, first);
    return;
  }
  search_node (search, 2 * node, first, n / 2);
  search_node (search, 2 * node + 1, first + n / 2, n / 2);
}

void
rek_index_find_tracks (const RekIndex *index, const RekPlace *place,
    gint64 time, GArray *found)
{
  Search search = {
    .index = index,
    .n_started = place->n_started,
    .time = time,
    .found = found,
  };

  search_node (&search, 1, 0, index->n_leaves);
}
