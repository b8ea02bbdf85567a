/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-appearance.h"

#include <math.h>
#include <string.h>

/* One time at which the person was detected. */
typedef struct {
  guint64 time;
  double confidence;
} Sample;

/* Each buffer has the track's last detection until there is another one, so a
 * time that is followed by this many others does not return. */
#define MAX_RECENT 32

/* Returns NULL if @time is not among the recent ones. */
static Sample *
find_recent (GArray *recent, guint64 time)
{
  for (guint i = recent->len; i > 0; i--) {
    Sample sample = g_array_index (recent, Sample, i - 1);

    if (sample.time != time)
      continue;
    if (i < recent->len) {
      g_array_remove_index (recent, i - 1);
      g_array_append_val (recent, sample);
    }
    return &g_array_index (recent, Sample, recent->len - 1);
  }
  return NULL;
}

static void
add_confidence (CelebrityAppearance *self, double confidence)
{
  if (isnan (confidence))
    return;
  self->max_confidence = fmax (self->max_confidence, confidence);
  self->sum += confidence;
  self->n_confidences++;
}

/* If there are several samples at one time, the highest confidence wins. */
static void
raise_confidence (CelebrityAppearance *self, Sample *sample, double confidence)
{
  if (isnan (sample->confidence)) {
    add_confidence (self, confidence);
    sample->confidence = confidence;
  } else if (confidence > sample->confidence) {
    self->max_confidence = fmax (self->max_confidence, confidence);
    self->sum += confidence - sample->confidence;
    sample->confidence = confidence;
  }
}

static void
add_sample (CelebrityAppearance *self, const CelebrityLogPerson *person,
    const CelebrityInterval *interval)
{
  const Sample sample = {
    .time = GST_CLOCK_TIME_IS_VALID (person->sample_time) ? person->sample_time
                                                          : interval->start,
    .confidence = person->confidence,
  };
  Sample *known = find_recent (self->recent, sample.time);

  if (known != NULL) {
    raise_confidence (self, known, sample.confidence);
    return;
  }
  if (self->recent->len == MAX_RECENT)
    g_array_remove_index (self->recent, 0);
  g_array_append_val (self->recent, sample);
  self->n_samples++;
  add_confidence (self, sample.confidence);
}

static void
note_details (CelebrityAppearance *self, const CelebrityLogPerson *person)
{
  if (self->known_gender == NULL)
    self->known_gender = g_strdup (person->known_gender);
  if (*self->urls == NULL) {
    g_strfreev (self->urls);
    self->urls = celebrity_log_person_dup_urls (person);
  }
}

/* The track of the earliest buffer; if that has several, the lowest. */
static void
note_track (CelebrityAppearance *self, const CelebrityLogPerson *person,
    const CelebrityInterval *interval)
{
  if (interval->start > self->start || person->track_id == 0)
    return;
  if (interval->start < self->start || self->track_id == 0)
    self->track_id = person->track_id;
  else
    self->track_id = MIN (self->track_id, person->track_id);
}

CelebrityAppearance *
celebrity_appearance_new (const CelebrityLogPerson *person,
    const CelebrityInterval *interval)
{
  CelebrityAppearance *self = g_new0 (CelebrityAppearance, 1);

  self->name = g_strdup (person->name);
  self->id = g_strdup (person->id);
  self->urls = g_new0 (char *, 1);
  self->start = interval->start;
  self->end = interval->end;
  self->max_confidence = NAN;
  self->mean_confidence = NAN;
  self->recent = g_array_new (FALSE, FALSE, sizeof (Sample));
  celebrity_appearance_extend (self, person, interval);
  return self;
}

void
celebrity_appearance_free (CelebrityAppearance *self)
{
  g_free (self->name);
  g_free (self->id);
  g_free (self->known_gender);
  g_strfreev (self->urls);
  g_clear_pointer (&self->recent, g_array_unref);
  g_free (self);
}

guint
celebrity_appearance_hash (gconstpointer key)
{
  const CelebrityAppearance *self = key;

  return g_str_hash (self->id != NULL ? self->id : self->name);
}

gboolean
celebrity_appearance_is_same_person (gconstpointer a, gconstpointer b)
{
  const CelebrityAppearance *one = a;
  const CelebrityAppearance *other = b;

  if (one->id != NULL || other->id != NULL)
    return g_strcmp0 (one->id, other->id) == 0;
  return g_str_equal (one->name, other->name);
}

void
celebrity_appearance_extend (CelebrityAppearance *self,
    const CelebrityLogPerson *person, const CelebrityInterval *interval)
{
  note_details (self, person);
  note_track (self, person, interval);
  add_sample (self, person, interval);
  self->start = MIN (self->start, interval->start);
  self->end = MAX (self->end, interval->end);
}

guint64
celebrity_appearance_get_break (const CelebrityAppearance *self,
    const CelebrityInterval *interval)
{
  if (interval->start > self->end)
    return interval->start - self->end;
  if (interval->end < self->start)
    return self->start - interval->end;
  return 0;
}

void
celebrity_appearance_finish (CelebrityAppearance *self)
{
  if (self->n_confidences > 0)
    self->mean_confidence = self->sum / self->n_confidences;
  g_clear_pointer (&self->recent, g_array_unref);
}

gint
celebrity_appearance_compare (gconstpointer a, gconstpointer b)
{
  const CelebrityAppearance *one = *(CelebrityAppearance *const *) a;
  const CelebrityAppearance *two = *(CelebrityAppearance *const *) b;

  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  if (one->track_id != two->track_id)
    return one->track_id < two->track_id ? -1 : 1;
  if (!g_str_equal (one->name, two->name))
    return strcmp (one->name, two->name);
  return g_strcmp0 (one->id, two->id);
}
