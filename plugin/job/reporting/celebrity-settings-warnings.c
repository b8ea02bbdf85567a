/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-settings-warnings.h"

#include "gst-celebrity-sanitize.h"

GST_DEBUG_CATEGORY_EXTERN (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

/* How many of a job's people a warning names. */
#define MAX_NAMES 5

gboolean
celebrity_warn_of_ratio (GstElement *element, double min_confidence)
{
  char is[G_ASCII_DTOSTR_BUF_SIZE];
  char meant[G_ASCII_DTOSTR_BUF_SIZE];

  if (!(min_confidence > 0.0 && min_confidence <= 1.0))
    return FALSE;
  g_ascii_formatd (is, sizeof is, "%g", min_confidence);
  g_ascii_formatd (meant, sizeof meant, "%g", min_confidence * 100.0);
  GST_ELEMENT_WARNING (element, RESOURCE, SETTINGS,
      ("min-confidence=%s is %s percent: did you mean %s?", is, is, meant),
      (NULL));
  return TRUE;
}

static gboolean
matches_track (const RekPeopleFilter *filter, const RekTrack *track)
{
  const RekPerson *person = NULL;

  for (guint i = 0; i < track->all.n; i++) {
    const RekPerson *other = track->all.detections[i]->person;

    if (other != person && rek_people_filter_matches (filter, other))
      return TRUE;
    person = other;
  }
  return FALSE;
}

static void
append_person (GString *list, const RekPerson *person)
{
  g_autofree char *name = gst_celebrity_text_clean_line (person->name);
  g_autofree char *id = gst_celebrity_text_clean_line (person->id);

  if (list->len > 0)
    g_string_append (list, ", ");
  g_string_append (list, name);
  if (id != NULL && *id != '\0')
    g_string_append_printf (list, " (%s)", id);
}

/* Returns: (transfer full): some of the job's people */
static char *
list_people (const RekTrack *tracks, guint n_tracks)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < n_tracks; i++) {
    gboolean is_first = tracks[i].first_id == tracks[i].id;

    if (is_first && n < MAX_NAMES)
      append_person (list, tracks[i].person);
    n += is_first ? 1 : 0;
  }
  if (n > MAX_NAMES)
    g_string_append_printf (list, " and %u more", n - MAX_NAMES);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

void
celebrity_warn_of_filter (GstElement *element, const RekTimeline *timeline,
    const RekPeopleFilter *filter)
{
  guint n_tracks;
  const RekTrack *tracks = rek_timeline_get_tracks (timeline, &n_tracks);
  g_autofree char *people = NULL;

  if (filter == NULL)
    return;
  for (guint i = 0; i < n_tracks; i++) {
    if (matches_track (filter, &tracks[i]))
      return;
  }

  people = list_people (tracks, n_tracks);
  GST_ELEMENT_WARNING (element, RESOURCE, SETTINGS,
      ("The property celebrities matches nobody in the job's results; %s%s. "
       "Give a name or an id exactly as it is there.",
          *people != '\0' ? "they have: " : "there is nobody in them", people),
      (NULL));
}
