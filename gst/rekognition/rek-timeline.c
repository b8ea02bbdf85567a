/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-timeline.h"

#include "rek-index.h"
#include "rek-order.h"
#include "rek-samples.h"
#include "rek-sort.h"
#include "rek-tracker.h"

#include <string.h>

#define NS_PER_MS G_GINT64_CONSTANT (1000000)

struct _RekTimeline {
  RekResults *results;
  guint64 interval;
  const RekDetection **detections;
  RekTrack *tracks;
  guint n_tracks;
  RekIndex *index;
};

static guint64
get_duration (guint64 wanted, guint64 automatic)
{
  return wanted == REK_AUTOMATIC ? automatic : wanted;
}

/* Joins person after person; duplicates fall out.
 *
 * Returns: how many samples are left */
static guint
join_people (const RekTimeline *timeline, RekSamples *samples,
    const RekTimelineSettings *settings, GArray *drafts,
    GCancellable *cancellable)
{
  guint64 max_gap =
      get_duration (settings->max_gap, timeline->interval * 5 / 2);
  guint64 hold = get_duration (settings->hold, timeline->interval);
  RekSample *items = samples->items;
  guint n_kept = 0;
  guint begin = 0;

  for (guint i = 0; i <= samples->max_identity; i++) {
    guint n;

    if (samples->ends[i] == begin)
      continue;
    n = rek_tracker_join (items + begin, samples->ends[i] - begin, max_gap,
        hold, drafts, cancellable);

    if (n_kept < begin)
      memmove (items + n_kept, items + begin, n * sizeof (RekSample));
    n_kept += n;
    begin = samples->ends[i];
  }
  return n_kept;
}

static gint
compare_drafts (gconstpointer a, gconstpointer b)
{
  const RekDraft *one = *(RekDraft *const *) a;
  const RekDraft *two = *(RekDraft *const *) b;

  if (one->start_ms != two->start_ms)
    return one->start_ms < two->start_ms ? -1 : 1;
  return rek_order_compare_start (one->first, two->first);
}

static RekDraft **
sort_drafts (GArray *drafts, GCancellable *cancellable)
{
  RekDraft **sorted = g_new (RekDraft *, drafts->len);

  for (guint i = 0; i < drafts->len; i++)
    sorted[i] = &g_array_index (drafts, RekDraft, i);
  rek_sort (sorted, drafts->len, sizeof (RekDraft *), compare_drafts,
      cancellable);
  return sorted;
}

/* Gives each track, in the order of ids, its piece of the one array. */
static void
fill_tracks (RekTimeline *timeline, const RekSample *samples, guint n_samples,
    GArray *drafts, GCancellable *cancellable)
{
  g_autofree RekDraft **sorted = sort_drafts (drafts, cancellable);
  g_autofree const RekDetection ***next =
      g_new (const RekDetection **, drafts->len);
  const RekDetection **space;

  timeline->n_tracks = drafts->len;
  timeline->tracks = g_new (RekTrack, drafts->len);
  timeline->detections = g_new (const RekDetection *, n_samples);
  space = timeline->detections;

  for (guint i = 0; i < drafts->len; i++) {
    const RekDraft *draft = sorted[i];

    timeline->tracks[i] = (RekTrack){
      .id = i + 1,
      .person = draft->first->person,
      .n_detections = draft->n_detections,
      .detections = space,
      .end = draft->end,
    };
    next[draft - (const RekDraft *) (gpointer) drafts->data] = space;
    space += draft->n_detections;
  }
  for (guint i = 0; i < n_samples; i++)
    *next[samples[i].track]++ = samples[i].detection;
}

static void
number_people (RekTimeline *timeline, guint max_identity)
{
  g_autofree guint *first_ids = g_new0 (guint, (gsize) max_identity + 1);

  for (guint i = 0; i < timeline->n_tracks; i++) {
    RekTrack *track = &timeline->tracks[i];
    guint *first_id = &first_ids[track->person->identity];

    if (*first_id == 0)
      *first_id = track->id;
    track->first_id = *first_id;
  }
}

RekTimeline *
rek_timeline_new (RekResults *results, const RekTimelineSettings *settings,
    GCancellable *cancellable)
{
  g_autoptr (RekTimeline) timeline = g_atomic_rc_box_new0 (RekTimeline);
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (RekDraft));
  g_auto (RekSamples) samples = { 0 };
  guint n;

  timeline->results = rek_results_ref (results);
  rek_samples_init (&samples, results, settings, cancellable);
  timeline->interval = samples.interval_ms * NS_PER_MS;

  n = join_people (timeline, &samples, settings, drafts, cancellable);
  /* Its samples may not all have a track. */
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;

  fill_tracks (timeline, samples.items, n, drafts, cancellable);
  number_people (timeline, samples.max_identity);
  timeline->index = rek_index_new (timeline->tracks, timeline->n_tracks);
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  return g_steal_pointer (&timeline);
}

RekTimeline *
rek_timeline_ref (RekTimeline *timeline)
{
  return g_atomic_rc_box_acquire (timeline);
}

static void
timeline_clear (gpointer data)
{
  RekTimeline *timeline = data;

  g_clear_pointer (&timeline->index, rek_index_free);
  g_free (timeline->tracks);
  g_free (timeline->detections);
  rek_results_unref (timeline->results);
}

void
rek_timeline_unref (RekTimeline *timeline)
{
  g_atomic_rc_box_release_full (timeline, timeline_clear);
}

guint64
rek_timeline_get_interval (const RekTimeline *timeline)
{
  return timeline->interval;
}

const RekJobInfo *
rek_timeline_get_info (const RekTimeline *timeline)
{
  return &timeline->results->info;
}

const RekTrack *
rek_timeline_get_tracks (const RekTimeline *timeline, guint *n_tracks)
{
  if (n_tracks != NULL)
    *n_tracks = timeline->n_tracks;
  return timeline->tracks;
}

const RekIndex *
rek_timeline_get_index (const RekTimeline *timeline)
{
  return timeline->index;
}
