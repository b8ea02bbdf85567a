/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-track-index.h"

#include "timeline/rek-sort.h"

#include <stdlib.h>

/* If more tracks than this start or end on the way, a binary search is cheaper
 * than single steps. */
#define MAX_STEPS 32

/* @order holds the tracks in order of start, @starts their starts; @ends holds
 * all ends in order. @latest is a binary tree in an array: node i has the
 * children 2i and 2i+1, the leaves are the tracks in order of start, and each
 * node holds the latest end below it. */
struct _RekIndex {
  guint n_tracks;
  guint *order;
  gint64 *starts;
  gint64 *ends;
  guint n_leaves;
  gint64 *latest;
};

typedef struct {
  const RekIndex *index;
  guint n_started;
  gint64 end;
  GArray *found;
} Search;

static gint
compare_starts (gconstpointer a, gconstpointer b)
{
  const RekTrack *one = *(const RekTrack *const *) a;
  const RekTrack *two = *(const RekTrack *const *) b;

  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  return (one->id > two->id) - (one->id < two->id);
}

/* Without a lead they are already in order of start. */
static void
sort_by_start (RekIndex *index, const RekTrack *tracks)
{
  g_autofree const RekTrack **sorted =
      g_new (const RekTrack *, index->n_tracks);

  for (guint i = 0; i < index->n_tracks; i++)
    sorted[i] = &tracks[i];
  rek_sort (sorted, index->n_tracks, sizeof (RekTrack *), compare_starts, NULL);

  index->order = g_new (guint, index->n_tracks);
  for (guint i = 0; i < index->n_tracks; i++)
    index->order[i] = (guint) (sorted[i] - tracks);
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
        i < index->n_tracks ? tracks[index->order[i]].end : G_MININT64;
  for (guint i = index->n_leaves - 1; i > 0; i--)
    index->latest[i] = MAX (index->latest[2 * i], index->latest[2 * i + 1]);
}

RekIndex *
rek_index_new (const RekTrack *tracks, guint n_tracks)
{
  RekIndex *index = g_new0 (RekIndex, 1);

  index->n_tracks = n_tracks;
  sort_by_start (index, tracks);
  index->starts = g_new (gint64, n_tracks);
  index->ends = g_new (gint64, n_tracks);
  for (guint i = 0; i < n_tracks; i++) {
    index->starts[i] = tracks[index->order[i]].start;
    index->ends[i] = tracks[i].end;
  }
  if (n_tracks > 0)
    qsort (index->ends, n_tracks, sizeof (gint64), rek_sort_compare_times);
  build_tree (index, tracks);
  return index;
}

void
rek_index_free (RekIndex *index)
{
  g_free (index->order);
  g_free (index->starts);
  g_free (index->ends);
  g_free (index->latest);
  g_free (index);
}

/* Returns: how many of @times are at or before @time */
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

static RekIndexPosition
make_position (const RekIndex *index, guint n_started, guint n_ended)
{
  guint n = index->n_tracks;

  return (RekIndexPosition){
    .n_started = n_started,
    .n_ended = n_ended,
    .from.start = n_started > 0 ? index->starts[n_started - 1] : G_MININT64,
    .from.end = n_ended > 0 ? index->ends[n_ended - 1] : G_MININT64,
    .until.start = n_started < n ? index->starts[n_started] : G_MAXINT64,
    .until.end = n_ended < n ? index->ends[n_ended] : G_MAXINT64,
  };
}

RekIndexPosition
rek_index_find_position (const RekIndex *index, const RekIndexTime *time)
{
  guint n = index->n_tracks;

  return make_position (index, count_until (index->starts, n, time->start),
      count_until (index->ends, n, time->end));
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
rek_index_step (const RekIndex *index, RekIndexPosition *position,
    const RekIndexTime *time)
{
  guint n = index->n_tracks;

  if (is_far (index->starts, n, position->n_started, time->start) ||
      is_far (index->ends, n, position->n_ended, time->end))
    return FALSE;
  *position = make_position (index,
      walk (index->starts, n, position->n_started, time->start),
      walk (index->ends, n, position->n_ended, time->end));
  return TRUE;
}

guint
rek_index_get_started (const RekIndex *index, guint i)
{
  return index->order[i];
}

/* Recursion is as deep as the tree: at most 32 levels. */
static void
search_node (const Search *search, guint node, guint first, guint n)
{
  const RekIndex *index = search->index;

  if (first >= search->n_started || index->latest[node] <= search->end)
    return;
  if (n == 1) {
    g_array_append_val (search->found, index->order[first]);
    return;
  }
  search_node (search, 2 * node, first, n / 2);
  search_node (search, 2 * node + 1, first + n / 2, n / 2);
}

void
rek_index_find_tracks (const RekIndex *index, const RekIndexPosition *position,
    const RekIndexTime *time, GArray *found)
{
  Search search = {
    .index = index,
    .n_started = position->n_started,
    .end = time->end,
    .found = found,
  };

  search_node (&search, 1, 0, index->n_leaves);
}
