/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-steady-confidence.h"

/* Entries of people no longer on screen that are kept before all are removed. */
#define MAX_UNSEEN 256

/* @period: the half second that @confidence belongs to
 * @frame: the last frame that shows the track */
typedef struct {
  guint64 period;
  guint64 frame;
  double confidence;
} Entry;

/* @entries: (element-type guint Entry): keyed by a hash of person and track */
struct _CelebritySteadyConfidence {
  GHashTable *entries;
  guint64 frame;
};

CelebritySteadyConfidence *
celebrity_steady_confidence_new (void)
{
  CelebritySteadyConfidence *self = g_new0 (CelebritySteadyConfidence, 1);

  self->entries = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
celebrity_steady_confidence_free (CelebritySteadyConfidence *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
celebrity_steady_confidence_reset (CelebritySteadyConfidence *self)
{
  g_hash_table_remove_all (self->entries);
}

static guint64
get_period (const GstCelebrityPerson *person, GstClockTime time)
{
  guint64 start = 0;

  if (person->record != NULL)
    gst_structure_get_uint64 (person->record, "appearance-start", &start);
  /* With a ts-offset the start, a time of the job, may be later. */
  if (time >= start)
    return (time - start) / CELEBRITY_STEADY_CONFIDENCE_PERIOD;
  return G_MAXUINT64 - (start - time - 1) / CELEBRITY_STEADY_CONFIDENCE_PERIOD;
}

static gpointer
get_key (const GstCelebrityPerson *person)
{
  const char *name = person->id != NULL ? person->id : person->name;

  return GUINT_TO_POINTER (g_str_hash (name) * 31 + (guint) person->track_id);
}

static void
apply (CelebritySteadyConfidence *self, GstCelebrityPerson *person,
    GstClockTime time)
{
  gpointer key = get_key (person);
  guint64 period = get_period (person, time);
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL) {
    entry = g_new (Entry, 1);
    *entry = (Entry){ period, 0, person->confidence };
    g_hash_table_insert (self->entries, key, entry);
  } else if (entry->period != period) {
    entry->period = period;
    entry->confidence = person->confidence;
  }
  entry->frame = self->frame;
  person->confidence = entry->confidence;
}

static gboolean
is_unseen (gpointer key, gpointer value, gpointer data)
{
  const CelebritySteadyConfidence *self = data;

  (void) key;
  return ((Entry *) value)->frame != self->frame;
}

void
celebrity_steady_confidence_apply (CelebritySteadyConfidence *self,
    GstCelebrityPerson *people, guint n_people, GstClockTime time)
{
  if (!GST_CLOCK_TIME_IS_VALID (time))
    return;

  self->frame++;
  for (guint i = 0; i < n_people; i++)
    apply (self, &people[i], time);
  if (g_hash_table_size (self->entries) > n_people + MAX_UNSEEN)
    g_hash_table_foreach_remove (self->entries, is_unseen, self);
}
