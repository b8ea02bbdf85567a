/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-spans.h"

#include "timeline/rek-track-extent.h"

static void
appearances_free (gpointer data)
{
  RekAppearances *appearances = data;

  g_array_unref (appearances->spans);
  g_free (appearances);
}

static RekAppearances *
appearances_new (const RekPerson *person)
{
  RekAppearances *appearances = g_new (RekAppearances, 1);

  appearances->person = person;
  appearances->spans = g_array_new (FALSE, FALSE, sizeof (RekSpan));
  return appearances;
}

/* A list that is being built. */
typedef struct {
  GPtrArray *list;
  /* of the person whose first track has this id */
  RekAppearances **by_first_id;
  const RekTimings *timings;
  const RekPeopleFilter *filter;
} Listing;

static gint
compare_spans (gconstpointer a, gconstpointer b)
{
  const RekSpan *one = a;
  const RekSpan *two = b;

  return (one->start > two->start) - (one->start < two->start);
}

static void
add_span (Listing *listing, const RekTrack *track, const RekSpan *span)
{
  RekAppearances **appearances = &listing->by_first_id[track->first_id];

  if (span->start >= span->end)
    return;
  if (*appearances == NULL) {
    *appearances = appearances_new (track->person);
    g_ptr_array_add (listing->list, *appearances);
  }
  g_array_append_vals ((*appearances)->spans, span, 1);
}

/* A filter matches the name of a detection, which may change within a track. */
static void
add_track (Listing *listing, const RekTrack *track)
{
  const RekDetection *const *detections = track->all.detections;
  guint64 hold = MAX (listing->timings->all.hold, REK_DEFAULT_FRAME_DURATION);
  RekSpan span;

  span.start = rek_track_get_start (track, hold, listing->timings->lead);
  for (guint i = 0; i < track->all.n; i++) {
    gboolean is_last = i + 1 == track->all.n;

    span.end = is_last ? rek_track_get_end (track, hold)
                       : rek_detection_get_time (detections[i + 1]);
    if (!rek_people_filter_matches (listing->filter, detections[i]->person)) {
      span.start = span.end;
    } else if (is_last ||
        !rek_people_filter_matches (listing->filter,
            detections[i + 1]->person)) {
      add_span (listing, track, &span);
      span.start = span.end;
    }
  }
}

/* Joins spans that touch or overlap: with a lead, or several tracks at the same
 * time, they may come in any order. */
static void
join_spans (RekAppearances *appearances)
{
  GArray *spans = appearances->spans;
  RekSpan *items = (RekSpan *) (gpointer) spans->data;
  guint n = 0;

  g_array_sort (spans, compare_spans);
  for (guint i = 1; i < spans->len; i++) {
    if (items[i].start <= items[n].end)
      items[n].end = MAX (items[n].end, items[i].end);
    else
      items[++n] = items[i];
  }
  g_array_set_size (spans, n + 1);
}

static gint
compare_first_starts (gconstpointer a, gconstpointer b)
{
  const RekAppearances *one = *(RekAppearances *const *) a;
  const RekAppearances *two = *(RekAppearances *const *) b;

  return compare_spans (one->spans->data, two->spans->data);
}

GPtrArray *
rek_appearances_list (const RekTimeline *timeline, double min_confidence,
    const RekPeopleFilter *filter)
{
  guint n_tracks;
  const RekTrack *tracks = rek_timeline_get_tracks (timeline, &n_tracks);
  g_autofree RekAppearances **by_first_id =
      g_new0 (RekAppearances *, (gsize) n_tracks + 1);
  Listing listing = {
    .list = g_ptr_array_new_with_free_func (appearances_free),
    .by_first_id = by_first_id,
    .timings = rek_timeline_get_timings (timeline),
    .filter = filter,
  };

  for (guint i = 0; i < n_tracks; i++) {
    if (tracks[i].confidence >= min_confidence)
      add_track (&listing, &tracks[i]);
  }
  for (guint i = 0; i < listing.list->len; i++)
    join_spans (g_ptr_array_index (listing.list, i));
  g_ptr_array_sort (listing.list, compare_first_starts);
  return listing.list;
}
