/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-track-extent.h"

#include "timeline/rek-sort.h"

/* A person who is off for as long begins a new appearance. */
#define APPEARANCE_GAP G_GINT64_CONSTANT (2000000000)

/* One person's tracks: @by_start in order of their ids, @by_last in order of
 * their last detections. */
typedef struct {
  guint n;
  RekTrack **by_start;
  RekTrack **by_last;
} Tracks;

static gint64
get_first_time (const RekTrack *track)
{
  return rek_detection_get_time (track->all.detections[0]);
}

static gint64
get_last_time (const RekTrack *track)
{
  return rek_detection_get_time (track->all.detections[track->all.n - 1]);
}

static gint
compare_last_times (gconstpointer a, gconstpointer b)
{
  const RekTrack *one = *(RekTrack *const *) a;
  const RekTrack *two = *(RekTrack *const *) b;
  gint64 one_time = get_last_time (one);
  gint64 two_time = get_last_time (two);

  if (one_time != two_time)
    return one_time < two_time ? -1 : 1;
  return (one->id > two->id) - (one->id < two->id);
}

gint64
rek_track_get_end (const RekTrack *track, guint64 hold)
{
  gint64 last = get_last_time (track);

  if (hold >= (guint64) (track->limit - last))
    return track->limit;
  return last + (gint64) hold;
}

gint64
rek_track_get_start (const RekTrack *track, guint64 hold, guint64 lead)
{
  gint64 first = get_first_time (track);
  gint64 start = lead > G_MAXINT64 ? G_MININT64 : first - (gint64) lead;

  if (lead == 0 || track->previous == NULL)
    return start;
  return MAX (start, rek_track_get_end (track->previous, hold));
}

/* As starts and last detections are both in order, one pass finds for each
 * track the latest that ended before it, and one the first that begins after
 * it. */
static void
link_person (const Tracks *tracks)
{
  RekTrack *previous = NULL;
  guint n_over = 0;
  guint n_started = 0;

  for (guint i = 0; i < tracks->n; i++) {
    RekTrack *track = tracks->by_start[i];

    while (get_last_time (tracks->by_last[n_over]) < get_first_time (track))
      previous = tracks->by_last[n_over++];
    track->previous = previous;
  }
  for (guint i = 0; i < tracks->n; i++) {
    RekTrack *track = tracks->by_last[i];

    while (n_started < tracks->n &&
        get_first_time (tracks->by_start[n_started]) <= get_last_time (track))
      n_started++;
    track->limit = n_started < tracks->n
        ? get_first_time (tracks->by_start[n_started])
        : G_MAXINT64;
  }
}

/* An appearance goes on while the gaps that a viewer sees are short. */
static void
chain_person (const Tracks *tracks, const RekTimings *timings)
{
  guint64 hold = MAX (timings->all.hold, REK_DEFAULT_FRAME_DURATION);
  gint64 chain_start = 0;
  gint64 chain_end = 0;

  for (guint i = 0; i < tracks->n; i++) {
    RekTrack *track = tracks->by_start[i];
    gint64 start = rek_track_get_start (track, hold, timings->lead);
    gint64 end = rek_track_get_end (track, hold);

    if (i == 0 || (start > chain_end && start - chain_end >= APPEARANCE_GAP)) {
      chain_start = MAX (start, 0);
      chain_end = end;
    }
    chain_end = MAX (chain_end, end);
    track->appearance_start = chain_start;
  }
}

/* Groups the tracks by person, in order of their ids.
 *
 * Returns: (array length=n_tracks): the tracks; the person with identity i has
 *   those from @ends[i - 1] to before @ends[i] */
static RekTrack **
group_by_person (RekTrack *tracks, guint n_tracks, guint max_identity,
    guint *ends)
{
  RekTrack **groups = g_new0 (RekTrack *, n_tracks);

  for (guint i = 0; i < n_tracks; i++) {
    guint identity = tracks[i].person->identity;

    if (identity < max_identity)
      ends[identity + 1]++;
  }
  for (guint i = 1; i <= max_identity; i++)
    ends[i] += ends[i - 1];
  for (guint i = 0; i < n_tracks; i++)
    groups[ends[tracks[i].person->identity]++] = &tracks[i];
  return groups;
}

void
rek_tracks_link (RekTrack *tracks, guint n_tracks, guint max_identity,
    const RekTimings *timings)
{
  g_autofree guint *ends = g_new0 (guint, (gsize) max_identity + 1);
  g_autofree RekTrack **by_last =
      group_by_person (tracks, n_tracks, max_identity, ends);
  g_autofree RekTrack **by_start =
      g_memdup2 (by_last, n_tracks * sizeof (RekTrack *));
  guint begin = 0;

  for (guint i = 0; i <= max_identity; i++) {
    guint n = ends[i] - begin;

    if (n > 0) {
      const Tracks person = { n, by_start + begin, by_last + begin };

      rek_sort (person.by_last, n, sizeof (RekTrack *), compare_last_times,
          NULL);
      for (guint j = 0; j < n; j++)
        person.by_start[j]->first_id = person.by_start[0]->id;
      link_person (&person);
      chain_person (&person, timings);
    }
    begin = ends[i];
  }

  for (guint i = 0; i < n_tracks; i++) {
    tracks[i].start =
        rek_track_get_start (&tracks[i], timings->all.hold, timings->lead);
    tracks[i].end = rek_track_get_end (&tracks[i], timings->all.hold);
  }
}
