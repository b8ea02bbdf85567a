/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-tracker.h"

#include "timeline/rek-box.h"
#include "timeline/rek-detection-order.h"
#include "timeline/rek-sort.h"

#define NS_PER_MS G_GINT64_CONSTANT (1000000)
#define NO_TRACK G_MAXUINT

/* The similarity of an open track (by index) and a detection (by its index in
 * the order of its group). */
typedef struct {
  double iou;
  double distance;
  guint slot;
  guint index;
} Pair;

typedef struct {
  guint track;
  const RekDetection *last;
} Open;

typedef struct {
  GArray *drafts;
  GCancellable *cancellable;
  guint64 max_gap;
  guint n_open;
  Open open[REK_TRACKER_MAX_OPEN];
  /* The indices that are not paired yet, and the best partner of each. */
  guint n_free_slots;
  guint n_free_indices;
  guint free_slots[REK_TRACKER_MAX_OPEN];
  guint free_indices[REK_TRACKER_MAX_OPEN];
  Pair best_of_slot[REK_TRACKER_MAX_OPEN];
  Pair best_of_index[REK_TRACKER_MAX_OPEN];
} Tracker;

static RekDraft *
get_draft (Tracker *self, guint track)
{
  return &g_array_index (self->drafts, RekDraft, track);
}

static gint64
get_time_ms (const RekSample *sample)
{
  return sample->detection->timestamp_ms;
}

static gint
compare_samples (gconstpointer a, gconstpointer b)
{
  const RekSample *one = a;
  const RekSample *two = b;

  return rek_order_compare (one->detection, two->detection);
}

static gint
compare_starts (gconstpointer a, gconstpointer b)
{
  RekSample *const *one = a;
  RekSample *const *two = b;

  return rek_order_compare_start ((*one)->detection, (*two)->detection);
}

static gboolean
get_common_boxes (const RekDetection *a, const RekDetection *b,
    const RekBox **box_a, const RekBox **box_b)
{
  if (rek_box_is_set (&a->face) && rek_box_is_set (&b->face)) {
    *box_a = &a->face;
    *box_b = &b->face;
    return TRUE;
  }
  *box_a = a->body;
  *box_b = b->body;
  return rek_detection_has_body (a) && rek_detection_has_body (b);
}

/* A pair with no box in common is worse than any that has one. */
static Pair
make_pair (Tracker *self, const RekSample *group, guint slot, guint index)
{
  Pair pair = { -1.0, INFINITY, slot, index };
  const RekBox *a;
  const RekBox *b;

  if (!get_common_boxes (self->open[slot].last, group[index].detection, &a, &b))
    return pair;
  pair.iou = rek_box_get_iou (a, b);
  pair.distance = rek_box_get_distance (a, b);
  return pair;
}

static gboolean
is_better (const Pair *a, const Pair *b)
{
  if (a->iou != b->iou)
    return a->iou > b->iou;
  if (a->distance != b->distance)
    return a->distance < b->distance;
  if (a->slot != b->slot)
    return a->slot < b->slot;
  return a->index < b->index;
}

static void
find_best (Tracker *self, const RekSample *group)
{
  static const Pair worst = { -2.0, INFINITY, NO_TRACK, NO_TRACK };

  for (guint i = 0; i < self->n_free_slots; i++)
    self->best_of_slot[self->free_slots[i]] = worst;
  for (guint i = 0; i < self->n_free_indices; i++)
    self->best_of_index[self->free_indices[i]] = worst;

  for (guint i = 0; i < self->n_free_slots; i++) {
    Pair *best_of_slot = &self->best_of_slot[self->free_slots[i]];

    for (guint j = 0; j < self->n_free_indices; j++) {
      Pair *best_of_index = &self->best_of_index[self->free_indices[j]];
      Pair pair =
          make_pair (self, group, self->free_slots[i], self->free_indices[j]);

      if (is_better (&pair, best_of_slot))
        *best_of_slot = pair;
      if (is_better (&pair, best_of_index))
        *best_of_index = pair;
    }
  }
}

static void
draft_add (RekDraft *draft, const RekDetection *detection)
{
  draft->last_ms = detection->timestamp_ms;
  draft->n_detections++;
  if (rek_box_is_set (&detection->face))
    draft->n_faces++;
  if (rek_detection_has_body (detection))
    draft->n_bodies++;
  /* A missing confidence, NAN, is never greater. */
  if (detection->confidence > draft->confidence)
    draft->confidence = detection->confidence;
}

static void
continue_track (Tracker *self, RekSample *sample, guint slot)
{
  RekDraft *draft = get_draft (self, self->open[slot].track);

  sample->track = self->open[slot].track;
  self->open[slot].last = sample->detection;
  draft_add (draft, sample->detection);
}

/* Pairs those that are each other's best partner, and removes them from the
 * free ones. */
static void
pair_best (Tracker *self, RekSample *group)
{
  guint n_slots = 0;
  guint n_indices = 0;

  for (guint i = 0; i < self->n_free_slots; i++) {
    guint slot = self->free_slots[i];
    guint index = self->best_of_slot[slot].index;

    if (self->best_of_index[index].slot == slot)
      continue_track (self, &group[index], slot);
    else
      self->free_slots[n_slots++] = slot;
  }
  for (guint i = 0; i < self->n_free_indices; i++) {
    guint index = self->free_indices[i];

    if (group[index].track == NO_TRACK)
      self->free_indices[n_indices++] = index;
  }
  self->n_free_slots = n_slots;
  self->n_free_indices = n_indices;
}

/* Taking the best pair again and again gives the same as pairing at once all
 * that are each other's best: no remaining pair could have come before them.
 * This way memory is linear, and few rounds are needed. */
static void
pair_group (Tracker *self, RekSample *group, guint n)
{
  self->n_free_slots = self->n_open;
  for (guint i = 0; i < self->n_free_slots; i++)
    self->free_slots[i] = i;
  self->n_free_indices = MIN (n, REK_TRACKER_MAX_OPEN);
  for (guint i = 0; i < self->n_free_indices; i++)
    self->free_indices[i] = i;

  while (self->n_free_slots > 0 && self->n_free_indices > 0) {
    find_best (self, group);
    pair_best (self, group);
  }
}

static void
start_track (Tracker *self, RekSample *sample)
{
  RekDraft draft = {
    .first = sample->detection,
    .start_ms = get_time_ms (sample),
  };

  draft_add (&draft, sample->detection);
  sample->track = self->drafts->len;
  g_array_append_val (self->drafts, draft);
  if (self->n_open == REK_TRACKER_MAX_OPEN)
    return;
  self->open[self->n_open++] =
      (Open){ .track = sample->track, .last = sample->detection };
}

static void
start_tracks (Tracker *self, RekSample *group, guint n)
{
  g_autofree RekSample **unpaired = NULL;
  guint n_unpaired = 0;

  if (n == 1) {
    if (group->track == NO_TRACK)
      start_track (self, group);
    return;
  }

  unpaired = g_new (RekSample *, n);
  for (guint i = 0; i < n; i++) {
    if (group[i].track == NO_TRACK)
      unpaired[n_unpaired++] = &group[i];
  }
  rek_sort (unpaired, n_unpaired, sizeof (RekSample *), compare_starts,
      self->cancellable);
  for (guint i = 0; i < n_unpaired; i++)
    start_track (self, unpaired[i]);
}

static void
close_tracks (Tracker *self, gint64 time_ms)
{
  guint n_open = 0;

  for (guint i = 0; i < self->n_open; i++) {
    const RekDraft *draft = get_draft (self, self->open[i].track);
    guint64 gap = (guint64) (time_ms - draft->last_ms) * NS_PER_MS;

    if (gap <= self->max_gap)
      self->open[n_open++] = self->open[i];
  }
  self->n_open = n_open;
}

static void
join_group (Tracker *self, RekSample *group, guint n)
{
  close_tracks (self, get_time_ms (group));
  if (n == 1 && self->n_open == 1) {
    continue_track (self, group, 0);
    return;
  }
  pair_group (self, group, n);
  start_tracks (self, group, n);
}

/* Sorts a group and moves its detections to @to without duplicates: the first
 * of several is the one with the greatest confidence. */
static guint
move_distinct (const Tracker *self, RekSample *to, RekSample *group, guint n)
{
  guint n_kept = 0;

  rek_sort (group, n, sizeof (RekSample), compare_samples, self->cancellable);
  for (guint i = 0; i < n; i++) {
    if (n_kept > 0 &&
        rek_order_is_duplicate (to[n_kept - 1].detection, group[i].detection))
      continue;
    to[n_kept] = group[i];
    to[n_kept++].track = NO_TRACK;
  }
  return n_kept;
}

guint
rek_tracker_join (RekSample *samples, guint n_samples, guint64 max_gap,
    GArray *drafts, GCancellable *cancellable)
{
  Tracker self;
  guint n_kept = 0;
  guint next;

  self.drafts = drafts;
  self.cancellable = cancellable;
  self.max_gap = max_gap;
  self.n_open = 0;

  for (guint i = 0; i < n_samples && !g_cancellable_is_cancelled (cancellable);
       i = next) {
    RekSample *group = &samples[n_kept];
    guint n;

    next = i + 1;
    while (next < n_samples &&
        get_time_ms (&samples[next]) == get_time_ms (&samples[i]))
      next++;
    n = move_distinct (&self, group, &samples[i], next - i);
    join_group (&self, group, n);
    n_kept += n;
  }
  return n_kept;
}
