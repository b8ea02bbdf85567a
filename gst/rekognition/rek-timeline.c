/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-timeline.h"

#include "rek-index.h"
#include "rek-order.h"
#include "rek-tracker.h"

#include <stdlib.h>
#include <string.h>

#define NS_PER_MS G_GINT64_CONSTANT (1000000)
#define MAX_SAMPLE_DISTANCE_MS 1000
#define DEFAULT_INTERVAL_MS 500

struct _RekTimeline {
  RekResults *results;
  guint64 interval;
  const RekDetection **detections;
  RekTrack *tracks;
  guint n_tracks;
  RekIndex *index;
};

/* Whether a person is wanted, worked out once for each. */
typedef struct {
  gboolean wants_all;
  double min_confidence;
  GHashTable *words;
  GHashTable *people;
} Filter;

static gint
compare_samples (gconstpointer a, gconstpointer b)
{
  const RekSample *one = a;
  const RekSample *two = b;

  return (one->time_ms > two->time_ms) - (one->time_ms < two->time_ms);
}

/* By time alone: the tracker orders what is at one time. The service's default
 * order is this one already. */
static void
sort_samples (RekSample *samples, guint n)
{
  for (guint i = 1; i < n; i++) {
    if (samples[i].time_ms < samples[i - 1].time_ms) {
      qsort (samples, n, sizeof (RekSample), compare_samples);
      return;
    }
  }
}

static RekSample *
collect_samples (const RekResults *results, guint *n_samples)
{
  guint n = results->detections->len;
  RekSample *samples = g_new (RekSample, n);

  for (guint i = 0; i < n; i++) {
    const RekDetection *detection = g_ptr_array_index (results->detections, i);

    samples[i] = (RekSample){ detection->timestamp_ms, detection, 0 };
  }
  sort_samples (samples, n);
  *n_samples = n;
  return samples;
}

/* Differences are few whole numbers, so counting each gives the median. */
static guint64
get_interval_ms (const RekSample *samples, guint n_samples)
{
  guint counts[MAX_SAMPLE_DISTANCE_MS + 1] = { 0 };
  guint n = 0;
  guint n_seen = 0;
  guint median = 0;

  for (guint i = 1; i < n_samples; i++) {
    gint64 difference = samples[i].time_ms - samples[i - 1].time_ms;

    if (difference > 0 && difference <= MAX_SAMPLE_DISTANCE_MS) {
      counts[difference]++;
      n++;
    }
  }
  if (n == 0)
    return DEFAULT_INTERVAL_MS;

  while (n_seen <= (n - 1) / 2)
    n_seen += counts[++median];
  return median;
}

static void
filter_init (Filter *filter, const RekTimelineSettings *settings)
{
  const char *const *words = settings->celebrities;

  filter->wants_all = words == NULL || *words == NULL;
  filter->min_confidence = settings->min_confidence;
  filter->words = g_hash_table_new (g_str_hash, g_str_equal);
  filter->people = g_hash_table_new (NULL, NULL);
  for (; words != NULL && *words != NULL; words++)
    g_hash_table_add (filter->words, (gpointer) *words);
}

static void
filter_clear (Filter *filter)
{
  g_hash_table_unref (filter->words);
  g_hash_table_unref (filter->people);
}

static gboolean
filter_knows (Filter *filter, const RekPerson *person)
{
  gpointer known;

  if (g_hash_table_lookup_extended (filter->people, person, NULL, &known))
    return GPOINTER_TO_INT (known);

  /* An empty word asks for nobody: an empty id is no id. */
  known =
      GINT_TO_POINTER (g_hash_table_contains (filter->words, person->name) ||
          (*person->id != '\0' &&
              g_hash_table_contains (filter->words, person->id)));
  g_hash_table_insert (filter->people, (gpointer) person, known);
  return GPOINTER_TO_INT (known);
}

static gboolean
filter_wants (Filter *filter, const RekDetection *detection)
{
  if (filter->min_confidence > 0.0 &&
      !(detection->confidence >= filter->min_confidence))
    return FALSE;
  return filter->wants_all || filter_knows (filter, detection->person);
}

/* Keeps the order of what is left. */
static guint
filter_samples (RekSample *samples, guint n_samples,
    const RekTimelineSettings *settings)
{
  Filter filter;
  guint n = 0;

  filter_init (&filter, settings);
  for (guint i = 0; i < n_samples; i++) {
    if (filter_wants (&filter, samples[i].detection))
      samples[n++] = samples[i];
  }
  filter_clear (&filter);
  return n;
}

static guint
get_max_identity (const RekSample *samples, guint n)
{
  guint max = 0;

  for (guint i = 0; i < n; i++)
    max = MAX (max, samples[i].detection->person->identity);
  return max;
}

/* Puts each person's samples together, in order of time still. On return the
 * person with identity i has those before @ends[i] and from @ends[i - 1] on. */
static RekSample *
split_by_person (const RekSample *samples, guint n, guint *ends,
    guint max_identity)
{
  RekSample *split = g_new (RekSample, n);

  for (guint i = 0; i < n; i++) {
    guint identity = samples[i].detection->person->identity;

    if (identity < max_identity)
      ends[identity + 1]++;
  }
  for (guint i = 1; i <= max_identity; i++)
    ends[i] += ends[i - 1];
  for (guint i = 0; i < n; i++)
    split[ends[samples[i].detection->person->identity]++] = samples[i];
  return split;
}

static guint64
get_duration (guint64 wanted, guint64 automatic)
{
  return wanted == REK_AUTOMATIC ? automatic : wanted;
}

/* Joins person after person; duplicates fall out.
 *
 * Returns: how many samples are left */
static guint
join_people (const RekTimeline *timeline, RekSample *samples, const guint *ends,
    guint max_identity, const RekTimelineSettings *settings, GArray *drafts)
{
  guint64 max_gap =
      get_duration (settings->max_gap, timeline->interval * 5 / 2);
  guint64 hold = get_duration (settings->hold, timeline->interval);
  guint n_kept = 0;
  guint begin = 0;

  for (guint i = 0; i <= max_identity; i++) {
    guint n;

    if (ends[i] == begin)
      continue;
    n = rek_tracker_join (samples + begin, ends[i] - begin, max_gap, hold,
        drafts);

    if (n_kept < begin)
      memmove (samples + n_kept, samples + begin, n * sizeof (RekSample));
    n_kept += n;
    begin = ends[i];
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
sort_drafts (GArray *drafts)
{
  RekDraft **sorted = g_new (RekDraft *, drafts->len);

  for (guint i = 0; i < drafts->len; i++)
    sorted[i] = &g_array_index (drafts, RekDraft, i);
  if (drafts->len > 0)
    qsort (sorted, drafts->len, sizeof (RekDraft *), compare_drafts);
  return sorted;
}

/* Gives each track, in the order of ids, its piece of the one array. */
static void
fill_tracks (RekTimeline *timeline, const RekSample *samples, guint n_samples,
    GArray *drafts)
{
  g_autofree RekDraft **sorted = sort_drafts (drafts);
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
rek_timeline_new (RekResults *results, const RekTimelineSettings *settings)
{
  RekTimeline *timeline = g_atomic_rc_box_new0 (RekTimeline);
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (RekDraft));
  g_autofree RekSample *samples = NULL;
  g_autofree RekSample *all = NULL;
  g_autofree guint *ends = NULL;
  guint max_identity;
  guint n;

  timeline->results = rek_results_ref (results);
  all = collect_samples (results, &n);
  timeline->interval = get_interval_ms (all, n) * NS_PER_MS;

  n = filter_samples (all, n, settings);
  max_identity = get_max_identity (all, n);
  ends = g_new0 (guint, (gsize) max_identity + 1);
  samples = split_by_person (all, n, ends, max_identity);
  g_clear_pointer (&all, g_free);

  n = join_people (timeline, samples, ends, max_identity, settings, drafts);
  fill_tracks (timeline, samples, n, drafts);
  number_people (timeline, max_identity);
  timeline->index = rek_index_new (timeline->tracks, timeline->n_tracks);
  return timeline;
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

  rek_index_free (timeline->index);
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
