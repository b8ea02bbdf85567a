/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-appearances.h"

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

/* Tracks come in order of start, so only the last span can go on. */
static void
add_span (RekAppearances *appearances, const RekSpan *span)
{
  GArray *spans = appearances->spans;
  RekSpan *last = NULL;

  if (spans->len > 0)
    last = &g_array_index (spans, RekSpan, spans->len - 1);
  if (last != NULL && span->start <= last->end)
    last->end = MAX (last->end, span->end);
  else
    g_array_append_vals (spans, span, 1);
}

GPtrArray *
rek_appearances_list (const RekTimeline *timeline)
{
  guint n_tracks;
  const RekTrack *tracks = rek_timeline_get_tracks (timeline, &n_tracks);
  GPtrArray *list = g_ptr_array_new_with_free_func (appearances_free);
  g_autofree RekAppearances **by_first_id =
      g_new0 (RekAppearances *, (gsize) n_tracks + 1);

  for (guint i = 0; i < n_tracks; i++) {
    const RekTrack *track = &tracks[i];
    RekAppearances **appearances = &by_first_id[track->first_id];
    RekSpan span = { rek_detection_get_time (track->detections[0]),
      track->end };

    /* Nobody sees one detection that is held for no time. */
    if (span.start >= span.end)
      continue;
    if (*appearances == NULL) {
      *appearances = appearances_new (track->person);
      g_ptr_array_add (list, *appearances);
    }
    add_span (*appearances, &span);
  }
  return list;
}
