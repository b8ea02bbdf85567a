/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-timeline.h"

#include "timeline/rek-track-index.h"
#include "timeline/rek-detection-order.h"
#include "timeline/rek-samples.h"
#include "timeline/rek-sort.h"
#include "timeline/rek-track-extent.h"
#include "timeline/rek-tracker.h"

#include <string.h>

#define NS_PER_MS G_GUINT64_CONSTANT (1000000)
#define MIN_AUTOMATIC_GAP (500 * NS_PER_MS)

struct _RekTimeline {
  RekResults *results;
  RekTimings timings;
  const RekDetection **detections;
  RekTrack *tracks;
  guint n_tracks;
  RekIndex *index;
};

static RekTiming
get_timing (guint interval_ms, const RekTimelineSettings *settings)
{
  RekTiming timing = {
    .interval = interval_ms * NS_PER_MS,
    .max_gap = settings->max_gap,
    .hold = settings->hold,
  };

  if (settings->max_gap == REK_AUTOMATIC)
    timing.max_gap = MAX (timing.interval * 5 / 2, MIN_AUTOMATIC_GAP);
  if (settings->hold == REK_AUTOMATIC)
    timing.hold = timing.interval;
  return timing;
}

/* Joins each person's samples into tracks; drops duplicates.
 *
 * Returns: how many samples are left */
static guint
join_people (RekSamples *samples, guint64 max_gap, GArray *drafts,
    GCancellable *cancellable)
{
  RekSample *items = samples->items;
  guint n_kept = 0;
  guint begin = 0;

  for (guint i = 0; i <= samples->max_identity; i++) {
    guint n;

    if (samples->ends[i] == begin)
      continue;
    n = rek_tracker_join (items + begin, samples->ends[i] - begin, max_gap,
        drafts, cancellable);

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

/* Where the detections of a track are stored: pieces of one array. */
typedef struct {
  const RekDetection **all;
  const RekDetection **faces;
  const RekDetection **bodies;
} Pieces;

/* If each detection has the box, the sequence is that of all detections. */
static RekSequence
take_piece (const RekDetection ***space, guint n, const RekSequence *all)
{
  RekSequence sequence = { n, *space };

  if (n == all->n)
    return *all;
  *space += n;
  return sequence;
}

static gsize
count_references (const GArray *drafts)
{
  gsize n = 0;

  for (guint i = 0; i < drafts->len; i++) {
    const RekDraft *draft = &g_array_index (drafts, RekDraft, i);

    n += draft->n_detections;
    if (draft->n_faces < draft->n_detections)
      n += draft->n_faces;
    if (draft->n_bodies < draft->n_detections)
      n += draft->n_bodies;
  }
  return n;
}

static void
add_detection (Pieces *pieces, const RekTrack *track,
    const RekDetection *detection)
{
  *pieces->all++ = detection;
  if (track->faces.n < track->all.n && rek_box_is_set (&detection->face))
    *pieces->faces++ = detection;
  if (track->bodies.n < track->all.n && rek_detection_has_body (detection))
    *pieces->bodies++ = detection;
}

static void
fill_tracks (RekTimeline *timeline, const RekSample *samples, guint n_samples,
    GArray *drafts, GCancellable *cancellable)
{
  g_autofree RekDraft **sorted = sort_drafts (drafts, cancellable);
  g_autofree guint *ranks = g_new0 (guint, drafts->len);
  g_autofree Pieces *pieces = g_new0 (Pieces, drafts->len);
  const RekDetection **space;

  timeline->n_tracks = drafts->len;
  timeline->tracks = g_new0 (RekTrack, drafts->len);
  timeline->detections =
      g_new (const RekDetection *, count_references (drafts));
  space = timeline->detections;

  for (guint i = 0; i < drafts->len; i++) {
    const RekDraft *draft = sorted[i];
    RekTrack *track = &timeline->tracks[i];

    ranks[draft - (const RekDraft *) (gpointer) drafts->data] = i;
    track->id = i + 1;
    track->person = draft->first->person;
    track->confidence = draft->confidence;
    track->all = (RekSequence){ draft->n_detections, space };
    pieces[i].all = space;
    space += draft->n_detections;
    pieces[i].faces = space;
    track->faces = take_piece (&space, draft->n_faces, &track->all);
    pieces[i].bodies = space;
    track->bodies = take_piece (&space, draft->n_bodies, &track->all);
  }
  for (guint i = 0; i < n_samples; i++) {
    guint rank = ranks[samples[i].track];

    add_detection (&pieces[rank], &timeline->tracks[rank],
        samples[i].detection);
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
  rek_samples_init (&samples, results, cancellable);
  timeline->timings = (RekTimings){
    .all = get_timing (samples.interval_ms, settings),
    .face = get_timing (samples.face_interval_ms, settings),
    .body = get_timing (samples.body_interval_ms, settings),
    .lead = settings->lead,
  };

  n = join_people (&samples, timeline->timings.all.max_gap, drafts,
      cancellable);
  /* Some samples may have no track. */
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;

  fill_tracks (timeline, samples.items, n, drafts, cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  rek_tracks_link (timeline->tracks, timeline->n_tracks, samples.max_identity,
      &timeline->timings);
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

const RekTimings *
rek_timeline_get_timings (const RekTimeline *timeline)
{
  return &timeline->timings;
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
